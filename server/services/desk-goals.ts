import type { GoalFacts, OfficersFacts } from "#app/domain/facts.ts";
import { nextActs, officersDue } from "#app/domain/goal.ts";
import { countriesOf, presides, presidesOfficers, sponsors } from "#app/domain/part.ts";
import { may } from "#app/domain/policy.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import { groupFacts } from "#server/store/groups.ts";
import { named } from "#server/store/names.ts";
import { goalLink, movingProposals, type ProposalRecord } from "#server/store/proposals.ts";
import { termsFor } from "#server/store/rolls.ts";
import type { Due, HeldGroup } from "./desk-due.ts";

/** Goals that wait for the actor's next step; the officers decide on those of groups that have ended, too. */
export async function duesOfGoals(
  tx: Tx,
  actor: Actor,
  groups: readonly HeldGroup[],
  language: Language,
  now: Date,
): Promise<Due[]> {
  const dues: Due[] = [];
  for (const proposal of await movingProposals(tx)) {
    const held = groups.find(({ listed }) => listed.id === proposal.groupId);
    const group = held?.facts ?? (await groupFacts(tx, proposal.groupId, now));
    // Whose step is next asks nothing about how far it has ever come.
    const goal: GoalFacts = {
      kind: "goal",
      goalId: proposal.id,
      group,
      stage: proposal.stage,
      sponsor: proposal.sponsor,
      cosponsors: proposal.cosponsors,
      discussedOnce: true,
      openedOnce: false,
      agreedOnce: false,
    };
    const about = {
      title: proposal.text.title,
      link: goalLink(proposal.number),
      group: { slug: proposal.group.slug, name: named(proposal.group.names, language) },
    };
    if (may(actor, "goal.take-over", goal, now)) {
      const country = countriesOf(actor, "decide", group, now)[0] ?? null;
      dues.push({ ...about, kind: "take-over", until: null, office: "representative", country });
    }
    const adrift = !group.participating.includes(proposal.sponsor);
    const hands = {
      sponsor: sponsors(actor, "edit", goal, false, now),
      "group-chair": presides(actor, group, now),
      "officers-chair": presidesOfficers(actor, group.officers, now),
      officer: false,
    };
    for (const { by, act } of nextActs(proposal.stage)) {
      if (!hands[by]) continue;
      if (act !== "discuss" && act !== "open-group-round" && act !== "table" && act !== "open-officers-round")
        continue;
      // Without a sponsor the group opens no round and tables nothing: somebody takes it over first.
      if (adrift && by !== "officers-chair") continue;
      dues.push({
        ...about,
        kind: act,
        until: act === "open-officers-round" ? await dueOf(tx, proposal, group.officers, now) : null,
        office: by === "officers-chair" ? "officer" : "representative",
        country: by === "sponsor" ? proposal.sponsor : by === "group-chair" ? group.chair : null,
      });
    }
  }
  return dues;
}

/** Until when the officers are to take up a tabled goal. */
async function dueOf(
  tx: Tx,
  { stage, stageSince }: ProposalRecord,
  { cycleId }: OfficersFacts,
  now: Date,
): Promise<Date | null> {
  const { considerationDays } = await termsFor(tx, cycleId, "officers", now);
  return officersDue(stage, stageSince, considerationDays.value);
}
