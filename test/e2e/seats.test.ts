import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { clientOf } from "./client.ts";
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

const letter = {
  name: "decision.pdf",
  mimeType: "application/pdf",
  buffer: Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n"),
};
async function fill(page: Page, form: string, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.fill(`#${form} [name="${name}"]`, value);
}

describe("the secretariat enters what a Conference elected, without script", () => {
  test("a form that comes back keeps its letter; the review says what ends; one act puts all on record", async () => {
    const page = "/en/secretariat/seats/election";
    await as(browser, product, "secretariat", page, async (page) => {
      await page.selectOption('[name="country-andean-1"]', "CO");
      await fill(page, "election", { "name-andean-1": "Ana Pérez", "email-andean-1": "ana@example.org" });
      await page.setInputFiles('[name="letter"]', letter);
      await page.click('button[value="review"]');
      await expect.poll(() => page.locator("#election-errors").innerText()).toContain("Reference of the act");
      await expect.poll(() => page.inputValue('[name="name-andean-1"]')).toBe("Ana Pérez");
      await expect.poll(() => page.locator("#election-letter-hint").innerText()).toContain("decision.pdf");

      await fill(page, "election", { reference: "eLAC2018, decision 1" });
      await page.selectOption('[name="country-caribbean-2"]', "JM");
      await page.click('button[value="review"]');
      await expect.poll(() => page.locator("#election-errors").innerText()).toContain("Chair");
      await page.selectOption('[name="chair"]', "CO");
      await page.click('button[value="review"]');
      await expect.poll(() => page.locator("main").innerText()).toMatch(/Colombia\s+Chair/);
      const review = await page.locator("main").innerText();
      expect(review).toContain("decision.pdf");
      expect(review).toContain("Peru, Ecuador, Mexico, Brazil, Uruguay and Cuba");

      await page.click('button[value="change"]');
      await expect.poll(() => page.inputValue('[name="country-caribbean-2"]')).toBe("JM");
      await page.click('button[value="review"]');
      await page.click('button[value="confirm"]');
      expect(new URL(page.url()).search).toContain("done=elected");
      const link = page.locator("table a", { hasText: "letter" }).first();
      await expect.poll(() => link.getAttribute("href")).toMatch(/^\/files\//);
    });
    const stranger = await clientOf(product, null);
    const officers = await stranger.get("/en/officers");
    expect(officers.text).toContain("Ana Pérez");
    expect(officers.text).not.toContain("/files/");
    const staff = await clientOf(product, "secretariat");
    const seats = await staff.get("/en/secretariat/seats");
    const file = /href="(\/files\/[^"]+)"/.exec(seats.text)?.[1] ?? "";
    expect((await staff.get(file)).status).toBe(200);
    expect((await stranger.get(file)).status).toBe(404);
  });
});

describe("the Chair suggests who should speak, and the focal point answers", () => {
  const members = "/en/groups/access-and-infrastructure/members";
  test("on a phone, in Portuguese, from the desk to the register", async () => {
    await as(browser, product, "chair", `${members}/people`, async (page) => {
      await page.selectOption("#suggest-form-country", "BR");
      await fill(page, "suggest-form", {
        name: "Rita Moraes",
        institution: "Universidade Federal",
        note: "She measured coverage in three countries.",
      });
      await page.click("#suggest-form button");
      await expect.poll(() => page.locator("#suggestions").innerText()).toContain("waits");
    });
    const narrow = { viewport: { width: 360, height: 740 }, javaScriptEnabled: false };
    const phone = await pageOf(browser, product, "focal-br", narrow);
    await phone.goto("/pt/desk");
    await phone.click("a:has-text('Rita Moraes')");
    await phone.locator("#answer summary").first().click();
    const accept = phone.locator("form[id^='accept-']");
    await accept.locator('[name="email"]').fill("rita@example.org");
    await accept.locator('[name="reference"]').fill("Nota BR 9");
    await accept.locator("button").click();
    const register = phone.locator("#voices");
    await expect.poll(() => register.innerText()).toContain("Nota BR 9");
    expect(await register.innerText()).toContain("Rita Moraes");
    await expect.poll(() => phone.locator("#suggestions").innerText()).toContain("aceita");
    const main = await phone.locator("main").boundingBox();
    expect((main?.x ?? 0) + (main?.width ?? 361)).toBeLessThanOrEqual(360);
    await phone.context().close();
    const stranger = await clientOf(product, null);
    const page = await stranger.get(members);
    expect(page.text).toContain("Rita Moraes");
    expect(page.text).not.toContain('id="suggestions"');
  });
});
