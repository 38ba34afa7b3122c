import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axe } from "./axe.ts";
import { launchChromium } from "./chromium.ts";
import { openPlan, planText, saved, selectWords, wordsOf } from "./plan-page.ts";
import { beginPlan, stepAs, takeStep } from "./plan-steps.ts";
import { pageOf, startProduct, type Product } from "./product.ts";

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
const points = (page: Page) => page.locator(".points li");
const note = (page: Page) => page.locator(".caret-note");

/** Not by the pointer: the note moves while words of others come in around it. */
const pressIn = (page: Page, button: string) =>
  note(page).locator("button", { hasText: button }).press("Enter");

const expectAccessible = async (page: Page) => expect(await axe(page)).toEqual([]);

describe("words that are not agreed", () => {
  test("one country brackets, another joins and offers; no release before the Chair has closed them, from the links of the refusal", async () => {
    const chair = await pageOf(browser, product, "ec");
    await beginPlan(chair, plan, "en", [
      "# Purpose",
      "The group reports each year to the Presiding Officers.",
      "A fund of XXX is sought.",
    ]);
    const [dominican, costaRica] = await Promise.all([
      openPlan(browser, product, "do", "gender"),
      openPlan(browser, product, "cr", "gender"),
    ]);
    await selectWords(dominican, "each year");
    await dominican.locator('[data-tool="bracket"]').click();
    await expect.poll(() => points(costaRica).allInnerTexts()).toHaveLength(2);
    await expect.poll(() => points(costaRica).first().innerText()).toContain("Brackets, Dominican Republic");

    await costaRica.locator(`${planText} .hold`).click();
    await pressIn(costaRica, "Hold it too");
    await expect
      .poll(() => points(dominican).first().innerText())
      .toContain("Brackets, Costa Rica and Dominican Republic");
    await costaRica.locator(`${planText} .hold`).click();
    await pressIn(costaRica, "Offer other words");
    await note(costaRica).locator("input").fill("every six months");
    await costaRica.keyboard.press("Enter");
    await expect.poll(() => points(dominican).first().innerText()).toContain("1 alternative");
    await expectAccessible(dominican);
    await Promise.all([saved(dominican), saved(costaRica)]);

    await takeStep(chair, plan, "submit-to-group");
    await takeStep(chair, plan, "submit-to-officers");
    await stepAs(browser, product, "officer-pe", plan, { act: "end-consideration" });

    const plain = await pageOf(browser, product, "ec", { javaScriptEnabled: false });
    await plain.goto(plan);
    expect(await plain.locator(".points li").count(), "the list stands on the page without script").toBe(2);
    await plain.locator('a[href$="/plan/step?act=freeze"]').click();
    await plain.locator("#step button.go").click();
    const refusal = plain.locator("#step-errors");
    await refusal.waitFor();
    const links = refusal.locator("li a");
    expect(await links.allInnerTexts()).toEqual([
      "Paragraph 1: “each year” (Costa Rica and Dominican Republic) or “every six months” (Costa Rica)",
      "Paragraph 2: Gap",
    ]);
    const [toBracket, toGap] = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
    expect(toBracket).toMatch(/^\/en\/groups\/gender\/plan#bracket:\w+$/);
    expect(toGap).toMatch(/^\/en\/groups\/gender\/plan#gap:\w+$/);
    await plain.locator("#step-errors li a").first().click();
    await expect.poll(() => plain.locator(":target").innerText()).toContain("each year");
    await plain.context().close();

    await chair.goto(`${plan}/step?act=freeze`);
    await chair.locator("#step button.go").click();
    await chair.locator("#step-errors").waitFor();
    await expectAccessible(chair);
    await chair.locator("#step-errors li a").first().click();
    await note(chair).locator("li", { hasText: "every six months" }).waitFor();
    await expectAccessible(chair);
    await pressIn(chair, "Accept “every six months”");
    await expect
      .poll(() => chair.locator(".told").innerText())
      .toMatch(/“every six months” stands.*Undo brings them back/);
    for (const page of [chair, dominican, costaRica])
      await expect
        .poll(() => wordsOf(page))
        .toContain("The group reports every six months to the Presiding Officers.");

    await saved(chair);
    await chair.goto(`${plan}/step?act=freeze`);
    await chair.locator("#step .notice li a", { hasText: "Gap" }).click();
    await note(chair).locator("h3", { hasText: "Gap" }).waitFor();
    await chair.keyboard.type("USD 40,000");
    await expect.poll(() => chair.locator(".points").innerText()).toContain("Nothing is open");
    await saved(chair);
    await takeStep(chair, plan, "freeze");
    await chair.goto(plan);
    await chair.locator('a[href*="/plan/releases/"]').first().click();
    await expect
      .poll(() => chair.locator(".paper").innerText())
      .toMatch(/every six months to the Presiding Officers[\s\S]*A fund of USD 40,000 is sought/);
    await Promise.all([chair, dominican, costaRica].map((page) => page.context().close()));
  });

  test("are bracketed, found, closed and brought back by the keyboard alone, from the text and from the list", async () => {
    const [brazil, chile] = await Promise.all([
      openPlan(browser, product, "br", "access-and-infrastructure"),
      openPlan(browser, product, "cl", "access-and-infrastructure"),
    ]);
    const press = async (...keys: readonly string[]) => {
      for (const key of keys) {
        await brazil.keyboard.press(key);
        await brazil.waitForTimeout(60);
      }
    };
    const focused = () =>
      brazil.evaluate(() => {
        const { activeElement: here } = document;
        return here === null || here.id === "plan-text" ? "" : `${here.tagName} ${here.textContent ?? ""}`;
      });
    const back = async (to: RegExp) => {
      for (let step = 0; !to.test(await focused()) && step < 60; step++) await press("Shift+Tab");
      expect(await focused()).toMatch(to);
    };
    const open = await points(brazil).count();
    await brazil.locator(planText).focus();
    await press("Control+Home", "ArrowDown", "Home", "Control+Shift+ArrowRight", "Alt+F10");
    for (let step = 0; (await focused()) !== "BUTTON [ ] Brackets" && step < 20; step++)
      await press("ArrowRight");
    await press("Enter");
    await expect.poll(() => points(chile).count()).toBe(open + 1);
    const bracketed = await wordsOf(brazil);

    await press("ArrowLeft", "F2");
    await expect.poll(focused).toMatch(/^BUTTON Accept/);
    await press("Enter");
    await expect.poll(() => points(chile).count()).toBe(open);
    await expect.poll(() => brazil.locator(".told").innerText()).toContain("stands without brackets");
    expect(await brazil.evaluate(() => document.activeElement?.id)).toBe("plan-text");
    await press("Control+z");
    await expect.poll(() => points(chile).count()).toBe(open + 1);
    await expect.poll(() => wordsOf(chile)).toBe(bracketed);

    await back(/^A .*Brackets, Brazil$/);
    await press("Enter");
    await expect.poll(() => brazil.evaluate(() => document.activeElement?.id)).toBe("plan-text");
    expect(await brazil.evaluate(() => location.hash)).toMatch(/^#bracket:/);
    await note(brazil).locator("h3", { hasText: "In brackets" }).waitFor();

    await back(/^SUMMARY Settle.*Brackets, Brazil$/);
    await press("Enter", "Tab", "Tab");
    await expect.poll(focused).toMatch(/^BUTTON Strike/);
    await press("Enter");
    await expect.poll(() => points(chile).count()).toBe(open);
    await expect.poll(() => brazil.locator(".told").innerText()).toContain("is struck");
    expect(await focused()).toContain("To close before a round");
    await Promise.all([brazil, chile].map((page) => page.context().close()));
  });
});
