/** Whether what the log of a live text holds is still what was written: bits rot, and nobody may be shown a text with a hole. */
import { createHash } from "node:crypto";
import type { LogRow } from "./documents.ts";

/** What the bytes of a row are told by: of rows of editors it is their name, too. 27 characters hold 162 bits. */
export const checkOf = (bytes: Uint8Array): string =>
  createHash("sha256").update(bytes).digest("base64url").slice(0, 27);

/** SHA-256 of a fold's bytes, in hexadecimal. */
export const foldHash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** A row as it lies in the database. */
export interface KeptRow {
  readonly seq: bigint;
  readonly bytes: Uint8Array;
  readonly clientUpdateId: string;
  readonly check: string | null;
}

/** The rows before the first one that is not what was written, and the number of that one; null where all are. */
export function soundRows(rows: readonly KeptRow[]): {
  readonly rows: readonly LogRow[];
  readonly damaged: number | null;
} {
  const broken = rows.findIndex(
    ({ bytes, check, clientUpdateId }) => checkOf(bytes) !== (check ?? clientUpdateId),
  );
  const sound = broken === -1 ? rows : rows.slice(0, broken);
  return {
    rows: sound.map(({ seq, bytes }) => ({ seq: Number(seq), bytes })),
    damaged: broken === -1 ? null : Number(rows[broken]?.seq ?? 0n),
  };
}

/** What was found not to be what was written. */
export interface Damage {
  readonly documentId: string;
  readonly epoch: number;
  readonly seq: number;
  readonly what: "fold" | "row";
}
