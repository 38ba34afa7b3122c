import { checkTaking } from "#app/domain/amendment.ts";
import { jsonOf } from "#app/document/plan.ts";
import { opennessOf } from "#app/document/openness.ts";
import { step } from "#app/domain/plan.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import { canonicalJson } from "#app/domain/release.ts";
import { lockPlan, movePlan, planFacts } from "#server/store/plans.ts";
import { freeze, latestRelease } from "#server/store/releases.ts";
import { carryOver } from "#server/store/wordings.ts";
import type { PageOfAmended, TakeAmendment } from "./amended-subjects.ts";
import { planPassages, planWith } from "./amendment-texts.ts";
import { actedAs, chosenOf, planCapacities } from "./capacities.ts";
import { linkOf } from "./plan-steps.ts";
import { liveText, rewrite, textOf } from "./plan-texts.ts";

/** What is amended, with the passage. Refused to those who may not take it. */
export const pageOfPlan: PageOfAmended = async (tx, actor, { subject, decided, amendment }, now) => {
  const plan = await lockPlan(tx, subject.id);
  const facts = await planFacts(tx, plan, now);
  demand(actor, "plan.take-amendment", facts, now);
  const { text } = await liveText(tx, plan);
  return {
    link: linkOf(plan),
    open: `${linkOf(plan)}/open-round`,
    title: plan.period,
    language: plan.language,
    revision: plan.revision,
    as: planCapacities(actor, "take-amendment", facts, now).map(actedAs),
    passages: planPassages(textOf(decided), text, amendment.passage),
  };
};

/** A plan of work takes an amendment, in its live text too; by the Chair. */
export const takeIntoPlan: TakeAmendment = async (tx, record, held, { actor, actorId, form, now }) => {
  const { passage, positionId, country: from } = held.amendment;
  const plan = await lockPlan(tx, held.subject.id);
  const facts = await planFacts(tx, plan, now);
  demand(actor, "plan.take-amendment", facts, now);
  if (plan.revision !== form.revision) throw refuse("conflict", "plan.moved-meanwhile");
  const capacity = chosenOf(planCapacities(actor, "take-amendment", facts, now), form.as);
  const decided = textOf(held.decided);
  const { text: live } = await liveText(tx, plan);
  const found = planPassages(decided, live, passage);
  const words = checkTaking({ ...held.facts, ...found, seen: form.seen });
  const latest = await latestRelease(tx, held.subject);
  const text = planWith(decided, latest === null ? decided : textOf(latest), passage, words);
  const taken = {
    group: facts.group.stage,
    openness: opennessOf(text),
    comments: false,
    outcome: null,
    considerationDays: 0,
  };
  const after = step(plan.state, "take-amendment", taken, now);
  const written = await rewrite(tx, plan, `amendment-${positionId}`, (whole) =>
    planWith(decided, whole, passage, words),
  );
  // The release names its place in the log only where the live text says no more than it.
  const whole = canonicalJson(jsonOf(written.text)) === canonicalJson(jsonOf(text));
  const { epoch, seq } = written.reviewed;
  const release = await freeze(
    tx,
    {
      subject: held.subject,
      text: jsonOf(text),
      language: plan.language,
      authorId: actorId,
      country: capacity.country,
      amendmentOf: positionId,
      ...(whole ? { log: { epoch, seq: BigInt(seq) } } : {}),
    },
    now,
  );
  if (release.id === latest?.id) throw refuse("conflict", "amendment.same-words", { passage: passage ?? "" });
  await carryOver(tx, plan.id, release.number);
  const moved = { act: "take-amendment", personId: actorId, capacity, comments: null } as const;
  await movePlan(tx, plan, after, moved, now);
  const { id: releaseId, sha256 } = release;
  record({
    kind: "plan.amended",
    groupId: plan.groupId,
    capacity,
    actorId,
    link: linkOf(plan),
    facts: { planId: plan.id, releaseId, sha256, positionId, passage: passage ?? "", from },
    words: { text: words },
  });
  return { open: `${linkOf(plan)}/open-round`, written: plan.documentId };
};
