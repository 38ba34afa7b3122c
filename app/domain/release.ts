/**
 * Releases: frozen copies of a text, the only thing rounds, translations and citations point to (domain §3).
 * May import: this room. Begin with `Release`.
 */

import type { PersonId } from "./roles.ts";

/** Languages of the platform. */
export const languages = ["es", "en", "pt", "fr"] as const;
export type Language = (typeof languages)[number];

/** What can be released. */
export const releaseSubjects = ["plan", "goal", "group", "decision"] as const;
export type ReleaseSubject = (typeof releaseSubjects)[number];

/** A frozen copy. Never edited, never deleted; changed text is a new release (domain §3). */
export interface Release {
  readonly id: string;
  readonly subject: ReleaseSubject;
  readonly subjectId: string;
  /** Counts from 1 within its subject. */
  readonly number: number;
  readonly language: Language;
  /** The text as canonical JSON; `sha256` is taken over its UTF-8 bytes. */
  readonly text: string;
  /** Lower-case hexadecimal, 64 characters. */
  readonly sha256: string;
  readonly parentId: string | null;
  readonly authorId: PersonId | null;
  readonly at: Date;
}

/** What keeps a text from being clean: words not agreed, and gaps to fill (domain §3). */
export interface Openness {
  /** Square brackets still open; a passage with the alternatives to it counts once. */
  readonly brackets: number;
  /** Gaps (`XXX`) still to be filled. */
  readonly gaps: number;
  /** Each of them, where the text can be led to. */
  readonly points?: readonly OpenPoint[];
}

/** A passage in brackets with the alternatives to it, or a gap. */
export interface OpenPoint {
  readonly kind: "bracket" | "gap";
  /** Where the page of the text shows it: the end of its address, behind "#". */
  readonly anchor: string;
  /** The clause it begins in, what that is, and its number where it has one. */
  readonly clause: string;
  readonly of: "heading" | "paragraph" | "list" | "table" | "output";
  readonly number: number | null;
  /** What a gap says is missing; "" where it says nothing. */
  readonly note: string;
  /** The words in brackets, in the order of the text, with the ISO codes of those who hold them. Without id: typed as letters. */
  readonly wordings: readonly {
    readonly id: string | null;
    readonly words: string;
    readonly holders: readonly string[];
  }[];
}

export const clean: Openness = { brackets: 0, gaps: 0 };

/** Whether a round may open on the text: no open bracket, no gap (domain §3). */
export function isClean(text: Openness): boolean {
  return text.brackets === 0 && text.gaps === 0;
}

/** Values that canonical JSON can hold. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/**
 * The one spelling of a JSON value, after RFC 8785: no white space, keys sorted by UTF-16 code unit,
 * numbers and strings as ECMAScript writes them. Members that are undefined are left out.
 * Throws a TypeError on a number that JSON cannot hold and on a lone surrogate: hashing those is a fault of ours.
 */
export function canonicalJson(value: Json): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError("canonical JSON holds finite numbers only");
    return JSON.stringify(value);
  }
  if (typeof value === "string") return canonicalString(value);
  if (isList(value)) return `[${value.map(canonicalJson).join(",")}]`;
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) members.push(`${canonicalString(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(",")}}`;
}

function canonicalString(text: string): string {
  if (!isWellFormed(text)) throw new TypeError("canonical JSON holds well-formed text only");
  return JSON.stringify(text);
}

function isWellFormed(text: string): boolean {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text);
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
