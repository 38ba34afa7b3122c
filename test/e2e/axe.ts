/** What axe finds on a page, of any impact: each rule with where it is broken. */
import { createRequire } from "node:module";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** The rules themselves, as the builder would put them into the page twice at every look: half of what a look takes. */
const builders = createRequire(import.meta.url).resolve("@axe-core/playwright");
const { source } = createRequire(builders)("axe-core") as { readonly source: string };

/** `rules`: only these; all where it is left out. Only what is wrong is gathered: naming what is right takes longer. */
export async function axe(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(source);
  const builder = new AxeBuilder({ page, axeSource: "void 0" }).setLegacyMode(true).options({
    resultTypes: ["violations"],
    ...(rules === undefined ? {} : { runOnly: { type: "rule", values: [...rules] } }),
  });
  const { violations } = await builder.analyze();
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map(({ html }) => html.slice(0, 160))
        .slice(0, 3)
        .join(" | ")}`,
  );
}
