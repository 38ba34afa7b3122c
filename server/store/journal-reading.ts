/** The journal as it is read: entries with their words, and the proof that a chain is whole (domain §9). */
import type { Event, EventKind } from "#app/domain/journal.ts";
import type { Capacity, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import { chainStart, entryHash, wordHash, wordsHash } from "./journal.ts";

/** An entry as it stands in its chain. */
export interface RecordedEntry {
  readonly id: string;
  readonly chainId: string;
  readonly seq: number;
  readonly hash: string;
  readonly kind: EventKind;
  readonly at: Date;
  readonly public: boolean;
  readonly groupId: string | null;
  /** Page that shows it, without language. */
  readonly link: string;
  readonly capacity: Capacity | null;
  readonly actorId: PersonId | null;
  readonly facts: Readonly<Record<string, unknown>>;
  /** By field; null where they were redacted. */
  readonly words: Readonly<Record<string, string | null>>;
}

export interface Choice {
  readonly groupId?: string;
  readonly kinds?: readonly EventKind[];
  /** Also what only the secretariat reads. */
  readonly all: boolean;
  /** Links of pages whose entries are left out. */
  readonly without?: readonly string[];
  readonly skip: number;
  readonly take: number;
}

/** Entries that match, the latest first, and how many there are in all. */
export async function listEntries(
  tx: Tx,
  choice: Choice,
): Promise<{ entries: RecordedEntry[]; total: number }> {
  const where = {
    ...(choice.all ? {} : { open: true }),
    ...(choice.groupId === undefined ? {} : { groupId: choice.groupId }),
    ...(choice.without === undefined ? {} : { link: { notIn: [...choice.without] } }),
    ...(choice.kinds === undefined ? {} : { kind: { in: [...choice.kinds] } }),
  };
  const total = await tx.journalEntry.count({ where });
  const rows = await tx.journalEntry.findMany({
    where,
    orderBy: [{ at: "desc" }, { chainId: "asc" }, { seq: "desc" }],
    skip: choice.skip,
    take: choice.take,
    include: { names: true },
  });
  return { total, entries: rows.map(shape) };
}

/** The entries that show a page, the latest first: what happened to one plan or goal. */
export async function entriesOfLink(tx: Tx, link: string, all: boolean): Promise<RecordedEntry[]> {
  const rows = await tx.journalEntry.findMany({
    where: { link, ...(all ? {} : { open: true }) },
    orderBy: [{ at: "desc" }, { seq: "desc" }],
    include: { names: true },
  });
  return rows.map(shape);
}

/** The entries of a round, the latest first. */
export async function entriesOfRound(tx: Tx, roundId: string, all: boolean): Promise<RecordedEntry[]> {
  const rows = await tx.journalEntry.findMany({
    where: { roundId, ...(all ? {} : { open: true }) },
    orderBy: [{ at: "desc" }, { chainId: "asc" }, { seq: "desc" }],
    include: { names: true },
  });
  return rows.map(shape);
}

/** How many entries a round has: it grows with whatever is recorded for it. */
export async function countEntriesOfRound(tx: Tx, roundId: string): Promise<number> {
  return tx.journalEntry.count({ where: { roundId } });
}

interface Row {
  id: string;
  chainId: string;
  seq: number;
  hash: string;
  kind: string;
  facts: string;
  at: Date;
  open: boolean;
  groupId: string | null;
  link: string;
  names: { field: string; value: string | null }[];
}

function shape(row: Row): RecordedEntry {
  const event = JSON.parse(row.facts) as Pick<Event, "capacity" | "actorId"> & {
    facts: Record<string, unknown>;
  };
  return {
    id: row.id,
    chainId: row.chainId,
    seq: row.seq,
    hash: row.hash,
    kind: row.kind as EventKind,
    at: row.at,
    public: row.open,
    groupId: row.groupId,
    link: row.link,
    capacity: event.capacity,
    actorId: event.actorId,
    facts: event.facts,
    words: Object.fromEntries(row.names.map(({ field, value }) => [field, value])),
  };
}

/** What a chain is proved from: a row of the journal with the words beside it. */
export interface Link {
  readonly seq: number;
  readonly prevHash: string;
  readonly hash: string;
  readonly kind: string;
  readonly facts: string;
  readonly at: Date;
  readonly names: readonly {
    readonly field: string;
    readonly salt: string;
    readonly hash: string;
    readonly value: string | null;
  }[];
}

/**
 * The place of the first entry of a chain that is not what was written, or null where all are. Each stands on the hash of the
 * one before, its row says what its canonical facts say, and its words are those that were hashed; redacted words are no fault.
 */
export function firstBroken(chainId: string, links: readonly Link[]): number | null {
  let before = chainStart(chainId);
  let place = 0;
  for (const link of links) {
    place += 1;
    const { seq, prevHash, facts, names } = link;
    if (seq !== place || prevHash !== before || link.hash !== entryHash({ prevHash, chainId, seq, facts }))
      return place;
    const event = JSON.parse(facts) as { kind: string; at: string; wordsHash: string | null };
    if (event.kind !== link.kind || event.at !== link.at.toISOString()) return place;
    if (event.wordsHash !== wordsHash(names)) return place;
    if (names.some(({ salt, value, hash }) => value !== null && wordHash(salt, value) !== hash)) return place;
    before = link.hash;
  }
  return null;
}

export interface Proof {
  readonly chainId: string;
  readonly length: number;
  /** Hash of the last entry. */
  readonly head: string;
  /** Place of the first entry that is not what was written; null where the chain is whole. */
  readonly broken: number | null;
}

/** Reads a chain from its beginning and proves it, its recorded head included. */
export async function verifyChain(tx: Tx, chainId: string): Promise<Proof> {
  const links: Link[] = [];
  for (;;) {
    const batch = await tx.journalEntry.findMany({
      where: { chainId, seq: { gt: links.at(-1)?.seq ?? 0 } },
      orderBy: { seq: "asc" },
      take: 1000,
      include: { names: true },
    });
    links.push(...batch);
    if (batch.length < 1000) break;
  }
  const chain = await tx.journalChain.findUnique({ where: { id: chainId } });
  const head = links.at(-1)?.hash ?? chainStart(chainId);
  const cut = chain !== null && (chain.head !== head || chain.seq !== links.length) ? links.length + 1 : null;
  return { chainId, length: links.length, head, broken: firstBroken(chainId, links) ?? cut };
}

/** Every chain there is. */
export async function chainIds(tx: Tx): Promise<string[]> {
  return (await tx.journalChain.findMany({ select: { id: true }, orderBy: { id: "asc" } })).map(
    ({ id }) => id,
  );
}
