/** Rounds of consensus as they are on record: what the domain's reading is made of, and the acts that add to it. */
import type { Iso, PersonId, Roll, RollKind } from "#app/domain/roles.ts";
import type { Mode, Outcome, Terms } from "#app/domain/round.ts";
import type { Tx } from "./client.ts";
import type { Prisma } from "./generated/client.ts";
import { outagesSince } from "./outages.ts";
import { subjectColumns, subjectOf, subjectSelect, type Subject } from "./releases.ts";
import { shapeRound, wholeRound, type RecordedRound, type RoundRow } from "./round-shape.ts";

export type {
  LetterOnRecord,
  RecordedExplanation,
  RecordedOutcome,
  RecordedPosition,
  RecordedRound,
} from "./round-shape.ts";

export interface NewRound {
  readonly subject: Subject;
  readonly releaseId: string;
  readonly roll: Roll;
  readonly mode: Mode;
  readonly terms: Terms;
  readonly opening: Date;
  readonly closing: Date;
  readonly openedById: PersonId;
  readonly openedFor: Iso | null;
}

/** Page of a round, without language. */
export const roundLink = ({ number }: { readonly number: number }): string => `/rounds/${number}`;

const one = async (tx: Tx, row: RoundRow): Promise<RecordedRound> => {
  const [recorded] = await shaped(tx, [row]);
  if (recorded === undefined) throw new TypeError("one row is one round");
  return recorded;
};

/** Outages are read with the rounds, so that they bind whether or not any act or job has run since (domain §4). */
async function shaped(tx: Tx, rows: readonly RoundRow[]): Promise<RecordedRound[]> {
  const since = rows
    .filter(({ mode, settledAt }) => mode === "silence" && settledAt === null)
    .map(({ endSetAt }) => endSetAt.getTime());
  const outages = since.length === 0 ? [] : await outagesSince(tx, new Date(Math.min(...since)));
  return rows.map((row) => shapeRound(row, outages));
}

/** Locks what a round is of until the transaction ends: two acts on one subject wait for each other. Always the first lock an act takes. */
export async function lockSubject(tx: Tx, { kind, id }: Subject): Promise<void> {
  switch (kind) {
    case "plan":
      return void (await tx.$queryRaw`SELECT "id" FROM "plans" WHERE "id" = ${id} FOR UPDATE`);
    case "goal":
      return void (await tx.$queryRaw`SELECT "id" FROM "proposals" WHERE "id" = ${id} FOR UPDATE`);
    case "group":
      return void (await tx.$queryRaw`SELECT "id" FROM "groups" WHERE "id" = ${id} FOR UPDATE`);
    case "decision":
      return void (await tx.$queryRaw`SELECT "id" FROM "decisions" WHERE "id" = ${id} FOR UPDATE`);
  }
}

/**
 * Writes a round with its roll and terms; whether it may open is the domain's matter (`checkOpening`). A second one on the same
 * subject before the first is settled breaks the partial unique index (`isDuplicate` of the client).
 */
export async function addRound(tx: Tx, round: NewRound, at: Date): Promise<string> {
  const { roll, terms } = round;
  const row = await tx.round.create({
    data: {
      ...subjectColumns(round.subject),
      releaseId: round.releaseId,
      roll: roll.kind,
      mode: round.mode,
      // An interface has no index signature, which is all that is missing.
      terms: terms as unknown as Prisma.InputJsonObject,
      opensAt: round.opening,
      closesAt: round.closing,
      endSetAt: at,
      openedById: round.openedById,
      openedFor: round.openedFor,
      createdAt: at,
      entries: { create: entriesOf(roll) },
    },
    select: { id: true },
  });
  return row.id;
}

const entriesOf = (roll: Roll) =>
  roll.entries.map((entry, position) => ({
    seatId: roll.kind === "officers" ? entry.seat : null,
    country: entry.country,
    countryGroupId: entry.group,
    position,
    occupied: entry.occupied,
    chair: entry.chair,
    reason: entry.occupied ? "occupied" : entry.country === null ? "no-country" : "no-person",
  }));

