/** What a page says about the changes made on it: a reading of facts, and of nothing else. */
import type { Reason } from "#app/document/wire.ts";

/** What the page says about this screen's changes. `changes` are those that the database has not committed. */
export type SavedState =
  | { readonly kind: "opening"; readonly changes: 0 }
  | { readonly kind: "saved"; readonly changes: 0; readonly at: Date }
  | { readonly kind: "saving"; readonly changes: number }
  | { readonly kind: "unsaved"; readonly changes: number; readonly why: Reason | null }
  | { readonly kind: "offline"; readonly changes: number }
  | { readonly kind: "read-only"; readonly changes: number; readonly why: Reason | null }
  | { readonly kind: "reload-needed"; readonly changes: number; readonly why: Reason };

export interface Facts {
  /** Changes of this screen that the database has not committed. */
  readonly changes: number;
  readonly savedAt: Date;
  /** Why nothing goes on without a reload. */
  readonly halted: Reason | null;
  /** Why the text is closed to this person, where there is a reason. */
  readonly why: Reason | null;
  /** The text has come from the server. */
  readonly opened: boolean;
  readonly edit: boolean;
  readonly connected: boolean;
  /** Why the latest change was not taken; it is being sent again. */
  readonly trouble: Reason | null;
  /** Something has waited for longer than "in a moment". */
  readonly late: boolean;
}

/** "Saved" is said only where the text is the server's and no change of this screen is uncommitted. */
export function stateOf(facts: Facts): SavedState {
  const { changes, halted, why, opened, edit, connected, trouble, late } = facts;
  if (halted !== null) return { kind: "reload-needed", changes, why: halted };
  if (why !== null || (opened && !edit)) return { kind: "read-only", changes, why };
  if (!opened && !late && changes === 0) return { kind: "opening", changes: 0 };
  // Opening it again on a line that holds is no loss of the line.
  if (!opened || !connected) return { kind: "offline", changes };
  if (changes === 0) return { kind: "saved", changes: 0, at: facts.savedAt };
  if (late || trouble !== null) return { kind: "unsaved", changes, why: trouble };
  return { kind: "saving", changes };
}

const final: readonly Reason[] = [
  "protocol",
  "schema-older",
  "epoch",
  "malformed",
  "vocabulary",
  "foreign-client",
  "too-large",
];
const closing: readonly Reason[] = [
  "read-only",
  "session-ended",
  "discontinued",
  "damaged",
  "unknown-document",
];

/** Whether only a reload helps. The text stays on the screen, and aside on the device. */
export function isFinal(reason: Reason): boolean {
  return final.includes(reason);
}

/** Whether only the right to write is wanting: others' words still come, and it may be given back. */
export function isSeatless(reason: Reason): boolean {
  return reason === "read-only" || reason === "discontinued";
}

/** Whether the text may be read on but not written. */
export function isClosing(reason: Reason): boolean {
  return closing.includes(reason);
}
