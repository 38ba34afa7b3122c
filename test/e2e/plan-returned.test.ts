import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { caretAtEnd, saved } from "./plan-page.ts";
import { beginPlan, enterOutcome, openPlanRound, stepAs, takeStep } from "./plan-steps.ts";
import { pageOf, startProduct, type Product } from "./product.ts";
import { as, givePosition } from "./rounds.ts";

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const plan = "/fr/groups/gender/plan";
const missing = "Le plan ne dit pas qui paie le séminaire.";
const further = "Le Bureau souhaite un rapport chaque année.";

describe("en français : un plan renvoyé par le Bureau", () => {
  test("comes back with comments, is put right, goes on with the officers' comments attached, and is adopted; the next period starts from it", async () => {
    const chair = await pageOf(browser, product, "ec", { locale: "fr-FR" });
    await beginPlan(chair, plan, "fr", ["Le groupe tient un séminaire."]);
    await takeStep(chair, plan, "submit-to-group");
    await takeStep(chair, plan, "submit-to-officers");

    const early = await chair.goto(`${plan}/step?act=freeze`);
    expect(early?.status()).toBe(409);
    await expect
      .poll(() => chair.locator("main").innerText(), { message: "the officers' time is said" })
      .toMatch(/Bureau.*20\d\d/s);

    await stepAs(browser, product, "officer-mx", plan, { act: "return", comments: missing });
    await chair.goto(plan);
    const comments = await chair.locator("#comments").innerText();
    expect(comments).toContain(missing);
    expect(comments).toContain("Mexique");
    await caretAtEnd(chair, "Le groupe tient un séminaire.");
    await chair.keyboard.type(" L’Équateur le finance.");
    await saved(chair);
    await takeStep(chair, plan, "submit-to-group");
    await chair.goto(plan);
    expect(await chair.locator("#comments").count(), "answered by a new text").toBe(0);
    await takeStep(chair, plan, "submit-to-officers");

    await stepAs(browser, product, "officer-mx", plan, { act: "comment", comments: further });
    await stepAs(browser, product, "officer-pe", plan, { act: "end-consideration" });
    await takeStep(chair, plan, "freeze");
    await as(browser, product, "do", plan, async (page) => {
      await expect
        .poll(() => page.locator("#comments").innerText(), { message: "they go along with the plan" })
        .toContain(further);
    });
    const round = await openPlanRound(chair, plan, "express");
    for (const country of ["ec", "do", "cr"])
      await givePosition(browser, product, country, round, { kind: "joins" });
    await enterOutcome(chair, round);
    await as(browser, product, null, plan, async (page) => {
      await expect.poll(() => page.locator("#adopted").innerText()).toContain("L’Équateur le finance.");
      expect(await page.locator("form#next-plan").count()).toBe(0);
    });

    await as(browser, product, "ec", plan, async (page) => {
      await page.locator("#versions summary").click();
      await page.locator('#next-plan [name="period"]').fill("2014-2015");
      await page.locator("#next-plan button").click();
      await page.locator("h1", { hasText: "2014-2015" }).waitFor();
      await page.locator('#versions a[href$="period=2011-2013"]').click();
      await page.locator("h1", { hasText: "2011-2013" }).waitFor();
      await expect.poll(() => page.locator("#adopted").innerText()).toContain("L’Équateur le finance.");
    });
  });
});
