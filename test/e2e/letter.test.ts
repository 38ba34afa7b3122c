/** The secretariat enters a country's letter without script; everybody reads it; terms change for the rounds that follow. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { regionalMinute } from "#app/domain/region.ts";
import { launchChromium } from "./chromium.ts";
import { pageOf, startProduct, type Product } from "./product.ts";
import { choose } from "./rounds.ts";

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const pdf = { name: "note-21.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF\n") };
const noScript = { javaScriptEnabled: false };

describe("a letter received by the secretariat", () => {
  test("is entered in two steps and stands on the round, open to everybody", async () => {
    const page = await pageOf(browser, product, "secretariat", noScript);
    await page.goto("/en/rounds/2");
    await page.locator('a[href$="/rounds/2/letter"]').click();
    await page.locator('#letter [name="seat"]').selectOption({ label: "Uruguay" });
    await page.locator('#letter [name="receivedAt"]').fill(regionalMinute(new Date(Date.now() - 3_600_000)));
    await choose(page, "letter-kind", "joins-with-reservation");
    await page.locator('#letter [name="reservationPassage"]').selectOption("2");
    await page.locator('#letter [name="text"]').fill("Según la ley de datos personales.");
    await page.locator('#letter button[value="review"]').click();
    // Without the letter it is told so, and what was written is still there.
    await expect.poll(() => page.locator("#letter-errors").innerText()).toContain("Attach the letter.");
    await expect.poll(() => page.locator('#letter [name="text"]').inputValue()).toContain("datos personales");
    await page.setInputFiles('#letter [name="letter"]', pdf);
    await page.locator('#letter button[value="review"]').click();
    await page.locator('#review button[value="confirm"]').waitFor();
    await expect.poll(() => page.locator("#review dl").innerText()).toMatch(/Uruguay[\s\S]*note-21\.pdf/);
    // Back to what was written: the letter is kept.
    await page.locator('#letter-again button[value="change"]').click();
    await expect.poll(() => page.locator('#letter input[type="hidden"][name="letterId"]').count()).toBe(1);
    await page.locator('#letter button[value="review"]').click();
    await page.locator('#review button[value="confirm"]').click();
    await page.locator("#board").waitFor();
    await page.context().close();

    const stranger = await pageOf(browser, product, null, noScript);
    await stranger.goto("/en/rounds/2");
    const link = stranger.locator('#all-positions a[href*="/files/"]');
    await expect.poll(() => stranger.locator("#all-positions").textContent()).toContain("received by letter");
    const answer = await stranger.request.get(
      new URL((await link.getAttribute("href")) ?? "", product.url).toString(),
    );
    expect([answer.status(), answer.headers()["content-type"]]).toEqual([200, "application/pdf"]);
    await stranger.context().close();
  });

  test("is refused to a country, which answers for itself", async () => {
    const page = await pageOf(browser, product, "officer-uy", noScript);
    const answer = await page.goto("/en/rounds/2/letter");
    expect(answer?.status()).toBe(403);
    await page.context().close();
  });
});

describe("the terms of the officers", () => {
  test("are changed by an act, which the page then names; the open round keeps its own", async () => {
    const page = await pageOf(browser, product, "secretariat", noScript);
    await page.goto("/en/secretariat/terms?roll=officers");
    await page.locator('#terms [name="outcomeDays"]').fill("five");
    await page.locator("#terms button.go").click();
    await expect.poll(() => page.locator("#terms-errors").innerText()).toContain("whole number");
    await page.locator('#terms [name="outcomeDays"]').fill("5");
    await page.locator('#terms [name="reference"]').fill("Conference, decision 7");
    await page.locator("#terms button.go").click();
    await page.waitForURL(/done=terms/);
    await expect.poll(() => page.locator("main").innerText()).toContain("Conference, decision 7");
    await page.goto("/en/rounds/2");
    await expect.poll(() => page.locator("#terms").innerText()).toContain("Others may after 3 working days");
    await page.context().close();
  });
});
