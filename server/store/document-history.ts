/** What the log of a live text tells of its past: who wrote which row and when, and whose a Yjs client id is. */
import type { GroupId, Iso, PersonId } from "#app/domain/roles.ts";
import type { WrittenRow } from "#app/domain/sitting.ts";
import type { Tx } from "./client.ts";

/** A place in the log. */
export interface LogPlace {
  readonly epoch: number;
  readonly seq: number;
}

const withoutBytes = { epoch: true, seq: true, personId: true, clientUpdateId: true, at: true } as const;

const rowOf = (row: {
  epoch: number;
  seq: bigint;
  personId: string | null;
  clientUpdateId: string;
  at: Date;
}): WrittenRow => ({
  epoch: row.epoch,
  seq: Number(row.seq),
  personId: row.personId,
  name: row.clientUpdateId,
  at: row.at,
});

/** The last `most` rows before a place, or of the whole log, in the order they were written. */
export async function rowsBefore(
  tx: Tx,
  documentId: string,
  place: LogPlace | null,
  most: number,
): Promise<readonly WrittenRow[]> {
  const earlier =
    place === null
      ? {}
      : { OR: [{ epoch: { lt: place.epoch } }, { epoch: place.epoch, seq: { lt: BigInt(place.seq) } }] };
  const rows = await tx.documentUpdate.findMany({
    where: { documentId, ...earlier },
    orderBy: [{ epoch: "desc" }, { seq: "desc" }],
    take: most,
    select: withoutBytes,
  });
  return rows.map(rowOf).reverse();
}

/** The epoch that the text is in; null where there is no such document. */
export async function epochOf(tx: Tx, documentId: string): Promise<number | null> {
  const row = await tx.document.findUnique({ where: { id: documentId }, select: { epoch: true } });
  return row?.epoch ?? null;
}

/** The row at a place; null where the log holds none there (any more). */
export async function rowAt(
  tx: Tx,
  documentId: string,
  { epoch, seq }: LogPlace,
): Promise<WrittenRow | null> {
  const row = await tx.documentUpdate.findUnique({
    where: { documentId_epoch_seq: { documentId, epoch, seq: BigInt(seq) } },
    select: withoutBytes,
  });
  return row === null ? null : rowOf(row);
}

/** Which of these places the log still holds, as "epoch.seq". */
export async function heldPlaces(
  tx: Tx,
  documentId: string,
  places: readonly LogPlace[],
): Promise<ReadonlySet<string>> {
  const rows = await tx.documentUpdate.findMany({
    where: { documentId, OR: places.map(({ epoch, seq }) => ({ epoch, seq: BigInt(seq) })) },
    select: { epoch: true, seq: true },
  });
  return new Set(rows.map(({ epoch, seq }) => `${epoch}.${seq}`));
}

/** The last row that had been written at `at`; null where the text began later. */
export async function rowAtMoment(tx: Tx, documentId: string, at: Date): Promise<WrittenRow | null> {
  const row = await tx.documentUpdate.findFirst({
    where: { documentId, at: { lte: at } },
    orderBy: [{ epoch: "desc" }, { seq: "desc" }],
    select: withoutBytes,
  });
  return row === null ? null : rowOf(row);
}

/** Whether a row of that name is in the log of this epoch. */
export async function hasRow(tx: Tx, documentId: string, epoch: number, name: string): Promise<boolean> {
  return (await tx.documentUpdate.count({ where: { documentId, epoch, clientUpdateId: name } })) > 0;
}

/** Which person a Yjs client id of the epoch belongs to. */
export async function clientOwners(
  tx: Tx,
  documentId: string,
  epoch: number,
): Promise<ReadonlyMap<number, PersonId>> {
  const rows = await tx.documentClient.findMany({ where: { documentId, epoch } });
  return new Map(rows.map(({ clientId, personId }) => [Number(clientId), personId]));
}

/** A row of the log with its bytes. */
export interface ReadRow {
  readonly name: string;
  /** Null for a row of the server's own. */
  readonly personId: PersonId | null;
  readonly bytes: Uint8Array;
}

/** All rows of an epoch up to a place, in order. */
export async function rowsUpTo(
  tx: Tx,
  documentId: string,
  { epoch, seq }: LogPlace,
): Promise<readonly ReadRow[]> {
  const rows = await tx.documentUpdate.findMany({
    where: { documentId, epoch, seq: { lte: BigInt(seq) } },
    orderBy: { seq: "asc" },
    select: { clientUpdateId: true, personId: true, bytes: true },
  });
  return rows.map(({ clientUpdateId, personId, bytes }) => ({ name: clientUpdateId, personId, bytes }));
}

/** Somebody who wrote, as pages name them. An account that was erased keeps the country and loses the name. */
export interface Writer {
  readonly name: string | null;
  readonly country: Iso | null;
}

/** These people, each with the country they act or acted for in the group. */
export async function writersOf(
  tx: Tx,
  groupId: GroupId,
  ids: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, Writer>> {
  const wanted = [...new Set(ids)];
  const people = await tx.person.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true, erasedAt: true },
  });
  const grants = await tx.grant.findMany({
    where: { personId: { in: wanted }, country: { not: null } },
    orderBy: [{ from: "desc" }, { id: "desc" }],
    select: { personId: true, country: true, groupId: true },
  });
  return new Map(
    people.map(({ id, name, erasedAt }) => {
      const own = grants.filter(({ personId }) => personId === id);
      const { country = null } = own.find((grant) => grant.groupId === groupId) ?? own[0] ?? {};
      return [id, { name: erasedAt === null ? name : null, country }];
    }),
  );
}
