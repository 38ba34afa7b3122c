/** The whole of drafting without a pointer: suggest, sponsor, accept; bracket, offer, close, release; a file out and in. */
import { readFileSync } from "node:fs";
import JSZip from "jszip";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { clientOf } from "./client.ts";
import { Keyboard } from "./keyboard.ts";
import { openPlan, saved, savedSign, wordsOf } from "./plan-page.ts";
import { startProduct, type Product } from "./product.ts";

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const group = "access-and-infrastructure";
const text = "#plan-text";

const at = async (who: string, slug: string) => new Keyboard(await openPlan(browser, product, who, slug));
const close = (...all: readonly Keyboard[]) => Promise.all(all.map(({ page }) => page.context().close()));

describe("with the keyboard alone", () => {
  test("an observer suggests, a country sponsors, the Chair thinks again and accepts, and goes on in the text at that passage", async () => {
    const [observer, brazil, chair] = await Promise.all([
      at("observer", group),
      at("br", group),
      at("chair", group),
    ]);
    await observer.to(text);
    await observer.press("Control+End");
    expect((await observer.caret()).behind, "the last letter of the text, not of the page").toBe("");
    expect(await observer.here()).toBe("the text");
    await observer.to(/^A .*Cómo trabajamos/, "Shift+Tab");
    await observer.press("Enter");
    await observer.rests("the text");
    await observer.select("por video");
    await observer.press("Control+Alt+s");
    await observer.rests(/^TEXTAREA /);
    await observer.type("por video y por teléfono");
    await observer.press("Control+Enter");
    await observer.rests("the text");
    expect((await observer.caret()).selected, "where she was").toContain("por video");
    await observer.press("Control+Alt+m");
    await observer.rests(/^TEXTAREA /);
    await observer.to(/^SELECT /, "Tab", 2);
    await observer.press("ArrowDown");
    await observer.to(/^BUTTON Do not name /, "Shift+Tab", 2);
    await observer.press("Enter");
    await observer.rests(/^SELECT /);
    await observer.to(/^BUTTON Cancel/);
    await observer.press("Enter");
    await observer.rests("the text");

    await brazil.to(text);
    await brazil.to(/^NOTE .*por teléfono/, "Alt+Shift+N", 30);
    await brazil.to(/^BUTTON Sponsor for Brazil/);
    await brazil.press("Enter");
    await brazil.rests(/^NOTE .*por teléfono.*Sponsored by Brazil/);
    await brazil.press("Escape");
    await brazil.rests("the text");
    expect((await brazil.caret()).selected, "from the note to its passage").toContain("por video");

    await chair.to(text);
    await chair.to(/^NOTE .*por teléfono.*Sponsored by Brazil/, "Alt+Shift+N", 30);
    await chair.to(/^BUTTON Accept$/);
    await chair.press("Enter");
    await chair.rests(/^BUTTON Not now/);
    await chair.press("Enter");
    await chair.rests(/^BUTTON Accept$/);
    await chair.press("Enter");
    await chair.rests(/^BUTTON Not now/);
    await chair.to(/^BUTTON Accept$/, "Shift+Tab", 1);
    await brazil.to(/^NOTE .*por teléfono/, "Alt+Shift+N", 1);
    await chair.press("Enter");
    for (const { page } of [observer, brazil, chair])
      await expect.poll(() => wordsOf(page)).toContain("se reúne por video y por teléfono");
    for (const one of [chair, brazil]) {
      await one.rests("the text");
      expect((await one.caret()).line, "where the note was").toContain("por video y por teléfono");
    }
    await saved(chair.page);
    await close(observer, brazil, chair);
  });

  test("two countries bracket and offer, a release is refused with a link to each, they are closed, and it is made", async () => {
    const plan = "/en/groups/gender/plan";
    const [ecuador, peru] = [await clientOf(product, "ec"), await clientOf(product, "officer-pe")];
    await ecuador.submit(plan, "begin-plan", { period: "2011-2013", language: "en" });
    const chair = await at("ec", "gender");
    await chair.to(text);
    await chair.type("# Purpose");
    await chair.press("Enter");
    await chair.type("The group reports each year to the Presiding Officers.");
    await chair.press("Enter");
    await chair.type("A fund of XXX is sought.");
    await saved(chair.page);

    const [dominican, costaRica] = await Promise.all([at("do", "gender"), at("cr", "gender")]);
    await dominican.to(text);
    await dominican.press("Control+Home");
    await dominican.select("each year");
    await dominican.press("Alt+F10");
    await dominican.to(/^BUTTON \[ \] Brackets/, "ArrowRight", 30);
    await dominican.press("Enter");
    await dominican.rests("the text");

    await expect
      .poll(() => costaRica.page.locator(".points").innerText())
      .toContain("Brackets, Dominican Republic");
    await costaRica.to(/^A .*Brackets, Dominican Republic/);
    await costaRica.press("Enter");
    await costaRica.rests("the text");
    await costaRica.press("F2");
    await costaRica.rests(/^BUTTON Accept/);
    await costaRica.to(/^BUTTON Hold it too/);
    await costaRica.press("Enter");
    await costaRica.rests("the text");
    await costaRica.press("F2");
    await costaRica.to(/^BUTTON Offer other words/);
    await costaRica.press("Enter");
    await costaRica.rests(/^INPUT /);
    await costaRica.type("every six months");
    await costaRica.press("Enter");
    await costaRica.rests("the text");
    await expect.poll(() => dominican.page.locator(".points").innerText()).toContain("1 alternative");
    await Promise.all([saved(dominican.page), saved(costaRica.page)]);

    await ecuador.submit(`${plan}/step?act=submit-to-group`, "step");
    await ecuador.submit(`${plan}/step?act=submit-to-officers`, "step");
    await peru.submit(`${plan}/step?act=end-consideration`, "step");

    const { page } = chair;
    const step = 'a[href$="/plan/step?act=freeze"]';
    await page.goto(plan);
    await page.locator(savedSign).waitFor();
    await chair.to(step);
    await chair.press("Enter");
    await page.locator("#step").waitFor();
    await chair.to("#step button.go");
    await chair.press("Enter");
    await page.locator("#step-errors").waitFor();
    await chair.rests(/^DIV [\s\S]*Paragraph 1/);
    expect(await page.locator("#step-errors li a").allInnerTexts()).toEqual([
      "Paragraph 1: “each year” (Costa Rica and Dominican Republic) or “every six months” (Costa Rica)",
      "Paragraph 2: Gap",
    ]);
    await chair.to(/^A Paragraph 1: “each year”/, "Tab", 1);
    await chair.press("Enter");
    await chair.rests("the text");
    await page.locator(savedSign).waitFor();
    await chair.press("F2");
    await chair.rests(/^BUTTON Accept “each year”/);
    await chair.to(/^BUTTON Accept “every six months”/);
    await costaRica.press("F2");
    await costaRica.rests(/^BUTTON Accept “each year”/);
    await chair.press("Enter");
    for (const one of [chair, costaRica]) await one.rests("the text");
    for (const one of [chair, dominican, costaRica])
      await expect.poll(() => wordsOf(one.page)).toContain("The group reports every six months to");
    expect((await chair.caret()).line).toContain("every six months");
    await saved(page);

    await chair.to(step, "Shift+Tab");
    await chair.press("Enter");
    await page.locator("#step").waitFor();
    await chair.to(/^A Paragraph 2: Gap/);
    await chair.press("Enter");
    await chair.rests("the text");
    await chair.type("USD 40,000");
    await expect.poll(() => page.locator(".points").innerText()).toContain("Nothing is open");
    await saved(page);
    await chair.to(step, "Shift+Tab");
    await chair.press("Enter");
    await page.locator("#step").waitFor();
    await chair.to("#step button.go");
    await chair.press("Enter");
    await page.waitForURL((url) => url.pathname === plan);

    await chair.to('a[href*="/plan/releases/2"]');
    await chair.press("Enter");
    await expect
      .poll(() => page.locator(".paper").innerText())
      .toMatch(/every six months to the Presiding Officers[\s\S]*A fund of USD 40,000 is sought/);
    await chair.to(/^A What changed since Release 1/);
    await chair.press("Enter");
    await expect.poll(() => page.locator(".bracket-changes").innerText()).toContain("Closed: “each year”");
    await close(chair, dominican, costaRica);
  });

  test("a Word file is taken away, changed, brought in as a draft and taken over", async () => {
    const brazil = await at("br", group);
    const { page } = brazil;
    await brazil.to(/^A Word$/);
    const [download] = await Promise.all([page.waitForEvent("download"), brazil.press("Enter")]);
    const zip = await JSZip.loadAsync(readFileSync(await download.path()));
    const part = "word/document.xml";
    const before = (await zip.file(part)?.async("string")) ?? "";
    expect(before).toContain("una vez al año");
    zip.file(part, before.replace("una vez al año", "dos veces al año"));
    const buffer = await zip.generateAsync({ type: "nodebuffer", compression: "DEFLATE" });

    await brazil.to(/^A Bring in a text from a file/);
    await brazil.press("Enter");
    await page.locator("#import").waitFor();
    // The browser is told to answer for the chooser, which takes a moment; a key before that would open its own.
    const choosing = page.waitForEvent("filechooser", { timeout: 60_000 });
    await brazil.to('#import [name="file"]');
    await brazil.press("Enter");
    const chooser = await choosing;
    const mimeType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    await chooser.setFiles({ name: "plan.docx", mimeType, buffer });
    await brazil.rests(/^INPUT /);
    await brazil.to('#import button[type="submit"]');
    await brazil.press("Enter");
    await page.locator("#result").waitFor();
    expect(await page.locator("#changes").innerText()).toContain("dos veces");
    await brazil.to('#take button[type="submit"]');
    await brazil.press("Enter");
    await page.locator(savedSign).waitFor();
    await expect.poll(() => wordsOf(page)).toContain("dos veces al año en persona");
    await close(brazil);
  });
});
