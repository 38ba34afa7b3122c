/** An observer files a paper with the Presiding Officers on their own page, everybody reads it, and the Chair takes it down. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { clientOf } from "./client.ts";
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

const paper = {
  name: "statement.pdf",
  mimeType: "application/pdf",
  buffer: Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n"),
};

describe("a paper before the officers, without script", () => {
  let address = "";

  test("is filed by an observer, and a form that comes back keeps what was entered", async () => {
    await as(browser, product, "observer", "/en/officers", async (page) => {
      await page.locator("#papers").getByRole("link", { name: "File a document" }).click();
      await page.fill('#document [name="title"]', "Statement on rural networks");
      await page.selectOption('#document [name="language"]', "pt");
      await page.click('#document button[type="submit"]');
      await expect.poll(() => page.locator("#document-errors").count()).toBe(1);
      await expect
        .poll(() => page.inputValue('#document [name="title"]'))
        .toBe("Statement on rural networks");
      await page.setInputFiles('#document [name="file"]', paper);
      await page.click('#document button[type="submit"]');
      expect(new URL(page.url()).pathname).toBe("/en/officers");
      const row = page.locator("#papers tr", { hasText: "Statement on rural networks" });
      await expect.poll(() => row.innerText()).toContain("Civil society");
      address = (await row.locator('a[href^="/files/"]').getAttribute("href")) ?? "";
    });
  });

  test("is read by everybody, who are offered nothing to do with it", async () => {
    const stranger = await clientOf(product, null);
    const list = await stranger.get("/es/officers");
    expect(list.text).toContain(address);
    expect(list.text).not.toContain("/officers/papers/new");
    expect(list.text).not.toContain("?remove=");
    expect((await stranger.get(address)).status).toBe(200);
    expect((await (await clientOf(product, "br")).get("/en/officers/papers/new")).status).toBe(403);
  });

  test("is taken down by the Chair of the officers with a reason that stays", async () => {
    await as(browser, product, "officer-pe", "/en/officers", async (page) => {
      const row = page.locator("#papers tr", { hasText: "Statement on rural networks" });
      await row.getByRole("link", { name: "Take down" }).click();
      await page.click('#remove button[type="submit"]');
      await expect.poll(() => page.locator("#remove-errors").count()).toBe(1);
      await page.fill('#remove [name="reason"]', "Sent by mistake");
      await page.click('#remove button[type="submit"]');
      await expect.poll(() => row.innerText()).toContain("Sent by mistake");
    });
    const stranger = await clientOf(product, null);
    expect((await stranger.get(address)).status).toBe(404);
    expect((await stranger.get("/fr/record")).text).toContain("Statement on rural networks");
  });
});
