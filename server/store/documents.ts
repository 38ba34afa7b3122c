import type { Output } from "#app/document/reading.ts";
import type { Store, Tx } from "./client.ts";
import { checkOf, foldHash, soundRows, type Damage, type KeptRow } from "./log-damage.ts";

/** One row of a document's log, or a fold of all rows up to it. `bytes` is a Yjs update, V1. */
export interface LogRow {
  readonly seq: number;
  readonly bytes: Uint8Array;
}

export interface StoredDocument {
  readonly epoch: number;
  readonly seq: number;
  readonly snapshot: LogRow | null;
  readonly tail: readonly LogRow[];
  readonly owners: readonly (readonly [client: number, personId: string])[];
  /** What is not as it was written. Rows from the first such row on are left out, folds are passed over. */
  readonly damage: readonly Damage[];
}

export interface LogEntry {
  readonly documentId: string;
  readonly epoch: number;
  readonly personId: string;
  readonly updateId: string;
  readonly bytes: Uint8Array;
  readonly clients: readonly number[];
}

export type LogAnswer =
  | { readonly ok: true; readonly seq: number; readonly again: boolean }
  | { readonly ok: false; readonly reason: "unknown-document" | "epoch" | "foreign-client" | "damaged" };

/** What a fold of the log says, for lists and searches. */
export interface Says {
  /** Canonical JSON. */
  readonly plan: string;
  readonly words: string;
  readonly outputs: readonly Output[];
}

/** Folds are kept this many deep: the newest to load from, the one before it in case the newest is damaged. */
const foldsKept = 2;
/** Beside these the first fold after each so many rows stays, so that the text of any moment is made of few rows. */
const rowsPerFold = 4096n;

/**
 * The log of live texts in the database, in the shape that co-editing asks for (server/realtime/keeper.ts).
 * Resolved means committed. Writes document_updates, document_clients, documents, document_snapshots.
 */
