/** What a backup says of itself: its last part but one, read before anything is restored. */

export const backupFormat = "elac-backup";
/** Grows when an older product would misread a backup. */
export const backupVersion = 1;

/** Names of the two parts that end every backup; `sha256sum -c` understands the second. */
export const manifestPart = "manifest.json";
export const sealPart = "manifest.sha256";

export interface BackedTable {
  /** In the order in which each line has them. */
  readonly columns: readonly string[];
  readonly rows: number;
}

export interface Manifest {
  readonly format: typeof backupFormat;
  readonly version: number;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  /** The database it was made from; it can be restored on either. */
  readonly database: "embedded" | "server";
  /** Migrations that the database had, in order. */
  readonly migrations: readonly { readonly name: string; readonly checksum: string }[];
  readonly tables: Readonly<Record<string, BackedTable>>;
  /** Counters that give the next number: the last one given, and whether it was given. */
  readonly sequences: readonly { readonly name: string; readonly last: string; readonly called: boolean }[];
  /** Heads of the journal's chains. */
  readonly chains: readonly { readonly id: string; readonly seq: number; readonly head: string }[];
  /** How many uploaded files it holds. */
  readonly files: number;
  /** Every part but the manifest and its seal, in the order of the archive. SHA-256 in hexadecimal. */
  readonly parts: readonly Part[];
}

export interface Part {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Lines of a table: one row each, a JSON array of the columns' texts; compressed with gzip. */
export const tablePart = (table: string, number: number): string =>
  `tables/${table}/${String(number).padStart(6, "0")}.jsonl.gz`;

/** The table that a part holds lines of; null for any other part. */
export const tableOfPart = (name: string): string | null =>
  /^tables\/([^/]+)\/\d+\.jsonl\.gz$/.exec(name)?.[1] ?? null;

/** An uploaded file under the SHA-256 that names it. */
export const filePart = (sha256: string): string => `files/${sha256.slice(0, 2)}/${sha256}`;

/** The SHA-256 that names the file in a part; null for any other part. */
export const fileOfPart = (name: string): string | null =>
  /^files\/[0-9a-f]{2}\/([0-9a-f]{64})$/.exec(name)?.[1] ?? null;

/** The manifest in `text`; its format and version, where it is none of those this product reads. */
export function readManifest(text: string): Manifest | { readonly unread: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { unread: "?" };
  }
  if (typeof value !== "object" || value === null) return { unread: "?" };
  const { format, version } = value as Readonly<Record<string, unknown>>;
  if (format === backupFormat && version === backupVersion) return value as Manifest;
  return { unread: `${String(format)} ${String(version)}` };
}
