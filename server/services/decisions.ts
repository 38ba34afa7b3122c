/** Decisions of a group about itself: proposed by a country, put to the group's countries in a round (domain §1, §5). */
import { step } from "#app/domain/decision.ts";
import {
  checkDecision,
  composeDecision,
  matterOf,
  opennessOfDecision,
  releaseOfDecision,
  type DecisionAsked,
  type DecisionText,
} from "#app/domain/decision-text.ts";
import { countriesOf } from "#app/domain/part.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor, Iso, PersonId } from "#app/domain/roles.ts";
import type { Mode } from "#app/domain/round.ts";
import { isDuplicate, type Tx } from "#server/store/client.ts";
import * as decisions from "#server/store/decisions.ts";
import { groupBySlug, groupFacts } from "#server/store/groups.ts";
import { lockGroup } from "#server/store/memberships.ts";
import { freeze } from "#server/store/releases.ts";
import { act, type Ground } from "./act.ts";
import { chosenOf, countryCapacity } from "./capacities.ts";
import { groundOf } from "./decision-grounds.ts";
import {
  demandFresh,
  hold,
  idOf,
  lockFor,
  openingCapacities,
  proposerCapacity,
  titleOf,
  type DecisionForm,
  type HeldDecision,
} from "./decision-held.ts";
import { decisionViews } from "./decision-views.ts";
import { officeServices } from "./group-offices.ts";
import { openedBefore, openRound } from "./round-opening.ts";

export interface Proposal {
  readonly slug: string;
  /** Made with the form: one sent twice is taken once. */
  readonly id: string;
  readonly country: Iso;
  readonly language: Language;
  readonly asked: DecisionAsked;
}

/** Another text for what is asked. */
export interface EditForm extends DecisionForm {
  readonly language: Language;
  readonly asked: DecisionAsked;
}

