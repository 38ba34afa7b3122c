/**
 * Notes that are being written, kept on this device until they are sent: they survive a reload and a lost line. One entry
 * each, so that two windows never write over each other. Erased on signing out, with the copies of texts.
 */
import type { Anchor } from "#app/document/margin.ts";
import { takes } from "#app/document/fields.ts";
import { fieldNames } from "#app/domain/output-field.ts";

export const draftActs = ["comment", "suggest", "answer", "discuss", "reject"] as const;
export type DraftAct = (typeof draftActs)[number];

export interface Draft {
  readonly id: string;
  readonly act: DraftAct;
  /** What a comment or suggested words are about. */
  readonly anchor: Anchor | null;
  /** Of the thread or the suggestion that is answered. */
  readonly number: number | null;
  /** Words of a comment or an answer; the reason of a rejection. */
  readonly text: string;
  /** Suggested words. */
  readonly replacement: string;
  /** Those who are to hear of it: marks of `Margin.naming`. */
  readonly tell: readonly string[];
  /** Key of the voice to speak with, of `Margin.voices`; "" for the nearest one. */
  readonly as: string;
  /** By which the platform knows a second try of the same act. */
  readonly onceKey: string;
}

/** Where drafts of one person on one text are kept. */
export interface Shelf {
  all(): readonly Draft[];
  keep(draft: Draft): void;
  drop(id: string): void;
}

const prefix = "elac:note:";

/** The shelf of this browser; what cannot be kept is lost with the page, as the words in any form. */
export function deviceShelf(person: string, document: string): Shelf {
  const own = `${prefix}${person}:${document}:`;
  return {
    all: () =>
      namesOf(own).flatMap((name) => {
        const draft = read(name);
        return draft === null ? [] : [draft];
      }),
    keep: (draft) => attempt(() => localStorage.setItem(own + draft.id, JSON.stringify(draft))),
    drop: (id) => attempt(() => localStorage.removeItem(own + id)),
  };
}

/** Erases every draft on this device, or every one but those of the person `except`. */
export function eraseDrafts(except?: string): void {
  for (const name of namesOf(prefix))
    if (except === undefined || !name.startsWith(`${prefix}${except}:`))
      attempt(() => localStorage.removeItem(name));
}

/** Whether something was written that would be missed. */
export function hasWords({ act, anchor, text, replacement }: Draft): boolean {
  return act === "suggest" ? replacement !== (anchor?.quote ?? "") : text.trim() !== "";
}

/** Whether it can be sent: a field is not offered what it does not take. */
export function isReady(draft: Draft): boolean {
  const { anchor, replacement } = draft;
  return hasWords(draft) && (anchor?.field === undefined || takes(anchor.field, replacement));
}

function namesOf(start: string): readonly string[] {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(start))
      .sort();
  } catch {
    return []; // a browser that forbids storage throws on looking at it
  }
}

function attempt(work: () => void): void {
  try {
    work();
  } catch {
    // Full or forbidden: kept for this visit only.
  }
}

function read(name: string): Draft | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(name) ?? "null");
    // What was kept before a voice could be chosen speaks with the nearest.
    const draft = typeof value === "object" && value !== null ? { as: "", ...value } : null;
    return isDraft(draft) ? draft : null;
  } catch {
    return null;
  }
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== "object" || value === null) return false;
  const { id, act, anchor, number, text, replacement, tell, as, onceKey } = value as Readonly<
    Record<string, unknown>
  >;
  return (
    [id, text, replacement, as, onceKey].every((each) => typeof each === "string") &&
    Array.isArray(tell) &&
    tell.every((mark) => typeof mark === "string") &&
    draftActs.some((each) => each === act) &&
    (anchor === null || isAnchor(anchor)) &&
    (number === null || typeof number === "number")
  );
}

function isAnchor(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { epoch, start, end, clause, field, quote, before, after } = value as Readonly<
    Record<string, unknown>
  >;
  return (
    (field === undefined || fieldNames.some((name) => name === field)) &&
    typeof epoch === "number" &&
    [start, end].every((each) => each === null || typeof each === "string") &&
    [clause, quote, before, after].every((each) => typeof each === "string")
  );
}
