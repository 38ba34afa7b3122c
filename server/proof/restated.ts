/** Words of a round that were redacted (domain §9): what stands in their place, as the entry of the redaction has it. */
import type { Told } from "./chain.ts";

/** Words beside an entry; a redacted one has no value. */
export type Words = readonly { readonly field: string; readonly hash: string; readonly value?: string }[];

/** By the hash of words that went: the words that stand in their place. */
export type Restated = ReadonlyMap<string, Words[number]>;

/** What the redactions among these entries state. */
export function restatedIn(entries: Iterable<{ readonly told: Told; readonly words: Words }>): Restated {
  const found = new Map<string, Words[number]>();
  for (const { told, words } of entries) {
    const { replaced } = told.facts;
    if (told.kind !== "text.redacted" || typeof replaced !== "object" || replaced === null) continue;
    for (const [hash, field] of Object.entries(replaced)) {
      const word = words.find((one) => one.field === field);
      if (word !== undefined) found.set(hash, word);
    }
  }
  return found;
}

/**
 * Whether the words beside an entry are these. Redacted ones are those that their redaction put in their place, however often:
 * without a redaction on record, or with other words than it left, they are not what was written.
 */
export function sameWord(words: Words, field: string, value: string | null, restated: Restated): boolean {
  let word = words.find((one) => one.field === field);
  if (word === undefined) return value === null;
  // A made-up file could lead in a ring.
  for (let left = restated.size; word?.value === undefined && left > 0; left -= 1)
    word = restated.get(word?.hash ?? "");
  return word?.value !== undefined && word.value === value;
}
