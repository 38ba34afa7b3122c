/** A country records what became of its output, without script; everybody reads it in the table, and the adopted text stays. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
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

const group = "/en/groups/internet-governance";
const evidence = {
  name: "licence.pdf",
  mimeType: "application/pdf",
  buffer: Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n"),
};

test("progress is recorded with evidence and read in the table", async () => {
  const stranger = await clientOf(product, null);
  const frozen = await stranger.get(`${group}/plan/releases/1`);
  await as(browser, product, "br", `${group}/outputs?late=on`, async (page) => {
    await page.getByRole("link", { name: "Copias del servidor raíz" }).click();
    await page.click('label[for="progress-form-status-delivered"]');
    await page.fill('#progress-form [name="percent"]', "90");
    await page.fill('#progress-form [name="note"]', "The third one answers since Monday.");
    await page.click('#progress-form button[type="submit"]');
    await expect.poll(() => page.locator("#progress-form-errors").innerText()).toContain("100");
    expect(await page.inputValue('#progress-form [name="note"]')).toContain("since Monday");
    await page.fill('#progress-form [name="percent"]', "100");
    await page.setInputFiles('#progress-form [name="file"]', evidence);
    await page.click('#progress-form button[type="submit"]');
    await expect.poll(() => page.locator("#progress-3").innerText()).toContain("licence.pdf");
  });
  const table = await stranger.get(`${group}/outputs?status=delivered`);
  expect(table.text).toContain("Copias del servidor raíz");
  expect((await stranger.get(`${group}/outputs?late=on`)).text).not.toContain("Copias del servidor raíz");
  expect((await stranger.get(`${group}/outputs.csv?status=delivered`)).text).toMatch(/^\uFEFF?Group,/);
  expect((await stranger.get(`${group}/outputs/o-raiz`)).text).not.toContain("progress-form");
  const text = (page: { readonly text: string }) => /<article[\s\S]*<\/article>/.exec(page.text)?.[0] ?? "";
  expect(text(frozen)).toContain("Se instalan donde");
  expect(text(await stranger.get(`${group}/plan/releases/1`))).toBe(text(frozen));
});
