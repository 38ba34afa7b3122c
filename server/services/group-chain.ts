import type { GroupAct } from "#app/domain/group.ts";
import {
  checkGroupCreation,
  nameOfGroup,
  opennessOfGroupProposal,
  releaseOfGroupProposal,
  groupProposalIn,
  slugOf,
  type GroupCreation,
  type GroupProposal,
} from "#app/domain/group-proposal.ts";
import { officersPresiding } from "#app/domain/part.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor, Capacity, GroupId, Iso, PersonId } from "#app/domain/roles.ts";
import type { Mode } from "#app/domain/round.ts";
import { areaOfCycle, currentCycle } from "#server/store/agendas.ts";
import { isDuplicate, type Tx } from "#server/store/client.ts";
import { groupOfCountry } from "#server/store/countries.ts";
import { insertAct } from "#server/store/grants.ts";
import { freeSlug, lockAddresses } from "#server/store/group-addresses.ts";
import * as chain from "#server/store/group-chain.ts";
import { freeze, latestRelease } from "#server/store/releases.ts";
import { act, type Ground, type Recorder } from "./act.ts";
import { chosenOf, type ActedAs } from "./capacities.ts";
import { hold, idOf, next, proponency, proposalLink, said, type HeldGroup } from "./group-held.ts";
import { asFocalPoint } from "./naming.ts";
import { openedBefore, openRound } from "./round-opening.ts";

/** A form about a proposal: the group's address, and its revision when the form was made. */
export interface ProposalForm {
  readonly slug: string;
  readonly revision: number;
  /** The capacity in which it is sent, as the form offered it; the server checks it. */
  readonly as?: ActedAs | undefined;
}

/** A form that a focal point sends for a country. */
/** When a round opens, at once where that is null, and closes. */
export interface Times {
  readonly opening: Date | null;
  readonly closing: Date;
}

export type ProponentForm = ProposalForm & { readonly country: Iso };

