/** What axe finds on a page, of any impact: each rule with where it is broken. */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** `rules`: only these; all where it is left out. Only what is wrong is gathered: naming what is right takes longer. */
export async function axe(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  const builder = new AxeBuilder({ page }).setLegacyMode(true).options({
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
