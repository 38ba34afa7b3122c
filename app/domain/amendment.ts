/**
 * An amendment that a country offered with its position, and when it may become the text of the next round (domain §4).
 * May import: this room. Begin with `checkTaking`.
 */

import { refuse } from "./refusal.ts";
import type { Iso } from "./region.ts";
import type { Language } from "./release.ts";
import type { Outcome } from "./round.ts";

/** Other words for a passage, as they stand on record. */
export interface Amendment {
  readonly positionId: string;
  readonly country: Iso;
  /** The paragraph of the release that it is for; null where the country named none. */
  readonly passage: string | null;
  readonly words: string;
  readonly language: Language;
}

/** What has to be known of the amendment, its round and the text at hand. */
export interface TakingFacts {
  readonly amendment: Amendment | null;
  /** Whether it is of the seat's latest position: only that counts. */
  readonly latest: boolean;
  /** Whether the round is the subject's last one. */
  readonly lastRound: boolean;
  /** How the round ended; null while it has not. */
  readonly outcome: Outcome | null;
  /** The passage as the text at hand has it; null where there is no such passage. */
  readonly present: string | null;
  /** The words that were read before the act: exactly those are replaced. */
  readonly seen: string;
  /** Whether the passage names a country or a thing: such are chosen in a form, not written. */
  readonly chosen: boolean;
  /** Characters that the passage may have at most; null where only the whole text has an end. */
  readonly maximum: number | null;
}

/**
 * The words that take the passage's place, on one line. Refuses (`conflict`): a position that offers none (`amendment.none`) or that
 * another of its seat replaced (`amendment.superseded`), a round that is not over (`amendment.round-running`), not the last
 * (`amendment.not-last-round`) or that ended in consensus (`amendment.agreed`); a consultation was heard and agreed on nothing.
 * A passage that is not there (`amendment.passage-unknown`), that is not written (`amendment.not-words`) or whose words are others
 * than those that were read (`amendment.text-changed`), the same words (`amendment.same-words`), and too many (`amendment.too-long`).
 */
export function checkTaking(facts: TakingFacts): string {
  const { amendment, present, seen } = facts;
  if (amendment === null) throw refuse("conflict", "amendment.none");
  if (!facts.latest) throw refuse("conflict", "amendment.superseded");
  if (!facts.lastRound) throw refuse("conflict", "amendment.not-last-round");
  if (facts.outcome === null) throw refuse("conflict", "amendment.round-running");
  if (facts.outcome === "consensus") throw refuse("conflict", "amendment.agreed");
  const passage = amendment.passage ?? "";
  if (present === null) throw refuse("conflict", "amendment.passage-unknown", { passage });
  if (facts.chosen) throw refuse("conflict", "amendment.not-words", { passage });
  if (oneLine(seen) !== oneLine(present)) throw refuse("conflict", "amendment.text-changed", { passage });
  const words = oneLine(amendment.words);
  if (words === "") throw refuse("conflict", "amendment.none");
  if (words === oneLine(present)) throw refuse("conflict", "amendment.same-words", { passage });
  const { maximum } = facts;
  if (maximum !== null && words.length > maximum)
    throw refuse("conflict", "amendment.too-long", { passage, maximum });
  return words;
}

/** A passage is one paragraph: ends of line in what was typed are spaces. */
export function oneLine(words: string): string {
  return words.replace(/\s+/g, " ").trim();
}

/** The place of a passage among numbered paragraphs, from 0; null where the text has no such paragraph. */
export function placeOf(passage: string | null, count: number): number | null {
  const number = passage !== null && /^[1-9]\d{0,3}$/.test(passage) ? Number(passage) : null;
  return number === null || number > count ? null : number - 1;
}
