import { region } from "#app/domain/facts.ts";
import { demand } from "#app/domain/policy.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor, Iso } from "#app/domain/roles.ts";
import { countryNames } from "#server/store/countries.ts";
import { groupFacts, listGroups } from "#server/store/groups.ts";
import { deadlinesByCycle } from "#server/store/plans.ts";
import type { Ground } from "./act.ts";
import { duesOfChain } from "./desk-chain.ts";
import { duesOfDecisions } from "./desk-decisions.ts";
import type { Due, HeldGroup } from "./desk-due.ts";
import { duesOfGoals } from "./desk-goals.ts";
import { duesOfFocalPoint, duesOfPlan } from "./desk-groups.ts";
import { duesOfRounds } from "./desk-rounds.ts";
import { duesOfSuggestions } from "./desk-suggestions.ts";
import { duesOfObserver, duesOfSecretariat } from "./desk-voices.ts";

export type { Due } from "./desk-due.ts";

export interface DeskView {
  readonly dues: readonly Due[];
  /** Names of countries by code. */
  readonly names: Readonly<Record<Iso, string>>;
}

/** What waits for a person, by all their capacities. */
export function deskServices(ground: Ground) {
  const { store, clock } = ground;
  return {
    /** The desk of the actor, what presses most first. Refused to strangers (`forbidden`). */
    page: async (actor: Actor, language: Language): Promise<DeskView> => {
      const tx = store.db;
      const now = clock.now();
      demand(actor, "desk.read", region, now);
      const groups: HeldGroup[] = [];
      for (const listed of await listGroups(tx, language, now))
        groups.push({ listed, facts: await groupFacts(tx, listed.id, now) });
      const known = new Map(groups.map(({ facts }) => [facts.groupId, facts]));
      const deadlines = await deadlinesByCycle(
        tx,
        groups.map(({ listed }) => listed.cycleId),
      );
      const dues = [
        ...(await duesOfRounds(tx, actor, known, language, now)),
        ...groups.flatMap((group) => duesOfPlan(actor, group, deadlines.get(group.listed.cycleId), now)),
        ...(await duesOfGoals(tx, actor, groups, language, now)),
        ...(await duesOfDecisions(tx, actor, groups, now)),
        ...(await duesOfChain(tx, actor, language, now)),
        ...(await duesOfObserver(tx, actor, groups, now)),
        ...(await duesOfSuggestions(tx, actor, groups, now)),
        ...(await duesOfSecretariat(tx, actor, now)),
      ];
      for (const group of groups) dues.push(...(await duesOfFocalPoint(tx, actor, group, now)));
      const far = Number.MAX_SAFE_INTEGER;
      dues.sort((a, b) => (a.until?.getTime() ?? far) - (b.until?.getTime() ?? far));
      return { dues, names: Object.fromEntries(await countryNames(tx, language)) };
    },
  };
}