/** The chain of a working group up to the officers: countries propose, all are asked, the officers decide (S2 II D c iv). */
export function groupChainServices(ground: Ground) {
  return {
    /** Proposes a group for a country. A form sent twice makes one group. Answers its address. */
    propose: async (
      actor: Actor,
      form: {
        readonly id: GroupId;
        readonly country: Iso;
        readonly text: GroupCreation;
        readonly language: Language;
      },
    ): Promise<string> => {
      try {
        return await act(ground, async (tx, record, now) => {
          const { id, country, text, language } = form;
          demand(actor, "group.propose", { kind: "country", country }, now);
          const known = await chain.groupProposedBy(tx, id);
          if (known !== null) return sameProposal(known, idOf(actor));
          const cycle = await currentCycle(tx);
          if (cycle === null) throw refuse("unknown", "agenda.unknown");
          checkGroupCreation(text, language, await countriesKnown(tx));
          const area = await areaOfCycle(tx, cycle.id, text.area);
          await lockAddresses(tx);
          const slug = await freeSlug(tx, slugOf(nameOfGroup(text.names, language, language)));
          const link = proposalLink(slug);
          const personId = idOf(actor);
          const rests = { kind: "proposal", reference: link, date: now, letterId: null } as const;
          const actId = await insertAct(tx, { ...rests, recordedById: personId }, now);
          const fresh = { id, slug, cycleId: cycle.id, areaId: area.id, text, language, actId };
          await chain.insertProposedGroup(tx, fresh, now);
          await chain.addProponent(tx, { groupId: id, country, purpose: "creation", personId }, now);
          const by = { capacity: asFocalPoint(country), actorId: personId, link };
          record({ kind: "group.proposed", groupId: id, ...by, facts: { groupId: id } });
          return slug;
        });
      } catch (caught) {
        // Two of the same form at the same instant: the second finds the first's row only by its key.
        if (!isDuplicate(caught)) throw caught;
        const known = await chain.groupProposedBy(ground.store.db, form.id);
        if (known === null) throw caught;
        return sameProposal(known, idOf(actor));
      }
    },

    /** Changes what is proposed, while no round has begun on it. Refuses `group.changed-meanwhile`. */
    editProposal: (
      actor: Actor,
      form: ProponentForm & { readonly text: GroupProposal; readonly language: Language },
    ): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.slug, now);
        const { text, language } = form;
        allow(actor, "group.edit-proposal", held, form, now);
        await next(tx, held, "edit-proposal");
        const { group } = held;
        if (text.proposes !== group.draft?.proposes) throw refuse("conflict", "group.illegal-step");
        const own = text.proposes === "end" ? { ...text, names: group.draft.names } : text;
        if (own.proposes === "creation") checkGroupCreation(own, language, await countriesKnown(tx));
        const areaId = own.proposes === "end" ? null : (await areaOfCycle(tx, group.cycleId, own.area)).id;
        await chain.setGroupDraft(tx, group.id, { text: own, language, areaId });
        const facts = { groupId: group.id, revision: group.revision + 1 };
        record({ ...saidBy(held, form.country, actor), kind: "group.proposal-edited", facts });
      }),

    /** Another country proposes it too. */
    coPropose: (actor: Actor, form: ProponentForm): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.slug, now);
        const { group } = held;
        const { country } = form;
        demand(actor, "group.co-propose", proponency(held, country), now);
        await take(
          tx,
          held,
          { act: "co-propose", capacity: asFocalPoint(country), personId: idOf(actor) },
          now,
        );
        const purpose = purposeOf(group);
        await chain.addProponent(tx, { groupId: group.id, country, purpose, personId: idOf(actor) }, now);
        const facts = { groupId: group.id };
        record({ ...saidBy(held, country, actor), kind: "group.proposal-joined", facts });
      }),

    /** A country no longer proposes it; the last one withdraws it instead (`group.last-proponent`). */
    leaveProposal: (actor: Actor, form: ProponentForm): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.slug, now);
        const { group } = held;
        const { country } = form;
        demand(actor, "group.leave-proposal", proponency(held, country), now);
        await take(
          tx,
          held,
          { act: "leave-proposal", capacity: asFocalPoint(country), personId: idOf(actor) },
          now,
        );
        await chain.endProponents(tx, { groupId: group.id, purpose: purposeOf(group), country }, now);
        const facts = { groupId: group.id };
        record({ ...saidBy(held, country, actor), kind: "group.proposal-left", facts });
      }),

    /** The only country that proposes it withdraws it, with the reason; what was written stays to be read. */
    withdrawProposal: (actor: Actor, form: ProponentForm & { readonly reason: string }): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.slug, now);
        allow(actor, "group.withdraw-proposal", held, form, now);
        const { country, reason } = form;
        const { group } = held;
        const name = "withdraw-proposal";
        const taken = {
          act: name,
          capacity: asFocalPoint(country),
          personId: idOf(actor),
          comments: reason,
        } as const;
        await take(tx, held, taken, now);
        await chain.endProponents(tx, { groupId: group.id, purpose: purposeOf(group) }, now);
        const facts = { groupId: group.id, act: name } as const;
        record({ ...saidBy(held, country, actor), kind: "group.moved", facts, words: { reason } });
      }),

    /** The proponents take the text up again after the countries were heard, or the officers reached no consensus. */
    reviseProposal: (actor: Actor, form: ProponentForm): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.slug, now);
        allow(actor, "group.revise-proposal", held, form, now);
        const { country } = form;
        const name = "revise-proposal";
        await take(tx, held, { act: name, capacity: asFocalPoint(country), personId: idOf(actor) }, now);
        const facts = { groupId: held.group.id, act: name } as const;
        record({ ...saidBy(held, country, actor), kind: "group.moved", facts });
      }),

    /** A focal point proposes for its country that a group at work end. */
    proposeEnd: (
      actor: Actor,
      form: ProponentForm & { readonly reasons: readonly string[]; readonly language: Language },
    ): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.slug, now);
        const { group, facts } = held;
        const { country, reasons, language } = form;
        demand(actor, "group.propose-discontinuation", { kind: "membership", group: facts, country }, now);
        demandFresh(held, form);
        if (group.kind === "commission") throw refuse("conflict", "group.illegal-step");
        const name = "propose-discontinuation";
        const personId = idOf(actor);
        await take(tx, held, { act: name, capacity: asFocalPoint(country), personId }, now);
        const text = { proposes: "end", names: namesOf(group.names), reasons } as const;
        await chain.setGroupDraft(tx, group.id, { text, language, areaId: null });
        await chain.addProponent(tx, { groupId: group.id, country, purpose: "end", personId }, now);
        const moved = { groupId: group.id, act: name } as const;
        const words = { reasons: reasons.join("\n\n") };
        record({ ...saidBy(held, country, actor), kind: "group.moved", facts: moved, words });
      }),

    /**
     * The Chair of the officers freezes the proposal and asks all countries of the region. Refuses what `checkOpening` refuses.
     * Answers the round's id.
     */
    openConsultation: (actor: Actor, form: ProposalForm & Times): Promise<string> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.slug, now);
        const { group, facts } = held;
        const sent = { roll: "region", current: group.revision, form: { ...form, mode: "express" } } as const;
        const opened = await openedBefore(tx, actor, subjectOf(group), sent);
        if (opened !== null) return opened;
        demand(actor, "group.open-consultation", facts.officers, now);
        demandFresh(held, form);
        const capacity = chosenOf(officersPresiding(actor, facts.officers, now), form.as);
        await take(tx, held, { act: "open-consultation", capacity, personId: idOf(actor) }, now);
        if (group.draft === null) throw refuse("conflict", "group.no-proposal");
        const before = await latestRelease(tx, subjectOf(group));
        const release = await freeze(
          tx,
          {
            subject: subjectOf(group),
            text: releaseOfGroupProposal(group.draft, group.cycleId),
            language: group.language,
            authorId: idOf(actor),
            country: capacity.country,
          },
          now,
        );
        const by = said(group, capacity, actor);
        const frozen = { groupId: group.id, releaseId: release.id, sha256: release.sha256 };
        if (release.id !== before?.id) record({ ...by, kind: "group.released", facts: frozen });
        return openOn(
          tx,
          record,
          held,
          { release, roll: "region", mode: "express", times: form, capacity, actor },
          now,
        );
      }),

    /** The Chair of the officers opens their round on the text that the countries were asked about. Answers the round's id. */
    openOfficersRound: (
      actor: Actor,
      form: ProposalForm & Times & { readonly mode: Mode },
    ): Promise<string> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, form.slug, now);
        const { group, facts } = held;
        const sent = { roll: "officers", current: group.revision, form: form } as const;
        const opened = await openedBefore(tx, actor, subjectOf(group), sent);
        if (opened !== null) return opened;
        demand(actor, "group.open-officers-round", facts.officers, now);
        demandFresh(held, form);
        const capacity = chosenOf(officersPresiding(actor, facts.officers, now), form.as);
        await take(tx, held, { act: "open-officers-round", capacity, personId: idOf(actor) }, now);
        const release = await latestRelease(tx, subjectOf(group));
        if (release === null) throw refuse("conflict", "group.illegal-step");
        return openOn(
          tx,
          record,
          held,
          { release, roll: "officers", mode: form.mode, times: form, capacity, actor },
          now,
        );
      }),
  };
}

