import { demand, may } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor } from "#app/domain/roles.ts";
import { makeLimits, type Limits } from "#server/auth/limits.ts";
import type { Tx } from "#server/store/client.ts";
import { fileOf, filesOf, fileToServe, type FiledDocument } from "#server/store/files.ts";
import { letterFacts } from "#server/store/letter-files.ts";
import { groupBySlug, groupFacts, groupHead, type GroupHead } from "#server/store/groups.ts";
import { lockGroup } from "#server/store/pages.ts";
import { act, type Ground } from "./act.ts";
import { shelfOf, takeDown, taken, takeIn, type FileForm, type Place } from "./filing.ts";
import { keepingCapacity } from "./keeping.ts";

export type { FiledDocument } from "#server/store/files.ts";

export interface GroupDocuments {
  readonly group: GroupHead;
  readonly files: readonly FiledDocument[];
  /** Whether the reader files documents here. */
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
  return {
    taken,

    /** The documents of a group, the newest first. Refused as `unknown` (`group.unknown`). */
    list: async (actor: Actor, slug: string, language: Language): Promise<GroupDocuments> => {
      const now = ground.clock.now();
      const { db } = ground.store;
      const group = await groupHead(db, slug, language, now);
      const facts = await groupFacts(db, group.id, now);
      const removable = may(actor, "file.remove", facts, now);
      return {
        group,
        files: await filesOf(db, { groupId: group.id }, language, () => removable),
        keeps: may(actor, "file.upload", facts, now),
      };
    },

    /** Goes on for those who may file documents in the group (`may-not.file.upload`). */
    mayFile: async (actor: Actor, slug: string): Promise<void> => {
      await shelfPlace(ground.store.db, actor, slug, ground.clock.now());
    },

    /**
     * Receives the form of a new document of a group and files it; what was entered is left in `entered` whatever happens,
     * and read by `read`. Refused: who may not (`may-not.file.upload`), and what `takeIn` refuses.
     */
    receive: (
      actor: Actor,
      slug: string,
      request: Request,
      entered: Record<string, string>,
      read: (fields: Readonly<Record<string, string>>) => FileForm,
    ): Promise<string> =>
      takeIn({ ground, limits }, actor, { request, entered, read }, (tx, now) =>
        shelfPlace(tx, actor, slug, now),
      ),

    /** Takes a document down. Refused: another group's (`file.unknown`), no reason, one that is down (`file.removed`). */
    remove: (actor: Actor, slug: string, fileId: string, reason: string): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const group = await groupBySlug(tx, slug);
        const facts = await groupFacts(tx, group.id, now);
        demand(actor, "file.remove", facts, now);
        const found = await fileOf(tx, { groupId: group.id }, fileId);
        const place = { groupId: group.id, capacity: keepingCapacity(actor, facts, now), link: linkOf(slug) };
        await takeDown({ tx, record, now }, actor, found, place, reason);
      }),

    /**
     * A document to hand out: everybody may have those of a group and the papers before the officers; a letter those whom it
     * concerns. Refused as `unknown` (`file.unknown`), also where it was taken down.
     */
    serve: async (actor: Actor, fileId: string): Promise<ServedFile> => {
      const found = await fileToServe(ground.store.db, fileId);
      if (found.groupId === null && found.cycleId === null) {
        const facts = await letterFacts(ground.store.db, fileId);
        if (!may(actor, "letter.read", facts, ground.clock.now())) throw refuse("unknown", "file.unknown");
      }
      const { name, mediaType, bytes, sha256 } = found;
      return { name, mediaType, bytes, sha256, path: shelfOf(ground).pathOf(sha256) };
    },
  };
}

const linkOf = (slug: string): string => `/groups/${slug}/documents`;

/** The documents of the group, for those who may file there (`may-not.file.upload`). */
async function shelfPlace(tx: Tx, actor: Actor, slug: string, now: Date): Promise<Place> {
  const { id: groupId } = await groupBySlug(tx, slug);
  const facts = await groupFacts(tx, groupId, now);
  demand(actor, "file.upload", facts, now);
  return {
    groupId,
    cycleId: null,
    capacity: keepingCapacity(actor, facts, now),
    sector: null,
    link: linkOf(slug),
    lock: (held) => lockGroup(held, groupId),
  };
}

export type FileServices = ReturnType<typeof fileServices>;
