/** Documents of groups and papers before the officers: what is known of them; their bytes lie on the shelf (shelf.ts) by their SHA-256. */
import type { Language } from "#app/domain/release.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { CycleId, GroupId, Iso, PersonId, Sector } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import { authorsOf, type Author } from "./pages.ts";

export interface FiledDocument {
  readonly id: string;
  readonly title: string;
  readonly language: Language;
  /** Name under which it is handed out: "cost-study.pdf". */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly by: Author & { readonly sector: Sector | null };
  readonly at: Date;
  readonly removedAt: Date | null;
  readonly removedReason: string | null;
  /** Whether the reader may take it down. */
  readonly removable: boolean;
}

/** Where documents lie: with a group, or with the officers of a cycle. */
export type Holder = { readonly groupId: GroupId } | { readonly cycleId: CycleId };

/**
 * The documents there, the newest first; removed ones are told with their reason, without their bytes. `mayRemove` says of each
 * that stands whether the reader may take it down, by whoever filed it.
 */
export async function filesOf(
  tx: Tx,
  holder: Holder,
  reader: Language,
  mayRemove: (filedBy: PersonId | null) => boolean,
): Promise<readonly FiledDocument[]> {
  const rows = await tx.storedFile.findMany({
    where: holder,
    orderBy: [{ at: "desc" }, { id: "desc" }],
  });
  const authors = await authorsOf(tx, rows, reader);
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    language: row.language as Language,
    name: row.name,
    mediaType: row.mediaType,
    bytes: row.bytes,
    sha256: row.sha256,
    by: { ...authors(row), sector: row.sector as Sector | null },
    at: row.at,
    removedAt: row.removedAt,
    removedReason: row.removedReason,
    removable: row.removedAt === null && mayRemove(row.personId),
  }));
}

/** A document that may be handed out. Refused as `unknown` (`file.unknown`) where there is none or it was removed. */
export async function fileToServe(
  tx: Tx,
  id: string,
): Promise<
  Pick<FiledDocument, "name" | "mediaType" | "bytes" | "sha256"> & {
    readonly groupId: GroupId | null;
    readonly cycleId: CycleId | null;
  }
> {
  const row = await tx.storedFile.findUnique({ where: { id } });
  if (row === null || row.removedAt !== null) throw refuse("unknown", "file.unknown");
  return row;
}

/** A document there, locked. Refused as `unknown` (`file.unknown`), also where it lies elsewhere. */
export async function fileOf(
  tx: Tx,
  holder: Holder,
  id: string,
): Promise<{ id: string; personId: PersonId | null; removedAt: Date | null }> {
  await tx.$queryRaw`SELECT "id" FROM "files" WHERE "id" = ${id} FOR UPDATE`;
  const row = await tx.storedFile.findFirst({
    where: { id, ...holder },
    select: { id: true, personId: true, removedAt: true },
  });
  if (row === null) throw refuse("unknown", "file.unknown");
  return row;
}

/** Enters a document whose bytes are on the shelf. */
export async function enterFile(
  tx: Tx,
  file: {
    /** Neither this nor `cycleId` for a letter. */
    groupId: GroupId | null;
    cycleId?: CycleId | null;
    title: string;
    language: Language;
    name: string;
    mediaType: string;
    bytes: number;
    sha256: string;
    personId: PersonId;
    country: Iso | null;
    sector?: Sector | null;
    at: Date;
  },
): Promise<string> {
  const row = await tx.storedFile.create({ data: file, select: { id: true } });
  return row.id;
}

/** The same bytes under the same title, entered by the same person since `since`: a form sent twice. */
export async function twinOf(
  tx: Tx,
  file: {
    groupId: GroupId | null;
    cycleId: CycleId | null;
    sha256: string;
    title: string;
    personId: PersonId;
    since: Date;
  },
): Promise<string | null> {
  const { since, ...same } = file;
  const row = await tx.storedFile.findFirst({ where: { ...same, removedAt: null, at: { gte: since } } });
  return row?.id ?? null;
}

/** Takes a document down; what is known of it stays, its bytes are no longer handed out. */
export async function removeFile(tx: Tx, id: string, reason: string, at: Date): Promise<void> {
  await tx.storedFile.update({ where: { id }, data: { removedAt: at, removedReason: reason } });
}
