import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { caretAtEnd, openPlan, saved, wordsOf } from "./plan-page.ts";
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

/** Waits until all these screens show the same words, and answers them. */
async function alike(first: Page, ...others: Page[]): Promise<string> {
  const said = () => Promise.all([first, ...others].map(wordsOf));
  await expect.poll(async () => new Set(await said()).size, { timeout: 15_000 }).toBe(1);
  return wordsOf(first);
}

describe("a plan that several countries write at once", () => {
  test("two countries type in one paragraph; both screens say the same, and a killed server has all that was saved", async () => {
    const [brazil, peru, reader] = await Promise.all([
      openPlan(browser, product, "br", group),
      openPlan(browser, product, "chair", group),
      openPlan(browser, product, "observer", group),
    ]);
    await Promise.all([caretAtEnd(brazil, passage), caretAtEnd(peru, passage)]);
    await Promise.all([
      brazil.keyboard.type(" Brasil escreve ao mesmo tempo, palavra por palavra.", { delay: 20 }),
      peru.keyboard.type(" Perú escribe al mismo tiempo, palabra por palabra.", { delay: 20 }),
    ]);
    await Promise.all([saved(brazil), saved(peru)]);
    const together = await alike(brazil, peru, reader);
    expect(together, "what one hand wrote stays together").toContain(
      "Brasil escreve ao mesmo tempo, palavra por palavra.",
    );
    expect(together, "what one hand wrote stays together").toContain(
      "Perú escribe al mismo tiempo, palabra por palabra.",
    );

    await product.kill();
    await brazil.locator(".saved.offline").waitFor({ timeout: 20_000 });
    await brazil.keyboard.type(" Sem linha, mas escrito.");
    await brazil.locator(".saved.offline", { hasText: /[1-9]/ }).waitFor();
    await product.restart();
    await Promise.all([saved(brazil), saved(peru)]);
    const after = await alike(brazil, peru);
    for (const own of ["palavra por palavra.", "palabra por palabra.", "Sem linha, mas escrito."])
      expect(after).toContain(own);

    const uruguay = await openPlan(browser, product, "uy", group);
    expect(await wordsOf(uruguay), "a screen that knew nothing reads the same from the server").toBe(after);
    await uruguay.close();
  });

  test("what was saved is there after the server was killed with nobody at the page", async () => {
    const chile = await openPlan(browser, product, "cl", group);
    await caretAtEnd(chile, passage);
    await chile.keyboard.type(" Chile lo guardó antes del corte.");
    await saved(chile);
    await product.kill();
    await chile.context().close();
    await product.restart();
    const mexico = await openPlan(browser, product, "mx", group);
    expect(await wordsOf(mexico)).toContain("Chile lo guardó antes del corte.");
    await mexico.context().close();
  });

  test("who has no right to edit sees the text change and cannot change it", async () => {
    const [reader, ecuador] = await Promise.all([
      openPlan(browser, product, "observer", group),
      openPlan(browser, product, "ec", group),
    ]);
    await expect.poll(() => reader.locator("#plan-text").getAttribute("contenteditable")).toBe("false");
    await expect
      .poll(() => reader.locator("#plan-tools button").allInnerTexts(), {
        message: "only the tools for speaking are offered",
      })
      .toEqual(["Comment", "Suggest", "Help"]);
    const before = await wordsOf(reader);
    await reader.locator("#plan-text p", { hasText: passage }).first().click();
    await reader.keyboard.type("Observers write nothing here.");
    expect(await wordsOf(reader)).toBe(before);

    await caretAtEnd(ecuador, passage);
    await ecuador.keyboard.type(" Ecuador añade una frase.");
    await saved(ecuador);
    expect(await alike(reader, ecuador)).toContain("Ecuador añade una frase.");
    expect(await wordsOf(reader)).not.toContain("Observers write");
  });
});
