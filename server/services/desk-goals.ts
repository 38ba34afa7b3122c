import type { GoalFacts } from "#app/domain/facts.ts";
import { nextActs } from "#app/domain/goal.ts";
import { presides, presidesOfficers, sponsors } from "#app/domain/part.ts";
import type { Actor } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import { movingProposals } from "#server/store/proposals.ts";
import type { Due, HeldGroup } from "./desk-due.ts";

/** Goals that wait for the actor's next step, in groups at work. */
export async function duesOfGoals(
  tx: Tx,
  actor: Actor,
  groups: readonly HeldGroup[],
  now: Date,
): Promise<Due[]> {
  const dues: Due[] = [];
  for (const proposal of await movingProposals(tx)) {
    const held = groups.find(({ listed }) => listed.id === proposal.groupId);
    if (held === undefined) continue;
    const { facts } = held;
    // Whose step is next asks nothing about how far it has ever come.
    const goal: GoalFacts = {
      kind: "goal",
      goalId: proposal.id,
      group: facts,
      stage: proposal.stage,
      sponsor: proposal.sponsor,
      cosponsors: proposal.cosponsors,
      discussedOnce: true,
      openedOnce: false,
      agreedOnce: false,
    };
    const hands = {
      sponsor: sponsors(actor, "edit", goal, false, now),
      "group-chair": presides(actor, facts, now),
      "officers-chair": presidesOfficers(actor, facts.officers, now),
      officer: false,
    };
    for (const { by, act } of nextActs(proposal.stage)) {
      if (!hands[by]) continue;
      if (act !== "discuss" && act !== "open-group-round" && act !== "table" && act !== "open-officers-round")
        continue;
      const { slug, name } = held.listed;
      dues.push({
        kind: act,
        title: proposal.text.title,
        link: `/goals/p${proposal.number}`,
        until: null,
        office: by === "officers-chair" ? "officer" : "representative",
        country: by === "sponsor" ? proposal.sponsor : by === "group-chair" ? facts.chair : null,
        group: { slug, name },
      });
    }
  }
  return dues;
}
