/** What is added to a round: positions, confirmations, explanations, its end. Lock the subject before (`lockSubject`). */
import type { Iso, Office, PersonId } from "#app/domain/roles.ts";
import type { Json, Language } from "#app/domain/release.ts";
import type { Outcome, Position } from "#app/domain/round.ts";
import type { Tx } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

/** Whose hand gives it, in which capacity, in which language. */
export interface Hand {
  readonly personId: PersonId;
  readonly office: Office;
  readonly country: Iso;
  readonly language: Language;
}

/** Which position of its seat it is, and the letter it rests on, if any. */
export interface Entered {
  /** One more than the latest of the seat. */
  readonly ordinal: number;
  readonly letterId: string | null;
  /** When it is put on record. */
  readonly at: Date;
}

async function rollEntryId(tx: Tx, roundId: string, seat: string): Promise<string> {
  const entry = await tx.rollEntry.findFirstOrThrow({
    where: { roundId, OR: [{ seatId: seat }, { seatId: null, country: seat }] },
    select: { id: true },
  });
  return entry.id;
}

/** Adds a position; the same ordinal of a seat twice breaks a unique key. */
export async function addPosition(
  tx: Tx,
  roundId: string,
  position: Position,
  hand: Hand,
  entered: Entered,
): Promise<string> {
  const { ordinal, letterId, at } = entered;
  const row = await tx.position.create({
    data: {
      roundId,
      rollEntryId: await rollEntryId(tx, roundId, position.seat),
      country: hand.country,
      office: hand.office,
      kind: position.kind,
      passage: position.passage,
      text: position.kind === "objects" ? position.reason : position.text,
      wouldLift: position.lift,
      amendment: position.amendment,
      confirmBy: position.confirmBy,
      language: hand.language,
      personId: hand.personId,
      ordinal,
      letterId,
      receivedAt: letterId === null ? null : position.at,
      at,
    },
    select: { id: true },
  });
  return row.id;
}

/** Enters what the capital said of a position ad referendum; a second word on the same one breaks its key. */
export async function addConfirmation(
  tx: Tx,
  confirmation: {
    positionId: string;
    confirmed: boolean;
    personId: PersonId;
    letterId: string | null;
    receivedAt: Date | null;
  },
  at: Date,
): Promise<void> {
  await tx.confirmation.create({ data: { ...confirmation, at } });
}

export async function addExplanation(
  tx: Tx,
  roundId: string,
  text: string,
  hand: Hand,
  at: Date,
): Promise<string> {
  const { country, language, personId } = hand;
  const row = await tx.explanation.create({
    data: { roundId, country, text, language, personId, at },
    select: { id: true },
  });
  return row.id;
}

/** Moves the end of a round. Outages that ended before `at` are in it. */
export async function setClosing(tx: Tx, roundId: string, closing: Date, at: Date): Promise<void> {
  await tx.round.update({ where: { id: roundId }, data: { closesAt: closing, endSetAt: at } });
}

/** Withdraws a round, or annuls one that was opened by mistake; from now on its subject may have another. */
export async function setWithdrawn(
  tx: Tx,
  roundId: string,
  taken: { readonly reason: string; readonly annulled: boolean },
  at: Date,
): Promise<void> {
  const { reason, annulled } = taken;
  await tx.round.update({
    where: { id: roundId },
    data: { withdrawnAt: at, withdrawReason: reason, annulled, settledAt: at },
  });
}

/** Enters the outcome; from now on its subject may have another round. A second one breaks the key. */
export async function addOutcome(
  tx: Tx,
  roundId: string,
  entered: { outcome: Outcome; facts: Json; personId: PersonId; office: Office; country: Iso | null },
  at: Date,
): Promise<void> {
  const { outcome, facts, ...by } = entered;
  await tx.outcome.create({
    data: { roundId, reading: outcome, facts: facts as Prisma.InputJsonValue, ...by, at },
  });
  await tx.round.update({ where: { id: roundId }, data: { settledAt: at } });
}
