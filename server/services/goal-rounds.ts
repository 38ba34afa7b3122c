import type { GoalAct } from "#app/domain/goal.ts";
import { addToAgenda } from "#server/store/adoptions.ts";
import { groupFacts } from "#server/store/groups.ts";
import { goalFacts, move, proposalById } from "#server/store/proposals.ts";
import { releaseById } from "#server/store/releases.ts";
import { refuse } from "#app/domain/refusal.ts";
import { goalLink, next } from "./goals.ts";
import type { RoundSubject } from "./round-subjects.ts";

/** A proposed goal as the subject of rounds: of its group, then of the officers, whose consensus adopts it (S2 II D c iii). */
export const goalSubject: RoundSubject = {
  facts: async (tx, id, now) => {
    const proposal = await proposalById(tx, id);
    return { group: await groupFacts(tx, proposal.groupId, now), link: goalLink(proposal.number) };
  },

  ended: async (tx, record, end, now) => {
    const { round, outcome, reason, actorId, capacity } = end;
    const proposal = await proposalById(tx, round.subject.id);
    const facts = await goalFacts(tx, proposal, now);
    const act: GoalAct = round.round.roll.kind === "group" ? "end-group-round" : "end-officers-round";
    const after = next({ proposal, facts }, act, reason, outcome);
    const step = { act, before: facts.stage, after, personId: actorId, capacity, comments: reason };
    await move(tx, proposal.id, step, now);
    const entry = { groupId: proposal.groupId, capacity, actorId, link: goalLink(proposal.number) };
    const goal = { goalId: proposal.id, releaseId: round.release.id, roundId: round.id };
    if (after === "agreed") record({ ...entry, kind: "goal.agreed", facts: goal });
    if (after !== "adopted") return;
    const release = await releaseById(tx, round.release.id);
    if (release === null) throw refuse("unknown", "thing.unknown");
    const adopted = await addToAgenda(
      tx,
      { proposalId: proposal.id, cycleId: proposal.cycleId, release },
      now,
    );
    const { number, versionId: agendaVersionId } = adopted;
    record({ ...entry, kind: "goal.adopted", facts: { ...goal, agendaVersionId, number } });
  },
};
