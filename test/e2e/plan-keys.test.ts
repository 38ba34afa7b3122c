import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { caretAtEnd, openPlan, planText, saved } from "./plan-page.ts";
import { startProduct, type Product } from "./product.ts";

const group = "access-and-infrastructure";
const passage = "El grupo se reúne por video";

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchChromium()]);
});
afterAll(async () => {
  await browser.close();
  await product.stop();
});

const focused = (page: Page) =>
  page.evaluate(() => {
    const one = document.activeElement;
    return one === null ? "" : one.id || (one.textContent ?? "").replace(/\s+/g, " ").trim();
  });

const caretLine = (page: Page) =>
  page.evaluate(() => {
    const at = getSelection()?.anchorNode;
    return (at instanceof Element ? at : at?.parentElement)?.closest("[id]")?.textContent ?? "";
  });

async function faults(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
  );
}

test("without a mouse: the help and back, what another wrote and to it, who is where, and how much is told", async () => {
  const [brazil, peru] = await Promise.all([
    openPlan(browser, product, "br", group),
    openPlan(browser, product, "chair", group),
  ]);
  const { keyboard } = brazil;
  await brazil.locator(planText).focus();
  await keyboard.press("Control+Home");
  const began = await caretLine(brazil);

  await keyboard.press("Alt+Shift+H");
  expect(await focused(brazil)).toBe("help-title");
  expect(await faults(brazil)).toEqual([]);
  await keyboard.press("Escape");
  expect([await focused(brazil), await caretLine(brazil)]).toEqual(["plan-text", began]);

  await caretAtEnd(peru, passage);
  await peru.keyboard.type(" También los martes.");
  await saved(peru);
  await expect.poll(() => brazil.locator("#plan-changes summary").innerText()).toContain("(1)");
  expect([await focused(brazil), await caretLine(brazil)], "nothing moved").toEqual(["plan-text", began]);

  await keyboard.press("Alt+Shift+C");
  await expect.poll(() => brazil.locator(".told").innerText()).toContain("Changes to section");
  await keyboard.press("Alt+Shift+C");
  await expect.poll(() => focused(brazil)).toMatch(/Written: .*También los martes\.” .*Peru/);
  await keyboard.press("Enter");
  await expect.poll(() => focused(brazil)).toBe("plan-text");
  expect(await caretLine(brazil)).toContain("También los martes.");

  await keyboard.press("Alt+Shift+W");
  await expect.poll(() => focused(brazil)).toMatch(/Peru Paragraph \d+$/);
  await keyboard.press("Escape");
  expect(await focused(brazil)).toBe("plan-text");
  expect(await faults(brazil), "with both lists open").toEqual([]);
  await brazil.emulateMedia({ forcedColors: "active" });
  expect(await faults(brazil), "in forced colours").toEqual([]);
  await brazil.emulateMedia({ forcedColors: "none" });

  // The list has the setting at its end.
  await keyboard.press("Alt+Shift+C");
  if ((await focused(brazil)) === "plan-text") await keyboard.press("Alt+Shift+C");
  while ((await focused(brazil)) !== "plan-hearing") await keyboard.press("Tab");
  await keyboard.press("Home");
  await keyboard.press("Escape");
  await keyboard.press("Alt+Shift+C");
  expect(await focused(brazil), "never told: the list is what answers").toContain("También los martes.");
  await brazil.reload();
  await brazil.locator(planText).waitFor();
  expect(await brazil.locator("#plan-hearing").inputValue()).toBe("off");
});

test("a link of the outline takes the keyboard along, and nothing that has it lies under the tools", async () => {
  const chile = await openPlan(browser, product, "cl", group);
  for (const width of [1280, 640, 320]) {
    await chile.setViewportSize({ width, height: 700 });
    const last = chile.locator(".outline > ol > li > a").last();
    const title = await last.locator("span").last().innerText();
    await last.focus();
    await chile.keyboard.press("Enter");
    await expect.poll(() => caretLine(chile)).toContain(title);
    expect(await focused(chile)).toBe("plan-text");
    const seen = await chile.evaluate(() => {
      const range = getSelection()?.getRangeAt(0);
      const at = range?.startContainer;
      const line = (at instanceof Element ? at : at?.parentElement)?.closest("[id]");
      const bar = document.querySelector(".tools-bar")?.getBoundingClientRect().bottom ?? 0;
      const { top = -1, bottom = Infinity } = line?.getBoundingClientRect() ?? {};
      return { below: top >= bar, within: bottom <= window.innerHeight };
    });
    expect(seen, `at ${width} px`).toEqual({ below: true, within: true });
    await chile.locator("footer a").last().focus();
    for (let step = 0; step < 45; step++) {
      await chile.keyboard.press("Shift+Tab");
      const hidden = await chile.evaluate(() => {
        const one = document.activeElement;
        if (
          one === null ||
          one === document.body ||
          one.closest(".tools-bar, .plan-side") !== null ||
          one.id === "plan-text"
        )
          return null;
        const { left, top, width, height } = one.getBoundingClientRect();
        const over = document.elementFromPoint(left + width / 2, top + height / 2);
        return over?.closest(".tools-bar") === null ? null : one.outerHTML.slice(0, 120);
      });
      expect(hidden, `at ${width} px, ${step} steps back`).toBeNull();
    }
    const wide = await chile.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide, `at ${width} px nothing moves sideways`).toBeLessThanOrEqual(0);
  }
});

test("in every language the help and the lists fit a narrow screen, and axe finds nothing in them", async () => {
  const page = await openPlan(browser, product, "uy", group);
  await page.setViewportSize({ width: 320, height: 640 });
  for (const language of ["es", "pt", "fr"]) {
    await page.goto(`/${language}/groups/${group}/plan`);
    await page.locator(planText).waitFor();
    for (const list of ["people", "changes"]) await page.locator(`#plan-${list} summary`).click();
    await page.locator('[data-tool="help"]').click();
    const sideways = await page.evaluate(() =>
      [document.documentElement, document.querySelector("dialog")].map((one) =>
        one === null ? NaN : one.scrollWidth - one.clientWidth,
      ),
    );
    expect(sideways, language).toEqual([0, 0]);
    expect(await faults(page), language).toEqual([]);
    await page.keyboard.press("Escape");
    expect(await faults(page), language).toEqual([]);
  }
});
