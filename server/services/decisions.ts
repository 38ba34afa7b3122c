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
import type { DecisionFacts, GroupFacts } from "#app/domain/facts.ts";
import { countriesOf, isChair, isViceChair } from "#app/domain/part.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor, Capacity, Iso, PersonId } from "#app/domain/roles.ts";
import type { Mode } from "#app/domain/round.ts";
import { sayDecision } from "#app/i18n/decision-title.ts";
import { translator } from "#app/i18n/translate.ts";
import { isDuplicate, type Tx } from "#server/store/client.ts";
import { countryNames } from "#server/store/countries.ts";
import * as decisions from "#server/store/decisions.ts";
import { groupBySlug, groupFacts } from "#server/store/groups.ts";
import { lockGroup } from "#server/store/memberships.ts";
import { freeze } from "#server/store/releases.ts";
import { lockSubject } from "#server/store/rounds.ts";
import { act, type Ground } from "./act.ts";
import { chairCapacity, countryCapacity } from "./capacities.ts";
import { groundOf } from "./decision-grounds.ts";
import { decisionViews } from "./decision-views.ts";
import { officeServices } from "./group-offices.ts";
import { openRound } from "./round-opening.ts";

/** What a form of a decision under way carries: its address, and its revision when the form was made. */
export interface DecisionForm {
  readonly slug: string;
  readonly number: number;
  readonly revision: number;
}

export interface Proposal {
  readonly slug: string;
  /** Made with the form: one sent twice is taken once. */
  readonly id: string;
  readonly country: Iso;
  readonly language: Language;
  readonly asked: DecisionAsked;
}

interface Held {
  readonly decision: decisions.DecisionRecord;
  readonly facts: DecisionFacts & { readonly group: GroupFacts };
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
          const names = await countryNames(tx, language);
          const say = (iso: Iso) => names.get(iso) ?? iso;
          const title = sayDecision(translator(language), text, language, say);
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

    /** Drops a decision before a round on it, or after one without consensus. */
    drop: (actor: Actor, form: DecisionForm): Promise<void> =>
      act(
        ground,
        async (tx, record, now) => {
          const held = await hold(tx, form, now);
          demand(actor, "decision.drop", held.facts, now);
          demandFresh(held, form);
          const { decision, facts } = held;
          const { country } = decision;
          const own = country === null ? null : countryCapacity(actor, country, "decide", facts.group, now);
          const capacity = own ?? chairCapacity(actor, facts.group, now);
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
          const capacity = openingCapacity(actor, group, now);
          const actorId = idOf(actor);
          const taken = { act: "open-round", before: decision.stage, after, personId: actorId } as const;
          await decisions.moveDecision(tx, decision.id, { ...taken, capacity, comments: null }, now);
          const subject = { kind: "decision", id: decision.id } as const;
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

/** Two acts on one decision wait for each other. Refuses `decision.unknown`. */
async function lockFor(tx: Tx, { slug, number }: DecisionForm): Promise<void> {
  const { id } = await decisions.decisionAt(tx, slug, number);
  await lockSubject(tx, { kind: "decision", id });
}

async function hold(tx: Tx, { slug, number }: DecisionForm, now: Date): Promise<Held> {
  const decision = await decisions.decisionAt(tx, slug, number);
  return { decision, facts: await decisions.decisionFacts(tx, decision, now) };
}

/** The Chair, a Vice Chair where nobody acts for the Chair, else a participating country: policy has said which. */
function openingCapacity(actor: Actor, group: GroupFacts, now: Date): Capacity {
  const body = { kind: "group", groupId: group.groupId } as const;
  if (isChair(actor, "decide", group, now)) return { office: "representative", country: group.chair, body };
  const [country] = countriesOf(actor, "decide", group, now).filter(
    (one) => !isViceChair(actor, "decide", group, now) || group.viceChairs.includes(one),
  );
  const capacity = country === undefined ? null : countryCapacity(actor, country, "decide", group, now);
  if (capacity === null) throw refuse("forbidden", "position.wrong-capacity");
  return capacity;
}

function demandFresh({ decision }: Held, form: DecisionForm): void {
  if (form.revision !== decision.revision) throw refuse("conflict", "decision.changed-meanwhile");
}

function same(known: { personId: PersonId; number: number }, personId: PersonId): number {
  if (known.personId !== personId) throw refuse("conflict", "decision.changed-meanwhile");
  return known.number;
}

function idOf(actor: Actor): PersonId {
  if (actor.kind === "person") return actor.id;
  throw refuse("forbidden", "may-not.decision.propose");
}
