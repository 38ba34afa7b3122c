/** What the tests of refusals share: people over HTTP, and what a refusal looks like. */
import { expect } from "vitest";
import { clientOf, wordsIn, type Answer, type Client, type Fields } from "./client.ts";
import type { Product } from "./product.ts";

/** Signs these people in; "stranger" is nobody. Answers who each of them is over HTTP. */
export async function people(
  product: Product,
  ...names: readonly string[]
): Promise<(who: string) => Client> {
  const clients = new Map<string, Client>();
  for (const who of names) clients.set(who, await clientOf(product, who === "stranger" ? null : who));
  return (who) => {
    const client = clients.get(who);
    if (client === undefined) throw new Error(`nobody signed in as ${who}`);
    return client;
  };
}

/** The answer is a refusal of that status, said in words and not as a fault of ours. */
export function expectRefused(answer: Answer, status: number | readonly number[], at: string): void {
  const shown = answer.location ?? wordsIn(answer.text).slice(0, 300);
  expect([status].flat(), `${at} answered ${answer.status}: ${shown}`).toContain(answer.status);
}

/** The fields of a draft of a goal. */
export const draft = (more: Fields = {}): Fields => ({
  title: "A goal to be tried",
  text: "Each country tries it once.",
  rationale: "",
  area: "A",
  language: "en",
  ...more,
});
