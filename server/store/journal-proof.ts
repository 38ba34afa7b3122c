/** The journal as it is proved: rows of every chain from its beginning, and what else of the database must agree with it. */
import { walk, type Flaw, type Link as Proved, type Question, type Shown } from "#server/proof/chain.ts";
import { entryOf, type ProofEntry } from "#server/proof/entry.ts";
import { sha256 } from "#server/proof/hash.ts";
import type { HeadOfDay, ReleaseLine } from "#server/proof/record.ts";
import type { Tx } from "./client.ts";

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

const provedOf = ({ seq, prevHash, hash, facts, names, kind, at }: Link): Proved => ({
  seq,
  prevHash,
  hash,
  facts,
  words: names,
  row: { kind, at },
});

/**
 * The place of the first entry of a chain that is not what was written, or null where all are. Each stands on the hash of the
 * one before, its row says what its canonical facts say, and its words are those that were hashed; redacted words are no fault.
 */
export function firstBroken(chainId: string, links: readonly Link[]): number | null {
  const begun = walk(chainId);
  for (const link of links) {
    const flaw = begun.take(provedOf(link));
    if (flaw !== null) return flaw.seq;
  }
  return null;
}

export interface Proof {
  readonly chainId: string;
  readonly length: number;
  /** Hash of the last entry that holds. */
  readonly head: string;
  /** Place of the first entry that is not what was written; null where the chain is whole. */
  readonly broken: number | null;
  readonly flaw: Flaw | null;
}

const batch = 1000;

/** Rows of a chain in their order, a thousand at a time. */
async function* rowsOf(tx: Tx, chainId: string, upTo = Number.MAX_SAFE_INTEGER) {
  for (let seq = 0; ;) {
    const rows = await tx.journalEntry.findMany({
      where: { chainId, seq: { gt: seq, ...(upTo < 2 ** 31 ? { lte: upTo } : {}) } },
      orderBy: { seq: "asc" },
      take: batch,
      include: { names: true },
    });
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < batch) return;
    seq = last.seq;
  }
}

/**
 * Reads a chain from its beginning and proves it, its recorded head included; against hashes that others hold (`shown`), and
 * with a further `question` to each entry.
 */
export async function verifyChain(
  tx: Tx,
  chainId: string,
  shown: readonly Shown[] = [],
  question?: Question,
): Promise<Proof> {
  const recorded = await tx.journalChain.findUnique({ where: { id: chainId } });
  const begun = walk(chainId, shown, question);
  let flaw: Flaw | null = null;
  for await (const row of rowsOf(tx, chainId)) {
    flaw = begun.take(provedOf(row));
    if (flaw !== null) break;
    // Entries may come in while this reads; the head that was read before them is held against its own place.
    if (recorded !== null && row.seq === recorded.seq && row.hash !== recorded.head)
      flaw = { chain: chainId, seq: row.seq, what: "head", detail: "" };
    if (flaw !== null) break;
  }
  const { head, length } = begun;
  flaw ??=
    recorded !== null && recorded.seq < length
      ? await headBehind(tx, chainId, length)
      : begun.end(recorded ?? (length === 0 ? null : { seq: -1, head: "" }));
  return { chainId, length, head, broken: flaw?.seq ?? null, flaw };
}

/** The head stood behind the rows that were read: either entries came in meanwhile, or it is wrong. */
async function headBehind(tx: Tx, chainId: string, length: number): Promise<Flaw | null> {
  const now = await tx.journalChain.findUnique({ where: { id: chainId } });
  return now !== null && now.seq >= length ? null : { chain: chainId, seq: length, what: "head", detail: "" };
}

/** Every chain there is, also one whose head was lost. */
export async function chainIds(tx: Tx): Promise<string[]> {
  const heads = await tx.journalChain.findMany({ select: { id: true } });
  const rows = await tx.journalEntry.groupBy({ by: ["chainId"] });
  return [...new Set([...heads.map(({ id }) => id), ...rows.map(({ chainId }) => chainId)])].sort();
}

/** The recorded heads of all chains, by id. */
export async function chainHeads(tx: Tx): Promise<{ id: string; seq: number; head: string }[]> {
  return tx.journalChain.findMany({ orderBy: { id: "asc" } });
}

