/**
 * The words of a new goal: what is drafted, what a release of it freezes, and whether they are clean (domain §3).
 * May import: this room. Begin with `GoalText`.
 */

import type { Json, Openness } from "./release.ts";

/** A goal as it is proposed; paragraphs are numbered from 1, and positions name them by that number. */
export interface GoalText {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** Why the goal is proposed. It is read with the text and is not decided on. */
  readonly rationale: string;
}

export const goalTextLimits = { title: 160, text: 12_000, paragraphs: 30, rationale: 4_000 } as const;

/** The paragraphs of a text as it was typed: an empty line parts them, other ends of line do not. */
export function paragraphsOf(typed: string): string[] {
  return typed
    .split(/\n[^\S\n]*\n/)
    .map((paragraph) => paragraph.replace(/\s+/g, " ").trim())
    .filter((paragraph) => paragraph !== "");
}

/** Open square brackets and gaps (`XXX`) in what is decided on: title and paragraphs. A bracket that is not closed counts as one. */
export function opennessOf({ title, paragraphs }: Pick<GoalText, "title" | "paragraphs">): Openness {
  const words = [title, ...paragraphs].join("\n");
  const opened = words.match(/\[/g)?.length ?? 0;
  const closed = words.match(/\]/g)?.length ?? 0;
  return { brackets: Math.max(opened, closed), gaps: words.match(/\bXXX\b/g)?.length ?? 0 };
}

/** What a release of a goal freezes: the text, and the place in the agenda that it is proposed for. */
export function releaseOfGoal(text: GoalText, place: { cycle: string; area: string }): Json {
  const { title, paragraphs, rationale } = text;
  return { area: place.area, cycle: place.cycle, paragraphs: [...paragraphs], rationale, title };
}

/** The text back from the canonical JSON of a release. Throws where it is none of a goal: that is a fault of ours. */
export function goalTextIn(canonical: string): GoalText & { readonly area: string } {
  const held = JSON.parse(canonical) as GoalText & { readonly area: string };
  if (typeof held.title !== "string" || !Array.isArray(held.paragraphs))
    throw new TypeError("not a release of a goal");
  return held;
}
