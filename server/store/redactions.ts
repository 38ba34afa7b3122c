/** Words that are taken out of texts: posts, pages, documents, and the log of a plan (domain §9). */
import { redactionMark } from "#app/domain/redaction.ts";
import type { Tx } from "./client.ts";
import { beginEpoch } from "./documents.ts";
import type { Prisma } from "./generated/client.ts";
import { subjectColumns, type Subject } from "./releases.ts";

/** A version of a text as it is kept. */
export interface KeptPost {
  readonly postId: string;
  readonly groupId: string;
  readonly versions: readonly { readonly version: number; readonly body: string }[];
  /** Why it was hidden, if it was. */
  readonly hiddenReason: string | null;
}

/** All versions of a post's words; null where there is none. Locked for the transaction. */
export async function keptPost(
  tx: Tx,
  groupId: string,
  thread: number,
  post: number,
): Promise<KeptPost | null> {
  const row = await tx.post.findFirst({
    where: { number: post, thread: { groupId, number: thread } },
    select: { id: true, hiddenReason: true },
  });
  if (row === null) return null;
  await tx.$queryRaw`SELECT "id" FROM "posts" WHERE "id" = ${row.id} FOR UPDATE`;
  const versions = await tx.postText.findMany({ where: { postId: row.id }, orderBy: { version: "asc" } });
  return { postId: row.id, groupId, versions, hiddenReason: row.hiddenReason };
}

export async function setPostBody(
  tx: Tx,
  postId: string,
  version: number,
  body: string,
  at: Date,
): Promise<void> {
  await tx.postText.update({
    where: { postId_version: { postId, version } },
    data: { body, redactedAt: at },
  });
}

/** Sets why a post was hidden, and takes the words from beside its entry of the record. */
export async function setHiddenReason(tx: Tx, postId: string, hiddenReason: string, at: Date): Promise<void> {
  await tx.post.update({ where: { id: postId }, data: { hiddenReason } });
  const entry = { kind: "post.hidden", facts: { contains: `"${postId}"` } };
  const beside = await tx.journalName.findMany({ where: { redactedAt: null, field: "reason", entry } });
  for (const { entryId, field } of beside) await forgetWords(tx, entryId, field, at);
}

/** The words that a thread has of its own; null where there is none. Locked for the transaction. */
export async function keptThread(tx: Tx, groupId: string, number: number): Promise<ThreadWords | null> {
  await tx.$queryRaw`SELECT "id" FROM "threads" WHERE "groupId" = ${groupId} AND "number" = ${number} FOR UPDATE`;
  return tx.thread.findFirst({
    where: { groupId, number },
    select: { id: true, title: true, closeReason: true, passage: true },
  });
}

export interface ThreadWords {
  readonly id: string;
  readonly title: string;
  readonly closeReason: string | null;
  /** What of its subject it is about, where somebody named it. */
  readonly passage: string | null;
}

/** Sets a thread's own words, and takes away those beside its entries of the record that satisfy `holds`. */
export async function setThreadWords(
  tx: Tx,
  { id, ...words }: ThreadWords,
  holds: (words: string) => boolean,
  at: Date,
): Promise<void> {
  await tx.thread.update({ where: { id }, data: words });
  const kinds = ["thread.opened", "thread.closed"];
  const beside = await tx.journalName.findMany({
    where: {
      redactedAt: null,
      field: { in: ["title", "reason"] },
      entry: { kind: { in: kinds }, facts: { contains: `"${id}"` } },
    },
  });
  for (const { entryId, field, value } of beside)
    if (value !== null && holds(value)) await forgetWords(tx, entryId, field, at);
}

/** Takes words from beside an entry; its hash of them stays, and nobody can try words against it without the salt. */
export const forgetWords = (tx: Tx, entryId: string, field: string, at: Date) =>
  tx.journalName.update({
    where: { entryId_field: { entryId, field } },
    data: { value: null, salt: "", redactedAt: at },
  });

export interface KeptText {
  readonly id: string;
  readonly title: string;
  readonly body: unknown;
}