export function documentLog(store: Store, found: (damage: Damage) => void = () => {}) {
  /** Documents with a damaged row, by the number of that row. Whoever appends has loaded before, in this process. */
  const damaged = new Map<string, number>();

  /** Tells what is new of it, and throws damaged folds away, so that a fresh one takes their place. */
  async function note(documentId: string, damage: readonly Damage[]): Promise<void> {
    const row = damage.find(({ what }) => what === "row");
    for (const one of damage) if (one.what === "fold" || damaged.get(documentId) !== one.seq) found(one);
    if (row === undefined) damaged.delete(documentId);
    else damaged.set(documentId, row.seq);
    for (const { epoch, seq, what } of damage)
      if (what === "fold")
        await store.db.documentSnapshot.deleteMany({ where: { documentId, epoch, seq: BigInt(seq) } });
  }

  const readFrom = async (documentId: string, epoch: number, seq: number): Promise<readonly LogRow[]> => {
    const head = await store.db.document.findUnique({ where: { id: documentId }, select: { epoch: true } });
    if (head?.epoch !== epoch) return [];
    const rows = await store.db.documentUpdate.findMany({
      where: { documentId, epoch, seq: { gt: BigInt(seq) } },
      orderBy: { seq: "asc" },
      select: keptRow,
    });
    return soundRows(rows).rows;
  };

  return {
    readFrom,

    /** Whether a row of the document's log is damaged, as far as this process has seen. */
    isDamaged: (documentId: string): boolean => damaged.has(documentId),

    async load(documentId: string): Promise<Omit<StoredDocument, "damage"> | null> {
      const stored = await loadDocument(store.db, documentId);
      if (stored === null) return null;
      const { damage, ...rest } = stored;
      await note(documentId, damage);
      return rest;
    },

    async append(all: readonly LogEntry[]): Promise<readonly LogAnswer[]> {
      // Upon a row that is lost nothing is built.
      if (damaged.size > 0 && all.some(({ documentId }) => damaged.has(documentId))) {
        const answers = [...(await this.append(all.filter(({ documentId }) => !damaged.has(documentId))))];
        return all.map(({ documentId }): LogAnswer =>
          damaged.has(documentId)
            ? { ok: false, reason: "damaged" }
            : (answers.shift() ?? { ok: false, reason: "unknown-document" }),
        );
      }
      const batch = all;
      if (batch.length === 0) return [];
      const rows = await store.log.query<{ ord: number; status: string; at_seq: string | number | null }>(
        `SELECT ord, status, at_seq FROM append_updates($1::text[], $2::int[], $3::text[], $4::text[], $5::int[], $6::text[], $7::bytea)`,
        [
          batch.map((entry) => entry.documentId),
          batch.map((entry) => entry.epoch),
          batch.map((entry) => entry.personId),
          batch.map((entry) => entry.updateId),
          batch.map((entry) => entry.bytes.byteLength),
          batch.map((entry) => entry.clients.join(",")),
          Buffer.concat(batch.map((entry) => entry.bytes)),
        ],
        "append-updates",
      );
      return rows.map(({ status, at_seq }): LogAnswer => {
        if (status === "stored" || status === "again")
          return { ok: true, seq: Number(at_seq), again: status === "again" };
        return {
          ok: false,
          reason: status === "epoch" || status === "foreign-client" ? status : "unknown-document",
        };
      });
    },

    async fold(documentId: string, epoch: number, row: LogRow, says: Says): Promise<void> {
      const kept = await store.transaction(async (tx) => {
        // A fold of an epoch that is over holds what was taken out of the text since.
        const [head] = await tx.$queryRaw<{ epoch: number }[]>`
          SELECT "epoch" FROM "documents" WHERE "id" = ${documentId} FOR SHARE`;
        if (head?.epoch !== epoch) return false;
        await tx.documentSnapshot.createMany({
          data: [
            {
              documentId,
              epoch,
              seq: BigInt(row.seq),
              bytes: new Uint8Array(row.bytes),
              sha256: foldHash(row.bytes),
            },
          ],
          skipDuplicates: true,
        });
        await keepReading(tx, documentId, epoch, row.seq, says);
        return true;
      });
      if (!kept) return;
      const folds = await store.db.documentSnapshot.findMany({
        where: { documentId, epoch },
        orderBy: { seq: "asc" },
        select: { seq: true },
      });
      const spare = spareFolds(folds.map(({ seq }) => seq));
      if (spare.length > 0)
        await store.db.documentSnapshot.deleteMany({ where: { documentId, epoch, seq: { in: [...spare] } } });
    },

    async unread(most: number): Promise<readonly string[]> {
      const rows = await store.raw.query<{ id: string }>(
        `SELECT d."id" FROM "documents" d LEFT JOIN "document_readings" r ON r."documentId" = d."id"
          WHERE d."seq" > 0 AND (r."epoch", r."seq") IS DISTINCT FROM (d."epoch", d."seq") ORDER BY d."id" LIMIT $1`,
        [most],
      );
      // Of a text with a lost row no fold ever says the last one.
      return rows.flatMap(({ id }) => (damaged.has(id) ? [] : [id]));
    },

    mend: (documentId: string, epoch: number, updateId: string, bytes: Uint8Array) =>
      store.transaction(async (tx) => {
        await lockDocument(tx, documentId);
        const head = await tx.document.findUnique({ where: { id: documentId } });
        const key = { documentId, epoch, clientUpdateId: updateId };
        if (head?.epoch !== epoch || (await tx.documentUpdate.count({ where: key })) > 0) return;
        await appendOwn(tx, documentId, { epoch, seq: Number(head.seq) }, { id: updateId, bytes });
      }),
  };
}

