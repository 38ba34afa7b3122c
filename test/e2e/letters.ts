/** Reading the outbox: letters as people get them. */
import { simpleParser } from "mailparser";
import type { Product } from "./product.ts";

/** Waits for a letter to this address whose link leads to that kind of page, other than `but`, and answers the link. */
export async function linkIn(
  product: Product,
  to: string,
  kind: "invitation" | "reset",
  but?: string,
): Promise<string> {
  const until = Date.now() + 20_000;
  while (Date.now() < until) {
    for (const raw of product.letters().reverse()) {
      const letter = await simpleParser(raw);
      const receivers = [letter.to].flat().map((receiver) => receiver?.text ?? "");
      if (!receivers.some((text) => text.includes(to))) continue;
      const link = new RegExp(`http\\S+/${kind}/[\\w-]+`).exec(letter.text ?? "")?.[0];
      if (link !== undefined && link !== but) return link;
    }
    await new Promise((later) => setTimeout(later, 200));
  }
  throw new Error(
    `No letter to ${to} has a link to ${kind}. The outbox holds:\n${product.letters().join("\n---\n")}`,
  );
}
