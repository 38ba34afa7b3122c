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
  { ground, limits }: { readonly ground: Ground; readonly limits: Limits },
  actor: Actor,
  { request, entered, read }: Incoming,
  placeOf: (tx: Tx, now: Date) => Promise<Place>,
): Promise<string> {
  const shelf = shelfOf(ground);
  await placeOf(ground.store.db, ground.clock.now());
  await limits.tryFile(personOf(actor).id);
  const most = { fileBytes: fileLimit, fieldBytes: 4096 };
  let parked: (Parked & { name: string }) | null = null;
  try {
    await readUpload(uploadOf(request), most, entered, async ({ name, content }) => {
      parked = { ...(await shelf.park(content)), name };
    });
    return await keep(parked);
  } finally {
    if (parked !== null) await shelf.drop(parked);
  }

  async function keep(parked: (Parked & { name: string }) | null): Promise<string> {
    const { title, language } = read(entered);
    if (parked === null) {
      const missing = { key: "file.missing", params: {} };
      throw refuse("invalid", "file.missing", {}, { fields: { file: missing } });
    }
    const { path, bytes, sha256 } = parked;
    const name = safeName(parked.name);
    const mediaType = await mediaTypeOf(path, parked.name, bytes);
    await shelf.keep(parked);
    return act(ground, async (tx, record, now) => {
      const { groupId, cycleId, capacity, sector, link, lock } = await placeOf(tx, now);
      const personId = personOf(actor).id;
      await lock(tx);
      const same = { groupId, cycleId, sha256, title, personId };
      const twin = await twinOf(tx, { ...same, since: new Date(now.getTime() - twiceWithin) });
      if (twin !== null) return twin;
      const signed = { country: capacity.country, sector };
      const fileId = await enterFile(tx, { ...same, ...signed, language, name, mediaType, bytes, at: now });
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
    });
  }
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
