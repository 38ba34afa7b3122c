import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
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

const thread = "/en/groups/access-and-infrastructure/discussion/1";

describe("an observer in the discussion", () => {
  for (const javaScriptEnabled of [true, false]) {
    test(`comments ${javaScriptEnabled ? "with" : "without"} JavaScript, and all read it in the observer's voice`, async () => {
      const words = `Community networks can publish theirs first (${javaScriptEnabled ? "one" : "two"}).`;
      const page = await pageOf(browser, product, "observer", { javaScriptEnabled });
      await page.goto(thread);
      await page.locator('#answering [name="text"]').fill(words);
      await page.locator('#answering button[type="submit"]').click();
      await page.locator(".post", { hasText: words }).waitFor();
      expect(new URL(page.url()).pathname).toBe(thread);
      await page.context().close();

      await as(browser, product, null, thread, async (reader) => {
        const post = reader.locator(".post", { hasText: words });
        await expect.poll(() => post.count()).toBe(1);
        await expect.poll(() => post.locator(".voice").innerText()).toMatch(/observer.*civil society/i);
        expect(await reader.locator("#answering").count(), "a stranger is offered no form").toBe(0);
      });
    });
  }

  test("opens a thread of their own", async () => {
    await as(
      browser,
      product,
      "observer",
      "/en/groups/access-and-infrastructure/discussion/new",
      async (page) => {
        await page.locator('#thread [name="title"]').fill("Masts on schools");
        await page.locator('#thread [name="text"]').fill("Could schools lend their roofs?");
        await page.locator('#thread button[type="submit"]').click();
        await expect.poll(() => page.locator("h1").innerText()).toBe("Masts on schools");
        expect(new URL(page.url()).pathname).toMatch(/\/discussion\/\d+$/);
      },
    );
  });

  test("stands beside the plan in one frame, also where its words take several lines", async () => {
    const page = await pageOf(browser, product, "chair", { viewport: { width: 360, height: 740 } });
    await page.goto("/en/groups/access-and-infrastructure/plan/comments");
    const voice = page.locator("p > .voice.obs").first();
    for (const width of [360, 150]) {
      await page.setViewportSize({ width, height: 740 });
      expect(await voice.evaluate((one) => one.getClientRects().length), `at ${width} px`).toBe(1);
    }
    expect((await voice.boundingBox())?.height, "on several lines").toBeGreaterThan(30);
    await page.context().close();
  });
});
