import { randomBytes } from "node:crypto";
import {
  canonical,
  chainOf,
  isPublic,
  type Chain,
  type Event,
  type EventKind,
  type Payloads,
} from "#app/domain/journal.ts";
import type { Capacity, PersonId } from "#app/domain/roles.ts";
import { chainStart, entryHash, wordHash, wordsHash } from "#server/proof/hash.ts";
import type { Tx } from "./client.ts";

export { chainStart, entryHash, sha256, wordHash, wordsHash } from "#server/proof/hash.ts";

/** What is to be recorded; the time is that of the act. */
export type NewEntry = {
  [K in EventKind]: {
    readonly kind: K;
    /** References, literals and numbers only. */
    readonly facts: Payloads[K];
    readonly groupId: string | null;
    readonly capacity: Capacity | null;
    readonly actorId: PersonId | null;
    /** Names and words of persons, by field; kept beside the entry, which holds a salted hash of them. */
    readonly words?: Readonly<Record<string, string>>;
    /** Page that shows it, without language. */
    readonly link: string;
  };
}[EventKind];

export interface WrittenEntry {
  readonly id: string;
  readonly kind: EventKind;
  readonly groupId: string | null;
  readonly roundId: string | null;
  readonly link: string;
  readonly hash: string;
}

/**
 * Writes `entries` to their chains, in order. The head of a chain is locked here and stays locked until the transaction
 * ends, so this is the last thing an act does. Writes journal_entries, journal_names and journal_chains.
 */
export async function append(tx: Tx, entries: readonly NewEntry[], at: Date): Promise<WrittenEntry[]> {
  const written: WrittenEntry[] = [];
  // One order for all, so that two acts on the same two chains never wait for each other.
  for (const id of [...new Set(entries.map((entry) => chainId(chainOf(entry))))].sort()) {
    await tx.journalChain.createMany({ data: [{ id, head: chainStart(id) }], skipDuplicates: true });
    await tx.$queryRaw`SELECT "id" FROM "journal_chains" WHERE "id" = ${id} FOR UPDATE`;
  }
  for (const entry of entries) written.push(await write(tx, entry, at));
  return written;
}

const chainId = (chain: Chain) => (chain === "region" ? "region" : `group:${chain.groupId}`);

/** The round that the facts name, if any. */
const roundOf = ({ facts }: NewEntry): string | null => ("roundId" in facts ? (facts.roundId ?? null) : null);

async function write(tx: Tx, entry: NewEntry, at: Date): Promise<WrittenEntry> {
  const id = chainId(chainOf(entry));
  const chain = await tx.journalChain.findUniqueOrThrow({ where: { id } });
  const words = Object.entries(entry.words ?? {}).map(([field, value]) => {
    const salt = randomBytes(16).toString("hex");
    return { field, value, salt, hash: wordHash(salt, value) };
  });
  const { kind, groupId, capacity, actorId } = entry;
  const facts = canonical({
    kind,
    at,
    groupId,
    capacity,
    actorId,
    wordsHash: wordsHash(words),
    facts: entry.facts,
  } as Event);
  const seq = chain.seq + 1;
  const hash = entryHash({ prevHash: chain.head, chainId: id, seq, facts });
  const roundId = roundOf(entry);
  const row = await tx.journalEntry.create({
    data: {
      chainId: id,
      seq,
      prevHash: chain.head,
      hash,
      kind,
      facts,
      at,
      open: isPublic(entry),
      groupId,
      roundId,
      link: entry.link,
      names: { create: words },
    },
    select: { id: true },
  });
  await tx.journalChain.update({ where: { id }, data: { seq, head: hash } });
  return { id: row.id, kind, groupId, roundId, link: entry.link, hash };
}
