import { checkTaking } from "#app/domain/amendment.ts";
import { step } from "#app/domain/decision.ts";
import { decisionTextIn, opennessOfDecision, releaseOfDecision } from "#app/domain/decision-text.ts";
import { passagesOfDecision } from "#app/domain/passage.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Release } from "#app/domain/release.ts";
import type { Actor } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import {
  decisionById,
  decisionFacts,
  decisionLink,
  moveDecision,
  setDecisionText,
  type DecisionRecord,
} from "#server/store/decisions.ts";
import { freeze } from "#server/store/releases.ts";
import { demandClean, type PageOfAmended, type TakeAmendment } from "./amended-subjects.ts";
import { passageIn } from "./amendment-texts.ts";
import { actedAs, chosenOf } from "./capacities.ts";
import { openingCapacities, titleOf } from "./decision-held.ts";

async function demandTaking(tx: Tx, actor: Actor, decision: DecisionRecord, now: Date) {
  const facts = await decisionFacts(tx, decision, now);
  demand(actor, "decision.take-amendment", facts, now);
  return facts;
}

/** What is amended, with the passage. Refused to those who may not take it. */
export const pageOfDecision: PageOfAmended = async (tx, actor, { subject, decided, amendment }, now) => {
  const decision = await decisionById(tx, subject.id);
  const { group } = await demandTaking(tx, actor, decision, now);
  return {
    link: decisionLink(decision),
    open: decisionLink(decision),
    title: decision.title,
    language: decision.language,
    revision: decision.revision,
    as: openingCapacities(actor, group, now).map(actedAs),
    passages: found(decision, decided, amendment.passage).passages,
  };
};

/** A decision of a group about itself takes an amendment; by whoever may open the next round on it. */
export const takeIntoDecision: TakeAmendment = async (tx, record, held, { actor, actorId, form, now }) => {
  const { passage, positionId, country: from } = held.amendment;
  const decision = await decisionById(tx, held.subject.id);
  const facts = await demandTaking(tx, actor, decision, now);
  if (decision.revision !== form.revision) throw refuse("conflict", "decision.changed-meanwhile");
  const capacity = chosenOf(openingCapacities(actor, facts.group, now), form.as);
  const at = found(decision, held.decided, passage);
  const words = checkTaking({ ...held.facts, ...at.passages, seen: form.seen });
  if (at.with === null) throw refuse("conflict", "amendment.not-words", { passage: passage ?? "" });
  const { id, stage: before, language, groupId } = decision;
  const after = step(before, "take-amendment", { group: facts.group.stage, outcome: null });
  const text = at.with(words);
  demandClean(opennessOfDecision(text));
  await setDecisionText(tx, id, { text, language, title: await titleOf(tx, text, language) });
  const release = await freeze(
    tx,
    {
      subject: held.subject,
      text: releaseOfDecision(text),
      language,
      authorId: actorId,
      country: capacity.country,
      amendmentOf: positionId,
    },
    now,
  );
  const moved = { act: "take-amendment", before, after, personId: actorId, capacity } as const;
  await moveDecision(tx, id, { ...moved, comments: null }, now);
  const { id: releaseId, sha256 } = release;
  const link = decisionLink(decision);
  record({
    kind: "decision.amended",
    groupId,
    capacity,
    actorId,
    link,
    facts: { decisionId: id, releaseId, sha256, positionId, passage: passage ?? "", from },
    words: { text: words },
  });
  return { open: link, written: null };
};

function found({ text, language }: DecisionRecord, decided: Release, passage: string | null) {
  const before = passagesOfDecision(decisionTextIn(decided.text), decided.language);
  return passageIn(before, passagesOfDecision(text, language), passage);
}
