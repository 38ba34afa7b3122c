/** Ways to a text beside writing it: on paper. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
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
