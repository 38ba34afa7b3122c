import { step } from "#app/domain/decision.ts";
import { decisionTextIn } from "#app/domain/decision-text.ts";
import { refuse } from "#app/domain/refusal.ts";
import { decisionById, decisionLink, moveDecision } from "#server/store/decisions.ts";
import { groupFacts } from "#server/store/groups.ts";
import { releaseById } from "#server/store/releases.ts";
import { carryOut } from "./decision-effects.ts";
import type { RoundSubject } from "./round-subjects.ts";

/** A decision of a group about itself as the subject of a round of its countries, whose consensus carries it out (domain §5). */
export const decisionSubject: RoundSubject = {
  facts: async (tx, id, now) => {
    const decision = await decisionById(tx, id);
    return { group: await groupFacts(tx, decision.groupId, now), link: decisionLink(decision) };
  },

  ended: async (tx, record, { round, outcome, reason, actorId, capacity }, now) => {
    const decision = await decisionById(tx, round.subject.id);
    const { stage: group } = await groupFacts(tx, decision.groupId, now);
    const act = "end-round";
    const { stage: before, groupId } = decision;
    const after = step(before, act, { group, outcome });
    await moveDecision(
      tx,
      decision.id,
      { act, before, after, personId: actorId, capacity, comments: reason },
      now,
    );
    if (after !== "decided") return;
    const release = await releaseById(tx, round.release.id);
    if (release === null) throw refuse("unknown", "thing.unknown");
    record({
      kind: "decision.made",
      groupId,
      capacity,
      actorId,
      link: decisionLink(decision),
      facts: { decisionId: decision.id, matter: decision.kind, releaseId: release.id, roundId: round.id },
    });
    const text = decisionTextIn(release.text);
    await carryOut(tx, record, { decision, text, round }, { actorId, capacity }, now);
  },
};
