/**
 * Why a thing cannot be done: a kind and a message key, never prose.
 * May import: types of this room. Begin with `refuse`.
 * A refusal is tagged data, recognised by its tag and never by `instanceof`,
 * because pages and server each load their own copy of this room.
 */

import type { OpenPoint } from "./release.ts";

export type RefusalKind =
  | "unknown" // 404: there is no such thing, or none that this person may know of
  | "forbidden" // 403: the person may not do this
  | "conflict" // 409: the state of things does not allow it
  | "invalid" // 422: what was sent cannot be read as asked
  | "too-large" // 413
  | "too-many" // 429
  | "unavailable"; // 503

/** Values put into the sentence that says the refusal: plain texts, numbers, or instants as ISO 8601. */
export type Params = Readonly<Record<string, string | number>>;

export interface Refusal {
  readonly tag: "refusal";
  readonly kind: RefusalKind;
  /** Key of the sentence in the namespace `refusals`, as `goal.not-tabled`. */
  readonly key: string;
  readonly params: Params;
  /** For forms: message keys by field name (namespace `refusals`), the entered values are kept by the page. */
  readonly fields?: Readonly<Record<string, { key: string; params: Params }>>;
  /** What of a text has to be closed first. */
  readonly open?: readonly OpenPoint[];
  /** Seconds after which trying again makes sense (with `too-many` and `unavailable`). */
  readonly retryAfter?: number;
}

/** An Error that carries a refusal, so that it may be thrown through a transaction and undo it. */
export interface RefusalError extends Error {
  readonly refusal: Refusal;
}

const status: Record<RefusalKind, number> = {
  unknown: 404,
  forbidden: 403,
  conflict: 409,
  invalid: 422,
  "too-large": 413,
  "too-many": 429,
  unavailable: 503,
};

/** Makes a refusal to be thrown: `throw refuse("conflict", "round.closed", { at })`. */
export function refuse(
  kind: RefusalKind,
  key: string,
  params: Params = {},
  more: Pick<Refusal, "fields" | "open" | "retryAfter"> = {},
): RefusalError {
  const refusal: Refusal = { tag: "refusal", kind, key, params, ...more };
  return Object.assign(new Error(`refused (${kind}): ${key}`), { refusal });
}

/** The refusal that `caught` carries, or null where it is a fault of ours. */
export function refusalOf(caught: unknown): Refusal | null {
  if (typeof caught !== "object" || caught === null) return null;
  const held = "refusal" in caught ? caught.refusal : caught;
  if (typeof held !== "object" || held === null) return null;
  return "tag" in held && held.tag === "refusal" ? (held as Refusal) : null;
}

/** HTTP status of a refusal (RFC 9110). */
export function statusOf(refusal: Refusal): number {
  return status[refusal.kind];
}
