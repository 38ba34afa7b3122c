/** What the walks do along the chain of a plan of work, in any language. */
import { expect } from "vitest";
import type { Browser, Page } from "playwright-core";
import { planText, saved } from "./plan-page.ts";
import { as, choose } from "./rounds.ts";
import type { Product } from "./product.ts";

/** Begins the group's plan in that language and writes these paragraphs, each on a line of its own. */
export async function beginPlan(
  page: Page,
  plan: string,
  language: string,
  paragraphs: readonly string[],
): Promise<void> {
  await page.goto(plan);
  await page.locator('#begin-plan [name="period"]').fill("2011-2013");
  await page.locator('#begin-plan [name="language"]').selectOption(language);
  await page.locator("#begin-plan button").click();
  await page.locator(`${planText}[contenteditable="true"]`).click();
  for (const [place, words] of paragraphs.entries()) {
    if (place > 0) await page.keyboard.press("Enter");
    await page.keyboard.type(words);
  }
  await saved(page);
}

/** Takes a step from the page of the plan, with words where they are asked for. */
export async function takeStep(page: Page, plan: string, act: string, comments?: string): Promise<void> {
  await page.goto(plan);
  await page.locator(`a[href$="/plan/step?act=${act}"]`).click();
  if (comments !== undefined) await page.locator('#step [name="comments"]').fill(comments);
  await page.locator("#step button.go").click();
  await page.waitForURL((url) => url.pathname === plan);
}

/** The same as somebody else, without script. */
export const stepAs = (
  browser: Browser,
  product: Product,
  who: string,
  plan: string,
  { act, comments }: { readonly act: string; readonly comments?: string },
): Promise<void> => as(browser, product, who, plan, (page) => takeStep(page, plan, act, comments));

/** Opens the round of the countries from the page of the plan. Answers the address of the round. */
export async function openPlanRound(page: Page, plan: string, mode: "express" | "silence"): Promise<string> {
  await page.goto(plan);
  await page.locator('a[href$="/plan/open-round"]').first().click();
  await choose(page, "round-mode", mode);
  await page.locator("#round button.go").click();
  await page.waitForURL((url) => url.pathname.includes("/rounds/"));
  return new URL(page.url()).pathname;
}

/** Enters the outcome of a round that has one. */
export async function enterOutcome(page: Page, round: string): Promise<void> {
  await page.goto(round);
  await page.locator("form#record button").click();
  await page.locator("form#record").waitFor({ state: "detached" });
  expect(await page.locator("form#record").count()).toBe(0);
}
