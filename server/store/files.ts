/** Files of a group: what is known of them; their bytes lie on the shelf (shelf.ts) by their SHA-256. */
import type { Language } from "#app/domain/release.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Iso, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import { authorsOf, type Author } from "./pages.ts";

export interface FiledDocument {
  readonly id: string;
  readonly groupId: string | null;
  readonly title: string;
  readonly language: Language;
  /** Name under which it is handed out: "cost-study.pdf". */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly by: Author;
  readonly at: Date;
  readonly removedAt: Date | null;
  readonly removedReason: string | null;
}

/** The documents of a group, the newest first; removed ones are told with their reason, without their bytes. */
export async function filesOf(tx: Tx, groupId: string, reader: Language): Promise<readonly FiledDocument[]> {
  const rows = await tx.storedFile.findMany({
    where: { groupId },
    orderBy: [{ at: "desc" }, { id: "desc" }],
  });
  const authors = await authorsOf(tx, rows, reader);
  return rows.map((row) => ({ ...row, language: row.language as Language, by: authors(row) }));
}

/** A document that may be handed out. Refused as `unknown` (`file.unknown`) where there is none or it was removed. */
export async function fileToServe(
  tx: Tx,
  id: string,
): Promise<Pick<FiledDocument, "groupId" | "name" | "mediaType" | "bytes" | "sha256" | "at">> {
  const row = await tx.storedFile.findUnique({ where: { id } });
  if (row === null || row.removedAt !== null) throw refuse("unknown", "file.unknown");
  return row;
}

/** A document of that group. Refused as `unknown` (`file.unknown`), also where it is another group's. */
export async function fileOf(
  tx: Tx,
  groupId: string,
  id: string,
): Promise<{ id: string; removedAt: Date | null }> {
  await tx.$queryRaw`SELECT "id" FROM "files" WHERE "id" = ${id} FOR UPDATE`;
  const row = await tx.storedFile.findUnique({
    where: { id },
    select: { id: true, groupId: true, removedAt: true },
  });
  if (row === null || row.groupId !== groupId) throw refuse("unknown", "file.unknown");
  return row;
}

/** Enters a document whose bytes are on the shelf. */
export async function enterFile(
  tx: Tx,
  file: {
    /** Null for a letter. */
    groupId: string | null;
    title: string;
    language: Language;
    name: string;
    mediaType: string;
    bytes: number;
    sha256: string;
    personId: PersonId;
    country: Iso | null;
    at: Date;
  },
): Promise<string> {
  const row = await tx.storedFile.create({ data: file, select: { id: true } });
  return row.id;
}

/** The same bytes under the same title, entered by the same person since `since`: a form sent twice. */
export async function twinOf(
  tx: Tx,
  file: { groupId: string | null; sha256: string; title: string; personId: PersonId; since: Date },
): Promise<string | null> {
  const { since, ...same } = file;
  const row = await tx.storedFile.findFirst({ where: { ...same, removedAt: null, at: { gte: since } } });
  return row?.id ?? null;
}

/** Takes a document down; what is known of it stays, its bytes are no longer handed out. */
export async function removeFile(tx: Tx, id: string, reason: string, at: Date): Promise<void> {
  await tx.storedFile.update({ where: { id }, data: { removedAt: at, removedReason: reason } });
}
