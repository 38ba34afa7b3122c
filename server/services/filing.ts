/** Taking in a document and taking it down: what the documents of groups and the papers before the officers share. */
import { join } from "node:path";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor, Capacity, CycleId, GroupId, Sector } from "#app/domain/roles.ts";
import type { Limits } from "#server/auth/limits.ts";
import { mediaTypeOf, safeName, takenKinds } from "#server/intake/file-kind.ts";
import { readUpload, uploadOf } from "#server/intake/upload.ts";
import type { Tx } from "#server/store/client.ts";
import { enterFile, removeFile, twinOf } from "#server/store/files.ts";
import { shelfIn, type Parked, type Shelf } from "#server/store/shelf.ts";
import { act, type Ground, type Recorder } from "./act.ts";
import { personOf } from "./keeping.ts";

/** The largest file, in bytes: 25 MB. */
export const fileLimit = 25_000_000;

/** The longest field, in bytes: what a form may hold at most is refused by its own rule and never cut. */
const fieldBytes = 12_000;

/** What is taken: the largest size, in bytes, and endings of names. */
export const taken = { limit: fileLimit, kinds: takenKinds as readonly string[] };

/** How long the same file under the same title counts as one form sent twice, in milliseconds. */
const twiceWithin = 10 * 60_000;

/** What the fields of the form hold once they are read. */
export interface FileForm {
  readonly title: string;
  readonly language: Language;
}

/** Where a document is filed, for somebody who may: one of `groupId` and `cycleId` is set. */
export interface Place {
  readonly groupId: GroupId | null;
  readonly cycleId: CycleId | null;
  readonly capacity: Capacity;
  /** Of an observer. */
  readonly sector: Sector | null;
  /** Page that lists it. */
  readonly link: string;
  /** Those who file there wait for each other. */
  readonly lock: (tx: Tx) => Promise<void>;
}

/** A form with a document, on its way in. */
export interface Incoming {
  readonly request: Request;
  /** Takes what was entered, whatever happens. */
  readonly entered: Record<string, string>;
  readonly read: (fields: Readonly<Record<string, string>>) => FileForm;
}

/** The shelf on which the bytes lie. */
export const shelfOf = (ground: Ground): Shelf => shelfIn(join(ground.env.dataDir, "files"));

/**
 * Receives the form of a new document as it streams in, and files it where `placeOf` says, which is asked before anything is
 * read and again in the act. Refused: what `placeOf` refuses, over 25 MB (`too-large`, `file.too-large`), no file
 * (`file.missing`), a kind that is not taken or not what its name says (`file.…`), what is no form (`form.unreadable`), too
 * many at once (`file.too-many`). Nothing stays behind of a refused file. A form sent twice is one document.
 * Writes files, the shelf and the journal.
 */
export async function takeIn(
  services: { readonly ground: Ground; readonly limits: Limits },
  actor: Actor,
  { request, entered, read }: Incoming,
  placeOf: (tx: Tx, now: Date) => Promise<Place>,
): Promise<string> {
  const { ground } = services;
  await placeOf(ground.store.db, ground.clock.now());
  return withUpload(services, actor, { request, entered }, async (arrived) => {
    const form = read(entered);
    if (arrived === null) {
      const missing = { key: "file.missing", params: {} };
      throw refuse("invalid", "file.missing", {}, { fields: { file: missing } });
    }
    const sent = await taking(ground, arrived);
    return act(ground, async (tx, record, now) => {
      const { lock, ...place } = await placeOf(tx, now);
      await lock(tx);
      return fileSent({ tx, record, now }, actor, sent, { ...place, ...form });
    });
  });
}

/** A file that came with a form and is not taken yet. */
export type Arrived = Parked & { readonly name: string };

/** A file that was taken: its bytes are on the shelf, and it is what its name says. */
export interface Sent {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Reads a form as it streams in and does `work` with the file that came with it, null where none did. Refused: what is no form
 * (`form.unreadable`), over 25 MB (`too-large`), too many at once. Nothing stays behind of a file that `work` does not take.
 */
export async function withUpload<T>(
  { ground, limits }: { readonly ground: Ground; readonly limits: Limits },
  actor: Actor,
  { request, entered }: Omit<Incoming, "read">,
  work: (arrived: Arrived | null) => Promise<T>,
): Promise<T> {
  const shelf = shelfOf(ground);
  await limits.tryFile(personOf(actor).id);
  const most = { fileBytes: fileLimit, fieldBytes };
  let parked: Arrived | null = null;
  try {
    await readUpload(uploadOf(request), most, entered, async ({ name, content }) => {
      parked = { ...(await shelf.park(content)), name };
    });
    return await work(parked);
  } finally {
    if (parked !== null) await shelf.drop(parked);
  }
}

/** Takes a file to the shelf. Refused: a kind that is not taken, or that is not what its name says (`file.…`). */
export async function taking(ground: Ground, arrived: Arrived): Promise<Sent> {
  const { path, bytes, sha256, name } = arrived;
  const mediaType = await mediaTypeOf(path, name, bytes);
  await shelfOf(ground).keep(arrived);
  return { name: safeName(name), mediaType, bytes, sha256 };
}

/** Files a document in an act, once, however often the form is sent. Answers its id. Writes files and the journal. */
export async function fileSent(
  { tx, record, now }: { readonly tx: Tx; readonly record: Recorder; readonly now: Date },
  actor: Actor,
  sent: Sent,
  place: Omit<Place, "lock"> & FileForm,
): Promise<string> {
  const { groupId, cycleId, capacity, sector, link, title, language } = place;
  const { sha256, bytes } = sent;
  const personId = personOf(actor).id;
  const same = { groupId, cycleId, sha256, title, personId };
  const twin = await twinOf(tx, { ...same, since: new Date(now.getTime() - twiceWithin) });
  if (twin !== null) return twin;
  const signed = { country: capacity.country, sector };
  const fileId = await enterFile(tx, { ...same, ...signed, ...sent, language, at: now });
  record({
    kind: "file.uploaded",
    facts: { fileId, sha256, bytes },
    groupId,
    capacity,
    actorId: personId,
    words: { title },
    link,
  });
  return fileId;
}

/** Takes down a document that is held for the transaction. Refused: one that is down (`file.removed`). Writes files, journal. */
export async function takeDown(
  { tx, record, now }: { readonly tx: Tx; readonly record: Recorder; readonly now: Date },
  actor: Actor,
  file: { readonly id: string; readonly removedAt: Date | null },
  { groupId, capacity, link }: Pick<Place, "groupId" | "capacity" | "link">,
  reason: string,
): Promise<void> {
  if (file.removedAt !== null) throw refuse("conflict", "file.removed");
  await removeFile(tx, file.id, reason, now);
  record({
    kind: "file.removed",
    facts: { fileId: file.id },
    groupId,
    capacity,
    actorId: personOf(actor).id,
    words: { reason },
    link,
  });
}
