import { checkTaking } from "#app/domain/amendment.ts";
import type { GoalStage } from "#app/domain/goal.ts";
import { goalTextIn, releaseOfGoal, type GoalText } from "#app/domain/goal-text.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Tx } from "#server/store/client.ts";
import { goalLink, goalFacts, move, proposalById, setDraft } from "#server/store/proposals.ts";
import { freeze, latestRelease, type Subject } from "#server/store/releases.ts";
import type { PageOfAmended, TakeAmendment } from "./amended-subjects.ts";
import { goalPassages, goalWith } from "./amendment-texts.ts";
import { actedAs, chosenOf, goalCapacities } from "./capacities.ts";
import { next } from "./goal-steps.ts";

/** What is amended, with the passage. Refused to those who may not take it. */
export const pageOfGoal: PageOfAmended = async (tx, actor, { subject, decided, amendment }, now) => {
  const proposal = await proposalById(tx, subject.id);
  const facts = await goalFacts(tx, proposal, now);
  demand(actor, "goal.read", facts, now);
  demand(actor, "goal.take-amendment", facts, now);
  const at = await goalAtHand(tx, subject, facts.stage, proposal.text);
  return {
    link: goalLink(proposal.number),
    open: goalLink(proposal.number),
    title: proposal.text.title,
    language: proposal.language,
    revision: proposal.revision,
    as: goalCapacities(actor, "take-amendment", facts, now).map(actedAs),
    passages: goalPassages(goalTextIn(decided.text), at, amendment.passage),
  };
};

/** A new goal takes an amendment; by the Chair of the body that decided. */
export const takeIntoGoal: TakeAmendment = async (tx, record, held, { actor, actorId, form, now }) => {
  const { passage, positionId, country: from } = held.amendment;
  const proposal = await proposalById(tx, held.subject.id);
  const facts = await goalFacts(tx, proposal, now);
  demand(actor, "goal.take-amendment", facts, now);
  if (proposal.revision !== form.revision) throw refuse("conflict", "goal.changed-meanwhile");
  const { stage } = facts;
  const capacity = chosenOf(goalCapacities(actor, "take-amendment", facts, now), form.as);
  const decided = goalTextIn(held.decided.text);
  const atHand = await goalAtHand(tx, held.subject, stage, proposal.text);
  const found = goalPassages(decided, atHand, passage);
  const words = checkTaking({ ...held.facts, ...found, seen: form.seen });
  const text = goalWith(decided, atHand, passage, words);
  const after = next({ proposal: { ...proposal, text }, facts }, "take-amendment", null, null);
  const areaId = proposal.area?.id ?? "";
  await setDraft(tx, proposal.id, { text, language: proposal.language, areaId });
  const release = await freeze(
    tx,
    {
      subject: held.subject,
      text: releaseOfGoal(text, { cycle: proposal.cycleId, area: proposal.area?.code ?? "" }),
      language: proposal.language,
      authorId: actorId,
      country: capacity.country,
      amendmentOf: positionId,
    },
    now,
  );
  const moved = { act: "take-amendment", before: stage, after, personId: actorId, capacity } as const;
  await move(tx, proposal.id, { ...moved, comments: null }, now);
  const { id: releaseId, sha256 } = release;
  const link = goalLink(proposal.number);
  record({
    kind: "goal.amended",
    groupId: proposal.groupId,
    capacity,
    actorId,
    link,
    facts: { goalId: proposal.id, releaseId, sha256, positionId, passage: passage ?? "", from },
    words: { text: words },
  });
  return { open: link, written: null };
};

/** Before the officers the text is the release that the group agreed to; before that the draft. */
async function goalAtHand(tx: Tx, subject: Subject, stage: GoalStage, draft: GoalText): Promise<GoalText> {
  const latest = stage === "tabled" ? await latestRelease(tx, subject) : null;
  return latest === null ? draft : goalTextIn(latest.text);
}
