import type { Output } from "#app/document/reading.ts";
import type { Store, Tx } from "./client.ts";

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
  | { readonly ok: false; readonly reason: "unknown-document" | "epoch" | "foreign-client" };

/** What a fold of the log says, for lists and searches. */
export interface Says {
  /** Canonical JSON. */
  readonly plan: string;
  readonly words: string;
  readonly outputs: readonly Output[];
}

/** Folds are kept this many deep: the newest to load from, the one before it in case the newest is damaged. */
const foldsKept = 2;

/**
 * The log of live texts in the database, in the shape that co-editing asks for (server/realtime/keeper.ts).
 * Resolved means committed. Writes document_updates, document_clients, documents, document_snapshots.
 */
export function documentLog(store: Store) {
  return {
    load: (documentId: string) => loadDocument(store.db, documentId),

    async append(batch: readonly LogEntry[]): Promise<readonly LogAnswer[]> {
      if (batch.length === 0) return [];
      const rows = await store.raw.query<{ ord: number; status: string; at_seq: string | number | null }>(
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

    async readFrom(documentId: string, epoch: number, seq: number): Promise<readonly LogRow[]> {
      const head = await store.db.document.findUnique({ where: { id: documentId }, select: { epoch: true } });
      if (head?.epoch !== epoch) return [];
      const rows = await store.db.documentUpdate.findMany({
        where: { documentId, epoch, seq: { gt: BigInt(seq) } },
        orderBy: { seq: "asc" },
        select: { seq: true, bytes: true },
      });
      return rows.map(rowOf);
    },

    async fold(documentId: string, epoch: number, row: LogRow, says: Says): Promise<void> {
      const kept = await store.transaction(async (tx) => {
        // A fold of an epoch that is over holds what was taken out of the text since.
        const [head] = await tx.$queryRaw<{ epoch: number }[]>`
          SELECT "epoch" FROM "documents" WHERE "id" = ${documentId} FOR SHARE`;
        if (head?.epoch !== epoch) return false;
        await tx.documentSnapshot.createMany({
          data: [{ documentId, epoch, seq: BigInt(row.seq), bytes: new Uint8Array(row.bytes) }],
          skipDuplicates: true,
        });
        await keepReading(tx, documentId, epoch, row.seq, says);
        return true;
      });
      if (!kept) return;
      const old = await store.db.documentSnapshot.findMany({
        where: { documentId, epoch },
        orderBy: { seq: "desc" },
        skip: foldsKept,
        select: { seq: true },
      });
      if (old.length > 0)
        await store.db.documentSnapshot.deleteMany({
          where: { documentId, epoch, seq: { in: old.map(({ seq }) => seq) } },
        });
    },

    async unread(most: number): Promise<readonly string[]> {
      const rows = await store.raw.query<{ id: string }>(
        `SELECT d."id" FROM "documents" d LEFT JOIN "document_readings" r ON r."documentId" = d."id"
          WHERE d."seq" > 0 AND (r."epoch", r."seq") IS DISTINCT FROM (d."epoch", d."seq") ORDER BY d."id" LIMIT $1`,
        [most],
      );
      return rows.map(({ id }) => id);
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
  const head = await tx.document.findUnique({ where: { id: documentId } });
  if (head === null) return null;
  const { epoch } = head;
  const snapshot = await tx.documentSnapshot.findFirst({
    where: { documentId, epoch },
    orderBy: { seq: "desc" },
  });
  const tail = await tx.documentUpdate.findMany({
    where: { documentId, epoch, seq: { gt: snapshot?.seq ?? 0n } },
    orderBy: { seq: "asc" },
    select: { seq: true, bytes: true },
  });
  const owners = await tx.documentClient.findMany({ where: { documentId, epoch } });
  return {
    epoch,
    // Rows may have come in since the head was read; the last one read says where this text stands.
    seq: Number(tail.at(-1)?.seq ?? snapshot?.seq ?? 0n),
    snapshot: snapshot === null ? null : rowOf(snapshot),
    tail: tail.map(rowOf),
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

/** Name of the row with which the server begins a log. */
const firstRow = "first-state";

/** Every document there is, by id. */
export async function documentIds(tx: Tx): Promise<string[]> {
  return (await tx.document.findMany({ select: { id: true }, orderBy: { id: "asc" } })).map(({ id }) => id);
}

/** A new document whose log begins with `first`, made by the server alone. Returns its id. */
export async function createDocument(tx: Tx, first: Uint8Array): Promise<string> {
  const { id, epoch } = await tx.document.create({ data: { seq: 1n }, select: { id: true, epoch: true } });
  await tx.documentUpdate.create({
    data: {
      documentId: id,
      epoch,
      seq: 1n,
      personId: null,
      clientUpdateId: firstRow,
      bytes: new Uint8Array(first),
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
    },
  });
  await tx.document.update({ where: { id: documentId }, data: { seq } });
  return Number(seq);
}

/** Locks the log until the transaction ends: nobody appends meanwhile. */
export async function lockDocument(tx: Tx, documentId: string): Promise<void> {
  await tx.$queryRaw`SELECT "id" FROM "documents" WHERE "id" = ${documentId} FOR UPDATE`;
}

/** Rows of the log up to and with `seq`, for the text at that moment. */
export async function rowsUpTo(
  tx: Tx,
  documentId: string,
  epoch: number,
  seq: number,
): Promise<readonly LogRow[]> {
  const rows = await tx.documentUpdate.findMany({
    where: { documentId, epoch, seq: { lte: BigInt(seq) } },
    orderBy: { seq: "asc" },
    select: { seq: true, bytes: true },
  });
  return rows.map(rowOf);
}

function rowOf({ seq, bytes }: { seq: bigint; bytes: Uint8Array }): LogRow {
  return { seq: Number(seq), bytes };
}
