/**
 * Taking a passage out of a text (domain §9): what stands in its place, and how it is found again.
 * May import: this room. Begin with `withoutPassage`.
 */

import type { Iso } from "./region.ts";

/** Stands where words were redacted: the same in every language, and no sign of the markup or of a plan. */
export const redactionMark = "▮▮▮";

export const redactionLimits = { passage: 2000, reason: 500 } as const;

/** The text with the mark in place of each such passage, and how many there were. White space may differ. */
export function withoutPassage(
  text: string,
  passage: string,
): { readonly text: string; readonly times: number } {
  const pattern = patternOf(passage);
  if (pattern === null) return { text, times: 0 };
  const times = [...text.matchAll(pattern)].length;
  return { text: text.replace(pattern, redactionMark), times };
}

/** How often the words stand in all of these. */
export const timesIn = (found: readonly { readonly times: number }[]): number =>
  found.reduce((sum, { times }) => sum + times, 0);

/** Where such passages stand in a text, in order. */
export function placesOf(
  text: string,
  passage: string,
): readonly { readonly from: number; readonly to: number }[] {
  const pattern = patternOf(passage);
  if (pattern === null) return [];
  return [...text.matchAll(pattern)].map((found) => ({
    from: found.index,
    to: found.index + found[0].length,
  }));
}

function patternOf(passage: string): RegExp | null {
  const words = passage.trim().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return null;
  return new RegExp(words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("\\s+"), "gu");
}

/** What can be redacted, by the page that shows it. */
export type Redactable =
  | { readonly kind: "post"; readonly slug: string; readonly thread: number; readonly post: number }
  /** Of a thread its title, and why it was closed. */
  | { readonly kind: "thread"; readonly slug: string; readonly thread: number }
  | { readonly kind: "page" | "news"; readonly slug: string; readonly page: string }
  /** With what is fastened to its text, its steps and its rounds. */
  | { readonly kind: "plan"; readonly slug: string }
  | { readonly kind: "file"; readonly fileId: string }
  /** What was said in a round, with all else of what it is about. */
  | { readonly kind: "round"; readonly round: number }
  /** A proposed goal, a decision, the proposal of a group or of its end: the draft, the steps, the rounds. */
  | { readonly kind: "goal"; readonly goal: number }
  | { readonly kind: "decision"; readonly slug: string; readonly decision: number }
  | { readonly kind: "group"; readonly slug: string }
  /** What was put on record of an output's progress. */
  | { readonly kind: "output"; readonly slug: string; readonly output: string }
  /** Who was suggested as a speaker, and the acts on which the rights in a group rest. */
  | { readonly kind: "members"; readonly slug: string }
  /** The acts on which seats and offices among the Presiding Officers rest, their observers' too. */
  | { readonly kind: "officers" }
  /** The acts that name a country's focal points. */
  | { readonly kind: "country"; readonly country: Iso }
  /** The acts that no other page has: of offices of the secretariat, and those on which nothing rests. */
  | { readonly kind: "acts" };

/** What an address shows, with or without host and language; null where nothing at it can be redacted. A group's own page is its mandate. */
export function redactableAt(address: string): Redactable | null {
  const path = address
    .trim()
    .replace(/^[a-z]+:\/\/[^/]+/i, "")
    .replace(/^\/(?:es|en|pt|fr)(?=\/)/, "")
    .replace(/\?[^#]*/, "");
  const file = /^\/files\/([0-9a-f-]{36})(?:\/|$)/.exec(path)?.[1];
  if (file !== undefined) return { kind: "file", fileId: file };
  // The address of a proposed goal, `/goals/p12`, as goals that are on an agenda have theirs by cycle.
  const [, of, number] = /^\/(rounds\/|goals\/p)(\d{1,9})(?:[/#].*)?$/.exec(path) ?? [];
  if (number !== undefined)
    return of === "rounds/"
      ? { kind: "round", round: Number(number) }
      : { kind: "goal", goal: Number(number) };
  if (/^\/officers(?:#.*)?$/.test(path)) return { kind: "officers" };
  if (/^\/secretariat\/grants(?:#.*)?$/.test(path)) return { kind: "acts" };
  const country = /^\/countries\/([a-z]{2})(?:#.*)?$/i.exec(path)?.[1];
  if (country !== undefined) return { kind: "country", country: country.toUpperCase() };
  const [, slug = "", rest = ""] = /^\/groups\/([a-z0-9-]{1,80})(\/[^?]*|#.*)?$/.exec(path) ?? [];
  if (slug === "") return null;
  const post = /^\/discussion\/(\d{1,6})#m?(\d{1,6})$/.exec(rest);
  if (post !== null) return { kind: "post", slug, thread: Number(post[1]), post: Number(post[2]) };
  const thread = /^\/discussion\/(\d{1,6})$/.exec(rest)?.[1];
  if (thread !== undefined) return { kind: "thread", slug, thread: Number(thread) };
  const page = /^\/(pages|news)\/([a-z0-9-]{1,120})(?:[/#].*)?$/.exec(rest);
  if (page !== null) return { kind: page[1] === "news" ? "news" : "page", slug, page: page[2] ?? "" };
  if (/^\/plan(?:[#/].*)?$/.test(rest)) return { kind: "plan", slug };
  const decision = /^\/decisions\/(\d{1,9})(?:[/#].*)?$/.exec(rest)?.[1];
  if (decision !== undefined) return { kind: "decision", slug, decision: Number(decision) };
  const output = /^\/outputs\/([\w-]{1,80})(?:[/#].*)?$/.exec(rest)?.[1];
  if (output !== undefined) return { kind: "output", slug, output };
  if (/^\/proposal(?:[/#].*)?$/.test(rest)) return { kind: "group", slug };
  if (/^\/members(?:[/#].*)?$/.test(rest)) return { kind: "members", slug };
  return /^(?:\/history)?(?:#.*)?$/.test(rest) ? { kind: "page", slug, page: "mandate" } : null;
}

/** Where the secretariat redacts what stands at that address (without language), with the words filled in. */
export function redactionPath(address: string, passage = ""): string {
  const asked = new URLSearchParams({ at: address, ...(passage === "" ? {} : { passage }) });
  return `/secretariat/redactions?${asked}#redact`;
}
