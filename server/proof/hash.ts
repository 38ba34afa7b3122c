/**
 * What proves the record: hashes, chains, exported records, certificates. Pure: it needs what it is handed and no database,
 * so that anybody can check a file. May import: app/domain, node:crypto. Begin with `entryHash`; chains are in chain.ts.
 */
import { createHash } from "node:crypto";
import { canonicalJson } from "#app/domain/release.ts";

/** SHA-256 over the UTF-8 bytes of a text; lower-case hexadecimal, 64 characters. */
export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** A chain begins at the hash of its own name, since every previous hash is unique over all chains. */
export const chainStart = (chainId: string): string => sha256(`elac:${chainId}`);

/** The hash of an entry: over the hash before it, its chain, its place there, and its canonical facts, a line each. */
export function entryHash(entry: { prevHash: string; chainId: string; seq: number; facts: string }): string {
  return sha256([entry.prevHash, entry.chainId, entry.seq, entry.facts].join("\n"));
}

/** Salted hash of words that lie beside an entry. */
export const wordHash = (salt: string, value: string): string => sha256(`${salt}\n${value}`);

/** What an entry holds of all its words: one hash over the hash of each. Null where there are none. */
export function wordsHash(words: readonly { field: string; hash: string }[]): string | null {
  if (words.length === 0) return null;
  return sha256(canonicalJson(Object.fromEntries(words.map(({ field, hash }) => [field, hash]))));
}
