import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { betweenStarts } from "./database.ts";
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

/**
 * Ages the round: it was opened three weeks before, answered a week after, and closed then; letters received before its end
 * have had their time.
 */
const age = (round: string) => {
  const number = /\d+$/.exec(round)?.[0] ?? "0";
  return betweenStarts(
    product,
    // Positions are never changed; the walk moves time itself.
    `ALTER TABLE "positions" DISABLE TRIGGER USER`,
    `UPDATE "positions" SET "at" = now() - interval '14 days'
       WHERE "roundId" = (SELECT "id" FROM "rounds" WHERE "number" = ${number})`,
    `ALTER TABLE "positions" ENABLE TRIGGER USER`,
    `UPDATE "rounds" SET "opensAt" = now() - interval '21 days', "closesAt" = now() - interval '13 days'
       WHERE "number" = ${number}`,
  );
};

describe("without script: a round that lapses and is reopened by silence", () => {
  test("names the absent, opens on the same release, and silence is consent that the record tells from an answer", async () => {
    const goal = await as(browser, product, "co", "/en/groups/telework/goals/new", async (page) => {
      await page.locator('#goal [name="title"]').fill("One register of telework centres");
      await page.locator('#goal [name="text"]').fill("Each country lists its telework centres.");
      await page.locator('#goal button[type="submit"]').click();
      await page.locator("#discuss button").click();
      await page.locator('[aria-current="step"]', { hasText: "discussed" }).waitFor();
      return new URL(page.url()).pathname;
    });
    const open = (mode: "express" | "silence") =>
      as(browser, product, "ar", goal, async (page) => {
        await choose(page, "open-group-round-mode", mode);
        await page.locator("#open-group-round button").click();
        await page.locator(".round-card").waitFor();
      });
    const enter = (round: string) =>
      as(browser, product, "ar", round, async (page) => {
        await page.locator("form#record button").click();
        await page.locator("form#record").waitFor({ state: "detached" });
      });

    await open("express");
    const express = await roundOf(product, goal);
    await givePosition(browser, product, "ar", express, { kind: "joins" });
    await givePosition(browser, product, "co", express, { kind: "joins" });
    await age(express);
    await as(browser, product, "pe", express, async (page) => {
      await expect.poll(() => page.locator("main").innerText()).toMatch(/Peru has not answered/);
      const late = await page.goto(`${express}/position`);
      expect(late?.status(), "too late to answer").toBe(409);
    });
    await enter(express);

    await as(browser, product, "ar", goal, async (page) => {
      await expect
        .poll(() => page.locator("#amendments").innerText())
        .toContain("Peru had not answered when the last round ended.");
      await expect
        .poll(() => page.locator("#open-group-round").innerText(), { message: "the form names the absent" })
        .toContain("Peru");
    });
    await open("silence");
    const silence = await roundOf(product, goal);
    expect(silence).not.toBe(express);
    const release = async (round: string) =>
      as(
        browser,
        product,
        null,
        round,
        async (page) => /SHA-256\s+([0-9a-f]{6,})/.exec(await page.locator("main").innerText())?.[1],
      );
    expect(await release(silence)).toBe(await release(express));

    await age(silence);
    await enter(silence);
    await as(browser, product, null, silence, async (page) => {
      await expect.poll(() => page.locator("#board").innerText()).toMatch(/silen/i);
    });
    await as(browser, product, "ar", goal, async (page) => {
      await page.locator("#table button").waitFor();
    });
  });
});
