/** Rounds of consensus as they are on record: what the domain's reading is made of, and the acts that add to it. */
import type { Iso, Office, PersonId, Roll, RollKind } from "#app/domain/roles.ts";
import type { Language } from "#app/domain/release.ts";
import type { Confirmation, Mode, Outcome, Position, PositionKind, Round, Terms } from "#app/domain/round.ts";
import type { Tx } from "./client.ts";
import { countryGroup } from "./countries.ts";
import type { Prisma } from "./generated/client.ts";
import {
  languageOf,
  subjectColumns,
  subjectOf,
  subjectSelect,
  type Subject,
  type SubjectColumns,
} from "./releases.ts";

/** A position with what the record keeps of it beside the domain's own words. */
export interface RecordedPosition extends Position {
  readonly id: string;
  readonly country: Iso;
  readonly office: Office;
  readonly personId: PersonId;
  readonly byLetter: boolean;
  readonly language: Language;
  /** Counts from 1 for each seat; all are kept, the latest counts. */
  readonly ordinal: number;
}

export interface RecordedExplanation {
  readonly id: string;
  readonly country: Iso;
  readonly text: string;
  readonly language: Language;
  readonly personId: PersonId;
  readonly at: Date;
}

export interface RecordedOutcome {
  readonly outcome: Outcome;
  readonly office: Office;
  readonly country: Iso | null;
  readonly at: Date;
}

/** A round with its release, its roll and everything given in it. `round` is what `read` of the domain takes. */
export interface RecordedRound {
  readonly id: string;
  /** Its address: `roundLink`. */
  readonly number: number;
  readonly subject: Subject;
  readonly release: {
    readonly id: string;
    readonly number: number;
    readonly sha256: string;
    readonly language: Language;
    readonly at: Date;
  };
  readonly round: Round;
  readonly positions: readonly RecordedPosition[];
  readonly explanations: readonly RecordedExplanation[];
  readonly outcome: RecordedOutcome | null;
  readonly openedFor: Iso | null;
  readonly openedAt: Date;
  readonly withdrawReason: string | null;
  /** Whether it was taken back as opened by mistake, before any position. */
  readonly annulled: boolean;
  /** When its outcome was entered or it was withdrawn; until then its subject has no other round. */
  readonly settledAt: Date | null;
}

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

const whole = {
  release: { select: { id: true, number: true, sha256: true, language: true, at: true } },
  entries: { orderBy: { position: "asc" } },
  positions: { orderBy: { ordinal: "asc" }, include: { confirmation: true } },
  explanations: { orderBy: { at: "asc" } },
  outcome: true,
} as const;

/** Page of a round, without language. */
export const roundLink = ({ number }: { readonly number: number }): string => `/rounds/${number}`;

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
      openedById: round.openedById,
      openedFor: round.openedFor,
      createdAt: at,
      entries: {
        create: roll.entries.map((entry, position) => ({
          seatId: roll.kind === "officers" ? entry.seat : null,
          country: entry.country,
          countryGroupId: entry.group,
          position,
          occupied: entry.occupied,
          chair: entry.chair,
          reason: entry.occupied ? "occupied" : entry.country === null ? "no-country" : "no-person",
        })),
      },
    },
    select: { id: true },
  });
  return row.id;
}

/** The round with that id, or null. */
export async function roundById(tx: Tx, id: string): Promise<RecordedRound | null> {
  const row = await tx.round.findUnique({ where: { id }, include: whole });
  return row === null ? null : shape(row);
}

/** The round at that address, or null. */
export async function roundByNumber(tx: Tx, number: number): Promise<RecordedRound | null> {
  const row = await tx.round.findUnique({ where: { number }, include: whole });
  return row === null ? null : shape(row);
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
    include: whole,
  });
  return row === null ? null : shape(row);
}

/** All rounds of a subject, the latest first. */
export async function roundsOf(tx: Tx, subject: Subject): Promise<RecordedRound[]> {
  const rows = await tx.round.findMany({
    where: subjectColumns(subject),
    orderBy: { createdAt: "desc" },
    include: whole,
  });
  return rows.map(shape);
}

/** Every round that is not settled, or only those with that country on the roll, the next to close first. */
export async function liveRounds(tx: Tx, country?: Iso): Promise<RecordedRound[]> {
  const rows = await tx.round.findMany({
    where: { settledAt: null, ...(country === undefined ? {} : { entries: { some: { country } } }) },
    orderBy: { closesAt: "asc" },
    include: whole,
  });
  return rows.map(shape);
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
    include: whole,
  });
  return rows.map(shape);
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