export function decisionServices(ground: Ground) {
  /** Refuses who may not propose, for that country, and what the group cannot decide. */
  async function checked(tx: Tx, actor: Actor, form: Proposal, now: Date) {
    const { id: groupId } = await groupBySlug(tx, form.slug);
    const group = await groupFacts(tx, groupId, now);
    demand(actor, "decision.propose", group, now);
    const own = countriesOf(actor, "decide", group, now).includes(form.country);
    const capacity = own ? countryCapacity(actor, form.country, "decide", group, now) : null;
    if (capacity === null) throw refuse("forbidden", "position.wrong-capacity");
    const text = composeDecision(form.asked, await groundOf(tx, group, form.language));
    return { group, capacity, text };
  }

  /** The text that the form makes of the decision. Refuses who may not change it, and a form of another day. */
  async function changed(tx: Tx, actor: Actor, held: HeldDecision, form: EditForm, now: Date) {
    const { decision, facts } = held;
    demand(actor, "decision.edit", facts, now);
    demandFresh(held, form);
    const { stage, kind } = decision;
    step(stage, "edit", { group: facts.group.stage, outcome: null });
    if (form.asked.kind !== kind) throw refuse("conflict", "decision.illegal-step", { stage, act: "edit" });
    return composeDecision(form.asked, await groundOf(tx, facts.group, form.language));
  }

  return {
    ...decisionViews(ground),
    ...officeServices(ground),

    /** What would be proposed: the second step of the form. Refuses what `propose` refuses. */
    review: async (actor: Actor, form: Proposal): Promise<{ text: DecisionText; country: Iso }> => {
      const { text } = await checked(ground.store.db, actor, form, ground.clock.now());
      return { text, country: form.country };
    },

    /** Proposes a decision for a country. Answers its number. Refuses what `composeDecision` refuses. */
    propose: async (actor: Actor, form: Proposal): Promise<number> => {
      try {
        return await act(ground, async (tx, record, now) => {
          const known = await decisions.proposedBy(tx, form.id);
          if (known !== null) return same(known, idOf(actor));
          const { group, capacity, text } = await checked(tx, actor, form, now);
          const { id, language, country } = form;
          const title = await titleOf(tx, text, language);
          const personId = idOf(actor);
          const { groupId } = group;
          const decision = { id, groupId, language, title, text, country, personId };
          const number = await decisions.insertDecision(tx, decision, now);
          record({
            kind: "decision.proposed",
            groupId,
            capacity,
            actorId: personId,
            link: decisions.decisionLink({ groupSlug: form.slug, number }),
            facts: { decisionId: id, matter: text.kind },
            words: { title },
          });
          return number;
        });
      } catch (caught) {
        // Two of the same form at the same instant: the second finds the first's row only by its key.
        if (!isDuplicate(caught)) throw caught;
        const known = await decisions.proposedBy(ground.store.db, form.id);
        if (known === null) throw caught;
        return same(known, idOf(actor));
      }
    },

    /** What its text would be: the second step of the form that changes it. Refuses what `edit` refuses. */
    reviewEdit: async (
      actor: Actor,
      form: EditForm,
    ): Promise<{ text: DecisionText; country: Iso | null }> => {
      const tx = ground.store.db;
      const now = ground.clock.now();
      const held = await hold(tx, form, now);
      return { text: await changed(tx, actor, held, form, now), country: held.decision.country };
    },

    /**
     * Changes what is asked, before a round on it or after one without consensus: the next round is on a release of its own.
     * Refuses what `composeDecision` refuses, and another kind of decision (`decision.illegal-step`).
     */
    edit: (actor: Actor, form: EditForm): Promise<void> =>
      act(
        ground,
        async (tx, record, now) => {
          const held = await hold(tx, form, now);
          const text = await changed(tx, actor, held, form, now);
          const { decision, facts } = held;
          const { language } = form;
          const capacity = proposerCapacity(actor, held, now);
          const after = step(decision.stage, "edit", { group: facts.group.stage, outcome: null });
          const title = await titleOf(tx, text, language);
          await decisions.setDecisionText(tx, decision.id, { text, language, title });
          const taken = { act: "edit", before: decision.stage, after, personId: idOf(actor) } as const;
          await decisions.moveDecision(tx, decision.id, { ...taken, capacity, comments: null }, now);
          record({
            kind: "decision.edited",
            groupId: decision.groupId,
            capacity,
            actorId: idOf(actor),
            link: decisions.decisionLink(decision),
            facts: { decisionId: decision.id, revision: decision.revision + 1 },
            words: { title },
          });
        },
        (tx) => lockFor(tx, form),
      ),

    /** Drops a decision before a round on it, or after one without consensus. */
    drop: (actor: Actor, form: DecisionForm): Promise<void> =>
      act(
        ground,
        async (tx, record, now) => {
          const held = await hold(tx, form, now);
          demand(actor, "decision.drop", held.facts, now);
          demandFresh(held, form);
          const { decision, facts } = held;
          const capacity = chosenOf([proposerCapacity(actor, held, now)], form.as);
          const after = step(decision.stage, "drop", { group: facts.group.stage, outcome: null });
          const taken = { act: "drop", before: decision.stage, after, personId: idOf(actor) } as const;
          await decisions.moveDecision(tx, decision.id, { ...taken, capacity, comments: null }, now);
          record({
            kind: "decision.dropped",
            groupId: decision.groupId,
            capacity,
            actorId: idOf(actor),
            link: decisions.decisionLink(decision),
            facts: { decisionId: decision.id },
          });
        },
        (tx) => lockFor(tx, form),
      ),

    /**
     * Freezes what is asked and opens the round of the group's countries on it. Refuses what the group can no longer decide
     * (`checkDecision`), a second round on the same matter (`decision.same-under-way`), and what `openRound` refuses.
     * Answers the round's id.
     */
    openRound: (
      actor: Actor,
      form: DecisionForm & { readonly mode: Mode; readonly opening: Date | null; readonly closing: Date },
    ): Promise<string> =>
      act(
        ground,
        async (tx, record, now) => {
          const held = await hold(tx, form, now);
          const subject = { kind: "decision", id: held.decision.id } as const;
          const sent = { roll: "group", current: held.decision.revision, form } as const;
          const opened = await openedBefore(tx, actor, subject, sent);
          if (opened !== null) return opened;
          demand(actor, "decision.open-round", held.facts, now);
          demandFresh(held, form);
          const { decision, facts } = held;
          const { text, groupId } = decision;
          const { group } = facts;
          const after = step(decision.stage, "open-round", { group: group.stage, outcome: null });
          // Two rounds on one matter would be opened one after the other.
          await lockGroup(tx, groupId);
          checkDecision(text, await groundOf(tx, group, decision.language));
          for (const other of await decisions.decisionsOf(tx, groupId))
            if (other.stage === "round" && matterOf(other.text) === matterOf(text))
              throw refuse("conflict", "decision.same-under-way", { number: other.number });
          const capacity = chosenOf(openingCapacities(actor, group, now), form.as);
          const actorId = idOf(actor);
          const taken = { act: "open-round", before: decision.stage, after, personId: actorId } as const;
          await decisions.moveDecision(tx, decision.id, { ...taken, capacity, comments: null }, now);
          const release = await freeze(
            tx,
            {
              subject,
              text: releaseOfDecision(text),
              language: decision.language,
              authorId: actorId,
              country: capacity.country,
            },
            now,
          );
          return openRound(
            tx,
            record,
            {
              subject,
              group,
              link: decisions.decisionLink(decision),
              release,
              openness: opennessOfDecision(text),
              roll: "group",
              mode: form.mode,
              opening: form.opening ?? now,
              closing: form.closing,
              actorId,
              capacity,
            },
            now,
          );
        },
        (tx) => lockFor(tx, form),
      ),
  };
}

export type DecisionServices = ReturnType<typeof decisionServices>;

function same(known: { personId: PersonId; number: number }, personId: PersonId): number {
  if (known.personId !== personId) throw refuse("conflict", "decision.changed-meanwhile");
  return known.number;
}
