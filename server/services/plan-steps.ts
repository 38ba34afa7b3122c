/** What the acts on a plan and the end of its round share. */
import { step } from "#app/domain/plan.ts";
import { adoptRelease, lockPlan, movePlan, planFacts, type PlanRecord } from "#server/store/plans.ts";
import { endDelivered } from "./commissions.ts";
import { outputsOfRelease } from "./decision-grounds.ts";
import type { RoundSubject } from "./round-subjects.ts";

/** Page of the plan, without language. */
export const linkOf = (plan: PlanRecord) => `/groups/${plan.groupSlug}/plan`;

/** What is needed to know of acts that only look at the stage. */
export const nothing = { openness: { brackets: 0, gaps: 0 }, comments: false, outcome: null } as const;

/** What rounds ask of plans: facts, and the step when one ends. Adoption makes the release the plan's text. */
export const planSubject: RoundSubject = {
  async facts(tx, id, now) {
    const plan = await lockPlan(tx, id);
    return { group: (await planFacts(tx, plan, now)).group, link: linkOf(plan) };
  },
  async ended(tx, record, { round, outcome, reason, actorId, capacity }, now) {
    const plan = await lockPlan(tx, round.subject.id);
    const { group } = await planFacts(tx, plan, now);
    const next = step(
      plan.state,
      "end-round",
      { ...nothing, outcome, group: group.stage, considerationDays: 0 },
      now,
    );
    await movePlan(tx, plan, next, { act: "end-round", personId: actorId, capacity, comments: reason }, now);
    if (next.stage !== "adopted") return;
    await adoptRelease(tx, plan.id, round.release.id);
    const { id: releaseId, sha256, language } = round.release;
    record({
      kind: "plan.adopted",
      groupId: plan.groupId,
      capacity,
      actorId,
      link: linkOf(plan),
      facts: { planId: plan.id, releaseId, sha256, version: next.version, roundId: round.id },
    });
    const outputs = await outputsOfRelease(tx, releaseId);
    const { groupId } = plan;
    await endDelivered(tx, record, { groupId, language, outputs }, { actorId, capacity }, now);
  },
};