/** The round with that id, or null. */
export async function roundById(tx: Tx, id: string): Promise<RecordedRound | null> {
  const row = await tx.round.findUnique({ where: { id }, include: wholeRound });
  return row === null ? null : one(tx, row);
}

/** The round at that address, or null. */
export async function roundByNumber(tx: Tx, number: number): Promise<RecordedRound | null> {
  const row = await tx.round.findUnique({ where: { number }, include: wholeRound });
  return row === null ? null : one(tx, row);
}

/** What a round is of, or null: enough to lock its subject before it is read whole. */
export async function subjectOfRound(tx: Tx, id: string): Promise<Subject | null> {
  const row = await tx.round.findUnique({ where: { id }, select: subjectSelect });
  return row === null ? null : subjectOf(row);
}

/** The round of a subject that is scheduled, open or pending, or whose outcome was not entered yet; null where there is none. */
export async function liveRound(tx: Tx, subject: Subject): Promise<RecordedRound | null> {
  const row = await tx.round.findFirst({
    where: { ...subjectColumns(subject), settledAt: null },
    include: wholeRound,
  });
  return row === null ? null : one(tx, row);
}

/** The round of a subject that is not settled, if that person opened it so: its id, else null. `opening` null: at once. */
export async function liveRoundAs(
  tx: Tx,
  subject: Subject,
  { openedById, roll, mode, opening, closing }: OpenedAs,
): Promise<string | null> {
  const row = await tx.round.findFirst({
    where: { ...subjectColumns(subject), settledAt: null, openedById, roll, mode, closesAt: closing },
    select: { id: true, opensAt: true, createdAt: true },
  });
  if (row === null || row.opensAt.getTime() !== (opening ?? row.createdAt).getTime()) return null;
  return row.id;
}

/** How a round was opened, and by whom. */
export interface OpenedAs {
  readonly openedById: PersonId;
  readonly roll: RollKind;
  readonly mode: Mode;
  readonly opening: Date | null;
  readonly closing: Date;
}

/** All rounds of a subject, the latest first. */
export async function roundsOf(tx: Tx, subject: Subject): Promise<RecordedRound[]> {
  const rows = await tx.round.findMany({
    where: subjectColumns(subject),
    orderBy: [{ createdAt: "desc" }, { number: "desc" }],
    include: wholeRound,
  });
  return shaped(tx, rows);
}

/** Every round that is not settled, or only those with that country on the roll, the next to close first. */
export async function liveRounds(tx: Tx, country?: Iso): Promise<RecordedRound[]> {
  const rows = await tx.round.findMany({
    where: { settledAt: null, ...(country === undefined ? {} : { entries: { some: { country } } }) },
    orderBy: { closesAt: "asc" },
    include: wholeRound,
  });
  return shaped(tx, rows);
}

/** Which rounds that ended are looked for. */
export interface SettledChoice {
  readonly roll?: RollKind | undefined;
  readonly outcome?: Outcome | undefined;
  /** Of a group's plan, goals and decisions, and about the group itself. */
  readonly groupId?: string | undefined;
  /** With that country on the roll. */
  readonly country?: Iso | undefined;
}

/** One number for all transactions that fix or renew what a round that is to open has; advisory locks are told apart by it. */
const scheduledLock = 4_271_960_115;

/**
 * Holds the rolls of all rounds that are to open until the transaction ends: of two acts that move them the second sees what
 * the first did. Taken after every other lock of an act but those of the journal's chains.
 */
