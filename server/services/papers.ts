import type { OfficersFacts } from "#app/domain/facts.ts";
import { demand, may } from "#app/domain/policy.ts";
import { speakingAmongOfficers, type SpeakingCapacity } from "#app/domain/part.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor } from "#app/domain/roles.ts";
import { makeLimits, type Limits } from "#server/auth/limits.ts";
import type { Tx } from "#server/store/client.ts";
import { fileOf, filesOf, type FiledDocument } from "#server/store/files.ts";
import { officersFacts } from "#server/store/groups.ts";
import { lockCycle } from "#server/store/seats.ts";
import { act, type Ground } from "./act.ts";
import { takeDown, taken, takeIn, type FileForm, type Place } from "./filing.ts";

export interface FiledPapers {
  readonly files: readonly FiledDocument[];
  /** Whether the reader files papers here. */
  readonly keeps: boolean;
}

const link = "/officers";

/** Papers filed with the Presiding Officers of the cycle at work, by them, their observers and the secretariat (domain §1, §2). */
export function paperServices(ground: Ground, limits: Limits = makeLimits()) {
  return {
    taken,

    /** The papers, the newest first. Refused as `unknown` where no cycle is at work (`agenda.unknown`). */
    list: async (actor: Actor, language: Language): Promise<FiledPapers> => {
      const now = ground.clock.now();
      const { db } = ground.store;
      const officers = await officersFacts(db, now);
      return {
        files: await filesOf(db, { cycleId: officers.cycleId }, language, (filedBy) =>
          may(actor, "paper.remove", { kind: "paper", officers, filedBy }, now),
        ),
        keeps: may(actor, "paper.file", officers, now),
      };
    },

    /** Goes on for those who may file papers with the officers (`may-not.paper.file`). */
    mayFile: async (actor: Actor): Promise<void> => {
      await trayPlace(ground.store.db, actor, ground.clock.now());
    },

    /**
     * Receives the form of a new paper and files it; what was entered is left in `entered` whatever happens, and read by
     * `read`. Refused: who may not (`may-not.paper.file`), and what `takeIn` refuses.
     */
    receive: (
      actor: Actor,
      request: Request,
      entered: Record<string, string>,
      read: (fields: Readonly<Record<string, string>>) => FileForm,
    ): Promise<string> =>
      takeIn({ ground, limits }, actor, { request, entered, read }, (tx, now) => trayPlace(tx, actor, now)),

    /**
     * Takes a paper down. Refused: a group's document, a letter, a paper of another cycle (`file.unknown`), who may not
     * (`may-not.paper.remove`), one that is down (`file.removed`).
     */
    remove: (actor: Actor, fileId: string, reason: string): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const officers = await officersFacts(tx, now);
        const found = await fileOf(tx, { cycleId: officers.cycleId }, fileId);
        demand(actor, "paper.remove", { kind: "paper", officers, filedBy: found.personId }, now);
        const { office, country, body } = heldCapacity(actor, officers, now);
        const place = { groupId: null, capacity: { office, country, body }, link };
        await takeDown({ tx, record, now }, actor, found, place, reason);
      }),
  };
}

/** The papers before the officers, for those who may file there (`may-not.paper.file`). */
async function trayPlace(tx: Tx, actor: Actor, now: Date): Promise<Place> {
  const officers = await officersFacts(tx, now);
  demand(actor, "paper.file", officers, now);
  const { cycleId } = officers;
  const { sector, ...capacity } = heldCapacity(actor, officers, now);
  return { groupId: null, cycleId, capacity, sector, link, lock: (held) => lockCycle(held, cycleId) };
}

/** The capacity that policy has found before. */
function heldCapacity(actor: Actor, officers: OfficersFacts, now: Date): SpeakingCapacity {
  const held = speakingAmongOfficers(actor, officers, now);
  if (held === null) throw refuse("forbidden", "position.wrong-capacity");
  return held;
}

export type PaperServices = ReturnType<typeof paperServices>;
