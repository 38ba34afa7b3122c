/** How far letters have followed the journal: chain by chain, since within a chain entries are committed in their order. */
import { randomBytes } from "node:crypto";
import type { EventKind } from "#app/domain/journal.ts";
import type { Tx } from "./client.ts";

/** Last entry followed, by chain; a chain that is not there yet begins at its beginning. */
export type Cursor = Readonly<Record<string, number>>;

const cursorKey = "letters.followed";
const secretKey = "letters.secret";

/** An entry as letters read it. */
export interface FollowedEntry {
  readonly id: string;
  readonly chainId: string;
  readonly seq: number;
  readonly kind: EventKind;
  readonly at: Date;
  readonly roundId: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** The heads of all chains. */
export async function heads(tx: Tx): Promise<Cursor> {
  const rows = await tx.journalChain.findMany({ select: { id: true, seq: true } });
  return Object.fromEntries(rows.map(({ id, seq }) => [id, seq]));
}

/**
 * Where letters have come to, locked until the transaction ends. The first time they begin at the heads: what was recorded
 * before there were letters about it is not told.
 */
export async function lockCursor(tx: Tx): Promise<Cursor> {
  const first = { key: cursorKey, value: await heads(tx) };
  await tx.setting.createMany({ data: [first], skipDuplicates: true });
  const rows = await tx.$queryRaw<
    { value: Cursor }[]
  >`SELECT "value" FROM "settings" WHERE "key" = ${cursorKey} FOR UPDATE`;
  return rows[0]?.value ?? {};
}

/** Where letters have come to, without a lock; null before they began. */
export async function cursorOf(tx: Tx): Promise<Cursor | null> {
  const row = await tx.setting.findUnique({ where: { key: cursorKey } });
  return row === null ? null : (row.value as Record<string, number>);
}

export async function setCursor(tx: Tx, cursor: Cursor): Promise<void> {
  await tx.setting.update({ where: { key: cursorKey }, data: { value: cursor } });
}

/** The next entries of a chain of these kinds, in their order, at most `limit`. */
export async function entriesAfter(
  tx: Tx,
  chainId: string,
  place: { after: number; upTo: number; kinds: readonly string[]; limit: number },
): Promise<FollowedEntry[]> {
  const rows = await tx.journalEntry.findMany({
    where: { chainId, seq: { gt: place.after, lte: place.upTo }, kind: { in: [...place.kinds] } },
    orderBy: { seq: "asc" },
    take: place.limit,
    select: { id: true, chainId: true, seq: true, kind: true, at: true, roundId: true, facts: true },
  });
  return rows.map((row) => ({
    ...row,
    kind: row.kind as EventKind,
    facts: (JSON.parse(row.facts) as { facts: Record<string, unknown> }).facts,
  }));
}

/** How often the end of each round was moved, and when last. */
export async function extensionsOf(
  tx: Tx,
  roundIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly count: number; readonly at: Date }>> {
  const rows = await tx.journalEntry.groupBy({
    by: ["roundId"],
    where: { roundId: { in: [...roundIds] }, kind: "round.extended" },
    _count: true,
    _max: { at: true },
  });
  return new Map(
    rows.flatMap(({ roundId, _count, _max }) =>
      roundId === null || _max.at === null ? [] : [[roundId, { count: _count, at: _max.at }] as const],
    ),
  );
}

/** The end that a round had when it opened, as its entry says; null where there is none. */
export async function firstEnd(tx: Tx, roundId: string): Promise<Date | null> {
  const entry = await tx.journalEntry.findFirst({
    where: { roundId, kind: "round.opened" },
    select: { facts: true },
  });
  if (entry === null) return null;
  return new Date((JSON.parse(entry.facts) as { facts: { closing: string } }).facts.closing);
}

/** The platform's own secret for links in letters that need no account; made when it is first asked for (settings). */
export async function letterSecret(tx: Tx): Promise<string> {
  const fresh = { key: secretKey, value: randomBytes(32).toString("base64url") };
  await tx.setting.createMany({ data: [fresh], skipDuplicates: true });
  const { value } = await tx.setting.findUniqueOrThrow({ where: { key: secretKey } });
  return String(value);
}
