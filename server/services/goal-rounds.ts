import { read } from "#app/domain/consensus.ts";
import { isClosed, type GoalAct } from "#app/domain/goal.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Capacity, GoalId, PersonId } from "#app/domain/roles.ts";
import { addToAgenda } from "#server/store/adoptions.ts";
import type { Tx } from "#server/store/client.ts";
import { withdrawalDecided } from "#server/store/decisions.ts";
import { groupFacts } from "#server/store/groups.ts";
import { setWithdrawn } from "#server/store/positions.ts";
import { goalLink, goalFacts, move, proposalById } from "#server/store/proposals.ts";
import { releaseById } from "#server/store/releases.ts";
import { liveRound, lockSubject } from "#server/store/rounds.ts";
import type { Recorder } from "./act.ts";
import { next } from "./goal-steps.ts";
import type { RoundEnd, RoundSubject } from "./round-subjects.ts";

/** A proposed goal as the subject of rounds: of its group, then of the officers, whose consensus adopts it (S2 II D c iii). */
export const goalSubject: RoundSubject = {
  facts: async (tx, id, now) => {
    const proposal = await proposalById(tx, id);
    return { group: await groupFacts(tx, proposal.groupId, now), link: goalLink(proposal.number) };
  },

  ended: async (tx, record, end, now) => {
    await goOn(tx, record, end, now);
    const { round, actorId, capacity } = end;
    const goalId = round.subject.id;
    // The group decided to withdraw the goal while the outcome of this round waited to be entered.
    const decided = await withdrawalDecided(tx, goalId, round.openedAt);
    if (decided?.text.kind !== "goal-withdrawal") return;
    await withdrawByGroup(
      tx,
      record,
      goalId,
      { actorId, capacity, reason: decided.text.reasons.join("\n\n") },
      now,
    );
  },
};

/** Takes the goal to its next stage, and onto the agenda where the officers agreed. */
async function goOn(tx: Tx, record: Recorder, end: RoundEnd, now: Date): Promise<void> {
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
  const adopted = await addToAgenda(tx, { proposalId: proposal.id, cycleId: proposal.cycleId, release }, now);
  const { number, versionId: agendaVersionId } = adopted;
  record({ ...entry, kind: "goal.adopted", facts: { ...goal, agendaVersionId, number } });
}

/** Who enters that the group withdraws its goal, and why it does. */
export interface Withdrawing {
  readonly actorId: PersonId;
  readonly capacity: Capacity;
  readonly reason: string;
}

/**
 * The group has decided by consensus to withdraw a goal (domain §5). A round that runs on the goal is withdrawn with it.
 * Locks the goal. Answers whether it was withdrawn: false where it is at its end already, adopted or withdrawn, and where a
 * round on it is over and its outcome not entered. That outcome is another body's to enter; what was decided here is carried
 * out with it, unless it adopts the goal.
 */
export async function withdrawByGroup(
  tx: Tx,
  record: Recorder,
  goalId: GoalId,
  by: Withdrawing,
  now: Date,
): Promise<boolean> {
  const { actorId, capacity, reason } = by;
  const subject = { kind: "goal", id: goalId } as const;
  await lockSubject(tx, subject);
  if (isClosed((await proposalById(tx, goalId)).stage)) return false;
  const round = await liveRound(tx, subject);
  if (round !== null) {
    if (read(round.round, now).outcome !== null) return false;
    await setWithdrawn(tx, round.id, { reason, annulled: false }, now);
    const { groupId, number } = await proposalById(tx, goalId);
    const facts = { roundId: round.id };
    const link = goalLink(number);
    record({ kind: "round.withdrawn", groupId, capacity, actorId, link, facts, words: { reason } });
    const end = { round, outcome: "withdrawn", reason, actorId, capacity } as const;
    await goOn(tx, record, end, now);
  }
  const proposal = await proposalById(tx, goalId);
  const facts = await goalFacts(tx, proposal, now);
  const after = next({ proposal, facts }, "withdraw", reason, "consensus");
  const step = { act: "withdraw", before: facts.stage, after, personId: actorId, capacity } as const;
  await move(tx, goalId, { ...step, comments: reason }, now);
  record({
    kind: "goal.withdrawn",
    groupId: proposal.groupId,
    capacity,
    actorId,
    link: goalLink(proposal.number),
    facts: { goalId },
    words: { reason },
  });
  return true;
}
