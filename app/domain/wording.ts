/**
 * Words that somebody suggests for a passage of a plan, from their making to their end (domain §2, §8). The text itself does not
 * change until they are accepted.
 * May import: this room. Begin with `stepWording`.
 */

import { refuse } from "./refusal.ts";
import type { Iso } from "./roles.ts";
import type { Voice } from "./thread.ts";

export const wordingStates = ["open", "accepted", "rejected", "withdrawn"] as const;
export type WordingState = (typeof wordingStates)[number];

export const wordingActs = ["sponsor", "unsponsor", "accept", "reject", "withdraw"] as const;
export type WordingAct = (typeof wordingActs)[number];

/** Characters: of the words that are to stand there, and of why they are not taken. */
export const wordingLimits = { words: 2000, reason: 500 } as const;

/** Suggested words as they stand. */
export interface Wording {
  readonly state: WordingState;
  /** Countries that sponsor it, in the order in which they began; those that have left the group are left out. */
  readonly sponsors: readonly Iso[];
}

/** What has to be known of an act on suggested words. */
export interface WordingStep {
  /** The country that sponsors or no longer does; null in other acts. */
  readonly country: Iso | null;
  /** Why they are not taken; empty in other acts. */
  readonly reason: string;
}

/**
 * The wording after the act. Refused: whatever is done after its end (`wording.ended`), what a country does twice
 * (`wording.sponsored-already`, `wording.not-sponsored`), accepting words that no participating country sponsors
 * (`wording.sponsor-needed`), rejecting without a reason (`wording.reason-needed`, field `reason`).
 */
export function stepWording(wording: Wording, act: WordingAct, { country, reason }: WordingStep): Wording {
  const { state, sponsors } = wording;
  if (state !== "open") throw refuse("conflict", `wording.ended.${state}`);
  switch (act) {
    case "sponsor":
      if (country === null || sponsors.includes(country))
        throw refuse("conflict", "wording.sponsored-already");
      return { state, sponsors: [...sponsors, country] };
    case "unsponsor":
      if (country === null || !sponsors.includes(country)) throw refuse("conflict", "wording.not-sponsored");
      return { state, sponsors: sponsors.filter((each) => each !== country) };
    case "accept":
      if (sponsors.length === 0) throw refuse("conflict", "wording.sponsor-needed");
      return { state: "accepted", sponsors };
    case "reject": {
      const needed = { key: "wording.reason-needed", params: {} };
      if (reason.trim() === "")
        throw refuse("invalid", "wording.reason-needed", {}, { fields: { reason: needed } });
      return { state: "rejected", sponsors };
    }
    case "withdraw":
      return { state: "withdrawn", sponsors };
  }
}

/** The country that sponsors words from the moment they are suggested: that of a participating country's own people. */
export function firstSponsor(voice: Voice, participating: readonly Iso[]): Iso | null {
  if (voice.kind !== "country" || voice.office === "officer") return null;
  return participating.includes(voice.iso) ? voice.iso : null;
}

/**
 * Words as they are to stand in the text: the end of a line begins a new paragraph, and between two lines none is empty. In one
 * pass, whatever somebody sends.
 */
export function inLines(typed: string): string {
  const lines = typed
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n]+/gu, " ")
    .split("\n");
  const last = lines.length - 1;
  return lines
    .map((line, at) => (at === last ? line : line.trimEnd()))
    .map((line, at) => (at === 0 ? line : line.trimStart()))
    .filter((line, at) => at === 0 || at === last || line !== "")
    .join("\n");
}

/** The same to be read in one line: each new paragraph by its sign. */
export const withSigns = (words: string): string => words.replace(/ ?\n/g, " ¶ ");

/** Refuses words that would change nothing (`wording.nothing-changed`, field `replacement`). */
export function checkWords(quote: string, replacement: string): void {
  const same = { key: "wording.nothing-changed", params: {} };
  if (quote === replacement)
    throw refuse("invalid", "wording.nothing-changed", {}, { fields: { replacement: same } });
}
