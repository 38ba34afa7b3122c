import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { pageOf, startProduct, type Product } from "./product.ts";
import { choose, roundOf } from "./rounds.ts";

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const phone = { viewport: { width: 360, height: 740 }, locale: "es-PE", hasTouch: true, isMobile: true };

/** What stands out of the screen, by name; empty where the page fits. */
const tooWide = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() =>
    document.documentElement.scrollWidth <= 360
      ? []
      : [...document.querySelectorAll("body *")]
          .filter((element) => element.getBoundingClientRect().right > 361)
          .map(({ tagName, className, id }) => `${tagName} ${className} ${id}`),
  );

/** On a phone as this person; nothing stands beside the screen. */
async function onPhone<Answer>(who: string, address: string, work: (page: Page) => Promise<Answer>) {
  const page = await pageOf(browser, product, who, phone);
  await page.goto(address);
  const answer = await work(page);
  expect(await tooWide(page), `${new URL(page.url()).pathname} fits the screen`).toEqual([]);
  await page.context().close();
  return answer;
}

async function answerOnPhone(who: string, round: string, kind: string, fill: (page: Page) => Promise<void>) {
  await onPhone(who, `${round}/position`, async (page) => {
    await choose(page, "position-kind", kind);
    await fill(page);
    await page.locator('#position button[value="review"]').click();
    await page.locator('#review button[value="confirm"]').waitFor();
    expect(await tooWide(page), "the review fits the screen").toEqual([]);
    await page.locator('#review button[value="confirm"]').click();
    await page.locator("#board").waitFor();
  });
}

describe("en español, en un teléfono: reserva y ad referéndum", () => {
  test("a reservation joins, an ad referendum holds the outcome until the capital confirms it", async () => {
    const goal = await onPhone("co", "/es/groups/telework/goals/new", async (page) => {
      await page.locator('#goal [name="title"]').fill("Un registro de centros de teletrabajo");
      await page
        .locator('#goal [name="text"]')
        .fill("Cada país publica la lista de sus centros de teletrabajo.");
      await page.locator('#goal button[type="submit"]').click();
      await page.locator("#discuss button").click();
      await page.locator("#discuss").waitFor({ state: "detached" });
      return new URL(page.url()).pathname;
    });
    await onPhone("ar", goal, async (page) => {
      await choose(page, "open-group-round-mode", "express");
      await page.locator("#open-group-round button").click();
      await page.locator(".round-card").waitFor();
    });
    const round = await roundOf(product, goal);

    await answerOnPhone("ar", round, "joins", async () => {});
    await answerOnPhone("co", round, "joins-with-reservation", async (page) => {
      await page.locator('#position [name="reservationPassage"]').selectOption("1");
      await page.locator('#position [name="text"]').fill("Colombia publica la suya cada dos años.");
    });
    const soon = new Date(Date.now() + 12 * 86_400_000).toISOString().slice(0, 10);
    await answerOnPhone("pe", round, "ad-referendum", async (page) => {
      await page.locator('#position [name="confirmBy"]').fill(soon);
    });
    await onPhone("ar", round, async (page) => {
      expect(await page.locator("form#record").count(), "nothing is entered before the capital says").toBe(0);
      await expect.poll(() => page.locator(".needed").innerText()).toContain("Perú");
    });
    await onPhone("pe", round, async (page) => {
      await page.locator('form[id^="confirm-"] button[value="yes"]').click();
      await page.locator('#review button[value="confirm"]').click();
      await page.locator("#board").waitFor();
      expect(await page.locator('form[id^="confirm-"]').count(), "the capital is heard once").toBe(0);
    });
    await onPhone("ar", round, async (page) => {
      await page.locator("form#record button").click();
      await page.locator("form#record").waitFor({ state: "detached" });
      // The page comes in pieces: the reservation is near its end.
      await page.locator("#on-record", { hasText: "Colombia publica la suya cada dos años." }).waitFor();
    });
    await onPhone("ar", goal, async (page) => {
      await page.locator("#table button").waitFor();
      const stage = await page.locator('.chain [aria-current="step"]').innerText();
      expect(stage.toLowerCase()).toContain("acord");
    });
  });
});
