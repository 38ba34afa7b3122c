import { goalTextIn, opennessOf, releaseOfGoal, type GoalText } from "#app/domain/goal-text.ts";
import { countriesOf } from "#app/domain/part.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language, Openness } from "#app/domain/release.ts";
import type { Actor, GoalId, Iso, PersonId } from "#app/domain/roles.ts";
import type { Mode } from "#app/domain/round.ts";
import { areaOfCycle } from "#server/store/agendas.ts";
import { isDuplicate, type Tx } from "#server/store/client.ts";
import { groupBySlug, groupFacts } from "#server/store/groups.ts";
import * as proposals from "#server/store/proposals.ts";
import { freeze, latestRelease } from "#server/store/releases.ts";
import { act, type Ground } from "./act.ts";
import { demandGroup } from "./commissions.ts";
import { chosenOf, countryCapacity, goalCapacities, sponsoring } from "./capacities.ts";
import { allow, hold, idOf, next, presiding, said, take, type Held, type StepForm } from "./goal-steps.ts";
import { openedBefore, openRound } from "./round-opening.ts";

/** What is entered in the form of a draft. */
export interface DraftForm {
  readonly text: GoalText;
  readonly area: string;
  readonly language: Language;
}

/** A round to be opened on a goal. */
export interface OpeningForm extends StepForm {
  readonly mode: Mode;
  /** At once where it is left out. */
  readonly opening?: Date | null;
  readonly closing: Date;
}

