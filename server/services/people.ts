import { region } from "#app/domain/facts.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import { isSecretariat, type Actor, type PersonId } from "#app/domain/roles.ts";
import type { Auth } from "#server/auth/auth.ts";
import { mintTicket } from "#server/auth/tickets.ts";
import { hasSecretariat, setSuspended } from "#server/store/accounts.ts";
import { listOpenInvitations, listPeople, personById } from "#server/store/people.ts";
import { removeSessionsOf } from "#server/store/sessions.ts";
import { act, type Ground, type Recorder } from "./act.ts";
import type { Tx } from "#server/store/client.ts";
import { queueLetter } from "./letters.ts";
import {
  announce,
  asSecretariat,
  findOrEnter,
  institutionOf,
  nameTo,
  recordAct,
  tellNamed,
  type ActEntered,
  type Hand,
  type PersonEntered,
} from "./naming.ts";

const body = { kind: "secretariat" } as const;

/** People and their accounts, as the secretariat keeps them (domain §8). */
export function peopleServices(ground: Ground, auth: Auth) {
  const { store, clock, bus } = ground;
  const hand = (actor: Actor): Hand => ({
    actorId: actor.kind === "person" ? actor.id : null,
    capacity: asSecretariat,
  });
  const page = { groupId: null, link: "/secretariat/people" } as const;

  return {
    /** People by name, narrowed by a text. Refused to others than the secretariat as `unknown`. */
    async list(actor: Actor, text: string) {
      demand(actor, "secretariat.read", region, clock.now());
      return listPeople(store.db, text, 500);
    },

    /** Invitations that wait to be accepted. Refused to others than the secretariat as `unknown`. */
    async invitations(actor: Actor) {
      demand(actor, "secretariat.read", region, clock.now());
      return listOpenInvitations(store.db, 500);
    },

    /**
     * The secretariat invites a person, as its own staff or without an office yet. Writes person, account, act, perhaps
     * grants, and the letter. Refused: `person.known` (conflict) where nothing would change, `letter.too-many`.
     */
    async invite(
      actor: Actor,
      given: { person: PersonEntered; institution: string | null; staff: boolean; act: ActEntered },
    ): Promise<void> {
      demand(actor, "secretariat.read", region, clock.now());
      if (actor.kind === "person") await auth.limits.tryLetter(given.person.email, actor.id);
      const personId = await act(ground, async (tx, record, now) => {
        demand(actor, "person.invite", region, now);
        return enter(tx, record, given, hand(actor), now);
      });
      announce(ground, [personId]);
    },

    /** Sends the invitation again, with a new link. Refused: `person.joined` (conflict), `letter.too-many`. */
    async inviteAgain(actor: Actor, personId: PersonId): Promise<void> {
      demand(actor, "secretariat.read", region, clock.now());
      demand(actor, "person.invite", region, clock.now());
      const person = await personById(store.db, personId);
      if (person === null) throw refuse("unknown", "person.unknown");
      if (person.joined) throw refuse("conflict", "person.joined", { name: person.name });
      if (person.suspended) throw refuse("conflict", "person.suspended", { name: person.name });
      if (actor.kind === "person") await auth.limits.tryLetter(person.email, actor.id);
      await act(ground, async (tx, record, now) => {
        const news = { kind: "invitation", office: null } as const;
        await queueLetter(tx, ground, person, news, `again:${personId}:${now.getTime()}`, now);
        record({
          kind: "person.invited",
          facts: { personId },
          ...page,
          ...hand(actor),
          words: { person: person.name },
        });
      });
      announce(ground, []);
    },

    /** Suspends an account with a reason: its sessions end at once. Refused: oneself, `person.suspended`, no reason. */
    async suspend(actor: Actor, given: { personId: PersonId; reason: string }): Promise<void> {
      await act(ground, async (tx, record, now) => {
        demand(actor, "person.suspend", { kind: "person", personId: given.personId }, now);
        if (given.reason.trim() === "")
          throw refuse(
            "invalid",
            "form.check-fields",
            {},
            { fields: { reason: { key: "person.reason-needed", params: {} } } },
          );
        const person = await personById(tx, given.personId);
        if (person === null) throw refuse("unknown", "person.unknown");
        if (!(await setSuspended(tx, person.id, now)))
          throw refuse("conflict", "person.suspended", { name: person.name });
        await removeSessionsOf(tx, person.id);
        const words = { person: person.name, reason: given.reason };
        record({ kind: "person.suspended", facts: { personId: person.id }, ...page, ...hand(actor), words });
      });
      bus.tell({ kind: "session-ended", personId: given.personId, handle: null });
      bus.tell({ kind: "rights-changed", personId: given.personId });
    },

    /** Restores a suspended account; its offices hold as they did. Refused: `person.not-suspended`. */
    async restore(actor: Actor, personId: PersonId): Promise<void> {
      await act(ground, async (tx, record, now) => {
        demand(actor, "person.restore", { kind: "person", personId }, now);
        const person = await personById(tx, personId);
        if (person === null) throw refuse("unknown", "person.unknown");
        if (!(await setSuspended(tx, personId, null)))
          throw refuse("conflict", "person.not-suspended", { name: person.name });
        record({
          kind: "person.restored",
          facts: { personId },
          ...page,
          ...hand(actor),
          words: { person: person.name },
        });
      });
      bus.tell({ kind: "rights-changed", personId });
    },

    /** Whether the actor works for the secretariat: what the frame asks to show its pages. */
    isStaff: (actor: Actor): boolean => isSecretariat(actor, clock.now()),

    /**
     * From the command line only, where whoever sits there owns the database: enters a person, as staff where asked, and
     * returns a link good for seven days. Refused: `person.joined` where the person has a password already.
     */
    async enterByOperator(given: {
      person: PersonEntered;
      staff: boolean;
      reference: string;
    }): Promise<{ url: string; first: boolean }> {
      const made = await act(ground, async (tx, record, now) => {
        const first = !(await hasSecretariat(tx, now));
        const entered: ActEntered = {
          kind: "appointment",
          reference: given.reference,
          date: now,
          letterId: null,
        };
        const by: Hand = { actorId: null, capacity: null };
        const personId = await enter(tx, record, { ...given, institution: null, act: entered }, by, now);
        const person = await personById(tx, personId);
        const token =
          person === null || person.joined ? null : await mintTicket(tx, "invitation", personId, now);
        const language = given.person.language ?? "es";
        const url = token === null ? `/${language}/sign-in` : `/${language}/invitation/${token}`;
        return { personId, first, url: `${ground.env.appUrl}${url}` };
      });
      announce(ground, [made.personId]);
      return made;
    },
  };

  async function enter(
    tx: Tx,
    record: Recorder,
    given: { person: PersonEntered; institution: string | null; staff: boolean; act: ActEntered },
    by: Hand,
    now: Date,
  ): Promise<PersonId> {
    const actId = await recordAct(tx, given.act, by, now);
    const person = await findOrEnter(tx, given.person, await institutionOf(tx, given.institution, null), now);
    const words = { person: person.name };
    const naming = { person, office: "secretariat", body, country: null, sector: null } as const;
    const grantId = given.staff ? await nameTo(tx, naming, actId, by, now) : null;
    if (grantId === null && person.joined) throw refuse("conflict", "person.known", { name: person.name });
    if (grantId !== null) {
      const facts = {
        grantId,
        personId: person.id,
        right: "edit",
        office: "secretariat",
        until: null,
      } as const;
      record({ kind: "grant.given", facts, ...page, ...by, words });
      await tellNamed(
        tx,
        ground,
        person,
        { office: "secretariat", country: null, reference: given.act.reference },
        actId,
        now,
      );
    } else {
      await queueLetter(
        tx,
        ground,
        person,
        { kind: "invitation", office: null },
        `${actId}:${person.id}`,
        now,
      );
    }
    if (!person.joined)
      record({ kind: "person.invited", facts: { personId: person.id }, ...page, ...by, words });
    return person.id;
  }
}
