/**
 * What readers narrow the record to: nouns of events under the words people use for them.
 * May import: this room. Begin with `kindsOf`.
 */

import { eventKinds, type EventKind } from "./journal.ts";

const nouns = {
  rounds: ["round"],
  goals: ["goal"],
  plans: ["plan", "output"],
  discussion: ["thread", "post", "wording"],
  pages: ["page", "news", "file"],
  people: ["membership", "coordinator", "seat", "grant", "speaker", "person"],
  groups: ["group", "decision", "commission", "agenda", "terms", "text", "platform"],
} as const satisfies Record<string, readonly string[]>;

export type RecordFamily = keyof typeof nouns;

export const recordFamilies = Object.keys(nouns) as readonly RecordFamily[];

/** The kinds of event of a family; every kind is in exactly one. */
export function kindsOf(family: RecordFamily): readonly EventKind[] {
  const own: readonly string[] = nouns[family];
  return eventKinds.filter((kind) => own.includes(kind.split(".")[0] ?? ""));
}
