import { may } from "#app/domain/policy.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor, Iso } from "#app/domain/roles.ts";
import { currentCycle } from "#server/store/agendas.ts";
import { countryNames } from "#server/store/countries.ts";
import {
  groupFacts,
  groupHead,
  listGroups,
  type GroupArea,
  type GroupHead,
  type ListedGroup,
  type NamedCountry,
} from "#server/store/groups.ts";
import { membersOf, type Members } from "#server/store/members.ts";
import type { Ground } from "./act.ts";

export type { Members, Speaker } from "#server/store/members.ts";

/** Groups under their area, in the order of the agenda. */
export interface AreaOfGroups {
  readonly area: GroupArea;
  /** Name of the cycle: "eLAC2015". */
  readonly cycle: string;
  /** The same where it is an earlier one than the cycle at work. */
  readonly earlier: string | null;
  readonly groups: readonly ListedGroup[];
}

export interface GroupMembers {
  readonly group: GroupHead;
  readonly members: Members;
  /** Countries for which the reader, as focal point, names people in this group. */
  readonly names: readonly NamedCountry[];
}

/** Reading about groups; everybody may (domain §2). */
export function groupServices(ground: Ground) {
  const { store, clock } = ground;
  return {
    /** A country's name in the reader's language; its code where the region has no such country. */
    countryName: async (iso: Iso, language: Language): Promise<string> =>
      (await countryNames(store.db, language)).get(iso) ?? iso,

    /** The groups at work, by area; those of the cycle at work first. */
    list: async (language: Language): Promise<readonly AreaOfGroups[]> => {
      const areas = new Map<string, AreaOfGroups & { readonly groups: ListedGroup[] }>();
      const now = await currentCycle(store.db);
      for (const group of await listGroups(store.db, language, clock.now())) {
        const area = group.areas[0];
        if (area === undefined) continue;
        const earlier = group.cycleId === now?.id ? null : group.cycle;
        const held = areas.get(area.id) ?? { area, cycle: group.cycle, earlier, groups: [] };
        held.groups.push(group);
        areas.set(area.id, held);
      }
      return [...areas.values()];
    },

    /** What stands over every page of a group. Refused as `unknown` (`group.unknown`). */
    head: (slug: string, language: Language): Promise<GroupHead> =>
      groupHead(store.db, slug, language, clock.now()),

    /** Countries, persons, and those who speak. Refused as `unknown` (`group.unknown`). */
    members: async (actor: Actor, slug: string, language: Language): Promise<GroupMembers> => {
      const now = clock.now();
      const group = await groupHead(store.db, slug, language, now);
      const facts = await groupFacts(store.db, group.id, now);
      const own = actor.kind === "person" ? actor.grants.flatMap(({ country }) => country ?? []) : [];
      const called = await countryNames(store.db, language);
      return {
        group,
        members: await membersOf(store.db, group, language, now),
        names: [...new Set(own)]
          .filter((country) =>
            may(actor, "membership.nominate", { kind: "membership", group: facts, country }, now),
          )
          .map((iso) => ({ iso, name: called.get(iso) ?? iso })),
      };
    },
  };
}

export type GroupServices = ReturnType<typeof groupServices>;
