import { join } from "node:path";
import { demand, may } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor } from "#app/domain/roles.ts";
import { makeLimits, type Limits } from "#server/auth/limits.ts";
import { mediaTypeOf, safeName, takenKinds } from "#server/intake/file-kind.ts";
import { readUpload, uploadOf } from "#server/intake/upload.ts";
import {
  enterFile,
  fileOf,
  filesOf,
  fileToServe,
  removeFile,
  twinOf,
  type FiledDocument,
} from "#server/store/files.ts";
import { letterFacts } from "#server/store/letter-files.ts";
import { groupBySlug, groupFacts, groupHead, type GroupHead } from "#server/store/groups.ts";
import { lockGroup } from "#server/store/pages.ts";
import { shelfIn, type Parked } from "#server/store/shelf.ts";
import { act, type Ground } from "./act.ts";
import { keepingCapacity, personOf } from "./keeping.ts";

export type { FiledDocument } from "#server/store/files.ts";

/** The largest file, in bytes: 25 MB. */
export const fileLimit = 25_000_000;

/** How long the same file under the same title counts as one form sent twice, in milliseconds. */
const twiceWithin = 10 * 60_000;

/** What the fields of the form hold once they are read. */
export interface FileForm {
  readonly title: string;
  readonly language: Language;
}

export interface GroupDocuments {
  readonly group: GroupHead;
  readonly files: readonly FiledDocument[];
  /** Whether the reader files and takes down documents here. */
  readonly keeps: boolean;
}

/** A document with the place of its bytes. */
export interface ServedFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly path: string;
}

/** Documents of a group: filed, listed, handed out, taken down with a reason (S2 II D b ii). */
export function fileServices(ground: Ground, limits: Limits = makeLimits()) {
  const shelf = shelfIn(join(ground.env.dataDir, "files"));
  return {
    /** What is taken: the largest size, in bytes, and endings of names. */
    taken: { limit: fileLimit, kinds: takenKinds as readonly string[] },

    /** The documents of a group, the newest first. Refused as `unknown` (`group.unknown`). */
    list: async (actor: Actor, slug: string, language: Language): Promise<GroupDocuments> => {
      const now = ground.clock.now();
      const { db } = ground.store;
      const group = await groupHead(db, slug, language, now);
      const facts = await groupFacts(db, group.id, now);
      return {
        group,
        files: await filesOf(db, group.id, language),
        keeps: may(actor, "file.upload", facts, now),
      };
    },

    /** Goes on for those who may file documents in the group (`may-not.file.upload`). */
    mayFile: async (actor: Actor, slug: string): Promise<void> => {
      const now = ground.clock.now();
      const group = await groupBySlug(ground.store.db, slug);
      demand(actor, "file.upload", await groupFacts(ground.store.db, group.id, now), now);
    },

    /**
     * Receives the form of a new document as it streams in, and files it; what was entered is left in `entered` whatever
     * happens, and read by `read`. Refused: who may not (`may-not.file.upload`), over 25 MB (`too-large`, `file.too-large`),
     * no file (`file.missing`), a kind that is not taken or not what its name says (`file.…`), what is no form
     * (`form.unreadable`), too many at once (`file.too-many`). Nothing stays behind of a refused file. A form sent twice is one document.
     * Writes files, the shelf and the journal.
     */
    receive: async (
      actor: Actor,
      slug: string,
      request: Request,
      entered: Record<string, string>,
      read: (fields: Readonly<Record<string, string>>) => FileForm,
    ): Promise<string> => {
      const now = ground.clock.now();
      const { id: groupId } = await groupBySlug(ground.store.db, slug);
      demand(actor, "file.upload", await groupFacts(ground.store.db, groupId, now), now);
      await limits.tryFile(personOf(actor).id);
      const most = { fileBytes: fileLimit, fieldBytes: 4096 };
      let parked: (Parked & { name: string }) | null = null;
      try {
        await readUpload(uploadOf(request), most, entered, async ({ name, content }) => {
          parked = { ...(await shelf.park(content)), name };
        });
        return await file(actor, slug, parked, () => read(entered));
      } finally {
        if (parked !== null) await shelf.drop(parked);
      }
    },

    /** Takes a document down. Refused: another group's (`file.unknown`), no reason, one that is down (`file.removed`). */
    remove: (actor: Actor, slug: string, fileId: string, reason: string): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const group = await groupBySlug(tx, slug);
        const facts = await groupFacts(tx, group.id, now);
        demand(actor, "file.remove", facts, now);
        const found = await fileOf(tx, group.id, fileId);
        if (found.removedAt !== null) throw refuse("conflict", "file.removed");
        await removeFile(tx, fileId, reason, now);
        record({
          kind: "file.removed",
          facts: { fileId },
          groupId: group.id,
          capacity: keepingCapacity(actor, facts, now),
          actorId: personOf(actor).id,
          words: { reason },
          link: `/groups/${slug}/documents`,
        });
      }),

    /**
     * A document to hand out: everybody may have those of a group; a letter those whom it concerns. Refused as `unknown`
     * (`file.unknown`), also where it was taken down.
     */
    serve: async (actor: Actor, fileId: string): Promise<ServedFile> => {
      const found = await fileToServe(ground.store.db, fileId);
      if (found.groupId === null) {
        const facts = await letterFacts(ground.store.db, fileId);
        if (!may(actor, "letter.read", facts, ground.clock.now())) throw refuse("unknown", "file.unknown");
      }
      const { name, mediaType, bytes, sha256 } = found;
      return { name, mediaType, bytes, sha256, path: shelf.pathOf(sha256) };
    },
  };

  async function file(
    actor: Actor,
    slug: string,
    parked: (Parked & { name: string }) | null,
    read: () => FileForm,
  ): Promise<string> {
    const form = read();
    if (parked === null) {
      const missing = { key: "file.missing", params: {} };
      throw refuse("invalid", "file.missing", {}, { fields: { file: missing } });
    }
    const { path, bytes, sha256 } = parked;
    const mediaType = await mediaTypeOf(path, parked.name, bytes);
    await shelf.keep(parked);
    return act(ground, async (tx, record, now) => {
      const group = await groupBySlug(tx, slug);
      const facts = await groupFacts(tx, group.id, now);
      demand(actor, "file.upload", facts, now);
      const personId = personOf(actor).id;
      const capacity = keepingCapacity(actor, facts, now);
      await lockGroup(tx, group.id);
      const same = { groupId: group.id, sha256, title: form.title, personId };
      const twin = await twinOf(tx, { ...same, since: new Date(now.getTime() - twiceWithin) });
      if (twin !== null) return twin;
      const name = safeName(parked.name);
      const { country } = capacity;
      const { language } = form;
      const fileId = await enterFile(tx, { ...same, language, name, mediaType, bytes, country, at: now });
      record({
        kind: "file.uploaded",
        facts: { fileId, sha256, bytes },
        groupId: group.id,
        capacity,
        actorId: personId,
        words: { title: form.title },
        link: `/groups/${slug}/documents`,
      });
      return fileId;
    });
  }
}

export type FileServices = ReturnType<typeof fileServices>;
