/** Ways to a text beside writing it: on paper, by a link to a paragraph, by keys through its outputs, and without script. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { Keyboard } from "./keyboard.ts";
import { planText, savedSign } from "./plan-page.ts";
import { pageOf, startProduct, type Product } from "./product.ts";
import { as } from "./rounds.ts";

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const plan = "/en/groups/access-and-infrastructure/plan";

describe("on paper", () => {
  /** What is pressed, chosen or walked through and would be printed. */
  const chrome = (page: Page) =>
    page
      .locator("button, .btn, nav, select, input:not([type=hidden]), textarea, [role=toolbar], .top .tools")
      .evaluateAll((all) =>
        all
          .filter((one) => {
            const { width, height } = one.getBoundingClientRect();
            return width > 1 && height > 1 && one.checkVisibility({ visibilityProperty: true });
          })
          .map((one) => one.outerHTML.slice(0, 120)),
      );
  /** How many sheets a browser makes of it, each of this size. */
  const sheets = async (page: Page) => {
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    return [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, width, height]) => [
      Math.round(Number(width)),
      Math.round(Number(height)),
    ]);
  };
  /** Whether nothing reaches beyond the sheet. */
  const within = (page: Page) =>
    page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth);

  test("a sheet is the text with its symbol, date, language and numbers, and nothing that is pressed", async () => {
    const page = await pageOf(browser, product, null, { viewport: { width: 640, height: 900 } });
    await page.goto(`${plan}/print?of=release-1`);
    const style = (await page.locator('link[media="print"]').getAttribute("href")) ?? "";
    await page.emulateMedia({ media: "print" });
    expect(await chrome(page)).toEqual([]);
    expect(await page.locator(".top, .foot, .group, .unprinted").filter({ visible: true }).count()).toBe(0);
    const front = await page.locator(".printed-front").innerText();
    expect(front).toContain("eLAC/access-and-infrastructure/2011-2013/R1");
    const [date = ""] = /\d+ de \p{L}+ de \d{4}/u.exec(front) ?? [];
    expect(date).not.toBe("");
    expect(front).toContain("español");
    const numbers = page.locator(".paper .para > .n");
    expect((await numbers.allInnerTexts()).slice(0, 3)).toEqual(["1", "2", "3"]);
    for (const number of await numbers.all()) expect(await number.isVisible()).toBe(true);
    const tops = await page
      .locator(".outs tbody tr:first-child > *")
      .evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().top));
    expect([tops.length, new Set(tops).size], "an output is one row").toEqual([6, 1]);
    expect(await within(page)).toBe(true);
    const below = await page
      .locator(".printed .paper")
      .evaluate(
        (paper) => document.documentElement.scrollHeight - scrollY - paper.getBoundingClientRect().bottom,
      );
    expect(below, "no empty sheet follows").toBeLessThan(24);
    const pages = await sheets(page);
    expect(pages.length).toBeGreaterThan(0);
    for (const size of pages) expect(size).toEqual([595, 842]);
    // What stands in the margin of each sheet is told by a style sheet of its own; no script can ask what it made.
    const margin = await (await page.request.get(style)).text();
    expect(margin).toContain('@top-left { content: "eLAC/access-and-infrastructure/2011-2013/R1"');
    expect(margin).toContain(`@top-right { content: "${date} · español"`);
    expect(margin).toMatch(/@bottom-right \{ content: "Página" " " counter\(page\) " \/ " counter\(pages\)/);
    await page.context().close();
  });

  test("a difference shows which texts, what is new and what is gone, and nothing that is pressed", async () => {
    const page = await pageOf(browser, product, "chair", { viewport: { width: 640, height: 900 } });
    for (const view of ["inline", "side"]) {
      await page.goto(`${plan}/compare?from=release-1&to=live&view=${view}`);
      await page.emulateMedia({ media: "print" });
      expect(await chrome(page), view).toEqual([]);
      expect(await page.locator("h1").isVisible()).toBe(true);
      expect(await page.locator("main").innerText()).toMatch(/Release 1[\s\S]*live text/i);
      for (const change of ["ins", "del"])
        expect(await page.locator(`.comparison ${change}`).first().isVisible(), `${view}: ${change}`).toBe(
          true,
        );
      expect(await within(page), view).toBe(true);
      expect((await sheets(page)).length).toBeGreaterThan(0);
      await page.emulateMedia({ media: "screen" });
    }
    await page.context().close();
  });
});

