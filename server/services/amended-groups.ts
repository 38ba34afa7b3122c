import { checkTaking } from "#app/domain/amendment.ts";
import {
  groupProposalIn,
  nameOfGroup,
  opennessOfGroupProposal,
  releaseOfGroupProposal,
} from "#app/domain/group-proposal.ts";
import { officersPresiding } from "#app/domain/part.ts";
import { passagesOfGroup } from "#app/domain/passage.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Release } from "#app/domain/release.ts";
import { moveGroup, setGroupDraft, type GroupChainRecord } from "#server/store/group-chain.ts";
import { freeze } from "#server/store/releases.ts";
import { demandClean, type PageOfAmended, type TakeAmendment } from "./amended-subjects.ts";
import { passageIn } from "./amendment-texts.ts";
import { actedAs, chosenOf } from "./capacities.ts";
import { heldById, next, proposalLink } from "./group-held.ts";

/** What is amended, with the passage. Refused to those who may not take it. */
export const pageOfGroup: PageOfAmended = async (tx, actor, { subject, decided, amendment }, now) => {
  const { group, facts } = await heldById(tx, subject.id, now);
  demand(actor, "group.take-amendment", facts.officers, now);
  const { passages } = found(group, decided, amendment.passage);
  return {
    link: proposalLink(group.slug),
    open: proposalLink(group.slug),
    title: nameOfGroup(group.draft?.names ?? {}, group.language, group.language),
    language: group.language,
    revision: group.revision,
    as: officersPresiding(actor, facts.officers, now).map(actedAs),
    passages,
  };
};

/**
 * What is proposed of a group takes an amendment that a country offered in the consultation, or an officer in their round; by the
 * Chair of the officers, who decide on the text that comes of it.
 */
export const takeIntoGroup: TakeAmendment = async (tx, record, held, { actor, actorId, form, now }) => {
  const { passage, positionId, country: from } = held.amendment;
  const inChain = await heldById(tx, held.subject.id, now);
  const { group, facts } = inChain;
  demand(actor, "group.take-amendment", facts.officers, now);
  if (group.revision !== form.revision) throw refuse("conflict", "group.changed-meanwhile");
  const capacity = chosenOf(officersPresiding(actor, facts.officers, now), form.as);
  const at = found(group, held.decided, passage);
  const words = checkTaking({ ...held.facts, ...at.passages, seen: form.seen });
  if (at.with === null) throw refuse("conflict", "amendment.not-words", { passage: passage ?? "" });
  const after = await next(tx, inChain, "take-amendment");
  const text = at.with(words);
  demandClean(opennessOfGroupProposal(text));
  await setGroupDraft(tx, group.id, { text, language: group.language, areaId: null });
  const release = await freeze(
    tx,
    {
      subject: held.subject,
      text: releaseOfGroupProposal(text, group.cycleId),
      language: group.language,
      authorId: actorId,
      country: capacity.country,
      amendmentOf: positionId,
    },
    now,
  );
  const moved = { act: "take-amendment", before: group.stage, after, personId: actorId, capacity } as const;
  await moveGroup(tx, group.id, { ...moved, comments: null }, now);
  const { id: releaseId, sha256 } = release;
  const link = proposalLink(group.slug);
  record({
    kind: "group.amended",
    groupId: group.id,
    capacity,
    actorId,
    link,
    facts: { groupId: group.id, releaseId, sha256, positionId, passage: passage ?? "", from },
    words: { text: words },
  });
  return { open: link, written: null };
};

function found({ draft }: GroupChainRecord, decided: Release, passage: string | null) {
  if (draft === null) throw refuse("conflict", "group.no-proposal");
  return passageIn(passagesOfGroup(groupProposalIn(decided.text)), passagesOfGroup(draft), passage);
}
