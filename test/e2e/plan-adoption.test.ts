import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { planText, saved } from "./plan-page.ts";
import { pageOf, startProduct, type Product } from "./product.ts";
import { as, choose, givePosition, roundOf } from "./rounds.ts";

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const plan = "/en/groups/gender/plan";

describe("a plan of work, from drafting to adopted", () => {
  test("the chair moves it, the officers' Chair ends their consideration, the countries answer, and it is in force", async () => {
    const chair = await pageOf(browser, product, "ec");
    await chair.goto(plan);
    await chair.locator('#begin-plan [name="period"]').fill("2011-2013");
    await chair.locator('#begin-plan [name="language"]').selectOption("en");
    await chair.locator("#begin-plan button").click();
    await chair.locator(`${planText}[contenteditable="true"]`).click();
    await chair.keyboard.type("# Purpose");
    await chair.keyboard.press("Enter");
    await chair.keyboard.type("The group counts who is connected, women and men apart, in every country.");
    await saved(chair);

    const step = async (act: string) => {
      await chair.goto(plan);
      await chair.locator(`a[href$="/plan/step?act=${act}"]`).click();
      await chair.locator("#step button.go").click();
      await chair.waitForURL((url) => url.pathname === plan);
    };
    await step("submit-to-group");
    await step("submit-to-officers");

    const early = await chair.goto(`${plan}/step?act=freeze`);
    expect(early?.status(), "not before the officers have had their time").toBe(409);
    expect(await chair.locator("#step").count()).toBe(0);

    await as(browser, product, "officer-pe", plan, async (page) => {
      await page.locator('a[href$="/plan/step?act=end-consideration"]').click();
      await page.locator("#step button.go").click();
      await page.waitForURL((url) => url.pathname === plan);
    });
    await step("freeze");

    await chair.goto(plan);
    await chair.locator('a[href$="/plan/open-round"]').click();
    await choose(chair, "round-mode", "express");
    await chair.locator("#round button.go").click();
    await chair.waitForURL((url) => url.pathname.startsWith("/en/rounds/"));
    const round = new URL(chair.url()).pathname;
    expect(await roundOf(product, plan)).toBe(round);

    for (const country of ["ec", "do"])
      await givePosition(browser, product, country, round, { kind: "joins" });
    await chair.goto(round);
    await expect.poll(() => chair.locator(".needed").innerText()).toMatch(/Costa Rica/);
    expect(await chair.locator("form#record").count(), "no outcome while a country is needed").toBe(0);
    await givePosition(browser, product, "cr", round, {
      kind: "joins-with-reservation",
      words: { text: "Costa Rica counts every two years." },
      choices: { reservationPassage: "1" },
    });
    await chair.goto(round);
    await chair.locator("form#record button").click();
    await chair.locator("form#record").waitFor({ state: "detached" });

    await as(browser, product, null, plan, async (page) => {
      const text = await page.locator("#adopted").innerText();
      expect(text).toContain("The group counts who is connected");
      const stage = await page.locator("ol.chain, .chain").first().innerText();
      expect(stage.toLowerCase()).toContain("adopted");
    });
  });
});