export function goalServices(ground: Ground) {
  return {
    /** Drafts a goal in the group for a country. A form sent twice makes one draft. Answers its number. */
    draft: async (
      actor: Actor,
      form: DraftForm & { readonly slug: string; readonly id: GoalId; readonly country: Iso },
    ): Promise<number> => {
      try {
        return await act(ground, async (tx, record, now) => {
          const group = await groupBySlug(tx, form.slug);
          const facts = await groupFacts(tx, group.id, now);
          demand(actor, "goal.draft", facts, now);
          await demandGroup(tx, group.id, "commission.no-goals");
          if (!countriesOf(actor, "edit", facts, now).includes(form.country)) throw wrongCapacity();
          const capacity = countryCapacity(actor, form.country, "edit", facts, now);
          if (capacity === null) throw wrongCapacity();
          const area = await areaOfCycle(tx, group.cycleId, form.area);
          const { id, language, text, country } = form;
          const known = await proposals.draftedBy(tx, id);
          if (known !== null) return sameDraft(known, idOf(actor));
          const number = await proposals.insertProposal(
            tx,
            {
              id,
              cycleId: group.cycleId,
              groupId: group.id,
              areaId: area.id,
              sponsor: country,
              language,
              text,
              personId: idOf(actor),
            },
            now,
          );
          record({
            kind: "goal.drafted",
            groupId: group.id,
            capacity,
            actorId: idOf(actor),
            link: proposals.goalLink(number),
            facts: { goalId: id },
            words: { title: text.title },
          });
          return number;
        });
      } catch (caught) {
        // Two of the same form at the same instant: the second finds the first's row only by its key.
        if (!isDuplicate(caught)) throw caught;
        const known = await proposals.draftedBy(ground.store.db, form.id);
        if (known === null) throw caught;
        return sameDraft(known, idOf(actor));
      }
    },

    /** Replaces the draft. Refuses `goal.changed-meanwhile` where it was changed since the form was made. */
    edit: (actor: Actor, form: StepForm & DraftForm): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.number, now);
        const capacity = sponsoring(actor, held.facts, "edit", now)[0];
        allow(actor, "goal.edit", held, form, now);
        if (capacity === undefined) throw wrongCapacity();
        next(held, "edit", null, null);
        const { proposal } = held;
        const area = await areaOfCycle(tx, proposal.cycleId, form.area);
        const { text, language } = form;
        await proposals.setDraft(tx, proposal.id, { text, language, areaId: area.id });
        const facts = { goalId: proposal.id, versionId: `${proposal.id}:${proposal.revision + 1}` };
        record({ ...said(held, capacity, actor), kind: "goal.edited", facts });
      }),

    /** Puts the draft before the group. */
    discuss: (actor: Actor, form: StepForm): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.number, now);
        allow(actor, "goal.discuss", held, form, now);
        const capacity = chosenOf(goalCapacities(actor, "discuss", held.facts, now), form.as);
        await take(tx, held, { act: "discuss", capacity, personId: idOf(actor) }, now);
        record({
          ...said(held, capacity, actor),
          kind: "goal.discussed",
          facts: { goalId: held.proposal.id },
        });
      }),

    /** Another participating country co-sponsors the goal. */
    cosponsor: (actor: Actor, form: StepForm & { readonly country: Iso }): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.number, now);
        demand(actor, "goal.cosponsor", held.facts, now);
        const { proposal, facts } = held;
        const capacity = countryCapacity(actor, form.country, "decide", facts.group, now);
        if (capacity === null || !facts.group.participating.includes(form.country)) throw wrongCapacity();
        if (form.country === facts.sponsor || facts.cosponsors.includes(form.country))
          throw refuse("conflict", "goal.sponsors-already");
        await take(tx, held, { act: "cosponsor", capacity, personId: idOf(actor) }, now);
        await proposals.addCosponsor(tx, proposal.id, form.country, now);
        record({ ...said(held, capacity, actor), kind: "goal.cosponsored", facts: { goalId: proposal.id } });
      }),

    /**
     * A co-sponsor or the Chair takes over a goal whose sponsor has left the group, or has withdrawn it before the group's
     * consensus: that goes on as a draft.
     */
    takeOver: (actor: Actor, form: StepForm & { readonly country: Iso }): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.number, now);
        allow(actor, "goal.take-over", held, form, now);
        const { proposal, facts } = held;
        const capacity = countryCapacity(actor, form.country, "decide", facts.group, now);
        const near = facts.cosponsors.includes(form.country) || presiding(facts.group).includes(form.country);
        if (capacity === null || !near || !facts.group.participating.includes(form.country))
          throw wrongCapacity();
        await take(tx, held, { act: "take-over", capacity, personId: idOf(actor) }, now);
        await proposals.setSponsor(tx, proposal.id, form.country, now);
        record({
          ...said(held, capacity, actor),
          kind: "goal.taken-over",
          facts: { goalId: proposal.id, from: facts.sponsor },
        });
      }),

    /** The sponsor withdraws the goal before the group's consensus; after it only the group does (`goal.only-group-withdraws`). */
    withdraw: (actor: Actor, form: StepForm & { readonly reason: string }): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.number, now);
        allow(actor, "goal.withdraw", held, form, now);
        const capacity = chosenOf(goalCapacities(actor, "withdraw", held.facts, now), form.as);
        await take(
          tx,
          held,
          { act: "withdraw", capacity, personId: idOf(actor), comments: form.reason },
          now,
        );
        record({
          ...said(held, capacity, actor),
          kind: "goal.withdrawn",
          facts: { goalId: held.proposal.id },
          words: { reason: form.reason },
        });
      }),

    /**
     * The Chair freezes the text and opens the round of the group's countries. Refuses a text that is not clean, fewer than
     * two countries that can answer, and a second round (`round.already-open`). Answers the round's id.
     */
    openGroupRound: (actor: Actor, form: OpeningForm): Promise<string> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.number, now);
        const opened = await openedBefore(tx, actor, subjectOf(held), {
          roll: "group",
          current: held.proposal.revision,
          form,
        });
        if (opened !== null) return opened;
        allow(actor, "goal.open-group-round", held, form, now);
        const capacity = chosenOf(goalCapacities(actor, "open-group-round", held.facts, now), form.as);
        await take(tx, held, { act: "open-group-round", capacity, personId: idOf(actor) }, now);
        const { proposal, facts } = held;
        const place = { cycle: proposal.cycleId, area: proposal.area?.code ?? "" };
        const before = await latestRelease(tx, subjectOf(held));
        const release = await freeze(
          tx,
          {
            subject: subjectOf(held),
            text: releaseOfGoal(proposal.text, place),
            language: proposal.language,
            authorId: idOf(actor),
            country: capacity.country,
          },
          now,
        );
        const entry = said(held, capacity, actor);
        if (release.id !== before?.id)
          record({
            ...entry,
            kind: "goal.released",
            facts: { goalId: proposal.id, releaseId: release.id, sha256: release.sha256 },
          });
        return openRound(
          tx,
          record,
          {
            subject: subjectOf(held),
            group: facts.group,
            link: proposals.goalLink(proposal.number),
            release,
            openness: openness(held),
            roll: "group",
            mode: form.mode,
            opening: form.opening ?? now,
            closing: form.closing,
            actorId: idOf(actor),
            capacity,
          },
          now,
        );
      }),

    /** The Chair tables an agreed goal with the Presiding Officers. */
    table: (actor: Actor, form: StepForm): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.number, now);
        allow(actor, "goal.table", held, form, now);
        const capacity = chosenOf(goalCapacities(actor, "table", held.facts, now), form.as);
        await take(tx, held, { act: "table", capacity, personId: idOf(actor) }, now);
        const release = await decided(tx, held);
        record({
          ...said(held, capacity, actor),
          kind: "goal.tabled",
          facts: { goalId: held.proposal.id, releaseId: release.id },
        });
      }),

    /** The Chair of the officers opens their round on the release that the group agreed to. Answers the round's id. */
    openOfficersRound: (actor: Actor, form: OpeningForm): Promise<string> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.number, now);
        const opened = await openedBefore(tx, actor, subjectOf(held), {
          roll: "officers",
          current: held.proposal.revision,
          form,
        });
        if (opened !== null) return opened;
        allow(actor, "goal.open-officers-round", held, form, now);
        const { proposal, facts } = held;
        const capacity = chosenOf(goalCapacities(actor, "open-officers-round", facts, now), form.as);
        await take(tx, held, { act: "open-officers-round", capacity, personId: idOf(actor) }, now);
        const release = await decided(tx, held);
        return openRound(
          tx,
          record,
          {
            subject: subjectOf(held),
            group: facts.group,
            link: proposals.goalLink(proposal.number),
            release,
            openness: opennessOf(goalTextIn(release.text)),
            roll: "officers",
            mode: form.mode,
            opening: form.opening ?? now,
            closing: form.closing,
            actorId: idOf(actor),
            capacity,
          },
          now,
        );
      }),

    /** Returns the goal to its sponsor, with reasons: the group's Chair while it is discussed, the officers' Chair once tabled. */
    giveBack: (actor: Actor, form: StepForm & { readonly reasons: string }): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.number, now);
        allow(actor, "goal.return", held, form, now);
        const capacity = chosenOf(goalCapacities(actor, "return", held.facts, now), form.as);
        await take(tx, held, { act: "return", capacity, personId: idOf(actor), comments: form.reasons }, now);
        record({
          ...said(held, capacity, actor),
          kind: "goal.returned",
          facts: { goalId: held.proposal.id },
          words: { reasons: form.reasons },
        });
      }),
  };
}

const openness = ({ proposal }: Held): Openness => opennessOf(proposal.text);

const subjectOf = ({ proposal }: Held) => ({ kind: "goal" as const, id: proposal.id });

/** The release that stands: what the group agreed to. */
async function decided(tx: Tx, held: Held) {
  const release = await latestRelease(tx, subjectOf(held));
  if (release === null) throw refuse("conflict", "goal.illegal-step");
  return release;
}

function sameDraft(known: { personId: PersonId; number: number }, personId: PersonId): number {
  if (known.personId !== personId) throw refuse("conflict", "goal.changed-meanwhile");
  return known.number;
}

const wrongCapacity = () => refuse("forbidden", "position.wrong-capacity");