/** Those rounds, the next to close first. */
export async function liveRoundsWithin(tx: Tx, groupId: string): Promise<RecordedRound[]> {
  const rows = await tx.round.findMany({
    where: within(groupId),
    orderBy: { closesAt: "asc" },
    include: whole,
  });
  return rows.map(shape);
}

function seatOf(entry: { seatId: string | null; country: string | null; id: string }): string {
  return entry.seatId ?? entry.country ?? entry.id;
}

interface Row extends SubjectColumns {
  id: string;
  number: number;
  release: { id: string; number: number; sha256: string; language: string; at: Date };
  roll: string;
  mode: string;
  terms: unknown;
  opensAt: Date;
  closesAt: Date;
  openedFor: string | null;
  createdAt: Date;
  withdrawnAt: Date | null;
  withdrawReason: string | null;
  annulled: boolean;
  settledAt: Date | null;
  entries: {
    id: string;
    seatId: string | null;
    country: string | null;
    countryGroupId: string | null;
    occupied: boolean;
    chair: boolean;
    leftAt: Date | null;
  }[];
  positions: PositionRow[];
  explanations: { id: string; country: string; text: string; language: string; personId: string; at: Date }[];
  outcome: { reading: string; office: string; country: string | null; at: Date } | null;
}

interface PositionRow {
  id: string;
  rollEntryId: string;
  country: string;
  office: string;
  kind: string;
  passage: string | null;
  text: string | null;
  wouldLift: string | null;
  amendment: string | null;
  confirmBy: Date | null;
  language: string;
  personId: string;
  letterId: string | null;
  receivedAt: Date | null;
  ordinal: number;
  at: Date;
  confirmation: { confirmed: boolean; at: Date } | null;
}

function shape(row: Row): RecordedRound {
  const seats = new Map(row.entries.map((entry) => [entry.id, seatOf(entry)]));
  const positions = row.positions.map((position) =>
    shapePosition(position, seats.get(position.rollEntryId) ?? "", row.release.id),
  );
  const confirmations = row.positions.flatMap(({ rollEntryId, confirmation }): Confirmation[] =>
    confirmation === null
      ? []
      : [{ seat: seats.get(rollEntryId) ?? "", confirmed: confirmation.confirmed, at: confirmation.at }],
  );
  const roll: Roll = {
    kind: row.roll as RollKind,
    entries: row.entries.map((entry) => ({
      seat: seatOf(entry),
      country: entry.country,
      group: countryGroup(entry.countryGroupId),
      occupied: entry.occupied,
      chair: entry.chair,
    })),
  };
  return {
    id: row.id,
    number: row.number,
    subject: subjectOf(row),
    release: { ...row.release, language: languageOf(row.release.language) },
    round: {
      releaseId: row.release.id,
      roll,
      // Written by `addRound` from the domain's own type.
      terms: row.terms as Terms,
      mode: row.mode as Mode,
      opening: row.opensAt,
      closing: row.closesAt,
      positions,
      confirmations,
      departures: row.entries.flatMap((entry) =>
        entry.leftAt === null ? [] : [{ seat: seatOf(entry), at: entry.leftAt }],
      ),
      withdrawn: row.withdrawnAt,
      recorded: row.outcome?.at ?? null,
    },
    positions,
    explanations: row.explanations.map((explanation) => ({
      ...explanation,
      language: languageOf(explanation.language),
    })),
    outcome:
      row.outcome === null
        ? null
        : {
            outcome: row.outcome.reading as Outcome,
            office: row.outcome.office as Office,
            country: row.outcome.country,
            at: row.outcome.at,
          },
    openedFor: row.openedFor,
    openedAt: row.createdAt,
    withdrawReason: row.withdrawReason,
    annulled: row.annulled,
    settledAt: row.settledAt,
  };
}

function shapePosition(row: PositionRow, seat: string, releaseId: string): RecordedPosition {
  const kind = row.kind as PositionKind;
  return {
    id: row.id,
    seat,
    releaseId,
    kind,
    at: row.receivedAt ?? row.at,
    passage: row.passage,
    // One column holds the words; they are a reason where the country objects.
    text: kind === "objects" ? null : row.text,
    reason: kind === "objects" ? row.text : null,
    lift: row.wouldLift,
    amendment: row.amendment,
    confirmBy: row.confirmBy,
    country: row.country,
    office: row.office as Office,
    personId: row.personId,
    byLetter: row.letterId !== null,
    language: languageOf(row.language),
    ordinal: row.ordinal,
  };
}
