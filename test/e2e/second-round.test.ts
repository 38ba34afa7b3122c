import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { openPlan, wordsOf } from "./plan-page.ts";
import { beginPlan, enterOutcome, openPlanRound, stepAs, takeStep } from "./plan-steps.ts";
import { pageOf, startProduct, type Product } from "./product.ts";
import { as, choose, givePosition } from "./rounds.ts";

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const plan = "/pt/groups/gender/plan";
const first = "O grupo conta quem está conectado em cada país.";
const second = "Os resultados são publicados uma vez por ano.";
const offered = "Convida-se cada país a publicar os resultados uma vez por ano.";

describe("em português: um silêncio rompido e a segunda rodada", () => {
  test("the amendment that broke the silence becomes the text with one act, and the countries adopt it", async () => {
    const chair = await pageOf(browser, product, "ec", { locale: "pt-BR" });
    await beginPlan(chair, plan, "pt", [first, second]);
    await takeStep(chair, plan, "submit-to-group");
    await takeStep(chair, plan, "submit-to-officers");
    await stepAs(browser, product, "officer-pe", plan, { act: "end-consideration" });
    await takeStep(chair, plan, "freeze");
    const silence = await openPlanRound(chair, plan, "silence");

    await givePosition(browser, product, "do", silence, {
      kind: "objects",
      words: {
        reason: "Nossa lei não permite publicar em nome do país.",
        lift: "Que o texto convide, em vez de obrigar.",
        amendment: offered,
      },
      choices: { objectionPassage: "2" },
    });
    await as(browser, product, null, silence, async (page) => {
      await expect.poll(() => page.locator("main").innerText()).toContain("República Dominicana");
      await expect.poll(() => page.locator("main").innerText()).toContain(offered);
    });
    await enterOutcome(chair, silence);

    // Somebody has the plan open: the words change before their eyes.
    const watching = await openPlan(browser, product, "cr", "gender");
    expect(await wordsOf(watching)).toContain(second);

    await as(browser, product, "do", plan, async (page) => {
      await expect.poll(() => page.locator("#amendments").innerText()).toContain(offered);
      expect(await page.locator('#amendments a[href*="/amendments/"]').count(), "the Chair alone").toBe(0);
    });
    await chair.goto(plan);
    const take = chair.locator('#amendments a[href*="/amendments/"]');
    const address = await take.getAttribute("href");
    await as(browser, product, "do", address ?? "", async (page) => {
      expect(await page.locator("form#amendment").count()).toBe(0);
    });
    await take.click();
    await chair.locator("form#amendment").waitFor();
    const review = await chair.locator("form#amendment").innerText();
    expect(review).toContain(second);
    expect(review).toContain(offered);
    expect(await chair.locator("form#amendment ins").count()).toBeGreaterThan(0);
    await chair.locator("form#amendment button.go").click();
    await chair.waitForURL((url) => url.pathname === `${plan}/open-round`);
    await expect.poll(() => wordsOf(watching)).toContain(offered);
    expect(await wordsOf(watching)).not.toContain(second);

    await choose(chair, "round-mode", "express");
    await chair.locator("#round button.go").click();
    await chair.waitForURL((url) => url.pathname.includes("/rounds/"));
    const again = new URL(chair.url()).pathname;
    expect(again).not.toBe(silence);
    await as(browser, product, null, again, async (page) => {
      await expect.poll(() => page.locator("#changes ins").first().innerText()).toMatch(/Convida-se/);
      await expect.poll(() => page.locator("#board").innerText()).toContain("Costa Rica");
    });
    await as(browser, product, null, silence, async (page) => {
      await expect
        .poll(() => page.locator("main").innerText(), { message: "what was given stays on its release" })
        .toContain("Nossa lei não permite publicar em nome do país.");
    });
    for (const country of ["ec", "do", "cr"])
      await givePosition(browser, product, country, again, { kind: "joins" });
    await enterOutcome(chair, again);

    await as(browser, product, null, plan, async (page) => {
      const text = await page.locator("#adopted").innerText();
      expect(text).toContain(first);
      expect(text).toContain(offered);
      expect(text).not.toContain(second);
      await expect.poll(() => page.locator("#versions").innerText()).toContain("Versão 1");
    });
  });
});
