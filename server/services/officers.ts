import { officersDue } from "#app/domain/goal.ts";
import type { GroupStage } from "#app/domain/group.ts";
import { isUnderConsideration } from "#app/domain/plan.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { CountryGroup, Iso } from "#app/domain/region.ts";
import { currentCycle } from "#server/store/agendas.ts";
import type { Tx } from "#server/store/client.ts";
import { countryNames, namedCountryGroups } from "#server/store/countries.ts";
import { groupsInChain } from "#server/store/group-chain.ts";
import { listGroups } from "#server/store/groups.ts";
import { named } from "#server/store/names.ts";
import { listProposals } from "#server/store/proposals.ts";
import { termsFor } from "#server/store/rolls.ts";
import { listSeats, observersInOffice, type ListedSeat } from "#server/store/seats.ts";
import type { Ground } from "./act.ts";
import { consultationOf, proposalLink } from "./group-held.ts";
import { endedRounds, openRounds, type EndedRound, type OpenRound } from "./regions.ts";

export interface OfficersView {
  readonly cycle: { readonly id: string; readonly name: string };
  readonly groups: readonly {
    readonly id: CountryGroup;
    readonly name: string;
    readonly seats: readonly ListedSeat[];
  }[];
  readonly observers: readonly ListedSeat[];
  readonly open: readonly OpenRound[];
  /** Goals that groups have tabled and on which no round is open. */
  readonly tabled: readonly {
    readonly number: number;
    readonly title: string;
    readonly language: Language;
    readonly group: string;
    readonly since: Date;
    /** Until when the officers are to take it up. */
    readonly due: Date | null;
  }[];
  /** Plans that the officers consider, until when. */
  readonly plans: readonly { readonly slug: string; readonly name: string; readonly until: Date | null }[];
  /** Groups whose creation or end is proposed; while a round is open on one it stands among the rounds. */
  readonly chain: readonly {
    readonly slug: string;
    readonly name: string;
    readonly stage: GroupStage;
    readonly since: Date;
    /** Whether all countries were heard on it. */
    readonly heard: boolean;
    /** Page of the proposal, with the report of the consultation. */
    readonly link: string;
  }[];
  readonly ended: readonly EndedRound[];
  /** Names of countries by code. */
  readonly names: Readonly<Record<Iso, string>>;
}

/** The page of the Presiding Officers: the seats, what awaits a decision, the register. */
export function officerServices(ground: Ground) {
  const { store, clock } = ground;
  return {
    page: async (language: Language): Promise<OfficersView> => {
      const tx = store.db;
      const now = clock.now();
      const cycle = await currentCycle(tx);
      if (cycle === null) throw refuse("unknown", "agenda.unknown");
      const seats = await listSeats(tx, cycle.id, now);
      const tabled = await listProposals(tx, { stage: "tabled" });
      const groups = await listGroups(tx, language, now);
      const { considerationDays } = await termsFor(tx, cycle.id, "officers", now);
      return {
        cycle,
        groups: (await namedCountryGroups(tx, language)).map(({ id, name }) => ({
          id,
          name,
          seats: seats.filter(({ office, countryGroup }) => office === "officer" && countryGroup === id),
        })),
        observers: await observersInOffice(tx, cycle.id, now),
        open: await openRounds(tx, language, now, "officers"),
        tabled: tabled.map(({ number, text, language: written, group, stage, stageSince }) => ({
          number,
          title: text.title,
          language: written,
          group: named(group.names, language),
          since: stageSince,
          due: officersDue(stage, stageSince, considerationDays.value),
        })),
        plans: groups.flatMap(({ slug, name, plan }) => {
          if (plan === null) return [];
          const state = { stage: plan.stage, version: plan.version, considerationEnds: plan.stageUntil };
          return isUnderConsideration(state, now) ? [{ slug, name, until: plan.stageUntil }] : [];
        }),
        chain: await chainOf(tx, language),
        ended: await endedRounds(tx, language, { limit: 10, roll: "officers" }),
        names: Object.fromEntries(await countryNames(tx, language)),
      };
    },
  };
}

async function chainOf(tx: Tx, language: Language): Promise<OfficersView["chain"]> {
  const chain: OfficersView["chain"][number][] = [];
  for (const { id, slug, names, stage, stageSince } of await groupsInChain(tx)) {
    const heard = (await consultationOf(tx, id)) === "heard";
    const name = named(names, language);
    chain.push({ slug, name, stage, since: stageSince, heard, link: proposalLink(slug) });
  }
  return chain;
}
