/** What a page says about the changes made on it. */
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

const final: readonly Reason[] = [
  "protocol",
  "schema-older",
  "epoch",
  "malformed",
  "vocabulary",
  "foreign-client",
  "too-large",
];
const closing: readonly Reason[] = ["read-only", "session-ended", "discontinued", "unknown-document"];

/** Whether only a reload helps. The text stays on the screen, and aside on the device. */
export function isFinal(reason: Reason): boolean {
  return final.includes(reason);
}

/** Whether the text may be read on but not written. */
export function isClosing(reason: Reason): boolean {
  return closing.includes(reason);
}
