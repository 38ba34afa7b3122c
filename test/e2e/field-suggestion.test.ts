import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axe } from "./axe.ts";
import { launchChromium } from "./chromium.ts";
import { openPlan, planText } from "./plan-page.ts";
import { pageOf, startProduct, type Product } from "./product.ts";
import { as } from "./rounds.ts";

const group = "access-and-infrastructure";

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchChromium()]);
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

const outputOf = (page: Page) => page.locator(`${planText} .output`).first();
const cardOf = (page: Page, words: string) => page.locator(".card.wording", { hasText: words });
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));

describe("a suggestion for a field of an output", () => {
  test("an observer suggests another date by keyboard, a country sponsors it, the Chair accepts it, and all see it", async () => {
    const [observer, brazil, chair] = await Promise.all([
      openPlan(browser, product, "observer", group),
      openPlan(browser, product, "br", group),
      openPlan(browser, product, "chair", group),
    ]);
    const own = outputOf(observer);
    await own.locator(".output-open").focus();
    await observer.keyboard.press("Enter");
    await expect.poll(() => focused(observer)).toBe("Suggest something else for “Title” of output 1");
    expect(await axe(observer)).toEqual([]);
    for (let at = 0; at < 2; at++) await observer.keyboard.press("Tab");
    const button = "Suggest something else for “Due” of output 1";
    expect(await focused(observer)).toBe(button);
    await observer.keyboard.press("Enter");
    const input = observer.locator(".card.draft input");
    expect(await input.inputValue(), "it begins with what the field holds").toBe("2011-05-13");
    await observer.keyboard.type("x".repeat(61));
    await expect.poll(() => observer.locator(".card.draft").innerText()).toContain("At most 60 characters.");
    await observer.keyboard.press("Control+Enter");
    expect(await observer.locator(".card.draft").count(), "what does not fit is not sent").toBe(1);
    await input.fill("2012-06");
    await observer.reload();
    await observer.locator(planText).waitFor();
    expect(await input.inputValue(), "it is kept on the device").toBe("2012-06");
    await input.press("Control+Enter");
    await cardOf(observer, "June 2012").waitFor();

    const pending = outputOf(brazil).locator(".c-due");
    await expect
      .poll(() => pending.textContent())
      .toMatch(/\(deleted: 13 May 2011\)\s+\(inserted: June 2012, end of the suggestion\)/);
    const note = cardOf(brazil, "June 2012");
    expect(await note.innerText()).toContain("Due of output 1");
    await note.locator("button", { hasText: "Sponsor for Brazil" }).click();
    await expect.poll(() => cardOf(chair, "June 2012").innerText()).toContain("Sponsored by Brazil");
    expect(await axe(chair)).toEqual([]);
    await cardOf(chair, "June 2012").locator("button", { hasText: "Accept" }).click();
    expect(await chair.locator(".note-sure").innerText()).toContain("The output says this at once");
    await chair.locator(".note-sure button", { hasText: "Accept" }).click();
    for (const page of [chair, brazil, observer]) {
      const due = outputOf(page).locator(".c-due");
      await expect.poll(() => due.innerText()).toBe("June 2012");
      expect(await due.locator("ins, del").count()).toBe(0);
    }

    // Whoever may write has it beside each input, and comes back to it.
    await outputOf(brazil).locator(".output-open").click();
    const partners = outputOf(brazil).locator('.field-suggest[data-field="partners"]');
    await partners.click();
    await brazil.locator(".card.draft select").selectOption("Chile");
    expect(await brazil.locator(".card.draft input").inputValue()).toBe("Peru; CEPAL; Chile");
    await brazil.locator(".card.draft input").press("Control+Enter");
    await expect
      .poll(() => outputOf(brazil).locator(".f-partners .output-suggested ins").innerText())
      .toContain("Peru; CEPAL; Chile");
    await expect.poll(() => focused(brazil)).toContain("“Partners” of output 1");
    expect(await axe(brazil)).toEqual([]);
    await Promise.all([observer, brazil, chair].map((page) => page.context().close()));
  });

  test("on a phone it is written in the sheet, and nothing is wider than the screen", async () => {
    const observer = await openPlan(browser, product, "observer", group);
    await observer.setViewportSize({ width: 360, height: 740 });
    await outputOf(observer).locator(".output-open").click();
    await outputOf(observer).locator('.field-suggest[data-field="kind"]').click();
    await observer.locator("dialog select").selectOption("study");
    expect(await axe(observer)).toEqual([]);
    expect(await observer.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await observer.locator("dialog button", { hasText: "Suggest" }).click();
    await expect.poll(() => observer.locator("dialog").count()).toBe(0);
    await expect.poll(() => outputOf(observer).locator(".f-kind").textContent()).toMatch(/Seminar.*Study/);
    await observer.context().close();
  });

  test("without script it is made on the page of the output, and handled in the list", async () => {
    const forms = await as(browser, product, "observer", `/en/groups/${group}/plan`, async (page) => {
      const link = page.locator(".outs .say a").first();
      expect(await link.innerText()).toContain("Output 1");
      return (await link.getAttribute("href")) ?? "";
    });
    const number = await as(browser, product, "observer", forms, async (page) => {
      const fold = page.locator("details", { has: page.locator("#field-amount") });
      await fold.locator("summary").click();
      await fold.locator('[name="wanted"]').fill("much");
      await fold.locator('button[type="submit"]').click();
      await expect.poll(() => fold.innerText()).toContain("Write figures only");
      expect(await fold.locator('[name="wanted"]').inputValue(), "what was typed is kept").toBe("much");
      await fold.locator('[name="wanted"]').fill("50,000");
      await fold.locator('button[type="submit"]').click();
      await page.waitForURL(/\/plan\/comments#w\d+$/);
      return new URL(page.url()).hash.slice(1);
    });
    const list = `/en/groups/${group}/plan/comments`;
    await as(browser, product, "br", list, async (page) => {
      const own = page.locator(`article#${number}`);
      expect(await own.innerText()).toMatch(/Output 1: Amount.*38,000.*50,000/s);
      await own.locator("button", { hasText: "Sponsor for my country" }).click();
      await expect.poll(() => own.innerText()).toContain("Brazil");
    });
    const looked = await pageOf(browser, product, "chair");
    for (const path of [forms, list]) {
      await looked.goto(path);
      await looked.locator("details.fold").evaluateAll((folds) => {
        for (const fold of folds) fold.setAttribute("open", "");
      });
      expect(await axe(looked)).toEqual([]);
    }
    await looked.context().close();
    await as(browser, product, "chair", list, async (page) => {
      const own = page.locator(`article#${number}`);
      await own.locator("summary", { hasText: "Accept into the text" }).click();
      await own.getByRole("button", { name: /^Accept these words/ }).click();
      await expect.poll(() => own.innerText()).toContain("Accepted by");
    });
    const chair = await openPlan(browser, product, "chair", group);
    expect(await outputOf(chair).locator(".c-funding").innerText()).toMatch(/USD\s50,000/);
    await chair.context().close();
  });
});