/** All versions of a page's words in all languages; null where there is no such page. */
export async function keptTexts(
  tx: Tx,
  page: { groupId: string; kinds: readonly string[]; slug: string },
): Promise<{ pageId: string; texts: readonly KeptText[] } | null> {
  const { groupId, kinds, slug } = page;
  const row = await tx.page.findFirst({
    where: { groupId, slug, kind: { in: [...kinds] } },
    select: { id: true },
  });
  if (row === null) return null;
  await tx.$queryRaw`SELECT "id" FROM "pages" WHERE "id" = ${row.id} FOR UPDATE`;
  const texts = await tx.pageText.findMany({
    where: { pageId: row.id },
    orderBy: [{ language: "asc" }, { version: "asc" }],
    select: { id: true, title: true, body: true },
  });
  return { pageId: row.id, texts };
}

export async function setText(tx: Tx, text: KeptText, at: Date): Promise<void> {
  const { id, title, body } = text;
  await tx.pageText.update({
    where: { id },
    data: { title, body: body as Prisma.InputJsonValue, redactedAt: at },
  });
}

/**
 * Gives a page whose title was redacted an address without it, here and beside the entries of the record that lead to it.
 * Answers the new address.
 */
export async function renamePage(tx: Tx, pageId: string, link: string): Promise<string> {
  const slug = `redacted-${pageId.slice(-12)}`;
  const to = `${link.slice(0, link.lastIndexOf("/"))}/${slug}`;
  await tx.page.update({ where: { id: pageId }, data: { slug } });
  await tx.journalEntry.updateMany({ where: { link }, data: { link: to } });
  return to;
}

export interface KeptFile {
  readonly id: string;
  /** Null for a paper before the officers. */
  readonly groupId: string | null;
  readonly title: string;
  readonly name: string;
  readonly sha256: string;
  readonly removedAt: Date | null;
}

/** A document, locked for the transaction; null where there is none. Letters on which formal acts rest are none of these. */
export async function keptFile(tx: Tx, id: string): Promise<KeptFile | null> {
  await tx.$queryRaw`SELECT "id" FROM "files" WHERE "id" = ${id} FOR UPDATE`;
  return tx.storedFile.findFirst({
    where: { id, OR: [{ groupId: { not: null } }, { cycleId: { not: null } }] },
    select: { id: true, groupId: true, title: true, name: true, sha256: true, removedAt: true },
  });
}

/** Takes a document down with its title and name. Answers whether nothing else holds the same bytes. */
export async function forgetFile(tx: Tx, file: KeptFile, reason: string, at: Date): Promise<boolean> {
  const ending = /\.[a-z0-9]{1,8}$/i.exec(file.name)?.[0] ?? "";
  await tx.storedFile.update({
    where: { id: file.id },
    data: {
      title: redactionMark,
      name: `redacted${ending}`,
      removedReason: reason,
      removedAt: file.removedAt ?? at,
    },
  });
  const names = await tx.journalName.findMany({
    where: {
      redactedAt: null,
      entry: { kind: { in: ["file.uploaded", "file.removed"] }, facts: { contains: `"${file.id}"` } },
    },
  });
  for (const { entryId, field } of names) await forgetWords(tx, entryId, field, at);
  return (await tx.storedFile.count({ where: { sha256: file.sha256, removedAt: null } })) === 0;
}

/** Numbers of the releases of a subject whose canonical text satisfies `holds`: they keep it, since none is ever edited. */
export async function releasesHolding(
  tx: Tx,
  subject: Subject,
  holds: (canonical: string) => boolean,
): Promise<number[]> {
  const rows = await tx.release.findMany({
    where: subjectColumns(subject),
    orderBy: { number: "asc" },
    select: { number: true, canonical: true },
  });
  return rows.filter(({ canonical }) => holds(canonical)).map(({ number }) => number);
}

/**
 * Begins a new epoch of a document with `first` as its only row, and removes every row, fold and client of those before it: the
 * words that were taken out stand nowhere any more. Lock the log before. Answers the epoch.
 */
export async function beginWithout(tx: Tx, documentId: string, first: Uint8Array, at: Date): Promise<number> {
  const head = await tx.document.findUniqueOrThrow({ where: { id: documentId }, select: { epoch: true } });
  const epoch = head.epoch + 1;
  await beginEpoch(tx, documentId, { epoch, bytes: first, keepsClients: false }, at);
  const before = { where: { documentId, epoch: { lt: epoch } } };
  await tx.documentUpdate.deleteMany(before);
  await tx.documentSnapshot.deleteMany(before);
  await tx.documentClient.deleteMany(before);
  await tx.documentReading.deleteMany({ where: { documentId } });
  await tx.documentOutput.deleteMany({ where: { documentId } });
  return epoch;
}