export async function lockScheduled(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(${scheduledLock})`;
}

/** Rounds that have not opened at `now` and were not taken back, each with the group it concerns, the first opened first. */
export async function scheduledRounds(
  tx: Tx,
  now: Date,
): Promise<readonly { readonly recorded: RecordedRound; readonly groupId: string }[]> {
  const of = { select: { groupId: true } } as const;
  const rows = await tx.round.findMany({
    where: { settledAt: null, opensAt: { gt: now } },
    orderBy: { number: "asc" },
    include: { ...wholeRound, plan: of, proposal: of, decision: of },
  });
  const found: { recorded: RecordedRound; groupId: string }[] = [];
  for (const { plan, proposal, decision, ...row } of rows) {
    const groupId = row.groupId ?? plan?.groupId ?? proposal?.groupId ?? decision?.groupId ?? null;
    if (groupId !== null) found.push({ recorded: await one(tx, row), groupId });
  }
  return found;
}

/** Replaces the roll of a round that has not opened: nothing was given in it, so nothing refers to what it was. */
export async function renewRoll(tx: Tx, roundId: string, roll: Roll): Promise<void> {
  await tx.rollEntry.deleteMany({ where: { roundId } });
  await tx.rollEntry.createMany({ data: entriesOf(roll).map((entry) => ({ ...entry, roundId })) });
}

/** Replaces the terms of a round that has not opened. */
export async function renewTerms(tx: Tx, roundId: string, terms: Terms): Promise<void> {
  // An interface has no index signature, which is all that is missing.
  const data = { terms: terms as unknown as Prisma.InputJsonObject };
  await tx.round.update({ where: { id: roundId }, data });
}

const settled = ({ roll, outcome, groupId, country }: SettledChoice): Prisma.RoundWhereInput => ({
  settledAt: { not: null },
  ...(roll === undefined ? {} : { roll }),
  ...(outcome === undefined
    ? {}
    : outcome === "withdrawn"
      ? { withdrawnAt: { not: null } }
      : { outcome: { is: { reading: outcome } } }),
  ...(groupId === undefined
    ? {}
    : { OR: [{ plan: { groupId } }, { proposal: { groupId } }, { decision: { groupId } }, { groupId }] }),
  ...(country === undefined ? {} : { entries: { some: { country } } }),
});

/** The latest rounds that ended, the last settled first. */
export async function settledRounds(
  tx: Tx,
  where: SettledChoice & { readonly limit: number; readonly skip?: number },
): Promise<RecordedRound[]> {
  const rows = await tx.round.findMany({
    where: settled(where),
    orderBy: [{ settledAt: "desc" }, { number: "desc" }],
    skip: where.skip ?? 0,
    take: where.limit,
    include: wholeRound,
  });
  return shaped(tx, rows);
}

/** How many rounds ended. */
export async function countSettled(tx: Tx, where: SettledChoice): Promise<number> {
  return tx.round.count({ where: settled(where) });
}

const within = (groupId: string) => ({
  settledAt: null,
  OR: [{ plan: { groupId } }, { proposal: { groupId } }, { decision: { groupId } }],
});

/** How many rounds of a group's plan, goals or decisions are not settled: a group does not end over them (domain §5). */
export async function countLiveRounds(tx: Tx, groupId: string): Promise<number> {
  return tx.round.count({ where: within(groupId) });
}

/**
 * Locks what those rounds are of, and answers the rounds' ids: an act that touches them waits for those on them, and they for
 * it. Whoever locks the group too does it after this, as the opening of a round does: with one order nobody waits in a ring.
 */
export async function lockRoundsWithin(tx: Tx, groupId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.round.findMany({
    where: within(groupId),
    orderBy: { number: "asc" },
    select: { id: true, ...subjectSelect },
  });
  for (const row of rows) await lockSubject(tx, subjectOf(row));
  return new Set(rows.map(({ id }) => id));
}

/** Those rounds, the next to close first. */
export async function liveRoundsWithin(tx: Tx, groupId: string): Promise<RecordedRound[]> {
  const rows = await tx.round.findMany({
    where: within(groupId),
    orderBy: { closesAt: "asc" },
    include: wholeRound,
  });
  return shaped(tx, rows);
}
