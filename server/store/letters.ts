/** Letters: rows written with the act that causes them, sent afterwards (letters). */
import type { Language } from "#app/domain/release.ts";
import type { Tx } from "./client.ts";

/** `dropped`: it had lost its purpose before it could be sent. `dead`: it could not be sent. */
export type LetterState = "queued" | "sent" | "dropped" | "dead";

export interface LetterRecord {
  readonly id: string;
  readonly kind: string;
  readonly personId: string | null;
  readonly address: string;
  readonly language: Language;
  readonly subject: string;
  readonly text: string;
  readonly state: LetterState;
  /** Times it was tried. */
  readonly attempts: number;
  readonly error: string | null;
  /** The round it is about, if any. */
  readonly roundId: string | null;
  readonly createdAt: Date;
  readonly sentAt: Date | null;
}

export interface NewLetter extends Pick<
  LetterRecord,
  "kind" | "personId" | "address" | "language" | "subject" | "text"
> {
  /** The same letter, the same key: it goes out once. */
  readonly dedupe: string;
  readonly roundId?: string | null;
}

const recordOf = (
  row: Omit<LetterRecord, "language" | "state"> & { language: string; state: string },
): LetterRecord => ({
  ...row,
  language: row.language as Language,
  state: row.state as LetterState,
});

/** Queues letters. One whose key is there already is left out. Returns how many are new. */
export async function insertLetters(tx: Tx, letters: readonly NewLetter[], now: Date): Promise<number> {
  const { count } = await tx.letter.createMany({
    data: letters.map((letter) => ({ ...letter, createdAt: now })),
    skipDuplicates: true,
  });
  return count;
}

/** Whether any letter about the round has a key that begins so. */
export async function hasLetters(tx: Tx, roundId: string, beginning: string): Promise<boolean> {
  const where = { roundId, dedupe: { startsWith: beginning } };
  return (await tx.letter.findFirst({ where, select: { id: true } })) !== null;
}

export async function letterById(tx: Tx, id: string): Promise<LetterRecord | null> {
  const row = await tx.letter.findUnique({ where: { id } });
  return row === null ? null : recordOf(row);
}

/** Ids of the letters still to be sent, oldest first. */
export async function queuedLetters(tx: Tx, limit: number): Promise<string[]> {
  const rows = await tx.letter.findMany({
    where: { state: "queued" },
    select: { id: true },
    orderBy: { createdAt: "asc" },
    take: limit,
  });
  return rows.map(({ id }) => id);
}

/** The letter has gone out. */
export async function letterSent(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.letter.update({
    where: { id },
    data: { state: "sent", sentAt: now, error: null, attempts: { increment: 1 } },
  });
}

/** Sending failed; `dead` when it is not tried again by itself. */
export async function letterFailed(tx: Tx, id: string, error: string, dead: boolean): Promise<void> {
  await tx.letter.update({
    where: { id },
    data: { error: error.slice(0, 500), attempts: { increment: 1 }, ...(dead ? { state: "dead" } : {}) },
  });
}

/** The letter is not needed any more. */
export async function letterDropped(tx: Tx, id: string): Promise<void> {
  await tx.letter.update({ where: { id }, data: { state: "dropped", error: null } });
}

/** Puts a dead letter back into the queue. Returns whether there was one. */
export async function reviveLetter(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.letter.updateMany({
    where: { id, state: "dead" },
    data: { state: "queued", error: null, attempts: 0 },
  });
  return count > 0;
}

/** Letters of a state or of all, the youngest first. Their texts are left out: they are for the addressee. */
export async function listLetters(tx: Tx, state: LetterState | null, limit: number): Promise<LetterRecord[]> {
  const rows = await tx.letter.findMany({
    where: state === null ? {} : { state },
    omit: { text: true },
    orderBy: { createdAt: "desc" },
    take: limit,
  });
  return rows.map((row) => recordOf({ ...row, text: "" }));
}

/** How many letters there are in each state. */
export async function countLetters(tx: Tx): Promise<Readonly<Record<LetterState, number>>> {
  const rows = await tx.letter.groupBy({ by: ["state"], _count: true });
  const count = (state: LetterState) => rows.find((row) => row.state === state)?._count ?? 0;
  return {
    queued: count("queued"),
    sent: count("sent"),
    dropped: count("dropped"),
    dead: count("dead"),
  };
}