/** Entries of a chain up to a place, as they travel; those that show a page of `closed` keep what they say to themselves. */
export async function* entriesUpTo(
  tx: Tx,
  chainId: string,
  seq: number,
  closed: ReadonlySet<string>,
): AsyncGenerator<ProofEntry> {
  for await (const row of rowsOf(tx, chainId, seq))
    yield entryOf({ ...row, open: row.open && !closed.has(row.link) });
}

/** Public entries of a round, by chain and place, as they travel. */
export async function provedEntriesOfRound(tx: Tx, roundId: string): Promise<ProofEntry[]> {
  const rows = await tx.journalEntry.findMany({
    where: { roundId },
    orderBy: [{ chainId: "asc" }, { seq: "asc" }],
    include: { names: true },
  });
  return rows.map(entryOf);
}

/** Releases that a round was opened on, one after the other, as they travel. */
export async function* decidedReleases(tx: Tx): AsyncGenerator<ReleaseLine> {
  const ids = await tx.release.findMany({
    where: { rounds: { some: {} } },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  for (const { id } of ids) {
    const {
      number,
      language,
      sha256: hash,
      canonical,
    } = await tx.release.findUniqueOrThrow({ where: { id } });
    yield { release: id, number, language, sha256: hash, text: canonical };
  }
}

/** Of each release, its hash taken anew over its text, and the one that stands beside it. */
export async function releaseHashes(
  tx: Tx,
): Promise<ReadonlyMap<string, { readonly now: string; readonly stated: string; readonly number: number }>> {
  const found = new Map<string, { now: string; stated: string; number: number }>();
  for (let after = ""; ;) {
    const rows = await tx.release.findMany({
      where: { id: { gt: after } },
      orderBy: { id: "asc" },
      take: 50,
    });
    for (const { id, canonical, sha256: stated, number } of rows)
      found.set(id, { now: sha256(canonical), stated, number });
    const last = rows.at(-1);
    if (last === undefined) return found;
    after = last.id;
  }
}

const dayOf = (day: Date): string => day.toISOString().slice(0, 10);

/** Published heads, the latest day first; of the last `days` days on which any was published. */
export async function publishedHeads(tx: Tx, days?: number): Promise<HeadOfDay[]> {
  const latest =
    days === undefined
      ? []
      : await tx.publishedHead.groupBy({ by: ["day"], orderBy: { day: "desc" }, take: days });
  const rows = await tx.publishedHead.findMany({
    where: days === undefined ? {} : { day: { in: latest.map(({ day }) => day) } },
    orderBy: [{ day: "desc" }, { chainId: "asc" }],
  });
  return rows.map(({ day, chainId, seq, head, at }) => ({
    day: dayOf(day),
    chain: chainId,
    seq,
    head,
    publishedAt: at.toISOString(),
  }));
}

/** The last entry of each chain that was recorded before `end`. */
export async function headsBefore(
  tx: Tx,
  end: Date,
): Promise<{ chainId: string; seq: number; head: string }[]> {
  const found: { chainId: string; seq: number; head: string }[] = [];
  for (const chainId of await chainIds(tx)) {
    const last = await tx.journalEntry.findFirst({
      where: { chainId, at: { lt: end } },
      orderBy: { seq: "desc" },
      select: { seq: true, hash: true },
    });
    if (last !== null) found.push({ chainId, seq: last.seq, head: last.hash });
  }
  return found;
}

/** When the first entry was recorded; null before there is any. */
export async function firstEntryAt(tx: Tx): Promise<Date | null> {
  const { _min } = await tx.journalEntry.aggregate({ _min: { at: true } });
  return _min.at;
}

/** The latest day that was published; null before there is any. */
export async function lastPublishedDay(tx: Tx): Promise<Date | null> {
  const { _max } = await tx.publishedHead.aggregate({ _max: { day: true } });
  return _max.day;
}

/** Publishes heads for a day; one that is published already stays as it is. Returns how many are new. */
export async function publishHeads(
  tx: Tx,
  day: Date,
  heads: readonly { chainId: string; seq: number; head: string }[],
  at: Date,
): Promise<number> {
  const { count } = await tx.publishedHead.createMany({
    data: heads.map((head) => ({ day, ...head, at })),
    skipDuplicates: true,
  });
  return count;
}
