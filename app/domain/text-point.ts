/**
 * A point in the life of a plan's text, as addresses name it: "live", "adopted", "release-3", "version-2", a row of the log
 * ("row-1.45": epoch and place), a moment on the regional clock ("2011-03-31T17:00").
 * May import: this room. Begin with `pointIn`.
 */

import { regionalInstant, regionalMinute } from "./region.ts";

export type TextPoint =
  | { readonly kind: "live" }
  | { readonly kind: "adopted" }
  | { readonly kind: "release"; readonly number: number }
  | { readonly kind: "version"; readonly number: number }
  | { readonly kind: "row"; readonly epoch: number; readonly seq: number }
  | { readonly kind: "moment"; readonly at: Date };

/** The point that an address names; null where it names none. */
export function pointIn(address: string | null | undefined): TextPoint | null {
  const text = address?.trim() ?? "";
  if (text === "live" || text === "adopted") return { kind: text };
  const [, kind, digits] = /^(release|version)-([1-9]\d{0,5})$/.exec(text) ?? [];
  if (kind === "release" || kind === "version") return { kind, number: Number(digits) };
  const [, epoch, seq] = /^row-(\d{1,10})\.([1-9]\d{0,14})$/.exec(text) ?? [];
  if (epoch !== undefined) return { kind: "row", epoch: Number(epoch), seq: Number(seq) };
  const at = regionalInstant(text);
  return at === null ? null : { kind: "moment", at };
}

/** The point as an address names it; a moment to the minute. */
export function pointAddress(point: TextPoint): string {
  switch (point.kind) {
    case "live":
    case "adopted":
      return point.kind;
    case "release":
    case "version":
      return `${point.kind}-${point.number}`;
    case "row":
      return `row-${point.epoch}.${point.seq}`;
    case "moment":
      return regionalMinute(point.at);
  }
}