interface Taken {
  readonly act: GroupAct;
  readonly capacity: Capacity;
  readonly personId: PersonId;
  readonly comments?: string;
}

async function take(tx: Tx, held: HeldGroup, taken: Taken, now: Date): Promise<void> {
  const { group } = held;
  const after = await next(tx, held, taken.act);
  await chain.moveGroup(tx, group.id, { comments: null, ...taken, before: group.stage, after }, now);
}

async function openOn(
  tx: Tx,
  record: Recorder,
  { group, facts }: HeldGroup,
  opening: {
    readonly release: NonNullable<Awaited<ReturnType<typeof latestRelease>>>;
    readonly roll: "region" | "officers";
    readonly mode: Mode;
    readonly times: Times;
    readonly capacity: Capacity;
    readonly actor: Actor;
  },
  now: Date,
): Promise<string> {
  const { release, roll, mode, times, capacity, actor } = opening;
  return openRound(
    tx,
    record,
    {
      subject: subjectOf(group),
      group: facts,
      link: proposalLink(group.slug),
      release,
      openness: opennessOfGroupProposal(groupProposalIn(release.text)),
      roll,
      mode,
      opening: times.opening ?? now,
      closing: times.closing,
      actorId: idOf(actor),
      capacity,
    },
    now,
  );
}

type ProponentAction = "group.edit-proposal" | "group.withdraw-proposal" | "group.revise-proposal";

/** Policy first, so that a stranger learns nothing; then whether the form is of today. */
function allow(actor: Actor, action: ProponentAction, held: HeldGroup, form: ProponentForm, now: Date): void {
  demand(actor, action, proponency(held, form.country), now);
  demandFresh(held, form);
}

function demandFresh({ group }: HeldGroup, form: ProposalForm): void {
  if (form.revision !== group.revision) throw refuse("conflict", "group.changed-meanwhile");
}

const saidBy = ({ group }: HeldGroup, country: Iso, actor: Actor) =>
  said(group, asFocalPoint(country), actor);

const subjectOf = ({ id }: chain.GroupChainRecord) => ({ kind: "group" as const, id });

const purposeOf = (group: chain.GroupChainRecord): "creation" | "end" => group.draft?.proposes ?? "creation";

/** The names of a group at work, as a proposal holds them. */
const namesOf = (names: unknown): GroupProposal["names"] =>
  typeof names === "object" && names !== null ? (names as GroupProposal["names"]) : {};

const countriesKnown = async (tx: Tx): Promise<readonly Iso[]> => [...(await groupOfCountry(tx)).keys()];

function sameProposal(known: { slug: string; personId: PersonId | null }, personId: PersonId): string {
  if (known.personId !== personId) throw refuse("conflict", "group.changed-meanwhile");
  return known.slug;
}
