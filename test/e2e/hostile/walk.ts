/** A walk through pages in a real browser: what is wrong with each, and whose words stand on it. */
import type { Browser, Page, Response } from "playwright-core";
import { standing, type Sowing, type Sown } from "#test/hostile/sowing.ts";
import type { ListedPage } from "../pages.ts";
import { planText } from "../plan-page.ts";
import { contextOf, type Product } from "../product.ts";
import { watch } from "../watched.ts";
import { lookAt } from "./look.ts";

export interface Walk {
  readonly browser: Browser;
  readonly product: Product;
  readonly sowing: Sowing;
  /** Scripts of harmless pages by route: each way in which they come. */
  readonly scripts: ReadonlyMap<string, ReadonlySet<string>>;
  readonly javaScriptEnabled: boolean;
}

export interface Walked {
  readonly wrong: string[];
  /** What was read on the pages of a route. */
  readonly found: Map<string, Set<Sown>>;
}

export interface WalkedThrough extends Walked {
  /** The pages that bring script, or say something where there is none: without it they are others. */
  readonly scripted: ListedPage[];
  /** What was read on the others, which are the same without script. */
  readonly plain: Map<string, Set<Sown>>;
}

/** Looks at a page that has just come, as one of that route, and answers whose words stand there. */
export async function judge(
  page: Page,
  response: Response | null,
  { sowing, scripts }: Walk,
  { wrong, found }: Walked,
  { route, at }: { readonly route: string; readonly at: string },
): Promise<readonly Sown[]> {
  const policy = response?.headers()["content-security-policy"] ?? "";
  const look = await lookAt(page, /'nonce-([^']+)'/.exec(policy)?.[1] ?? null);
  wrong.push(...look.faults.map((fault) => `${at}: ${fault}`));
  const own = look.scripts.join(" ");
  if (scripts.get(route)?.has(own) !== true)
    wrong.push(`${at}: other scripts than on a harmless page: ${own}`);
  const read = standing(look.said, sowing.sown);
  remember(found, route, read);
  return read;
}

function remember(found: Map<string, Set<Sown>>, route: string, read: readonly Sown[]): void {
  const known = found.get(route) ?? new Set();
  for (const sown of read) known.add(sown);
  found.set(route, known);
}

/** Opens each page as who sees it, in one context a person, two at a time. `found` is what was read elsewhere. */
export async function walkThrough(
  walk: Walk,
  listed: readonly ListedPage[],
  found: Walked["found"] = new Map(),
): Promise<WalkedThrough> {
  const { browser, product, javaScriptEnabled } = walk;
  const walked: WalkedThrough = { wrong: [], found, scripted: [], plain: new Map() };
  const waiting = [...listed].sort((a, b) => String(a.who).localeCompare(String(b.who)));
  const visit = async () => {
    let open: { who: string | null; page: Page } | null = null;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { who, path, route, status } = next;
      if (open === null || open.who !== who) {
        await open?.page.context().close();
        const context = await contextOf(browser, product, who, { javaScriptEnabled });
        open = { who, page: await context.newPage() };
        await watch(open.page, product.url, walked.wrong);
      }
      const { page } = open;
      const at = `${who ?? "stranger"} ${path}`;
      const response = await page.goto(`${product.url}/en${path}`);
      if (response?.status() !== status) walked.wrong.push(`${at}: ${response?.status() ?? "no"} answer`);
      if (javaScriptEnabled && (await page.locator(".plan-editor").count()) > 0)
        await page.locator(planText).waitFor();
      const read = await judge(page, response, walk, walked, { route, at });
      if ((await page.locator("script, noscript").count()) > 0) walked.scripted.push(next);
      else remember(walked.plain, route, read);
    }
    await open?.page.context().close();
  };
  await Promise.all([visit(), visit()]);
  return walked;
}
