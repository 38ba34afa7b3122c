/**
 * Takes a picture of every page, wide and on a phone, light and dark, into test/shots.
 * `npx tsx test/e2e/shots.ts [part of an address] [language]`; the product has to be built.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { launchChromium } from "./chromium.ts";
import { allPages, type ListedPage } from "./pages.ts";
import { contextOf, startProduct } from "./product.ts";

const folder = join("test", "shots");
const sizes = { wide: { width: 1280, height: 900 }, phone: { width: 360, height: 740 } } as const;
const themes = ["light", "dark"] as const;

const [part = "", language = "en"] = process.argv.slice(2);

mkdirSync(folder, { recursive: true });
const [product, browser] = await Promise.all([startProduct(), launchChromium()]);
try {
  const pages = (await allPages(product)).filter(({ path }) => path.includes(part));
  for (const who of new Set(pages.map((page) => page.who))) {
    const context = await contextOf(browser, product, who, { viewport: sizes.wide });
    const page = await context.newPage();
    for (const listed of pages.filter((one) => one.who === who)) await shoot(page, listed);
    await context.close();
  }
  console.log(`${pages.length} pages are in ${folder}`);
} finally {
  await browser.close();
  await product.stop();
}

async function shoot(page: Page, { path, who }: ListedPage): Promise<void> {
  await page.goto(`${product.url}/${language}${path}`);
  if ((await page.locator(".plan-editor").count()) > 0) await page.locator("#plan-text").waitFor();
  const name = `${
    path
      .replace(/\/[\w-]{30,}/, "/…")
      .replace(/[^\p{L}\d…]+/gu, "-")
      .replace(/^-/, "") || "region"
  }.${who ?? "stranger"}`;
  for (const [size, viewport] of Object.entries(sizes)) {
    for (const colorScheme of themes) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(folder, `${name}.${size}.${colorScheme}.png`), fullPage: true });
    }
  }
}
