import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axe } from "./axe.ts";
import { launchChromium } from "./chromium.ts";
import { openPlan, planText, saved, selectWords, wordsOf } from "./plan-page.ts";
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

const inserted = (page: Page) => page.locator(`${planText} ins.suggested`, { hasText: "por teléfono" });
const cardOf = (page: Page, words: string) => page.locator(".card", { hasText: words });

describe("suggested words", () => {
  test("an observer suggests them, a country sponsors them, the Chair takes them into the text, and all three see it happen", async () => {
    const [observer, brazil, chair] = await Promise.all([
      openPlan(browser, product, "observer", group),
      openPlan(browser, product, "br", group),
      openPlan(browser, product, "chair", group),
    ]);
    expect(
      await observer.locator("#plan-tools button").allInnerTexts(),
      "she may speak and not edit",
    ).toEqual(["Comment", "Suggest", "Help"]);
    const before = await wordsOf(observer);
    await selectWords(observer, "por video");
    await observer.locator('[data-tool="suggest"]').click();
    await observer.keyboard.type("por video y por teléfono");
    await observer.keyboard.press("Control+Enter");

    await expect.poll(() => inserted(brazil).textContent()).toContain("por teléfono");
    expect(await wordsOf(brazil), "the text itself waits").not.toContain("por video y por teléfono");
    await cardOf(brazil, "por teléfono").locator("button", { hasText: "Sponsor for Brazil" }).click();
    await expect.poll(() => cardOf(chair, "por teléfono").innerText()).toContain("Sponsored by Brazil");
    await expect.poll(() => cardOf(observer, "por teléfono").innerText()).toContain("Sponsored by Brazil");
    expect(await axe(chair)).toEqual([]);

    await cardOf(chair, "por teléfono").locator("button", { hasText: "Accept" }).click();
    await chair.locator(".note-sure button", { hasText: "Accept" }).click();
    for (const page of [chair, brazil, observer]) {
      await expect.poll(() => wordsOf(page)).toContain("se reúne por video y por teléfono");
      await expect.poll(() => inserted(page).count()).toBe(0);
    }
    expect(await wordsOf(chair)).not.toBe(before);
    await saved(chair);
    await Promise.all([observer, brazil, chair].map((page) => page.context().close()));
  });

  test("the same on a phone with the keyboard only: from the text to the sheet and back", async () => {
    const observer = await openPlan(browser, product, "observer", group);
    await observer.setViewportSize({ width: 360, height: 740 });
    await observer.locator(planText).focus();
    for (const key of ["ArrowDown", "Home", "Control+Shift+ArrowRight", "Control+Alt+s"]) {
      await observer.keyboard.press(key);
      await observer.waitForTimeout(60);
    }
    await expect.poll(() => observer.locator("dialog textarea").inputValue()).not.toBe("");
    await observer.keyboard.type("Otras palabras ");
    await observer.keyboard.press("Control+Enter");
    await expect.poll(() => observer.locator("dialog").count()).toBe(0);
    await expect.poll(() => observer.evaluate(() => document.activeElement?.id)).toBe("plan-text");
    await observer.locator(".notes-button").click();
    await expect.poll(() => observer.locator("dialog").innerText()).toContain("Otras palabras");
    expect(await axe(observer)).toEqual([]);
    await observer.keyboard.press("Escape");
    await expect.poll(() => observer.locator("dialog").count()).toBe(0);
    expect(await observer.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await observer.context().close();
  });
});

describe("suggestions about the same words, without script", () => {
  const comments = `/en/groups/${group}/plan/comments`;

  /** Suggests, by the page without script, that the first block of this clause reads otherwise. Answers its number. */
  const suggest = (who: string, clause: string, from: string, to: string): Promise<string> =>
    as(browser, product, who, `/en/groups/${group}/plan/comment?clause=${clause}`, async (page) => {
      const field = page.locator('#suggest-0 [name="wanted"]');
      const words = await field.inputValue();
      expect(words).toContain(from);
      await field.fill(words.replace(from, to));
      await page.locator('#suggest-0 button[type="submit"]').click();
      await page.waitForURL(/\/plan\/comments#w\d+$/);
      return new URL(page.url()).hash.slice(1);
    });

  test("lead to each other, and who accepts one by keyboard is told first what becomes of the other", async () => {
    const first = await suggest("br", "p-05", "cada trimestre", "cada semestre");
    const second = await suggest("cl", "p-05", "cada trimestre", "todos los años");
    const looked = await pageOf(browser, product, "chair");
    await looked.goto(comments);
    await looked.locator(`#${first} summary`, { hasText: "Accept into the text" }).click();
    expect(await axe(looked)).toEqual([]);
    await looked.context().close();
    await as(browser, product, "chair", comments, async (page) => {
      const [own, other] = [first, second].map((id) => page.locator(`article#${id}`));
      if (own === undefined || other === undefined) throw new Error("no suggestion");
      const said = "Another suggestion is about the same words; only one of the two can be accepted:";
      for (const one of [own, other]) expect(await one.innerText()).toContain(said);
      const name = `Suggestion ${second.slice(1)}`;
      await own.getByRole("link", { name, exact: true }).click();
      expect(new URL(page.url()).hash).toBe(`#${second}`);

      const loses = `${name} is about the same words. It then loses its place`;
      const accept = own.getByRole("button", { name: /^Accept these words/ });
      expect(await accept.isVisible(), "it is asked about first").toBe(false);
      await own.locator("summary", { hasText: "Accept into the text" }).focus();
      await page.keyboard.press("Enter");
      expect(await own.innerText()).toContain(loses);
      await page.keyboard.press("Tab");
      expect(await accept.and(page.locator(":focus")).count()).toBe(1);
      const third = await suggest("uy", "p-05", "cada trimestre", "dos veces al año");
      await page.keyboard.press("Enter");
      await expect.poll(() => own.innerText()).toContain("has come since this page was made");
      expect(await own.innerText()).toContain(`${name} and Suggestion ${third.slice(1)} are about`);
      expect(await accept.isVisible(), "it is open again").toBe(true);
      await accept.press("Enter");
      await expect.poll(() => own.innerText()).toContain("Accepted by");
      expect(await other.innerText()).toContain("The words it changes are others by now");
      expect(await other.innerText()).not.toContain(said);
    });
  });
});