test("a link to a paragraph is copied by its tool and by its number, and leads there", async () => {
  const page = await pageOf(browser, product, "br", {
    permissions: ["clipboard-read", "clipboard-write"],
    viewport: { width: 1280, height: 600 },
  });
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await page.goto(plan);
  await page.locator(savedSign).waitFor();
  const paragraphs = page.locator(`${planText} p[id][data-n]`);
  const [first, last] = [paragraphs.first(), paragraphs.last()];
  const [here, there] = [await first.getAttribute("id"), await last.getAttribute("id")];
  await last.click();
  await page.keyboard.press("Alt+F10");
  await page.locator('[data-tool="cite"]').focus();
  await page.keyboard.press("Enter");
  await expect
    .poll(() => page.locator("[role=status], [aria-live]").allInnerTexts())
    .toContain("Link copied.");
  expect([await copied(), new URL(page.url()).hash]).toEqual([`${product.url}${plan}#${there}`, `#${there}`]);
  await first.click({ position: { x: 4, y: 12 } });
  await expect.poll(copied).toBe(`${product.url}${plan}#${here}`);

  const other = await pageOf(browser, product, "chair", { viewport: { width: 1280, height: 600 } });
  await other.goto(`${plan}#${there}`);
  const goal = other.locator(`[id="${there}"]`);
  await goal.waitFor();
  await expect.poll(() => goal.evaluate((one) => one.getBoundingClientRect().top)).toBeLessThan(600);
  for (const one of [page, other]) await one.context().close();
});

test("by keys alone outputs are chosen and seen along time, and goals that somebody serves lead to them", async () => {
  const page = await pageOf(browser, product, null);
  const keys = new Keyboard(page);
  const asked = () => Object.fromEntries(new URL(page.url()).searchParams);
  const found = () => page.locator("#outputs-found").innerText();
  await page.goto("/en/outputs");
  const all = Number(/\d+/.exec(await found())?.[0]);
  await keys.to("select[name=status]");
  await keys.press("ArrowDown", "ArrowDown");
  await keys.to(/^INPUT /);
  await keys.to(/^BUTTON Show/);
  await keys.press("Enter");
  await expect.poll(asked).toMatchObject({ status: "under-way" });
  const some = Number(/\d+/.exec(await found())?.[0]);
  expect([some > 0, some < all]).toEqual([true, true]);
  await keys.to(/^A Timeline/);
  await keys.press("Enter");
  await expect.poll(asked).toMatchObject({ status: "under-way", view: "timeline" });
  expect(await page.locator(".schedule li").count()).toBe(some);
  await keys.to(".schedule li a");
  const title = (await keys.here()).replace(/^A /, "");
  await keys.press("Enter");
  await expect.poll(() => page.locator("h1").innerText()).toBe(title);

  await page.goto("/en/outputs");
  await keys.to('a[href$="/coverage"]');
  await keys.press("Enter");
  await expect.poll(() => new URL(page.url()).pathname).toBe("/en/coverage");
  await keys.to(".covered-group a");
  await keys.press("Enter");
  await expect.poll(asked).toMatchObject({ goal: expect.stringMatching(/^\d+$/) as string });
  expect(await page.locator("#outputs tbody tr").count()).toBeGreaterThan(0);
  await page.context().close();
});

test("without script an observer comments on a paragraph and suggests other words for it, and the Chair's page has both", async () => {
  await as(browser, product, "observer", plan, async (page) => {
    await page.locator(".paper .say a").nth(1).click();
    const shown = await page.locator(".passage").innerText();
    await page.fill('#comment [name="words"]', "words that are not there");
    await page.fill('#comment [name="text"]', "Said without script.");
    await page.click('#comment button[type="submit"], #comment .go');
    expect(await page.inputValue('#comment [name="text"]'), "nothing is lost").toBe("Said without script.");
    await page.fill('#comment [name="words"]', shown.split(" ").slice(0, 3).join(" "));
    await page.click("#comment .go");
    await page.waitForURL(/#t\d+$/);
    expect(await page.locator(new URL(page.url()).hash).innerText()).toContain("Said without script.");
    await page.goto(plan);
    await page.locator(".paper .say a").nth(1).click();
    const own = page.locator('#suggest-0 [name="wanted"]');
    await own.fill(`${await own.inputValue()} Y sin guion.`);
    await page.click("#suggest-0 button");
    expect(new URL(page.url()).hash).toMatch(/^#w\d+$/);
    expect(await page.locator(new URL(page.url()).hash).innerText()).toContain("Y sin guion.");
  });
  const page = await pageOf(browser, product, "chair", { viewport: { width: 1440, height: 900 } });
  await page.goto(plan);
  await page.locator(savedSign).waitFor();
  const cards = page.locator(".margin .card");
  await cards.filter({ hasText: "Said without script." }).first().waitFor({ state: "attached" });
  await cards.filter({ hasText: "Y sin guion." }).first().waitFor({ state: "attached" });
  await page.locator(`${planText} ins.suggested`, { hasText: "Y sin guion." }).first().waitFor();
  await page.context().close();
});
