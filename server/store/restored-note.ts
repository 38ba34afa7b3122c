/** A note that the database was restored and that what follows from it has not been done yet. */
import type { RawSql, Tx } from "./client.ts";

const key = "restored";

export interface RestoredNote {
  /** When the backup was made: ISO 8601, UTC. */
  readonly madeAt: string;
  /** SHA-256 of its manifest. */
  readonly sha256: string;
}

/** Leaves the note, in the transaction that brings the rows. */
export async function noteRestored(raw: RawSql, note: RestoredNote): Promise<void> {
  await raw.query(
    `INSERT INTO "settings" ("key", "value") VALUES ($1, $2::jsonb) ON CONFLICT ("key") DO UPDATE SET "value" = excluded."value"`,
    [key, JSON.stringify(note)],
  );
}

/** The note, locked for the transaction; null where there is none. */
export async function restoredNote(tx: Tx): Promise<RestoredNote | null> {
  await tx.$queryRaw`SELECT "key" FROM "settings" WHERE "key" = ${key} FOR UPDATE`;
  const row = await tx.setting.findUnique({ where: { key } });
  if (typeof row?.value !== "object" || row.value === null) return null;
  const { madeAt, sha256 } = row.value as Readonly<Record<string, unknown>>;
  return { madeAt: String(madeAt), sha256: String(sha256) };
}

export async function dropNote(tx: Tx): Promise<void> {
  await tx.setting.delete({ where: { key } });
}
