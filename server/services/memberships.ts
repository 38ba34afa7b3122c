import { isWorking } from "#app/domain/group.ts";
import { isChair, isFocalPointOf } from "#app/domain/part.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Actor, Capacity, Iso, PersonId } from "#app/domain/roles.ts";
import type { Auth } from "#server/auth/auth.ts";
import type { Tx } from "#server/store/client.ts";
import { endOffices } from "#server/store/grants.ts";
import { groupBySlug, groupFacts } from "#server/store/groups.ts";
import {
  endMembership,
  insertMembership,
  leaveRolls,
  openMembership,
  setCoordinator,
  setInstitution,
} from "#server/store/memberships.ts";
import { lockRoundsWithin } from "#server/store/rounds.ts";
import { act, type Ground } from "./act.ts";
import { demandChosen, leaveCommissions } from "./commissions.ts";
import {
  announce,
  asFocalPoint,
  findOrEnter,
  institutionOf,
  nameTo,
  recordAct,
  tellEnded,
  tellNamed,
  type ActEntered,
  type Hand,
  type PersonEntered,
} from "./naming.ts";
import { bringIn, holdGroup, type BringingIn } from "./speakers.ts";

/** Countries in groups, and those whom countries and the secretariat bring there (S2 II D a, b). */
export function membershipServices(ground: Ground, auth: Auth) {
  /** Counts the letter that a naming sends, to whom and by whom. Strangers are refused further on. */
  async function mayWrite(actor: Actor, email: string): Promise<void> {
    if (actor.kind === "person") await auth.limits.tryLetter(email, actor.id);
  }

  const hand = (actor: Actor, capacity: Capacity): Hand => ({ actorId: idOf(actor), capacity });

  return {
    /**
     * The focal point nominates its country's institution and persons, and the country joins; for a country that is in
     * already the persons are added. Writes act, membership, grants, letters. Refused: no person (`membership.nobody`),
     * nothing that is new (`membership.nothing-new`), no institution on joining (field), no reference, `letter.too-many`.
     */
    async nominate(
      actor: Actor,
      given: {
        slug: string;
        country: Iso;
        institution: string | null;
        persons: readonly PersonEntered[];
        act: ActEntered;
      },
    ): Promise<void> {
      const { country } = given;
      if (given.persons.length === 0) throw refuse("invalid", "membership.nobody");
      for (const { email } of given.persons) await mayWrite(actor, email);
      const named = await act(ground, async (tx, record, now) => {
        const group = await holdGroup(tx, given.slug, now);
        demand(actor, "membership.nominate", { kind: "membership", group: group.facts, country }, now);
        const by = hand(actor, asFocalPoint(country));
        const held = await openMembership(tx, group.id, country);
        if (held === null) await demandChosen(tx, group.id);
        const institutionId =
          (await institutionOf(tx, given.institution, country)) ?? held?.institutionId ?? null;
        if (institutionId === null) throw missing("institution");
        const actId = await recordAct(tx, given.act, by, now);
        const membership =
          held ?? (await insertMembership(tx, { groupId: group.id, country, institutionId, actId }, now));
        if (membership.institutionId !== institutionId)
          await setInstitution(tx, membership.id, institutionId);
        const personIds: PersonId[] = [];
        const words: Record<string, string> = {};
        for (const entered of given.persons) {
          const person = await findOrEnter(tx, entered, institutionId, now);
          const naming = {
            person,
            office: "representative",
            body: group.body,
            country,
            sector: null,
            from: given.act.from ?? now,
          } as const;
          if ((await nameTo(tx, naming, actId, by, now)) === null) continue;
          words[`person-${personIds.length + 1}`] = person.name;
          personIds.push(person.id);
          const told = {
            office: "representative",
            country,
            groupIds: [group.id],
            reference: given.act.reference,
          } as const;
          await tellNamed(tx, ground, person, told, actId, now);
        }
        if (held !== null && personIds.length === 0) throw refuse("conflict", "membership.nothing-new");
        const facts = { membershipId: membership.id, institutionId, personIds };
        record({ kind: "membership.nominated", facts, groupId: group.id, link: group.link, words, ...by });
        return personIds;
      });
      announce(ground, named);
    },

    /**
     * The focal point takes its country out: membership, offices and grants of its people in the group end, and open
     * rounds list it as having left. Refused: `membership.none` where it takes no part.
     */
    async leave(actor: Actor, given: { slug: string; country: Iso; act: ActEntered }): Promise<void> {
      const { country } = given;
      // Rolls are left under the lock of their rounds: what was entered before stands, what comes after knows.
      const lock = async (tx: Tx): Promise<void> => {
        await lockRoundsWithin(tx, (await groupBySlug(tx, given.slug)).id);
      };
      const gone = await act(
        ground,
        async (tx, record, now) => {
          const group = await holdGroup(tx, given.slug, now);
          demand(actor, "membership.leave", { kind: "membership", group: group.facts, country }, now);
          const by = { ...hand(actor, asFocalPoint(country)), groupId: group.id, link: group.link };
          const held = await openMembership(tx, group.id, country);
          if (held === null) throw refuse("conflict", "membership.none");
          const actId = await recordAct(tx, given.act, by, now);
          await endMembership(tx, { id: held.id, groupId: group.id, country }, actId, now);
          const offices = ["representative", "coordinator", "speaker"] as const;
          const ended = await endOffices(tx, { body: group.body, offices, country }, actId, now);
          if (ended.some(({ office }) => office === "coordinator")) await setCoordinator(tx, group.id, null);
          record({ kind: "membership.left", facts: { membershipId: held.id }, ...by });
          for (const { grantId } of ended) record({ kind: "grant.ended", facts: { grantId }, ...by });
          for (const roundId of await leaveRolls(tx, group.id, country, now))
            record({ kind: "round.seat-left", facts: { roundId, seat: country }, ...by });
          await leaveCommissions(tx, record, { groupId: group.id, country, actId }, by, now);
          await tellEnded(tx, ground, ended, given.act.reference, actId, now);
          return ended.map(({ personId }) => personId);
        },
        lock,
      );
      announce(ground, gone);
    },

    /**
     * The country that chairs the group names the coordinator; the one before ends. Refused: the same one again,
     * `letter.too-many`.
     */
    async nameCoordinator(
      actor: Actor,
      given: { slug: string; person: PersonEntered; act: ActEntered },
    ): Promise<void> {
      await mayWrite(actor, given.person.email);
      const changed = await act(ground, async (tx, record, now) => {
        const group = await holdGroup(tx, given.slug, now);
        demand(actor, "coordinator.name", group.facts, now);
        const { chair } = group.facts;
        if (chair === null) throw refuse("conflict", "coordinator.no-chair");
        const capacity: Capacity = isChair(actor, "decide", group.facts, now)
          ? { office: "representative", country: chair, body: group.body }
          : asFocalPoint(chair);
        const by = { ...hand(actor, capacity), groupId: group.id, link: group.link };
        const actId = await recordAct(tx, given.act, by, now);
        const membership = await openMembership(tx, group.id, chair);
        const person = await findOrEnter(tx, given.person, membership?.institutionId ?? null, now);
        const former = { body: group.body, offices: ["coordinator"], except: person.id } as const;
        const ended = await endOffices(tx, former, actId, now);
        const naming = {
          person,
          office: "coordinator",
          body: group.body,
          country: chair,
          sector: null,
          from: given.act.from ?? now,
        } as const;
        const grantId = await nameTo(tx, naming, actId, by, now);
        if (grantId === null) throw refuse("conflict", "coordinator.same", { name: person.name });
        await setCoordinator(tx, group.id, person.id);
        for (const one of ended) record({ kind: "grant.ended", facts: { grantId: one.grantId }, ...by });
        const facts = { grantId, personId: person.id };
        record({ kind: "coordinator.named", facts, ...by, words: { person: person.name } });
        const told = {
          office: "coordinator",
          country: chair,
          groupIds: [group.id],
          reference: given.act.reference,
        } as const;
        await tellNamed(tx, ground, person, told, actId, now);
        await tellEnded(tx, ground, ended, given.act.reference, actId, now);
        return [person.id, ...ended.map(({ personId }) => personId)];
      });
      announce(ground, changed);
    },

    /**
     * A focal point identifies an entity or expert who speaks in the groups it names. Refused: no group
     * (`speaker.no-group`), one in which it speaks already and no other (`speaker.nothing-new`).
     */
    identifySpeaker: (
      actor: Actor,
      given: {
        slugs: readonly string[];
        country: Iso;
        person: PersonEntered;
        institution: string | null;
        act: ActEntered;
      },
    ): Promise<void> => speak(actor, { ...given, office: "speaker" }),

    /** The secretariat invites an agency or regional body to groups. Refused as a speaker is. */
    inviteAgency: (
      actor: Actor,
      given: { slugs: readonly string[]; person: PersonEntered; institution: string | null; act: ActEntered },
    ): Promise<void> => speak(actor, { ...given, office: "agency", country: null }),

    /** What a group's page has to know to offer these acts to the actor: the countries it acts for here. */
    async offers(actor: Actor, slug: string) {
      const { db } = ground.store;
      const now = ground.clock.now();
      const facts = await groupFacts(db, (await groupBySlug(db, slug)).id, now);
      const mine =
        actor.kind === "person"
          ? actor.grants.flatMap(({ office, country }) => (office === "focal-point" ? (country ?? []) : []))
          : [];
      const country = mine.find((iso) => isFocalPointOf(actor, iso, "decide", now)) ?? null;
      const open = isWorking(facts.stage) && country !== null;
      return {
        country: open ? country : null,
        mayNominate: open,
        mayLeave: open && facts.participating.includes(country),
        mayNameCoordinator:
          facts.chair !== null && (isChair(actor, "decide", facts, now) || (open && country === facts.chair)),
      };
    },
  };

  /** Counts the letter, then gives the right to speak. */
  async function speak(actor: Actor, given: BringingIn): Promise<void> {
    if (given.slugs.length > 0) await mayWrite(actor, given.person.email);
    const { personId } = await act(ground, (tx, record, now) =>
      bringIn(ground, { tx, record, now }, actor, given),
    );
    announce(ground, [personId]);
  }
}

const idOf = (actor: Actor): PersonId | null => (actor.kind === "person" ? actor.id : null);

const missing = (field: string) =>
  refuse("invalid", "form.check-fields", {}, { fields: { [field]: { key: "field.missing", params: {} } } });
