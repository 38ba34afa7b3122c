/** What the walks do in a round of consensus, each through their own page. */
import type { Browser, Page } from "playwright-core";
import { officeHoursEnd, regionalMinute } from "#app/domain/region.ts";
import { clientOf } from "./client.ts";
import { pageOf, type Product } from "./product.ts";

export interface Given {
  readonly kind: "joins" | "objects" | "joins-with-reservation" | "dissociates";
  /** Fields of the chosen position, by name. */
  readonly words?: Readonly<Record<string, string>>;
  /** Values of its lists. */
  readonly choices?: Readonly<Record<string, string>>;
}

/** What the field for the end of a round holds, so many days from now, at the end of office hours. */
export const closingIn = (days: number): string => regionalMinute(officeHoursEnd(new Date(), days));

/** Chooses among radios by the words beside them, as a hand does. */
export async function choose(page: Page, group: string, value: string): Promise<void> {
  await page.locator(`label[for="${group}-${value}"]`).click();
}

/** The address of the round that the page of a plan, goal, group or decision shows, with its language. */
export async function roundOf(product: Product, subject: string, who: string | null = null): Promise<string> {
  const { text } = await (await clientOf(product, who)).get(subject);
  const path = /class="round-card"[\s\S]*?href="(\/[a-z]{2}\/rounds\/\d+)[/"]/.exec(text)?.[1];
  if (path === undefined) throw new Error(`${subject} shows no round`);
  return path;
}

/** Gives a position in its two steps, in the round at that address, and comes back to its page. */
export async function givePosition(
  browser: Browser,
  product: Product,
  who: string,
  round: string,
  { kind, words = {}, choices = {} }: Given,
): Promise<void> {
  const page = await pageOf(browser, product, who, { javaScriptEnabled: false });
  await page.goto(`${round}/position`);
  await choose(page, "position-kind", kind);
  for (const [name, text] of Object.entries(words))
    await page.locator(`#position [name="${name}"]`).fill(text);
  for (const [name, value] of Object.entries(choices))
    await page.locator(`#position [name="${name}"]`).selectOption(value);
  await page.locator('#position button[value="review"]').click();
  await page.locator('#review button[value="confirm"]').click();
  await page.locator("#board").waitFor();
  await page.context().close();
}

/** Opens a page as this person, does something there, and leaves. */
export async function as<Answer>(
  browser: Browser,
  product: Product,
  who: string | null,
  address: string,
  work: (page: Page) => Promise<Answer>,
): Promise<Answer> {
  const page = await pageOf(browser, product, who, { javaScriptEnabled: false });
  try {
    await page.goto(address);
    return await work(page);
  } finally {
    await page.context().close();
  }
}