/** A document as it stands: its newest fold and all rows after it; null where there is none. */
export async function loadDocument(tx: Tx, documentId: string): Promise<StoredDocument | null> {
  // Whoever opens a text waits for it: statements written by hand.
  const [head] = await tx.$queryRaw<({ epoch: number } & { [Column in keyof Fold]: Fold[Column] | null })[]>`
    SELECT d."epoch", s."seq", s."bytes", s."sha256" FROM "documents" d
    LEFT JOIN LATERAL (SELECT * FROM "document_snapshots" f WHERE f."documentId" = d."id" AND f."epoch" = d."epoch"
      ORDER BY f."seq" DESC LIMIT 1) s ON true
    WHERE d."id" = ${documentId}`;
  if (head === undefined) return null;
  const { epoch, seq, bytes, sha256 } = head;
  const newest = seq === null || bytes === null || sha256 === null ? null : { seq, bytes, sha256 };
  const { snapshot, tail, damage } = await stateFrom(tx, documentId, epoch, newest, null);
  // Read after the rows: whose ids the rows bring is known by then.
  const owners = await tx.$queryRaw<{ clientId: bigint; personId: string }[]>`
    SELECT "clientId", "personId" FROM "document_clients" WHERE "documentId" = ${documentId} AND "epoch" = ${epoch}`;
  return {
    epoch,
    // Rows may have come in since the head was read; the last one read says where this text stands.
    seq: tail.at(-1)?.seq ?? snapshot?.seq ?? 0,
    snapshot,
    tail,
    damage,
    owners: owners.map(({ clientId, personId }) => [Number(clientId), personId] as const),
  };
}

/** Keeps what the log says up to `seq`, where nothing later is kept. */
async function keepReading(
  tx: Tx,
  documentId: string,
  epoch: number,
  seq: number,
  says: Says,
): Promise<void> {
  const changed = await tx.$executeRaw`
    INSERT INTO "document_readings" ("documentId", "epoch", "seq", "plan", "words")
    VALUES (${documentId}, ${epoch}, ${BigInt(seq)}, ${says.plan}, ${says.words})
    ON CONFLICT ("documentId") DO UPDATE SET "epoch" = excluded."epoch", "seq" = excluded."seq",
      "plan" = excluded."plan", "words" = excluded."words", "at" = CURRENT_TIMESTAMP
    WHERE ("document_readings"."epoch", "document_readings"."seq") < (excluded."epoch", excluded."seq")`;
  if (changed === 0) return;
  await tx.documentOutput.deleteMany({ where: { documentId } });
  await tx.documentOutput.createMany({
    data: says.outputs.map(({ id, responsible, partners, goals, funding, ...fields }) => ({
      ...fields,
      documentId,
      outputId: id,
      responsible: [...responsible],
      partners: [...partners],
      goals: [...goals],
      fundingState: funding.state,
      fundingScope: funding.scope,
      fundingSector: funding.sector,
      amount: funding.amount,
      currency: funding.currency,
    })),
  });
}

/** Which of the folds at these rows, in order, nobody needs: they are neither the newest nor the first after so many rows. */
export function spareFolds(seqs: readonly bigint[]): readonly bigint[] {
  let last = 0n;
  return seqs.slice(0, -foldsKept).filter((seq) => {
    const stays = seq / rowsPerFold > last;
    if (stays) last = seq / rowsPerFold;
    return !stays;
  });
}

/** Name of the row with which the server begins a log. */
const firstRow = "first-state";

/** Every document there is, by id. */
export async function documentIds(tx: Tx): Promise<string[]> {
  return (await tx.document.findMany({ select: { id: true }, orderBy: { id: "asc" } })).map(({ id }) => id);
}

/** A new document whose log begins with `first`, made by the server alone. Returns its id. */
export async function createDocument(tx: Tx, first: Uint8Array, at: Date): Promise<string> {
  const { id, epoch } = await tx.document.create({ data: { seq: 1n }, select: { id: true, epoch: true } });
  await tx.documentUpdate.create({
    data: {
      documentId: id,
      epoch,
      seq: 1n,
      personId: null,
      clientUpdateId: firstRow,
      bytes: new Uint8Array(first),
      check: checkOf(first),
      at,
    },
  });
  return id;
}

/**
 * Begins another epoch of a document, whose log has `first` as its only row; rows of epochs before it stay. Lock the log before.
 * What is to be known of client ids goes along where `first` is written under the ids of those who wrote it.
 */
export async function beginEpoch(
  tx: Tx,
  documentId: string,
  first: { readonly epoch: number; readonly bytes: Uint8Array; readonly keepsClients: boolean },
  at: Date,
): Promise<void> {
  const { epoch, bytes, keepsClients } = first;
  const before = await tx.document.findUniqueOrThrow({ where: { id: documentId }, select: { epoch: true } });
  await tx.document.update({ where: { id: documentId }, data: { epoch, seq: 1n } });
  await tx.documentUpdate.create({
    data: {
      documentId,
      epoch,
      seq: 1n,
      personId: null,
      clientUpdateId: firstRow,
      bytes: new Uint8Array(bytes),
      check: checkOf(bytes),
      at,
    },
  });
  if (!keepsClients) return;
  const clients = await tx.documentClient.findMany({ where: { documentId, epoch: before.epoch } });
  await tx.documentClient.createMany({ data: clients.map((client) => ({ ...client, epoch })) });
}

