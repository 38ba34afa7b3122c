import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { translator } from "#app/i18n/translate.ts";
import { axe } from "./axe.ts";
import { launchChromium } from "./chromium.ts";
import { inForcedColours } from "./forced-colours.ts";
import { caretAtEnd, openPlan, planText, saved, savedSign, selectWords } from "./plan-page.ts";
import { startProduct, type Product } from "./product.ts";
import { spacingFaults } from "./spaced.ts";

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

/** Rules of axe on colours. */
const colours = ["color-contrast", "link-in-text-block"];

const caretLine = (page: Page) =>
  page.evaluate(() => {
    const at = getSelection()?.anchorNode;
    return (at instanceof Element ? at : at?.parentElement)?.closest("[id]")?.textContent ?? "";
  });

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
  expect(await axe(brazil)).toEqual([]);
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
  expect(await axe(brazil), "with both lists open").toEqual([]);
  await brazil.emulateMedia({ forcedColors: "active" });
  expect(await axe(brazil), "in forced colours").toEqual([]);
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
    expect(await axe(page), language).toEqual([]);
    await page.keyboard.press("Escape");
    expect(await axe(page), language).toEqual([]);
  }
});

test("with everything open that can be, axe finds nothing, wide and on a phone, light, dark and in forced colours, in two languages; nothing is lost where text is set apart", async () => {
  const page = await openPlan(browser, product, "br", group);
  await selectWords(page, "una vez al año");
  for (const key of ["Control+Alt+m", "Control+Alt+s"]) {
    await page.keyboard.press(key);
    await page.locator(".margin textarea").last().waitFor();
    await page.keyboard.type(key === "Control+Alt+m" ? "¿Dónde?" : "dos veces al año");
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => focused(page)).toBe("plan-text");
  }
  const found: string[] = [];
  // What changes colour does so at once.
  await page.emulateMedia({ reducedMotion: "reduce" });
  const look = async (what: string) => {
    const at = `${what}, ${page.viewportSize()?.width} px`;
    found.push(...(await axe(page)).map((fault) => `${at}: ${fault}`));
    // The dark theme changes colours and nothing else.
    await page.emulateMedia({ colorScheme: "dark" });
    found.push(...(await axe(page, colours)).map((fault) => `${at}, dark: ${fault}`));
    await page.emulateMedia({ colorScheme: "light" });
  };
  const openAll = (all: readonly HTMLElement[]) => {
    for (const one of all) if (one instanceof HTMLDetailsElement) one.open = true;
  };
  for (const [width, language] of [
    [1280, "en"],
    [360, "fr"],
  ] as const) {
    const narrow = width === 360;
    await page.setViewportSize({ width, height: 800 });
    await page.goto(`/${language}/groups/${group}/plan`);
    await page.locator(savedSign).waitFor();
    await page.locator(".plan-side details").evaluateAll(openAll);
    await page.locator(`${planText} .output-title`).last().click();
    await page.locator(`${planText} .output.editing`).first().waitFor();
    await page.locator(`${planText} .hold`).first().click();
    // What was being offered is there again.
    const offer = page.locator(".caret-note button", {
      hasText: translator(language)("editor:bracket.offer"),
    });
    if ((await offer.getAttribute("aria-expanded")) === "false") await offer.press("Enter");
    await page.locator(".caret-note input").waitFor();
    for (const kind of ["thread", "wording"])
      if (!narrow) await page.locator(`.margin .card.${kind}`).first().waitFor();
    await look("lists, fields of an output, brackets, notes");
    found.push(...(await inForcedColours(page)));
    const regions = [".tools-bar", ".outline", ".points", ".around", `${planText} .output`, ".caret-note"];
    if (!narrow) regions.push(".margin .card");
    await page.setViewportSize({ width: narrow ? 320 : width, height: 800 });
    found.push(...(await spacingFaults(page, regions)).map((fault) => `${language}, set apart: ${fault}`));
    await page.setViewportSize({ width, height: 800 });
    for (const [key, what] of [
      ["Control+Alt+m", "comment"],
      ["Control+Alt+s", "suggestion"],
    ] as const) {
      await selectWords(page, "documentos en español");
      await page.keyboard.press(key);
      await page.locator(narrow ? "dialog textarea" : ".margin textarea").waitFor();
      await page.keyboard.type("español");
      await look(what);
      await page.keyboard.press("Control+a");
      await page.keyboard.press("Delete");
      await page.keyboard.press("Escape");
      await expect.poll(() => focused(page)).toBe("plan-text");
    }
    for (const sign of ["/", "#"]) {
      await caretAtEnd(page, passage);
      await page.keyboard.type(` ${sign}`);
      await page.locator(".suggestions li").first().waitFor();
      await look(`the list after ${sign}`);
      for (const key of ["Escape", "Backspace", "Backspace"]) await page.keyboard.press(key);
    }
    await page.locator('[data-tool="insert"]').click();
    await page.locator(".caret-note [role=listbox]").waitFor();
    await look("what can be put in");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Alt+Shift+H");
    await look("help");
    await page.keyboard.press("Escape");
  }
  await page.locator(".notes-button").click();
  await page.locator("dialog .card").first().waitFor();
  await look("notes in a sheet");
  await page.setViewportSize({ width: 320, height: 800 });
  found.push(...(await spacingFaults(page, ["dialog .card"])).map((fault) => `notes, set apart: ${fault}`));
  expect(found).toEqual([]);
});
