/** The journal as it is read: entries with their words (domain §9). That a chain is whole is proved in journal-proof.ts. */
import type { Event, EventKind } from "#app/domain/journal.ts";
import type { Capacity, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";

export { chainIds, firstBroken, verifyChain, type Link, type Proof } from "./journal-proof.ts";

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
export async function entriesOfLinks(
  tx: Tx,
  links: readonly string[],
  all: boolean,
): Promise<RecordedEntry[]> {
  const rows = await tx.journalEntry.findMany({
    where: { link: { in: [...links] }, ...(all ? {} : { open: true }) },
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
