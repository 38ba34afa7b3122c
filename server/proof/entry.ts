/** An entry of the journal as it travels: in exported records and in certificates. */
import type { Link, Word } from "./chain.ts";

/** A public entry with all that its hash is made of, or one that is not public, of which only the hash is given. */
export interface ProofEntry {
  /** "region", or "group:" and the group's id. */
  readonly chain: string;
  /** Place in its chain, from 1. */
  readonly seq: number;
  readonly prevHash: string;
  readonly hash: string;
  /** Canonical JSON, exactly as it was hashed; absent for an entry that is not public. */
  readonly facts?: string;
  /** Words beside the entry, where it has any; a redacted one has neither salt nor value. */
  readonly words?: readonly { field: string; hash: string; salt?: string; value?: string }[];
}

/** The entry as the proof of a chain takes it. */
export function linkOf({ seq, prevHash, hash, facts, words = [] }: ProofEntry): Link {
  const held = words.map((word): Word => ({
    field: word.field,
    hash: word.hash,
    salt: word.salt ?? null,
    value: word.value ?? null,
  }));
  return { seq, prevHash, hash, facts: facts ?? null, words: held };
}

/** A row of the journal as it travels; closed entries and redacted words keep what they say to themselves. */
export function entryOf(row: {
  readonly chainId: string;
  readonly seq: number;
  readonly prevHash: string;
  readonly hash: string;
  readonly facts: string;
  readonly open: boolean;
  readonly names: readonly { field: string; salt: string; hash: string; value: string | null }[];
}): ProofEntry {
  const { chainId: chain, seq, prevHash, hash, facts, names } = row;
  if (!row.open) return { chain, seq, prevHash, hash };
  const words = [...names]
    .sort((a, b) => (a.field < b.field ? -1 : 1))
    .map(({ field, hash: of, salt, value }) =>
      value === null ? { field, hash: of } : { field, hash: of, salt, value },
    );
  return { chain, seq, prevHash, hash, facts, ...(words.length === 0 ? {} : { words }) };
}

/** Whether something read from a file has the shape of an entry. */
export function isEntry(value: unknown): value is ProofEntry {
  if (typeof value !== "object" || value === null) return false;
  const { chain, seq, prevHash, hash, facts, words } = value as Readonly<Record<string, unknown>>;
  return (
    [chain, prevHash, hash].every((text) => typeof text === "string") &&
    Number.isSafeInteger(seq) &&
    (facts === undefined || typeof facts === "string") &&
    (words === undefined || (Array.isArray(words) && words.every(isWord)))
  );
}

function isWord(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { field, hash, salt, value: said } = value as Readonly<Record<string, unknown>>;
  const text = (one: unknown) => one === undefined || typeof one === "string";
  return typeof field === "string" && typeof hash === "string" && text(salt) && text(said);
}
