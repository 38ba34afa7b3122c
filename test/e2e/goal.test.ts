import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { startProduct, type Product } from "./product.ts";
import { as, choose, givePosition, roundOf } from "./rounds.ts";

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const title = "Telework that reaches small towns";

describe("a new goal, from a country's draft into the agenda", () => {
  test("it is drafted, discussed, agreed after an objection is lifted, tabled, and adopted as added", async () => {
    // Colombia drafts in its group, which Argentina chairs and to which Peru belongs.
    const goal = await as(browser, product, "co", "/en/groups/telework/goals/new", async (page) => {
      await page.locator('#goal [name="title"]').fill(title);
      await page
        .locator('#goal [name="text"]')
        .fill(
          "Each country names one town where work at a distance is tried.\n\nWhat was learnt is published within a year.",
        );
      await page.locator('#goal [name="rationale"]').fill("Work leaves small towns faster than it arrives.");
      await page.locator('#goal button[type="submit"]').click();
      const address = new URL(page.url()).pathname;
      expect(address).toMatch(/^\/en\/goals\/p\d+$/);
      await page.locator("#discuss button").click();
      await page.locator('[aria-current="step"]', { hasText: "discussed" }).waitFor();
      return address;
    });

    await as(browser, product, "ar", goal, async (page) => {
      await choose(page, "open-group-round-mode", "express");
      await page.locator("#open-group-round button").click();
      await page.locator(".round-card").waitFor();
      await expect.poll(() => page.locator(".round-card").innerText()).toContain("Peru");
    });
    const inGroup = await roundOf(product, goal);

    await givePosition(browser, product, "ar", inGroup, { kind: "joins" });
    await givePosition(browser, product, "co", inGroup, { kind: "joins" });
    await givePosition(browser, product, "pe", inGroup, {
      kind: "objects",
      words: { reason: "One town is too few to learn from.", lift: "That the words say: at least one town." },
      choices: { objectionPassage: "1" },
    });
    await as(browser, product, null, inGroup, async (page) => {
      await expect.poll(() => page.locator(".needed").innerText()).toMatch(/Peru objects/);
      await expect
        .poll(() => page.locator("#on-record").innerText())
        .toContain("One town is too few to learn from.");
      expect(await page.locator("form#record").count(), "a stranger enters no outcome").toBe(0);
    });
    await as(browser, product, "ar", inGroup, async (page) => {
      expect(await page.locator("form#record").count(), "no outcome while something is needed").toBe(0);
    });

    await givePosition(browser, product, "pe", inGroup, { kind: "joins" });
    await as(browser, product, "ar", inGroup, async (page) => {
      await page.locator("form#record button").click();
      await page.locator("form#record").waitFor({ state: "detached" });
    });
    await as(browser, product, "ar", goal, async (page) => {
      await page.locator("#table button").click();
      await page.locator('[aria-current="step"]', { hasText: "presented" }).waitFor();
    });

    await as(browser, product, "officer-pe", goal, async (page) => {
      await choose(page, "open-officers-round-mode", "express");
      await page.locator("#open-officers-round button").click();
      await page.locator(".round-card").waitFor();
    });
    const ofOfficers = await roundOf(product, goal);
    expect(ofOfficers).not.toBe(inGroup);
    for (const seat of ["pe", "ec", "mx", "br", "uy", "cu"]) {
      await givePosition(browser, product, `officer-${seat}`, ofOfficers, { kind: "joins" });
    }
    await as(browser, product, "officer-pe", ofOfficers, async (page) => {
      await page.locator("form#record button").click();
      await page.locator("form#record").waitFor({ state: "detached" });
    });

    await as(browser, product, null, "/en/agendas/elac2015", async (page) => {
      const added = page.locator("#goal-23");
      await expect.poll(() => added.innerText()).toContain(title);
      expect((await added.innerText()).toLowerCase()).toContain("added");
      await added.getByRole("link", { name: title }).first().click();
      await expect
        .poll(() => page.locator("main").innerText())
        .toContain("What was learnt is published within a year.");
    });
    await as(browser, product, null, goal, async (page) => {
      const history = await page.locator("main").innerText();
      expect(history).toContain("23");
      expect(history, "the objection that was lifted stays in the history").toMatch(/Peru.*object/is);
    });
  });
});
