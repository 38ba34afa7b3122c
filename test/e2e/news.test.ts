import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { startProduct, type Product } from "./product.ts";
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

const group = "groups/access-and-infrastructure";
const english = {
  title: "Nine countries share their ducts",
  text: "The list is **open** from today.\n\n- ducts\n- poles",
};
const spanish = { title: "Nueve países comparten sus ductos", text: "La lista está **abierta** desde hoy." };

describe("a chair keeps the minisite", () => {
  test("news in two languages: written, previewed, published, and read by a stranger in both", async () => {
    const item = await as(browser, product, "chair", `/en/${group}/news/new`, async (page) => {
      const write = async ({ title, text }: typeof english) => {
        await page.locator('#text [name="title"]').fill(title);
        await page.locator('#text [name="text"]').fill(text);
      };
      await write(english);
      await page.locator('#text button[value="preview"]').click();
      const preview = page.locator(".preview");
      await expect.poll(() => preview.innerText()).toContain(english.title);
      await expect.poll(() => preview.locator("strong, b").allInnerTexts()).toContain("open");
      await page.locator('#text button[value="publish"]').click();
      await page.waitForURL((url) => !url.pathname.endsWith("/news/new"));
      const slug = /\/news\/([^/?]+)/.exec(page.url())?.[1] ?? "";
      expect(slug).not.toBe("");

      await as(browser, product, null, `/es/${group}/news/${slug}`, async (reader) => {
        await expect
          .poll(() => reader.locator("main").innerText(), {
            message: "not yet in Spanish: the English text, named as such",
          })
          .toContain(english.title);
      });

      await page.goto(`/en/${group}/news/${slug}/edit?language=es`);
      await write(spanish);
      await page.locator('#text button[value="preview"]').click();
      await expect.poll(() => page.locator(".preview").innerText()).toContain(spanish.title);
      await page.locator('#text button[value="publish"]').click();
      await page.waitForURL((url) => !url.pathname.endsWith("/news/new"));
      return slug;
    });

    for (const [language, { title }, word] of [
      ["en", english, "open"],
      ["es", spanish, "abierta"],
    ] as const) {
      await as(browser, product, null, `/${language}/${group}`, async (page) => {
        await page.getByRole("link", { name: title }).first().click();
        expect(new URL(page.url()).pathname).toBe(`/${language}/${group}/news/${item}`);
        await expect.poll(() => page.locator("h1").innerText()).toBe(title);
        await expect.poll(() => page.locator("main strong, main b").allInnerTexts()).toContain(word);
        await expect.poll(() => page.locator("html").getAttribute("lang")).toBe(language);
      });
    }
  });

  test("what is only a draft is read by those who keep the minisite, and by nobody else", async () => {
    const address = await as(browser, product, "coordinator", `/en/${group}/news/new`, async (page) => {
      await page.locator('#text [name="title"]').fill("Not for today");
      await page.locator('#text [name="text"]').fill("Still to be checked.");
      await page.locator('#text button[value="draft"]').click();
      await page.waitForURL((url) => !url.pathname.endsWith("/news/new"));
      return new URL(page.url()).pathname.replace(/\/edit$/, "");
    });
    await as(browser, product, null, address, async (page) => {
      expect(await page.locator("main").innerText()).not.toContain("Still to be checked.");
      expect(await page.locator("main").innerText()).not.toContain("Not for today");
    });
  });
});
