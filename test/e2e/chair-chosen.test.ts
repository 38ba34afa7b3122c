import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { pageOf, startProduct, type Product } from "./product.ts";
import { choose, givePosition, roundOf } from "./rounds.ts";

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const group = "/pt/groups/telework";

/** On a phone, without script. */
async function phone<Answer>(
  who: string | null,
  address: string,
  work: (page: Page) => Promise<Answer>,
): Promise<Answer> {
  const page = await pageOf(browser, product, who, {
    javaScriptEnabled: false,
    viewport: { width: 360, height: 740 },
  });
  try {
    await page.goto(address);
    const answer = await work(page);
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(over, `${page.url()} is no wider than the phone`).toBeLessThanOrEqual(0);
    return answer;
  } finally {
    await page.context().close();
  }
}

describe("a group without a Chair, in Portuguese, on a phone", () => {
  test("chooses one in a round, and the new Chair takes the plan's next step", async () => {
    await phone("focal-ar", `${group}/members/people`, async (page) => {
      await page.locator('#leave-form [name="reference"]').fill("Nota AR 7");
      await page.locator("#leave-form button").click();
      await page.waitForURL((url) => url.pathname === `${group}/members`);
      expect(await page.locator("#countries").innerText()).not.toContain("Presidência\n");
    });

    const decision = await phone("co", `${group}/members`, async (page) => {
      await page.getByRole("link", { name: "Propor a Presidência" }).click();
      await page.locator('#decision [name="chair"]').selectOption("CO");
      await page.locator('#decision button[value="review"]').click();
      await expect.poll(() => page.locator("#review").innerText()).toContain("Colômbia");
      await page.locator('#review button[value="confirm"]').click();
      await page.waitForURL((url) => /\/decisions\/\d+$/.test(url.pathname));
      await expect.poll(() => page.locator("h1").innerText()).toBe("Presidência do grupo: Colômbia");
      return new URL(page.url()).pathname;
    });

    await phone("pe", decision, async (page) => {
      await choose(page, "open-round-mode", "express");
      await page.locator("#open-round button").click();
      await page.locator(".round-card").waitFor();
      expect(await page.locator("form#open-round").count()).toBe(0);
    });
    const round = await roundOf(product, decision);
    for (const country of ["co", "pe"])
      await givePosition(browser, product, country, round, { kind: "joins" });

    await phone("secretariat", round, async (page) => {
      await page.locator("form#record button").click();
      await page.locator("form#record").waitFor({ state: "detached" });
    });
    await phone(null, `${group}/members`, async (page) => {
      const said = await page.locator("#countries").innerText();
      expect(said).toMatch(/Colômbia\s+Presidência/);
      expect(said).toContain("escolhidas pelos países do grupo");
      await page.locator(`#countries a[href^="/pt/rounds/"]`).click();
      expect(new URL(page.url()).pathname).toBe(round);
    });
    await phone(null, decision, async (page) => {
      await expect.poll(() => page.locator("#stage").innerText()).toContain("Decidida");
    });

    await phone("pe", `${group}/plan`, async (page) => {
      expect(await page.locator("#begin-plan").count(), "Peru does not chair").toBe(0);
    });
    await phone("co", `${group}/plan`, async (page) => {
      await page.locator('#begin-plan [name="period"]').fill("2011-2013");
      await page.locator("#begin-plan button").click();
      await page.goto(`${group}/plan`);
      await page.locator('a[href$="/plan/step?act=submit-to-group"]').click();
      await page.locator("#step button.go").click();
      await page.waitForURL((url) => url.pathname === `${group}/plan`);
    });
  });
});