/**
 * Appends an update that the server made on the text at `epoch` and `seq`, in the transaction of an act; the document is
 * locked before. Answers its number, or null where the log is another by now.
 */
export async function appendOwn(
  tx: Tx,
  documentId: string,
  at: { readonly epoch: number; readonly seq: number },
  update: { readonly id: string; readonly bytes: Uint8Array },
): Promise<number | null> {
  const head = await tx.document.findUnique({ where: { id: documentId } });
  if (head === null || head.epoch !== at.epoch || Number(head.seq) !== at.seq) return null;
  const seq = head.seq + 1n;
  await tx.documentUpdate.create({
    data: {
      documentId,
      epoch: at.epoch,
      seq,
      personId: null,
      clientUpdateId: update.id,
      bytes: new Uint8Array(update.bytes),
      check: checkOf(update.bytes),
    },
  });
  await tx.document.update({ where: { id: documentId }, data: { seq } });
  return Number(seq);
}

/** Locks the log until the transaction ends: nobody appends meanwhile. */
export async function lockDocument(tx: Tx, documentId: string): Promise<void> {
  await tx.$queryRaw`SELECT "id" FROM "documents" WHERE "id" = ${documentId} FOR UPDATE`;
}

/**
 * What makes the text of an epoch at the moment after row `upTo`, or now: the newest sound fold that is not later, and the sound
 * rows after it. A fold that is damaged is passed over; at a damaged row the text ends.
 */
export async function stateAt(
  tx: Tx,
  documentId: string,
  epoch: number,
  upTo?: number,
): Promise<Pick<StoredDocument, "snapshot" | "tail" | "damage">> {
  const last = upTo === undefined ? null : BigInt(upTo);
  return stateFrom(tx, documentId, epoch, await foldUpTo(tx, documentId, epoch, last), last);
}

/** A fold as it lies in the database. */
interface Fold {
  readonly seq: bigint;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly sha256: string;
}

/** The newest fold that is not later than `last`, or the newest of all; null where there is none. */
async function foldUpTo(
  tx: Tx,
  documentId: string,
  epoch: number,
  last: bigint | null,
): Promise<Fold | null> {
  return tx.documentSnapshot.findFirst({
    where: { documentId, epoch, ...(last === null ? {} : { seq: { lte: last } }) },
    orderBy: { seq: "desc" },
    select: { seq: true, bytes: true, sha256: true },
  });
}

async function stateFrom(
  tx: Tx,
  documentId: string,
  epoch: number,
  newest: Fold | null,
  last: bigint | null,
): Promise<Pick<StoredDocument, "snapshot" | "tail" | "damage">> {
  const damage: Damage[] = [];
  let sound = newest;
  while (sound !== null && foldHash(sound.bytes) !== sound.sha256) {
    damage.push({ documentId, epoch, seq: Number(sound.seq), what: "fold" });
    sound = await foldUpTo(tx, documentId, epoch, sound.seq - 1n);
  }
  const kept = await tx.$queryRaw<KeptRow[]>`
    SELECT "seq", "bytes", "clientUpdateId", "check" FROM "document_updates"
    WHERE "documentId" = ${documentId} AND "epoch" = ${epoch} AND "seq" > ${sound?.seq ?? 0n}
      AND (${last}::bigint IS NULL OR "seq" <= ${last}::bigint)
    ORDER BY "seq"`;
  const { rows, damaged } = soundRows(kept);
  if (damaged !== null) damage.push({ documentId, epoch, seq: damaged, what: "row" });
  return {
    snapshot: sound === null ? null : { seq: Number(sound.seq), bytes: sound.bytes },
    tail: rows,
    damage,
  };
}

const keptRow = { seq: true, bytes: true, clientUpdateId: true, check: true } as const;
