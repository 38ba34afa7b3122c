import { step } from "#app/domain/decision.ts";
import { decisionById, decisionLink, moveDecision } from "#server/store/decisions.ts";
import { groupFacts } from "#server/store/groups.ts";
import type { RoundSubject } from "./round-subjects.ts";

/** A decision of a group about itself as the subject of a round of its countries (domain §5). */
export const decisionSubject: RoundSubject = {
  facts: async (tx, id, now) => {
    const decision = await decisionById(tx, id);
    return { group: await groupFacts(tx, decision.groupId, now), link: decisionLink(decision) };
  },

  ended: async (tx, _record, { round, outcome, reason, actorId, capacity }, now) => {
    const decision = await decisionById(tx, round.subject.id);
    const { stage: group } = await groupFacts(tx, decision.groupId, now);
    const act = "end-round";
    const { stage: before } = decision;
    const after = step(before, act, { group, outcome });
    await moveDecision(
      tx,
      decision.id,
      { act, before, after, personId: actorId, capacity, comments: reason },
      now,
    );
  },
};
