/** Words suggested for plans, and the countries that sponsor them. */
import type { Anchor } from "#app/document/margin.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Iso, PersonId, PlanId } from "#app/domain/roles.ts";
import type { Voice } from "#app/domain/thread.ts";
import type { WordingState } from "#app/domain/wording.ts";
import type { Tx } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

export interface StoredWording {
  readonly id: string;
  readonly number: number;
  readonly anchor: Anchor;
  readonly replacement: string;
  readonly authorId: PersonId;
  /** Null for an account that was erased. */
  readonly author: string | null;
  readonly voice: Voice;
  readonly language: Language;
  readonly at: Date;
  readonly state: WordingState;
  /** In the order in which they began. */
  readonly sponsors: readonly Iso[];
  readonly epoch: number;
  readonly seq: number;
  readonly releaseNumber: number | null;
  readonly ended: { readonly byId: PersonId; readonly at: Date; readonly reason: string | null } | null;
  /** Number of the thread in which it is discussed. */
  readonly thread: number | null;
}

const parts = {
  person: { select: { name: true, erasedAt: true } },
  sponsors: { orderBy: [{ at: "asc" }, { country: "asc" }] },
  thread: { select: { number: true } },
} satisfies Prisma.WordingInclude;

type Row = Prisma.WordingGetPayload<{ include: typeof parts }>;

/** All suggested words of a plan, the earliest first. */
export async function wordingsOf(tx: Tx, planId: PlanId): Promise<readonly StoredWording[]> {
  const rows = await tx.wording.findMany({ where: { planId }, orderBy: { number: "asc" }, include: parts });
  return rows.map(shape);
}

/** One of a plan, locked until the transaction ends. Refused as `unknown` (`wording.unknown`). */
export async function lockWording(tx: Tx, planId: PlanId, number: number): Promise<StoredWording> {
  await tx.$queryRaw`SELECT "id" FROM "wordings" WHERE "planId" = ${planId} AND "number" = ${number} FOR UPDATE`;
  const row = await tx.wording.findUnique({
    where: { planId_number: { planId, number } },
    include: parts,
  });
  if (row === null) throw refuse("unknown", "wording.unknown");
  return shape(row);
}

/** The words that were suggested by the form with that key; null where there are none. */
export async function wordingByKey(
  tx: Tx,
  onceKey: string,
): Promise<{ planId: PlanId; number: number; authorId: PersonId } | null> {
  const row = await tx.wording.findUnique({ where: { onceKey } });
  return row === null ? null : { planId: row.planId, number: row.number, authorId: row.personId };
}

/** Keeps the next suggestion of a plan; the plan is locked by the caller. Writes wordings. */
export async function insertWording(
  tx: Tx,
  wording: {
    planId: PlanId;
    anchor: Anchor;
    replacement: string;
    personId: PersonId;
    voice: Voice;
    language: Language;
    onceKey: string;
    epoch: number;
    seq: number;
    at: Date;
  },
): Promise<{ id: string; number: number }> {
  const { planId, anchor, voice, seq, ...rest } = wording;
  const { _max } = await tx.wording.aggregate({ where: { planId }, _max: { number: true } });
  return tx.wording.create({
    data: {
      ...rest,
      planId,
      number: (_max.number ?? 0) + 1,
      anchor: anchor as unknown as Prisma.InputJsonObject,
      voice: voice as unknown as Prisma.InputJsonObject,
      seq: BigInt(seq),
    },
    select: { id: true, number: true },
  });
}

/** A country sponsors the words from now on. */
export async function addSponsor(
  tx: Tx,
  sponsor: { wordingId: string; country: Iso; personId: PersonId; at: Date },
): Promise<void> {
  await tx.wordingSponsor.create({ data: sponsor });
}

export async function removeSponsor(tx: Tx, wordingId: string, country: Iso): Promise<void> {
  await tx.wordingSponsor.delete({ where: { wordingId_country: { wordingId, country } } });
}

/** Ends a suggestion; it is locked by the caller. */
export async function endWording(
  tx: Tx,
  id: string,
  end: { state: WordingState; byId: PersonId; reason: string | null; at: Date },
): Promise<void> {
  const { state, byId, reason, at } = end;
  await tx.wording.update({
    where: { id },
    data: { state, endedById: byId, endReason: reason, endedAt: at },
  });
}

/** Notes on what is still open, and was never carried over before, that it goes on beyond that release. */
export async function carryOver(tx: Tx, planId: PlanId, release: number): Promise<void> {
  await tx.wording.updateMany({
    where: { planId, state: "open", releaseNumber: null },
    data: { releaseNumber: release },
  });
}

/** How many suggestions were open when a release of the plan was made. */
export function openAt(tx: Tx, planId: PlanId, at: Date): Promise<number> {
  return tx.wording.count({
    where: { planId, at: { lte: at }, OR: [{ endedAt: null }, { endedAt: { gt: at } }] },
  });
}

function shape(row: Row): StoredWording {
  const { person, endedAt, endedById, seq, anchor, voice } = row;
  return {
    id: row.id,
    number: row.number,
    anchor: anchor as unknown as Anchor,
    replacement: row.replacement,
    authorId: row.personId,
    author: person.erasedAt === null ? person.name : null,
    voice: voice as unknown as Voice,
    language: row.language as Language,
    at: row.at,
    state: row.state as WordingState,
    sponsors: row.sponsors.map(({ country }) => country),
    epoch: row.epoch,
    seq: Number(seq),
    releaseNumber: row.releaseNumber,
    ended:
      endedAt === null || endedById === null ? null : { byId: endedById, at: endedAt, reason: row.endReason },
    thread: row.thread?.number ?? null,
  };
}
