import { region } from "#app/domain/facts.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor, Person } from "#app/domain/roles.ts";
import type { Auth } from "#server/auth/auth.ts";
import { checkPassword, hashPassword, passwordMatches } from "#server/auth/passwords.ts";
import { lookAtTicket, useTicket } from "#server/auth/tickets.ts";
import {
  accountByEmail,
  accountOf,
  demonstrationAccounts,
  setLanguage,
  setPassword,
  type AccountRecord,
} from "#server/store/accounts.ts";
import type { Tx } from "#server/store/client.ts";
import { removeSessionByHandle, removeSessionsOf, sessionsOf } from "#server/store/sessions.ts";
import { spendTicketsOf, type TicketKind } from "#server/store/tickets.ts";
import { demonstrationPassword } from "#server/auth/demonstration-password.ts";
import { countryNames } from "#server/store/countries.ts";
import { act, type Ground } from "./act.ts";
import { queueLetter } from "./letters.ts";
import { namedOffices } from "./naming.ts";

/** Where a request comes from: what a sign-in is counted by, and what its session is called in the list. */
export interface Device {
  readonly address: string;
  readonly userAgent: string | null;
  /** The login session in use; it is rotated. */
  readonly sessionHandle: string | null;
}

/** A new sign-in: the cookie to set, and the language to go on in. */
export interface SignedIn {
  readonly cookie: string;
  readonly language: Language | null;
}

/** How long an answer takes at least that must not tell whether there is an account (ms). */
const sameTime = 250;

export function accountServices(ground: Ground, auth: Auth) {
  const { store, clock, env, bus } = ground;
  const door = { kind: "door", operator: false, demonstration: env.demo } as const;

  /** A new session for the person; the one in use, perhaps another person's, ends. */
  async function begin(actor: Actor, account: AccountRecord, device: Device): Promise<SignedIn> {
    if (actor.kind === "person" && device.sessionHandle !== null) await end(actor, device.sessionHandle);
    const cookie = await auth.begin(account.personId, device.userAgent);
    return { cookie, language: account.language };
  }

  async function end(person: Person, handle: string): Promise<boolean> {
    const ended = await removeSessionByHandle(store.db, person.id, handle);
    if (ended) bus.tell({ kind: "session-ended", personId: person.id, handle });
    return ended;
  }

  /** The account behind a ticket that is still good; one that is suspended has none. Refuses as tickets do. */
  async function holder(tx: Tx, kind: TicketKind, personId: string): Promise<AccountRecord> {
    const account = await accountOf(tx, personId);
    if (account === null || account.suspendedAt !== null) throw refuse("unknown", "ticket.unknown");
    if (kind === "invitation" && account.passwordHash !== null) throw refuse("conflict", "ticket.used");
    return account;
  }

  function itself(actor: Actor): Person {
    if (actor.kind === "stranger") throw refuse("forbidden", "may-not.account.read");
    return actor;
  }

  return {
    /**
     * Signs in. Refused: `account.wrong` (invalid), the same and as slowly for unknown addresses, wrong passwords and
     * suspended accounts; `account.too-many-tries`. Begins a session with a new id.
     */
    async signIn(
      actor: Actor,
      given: { email: string; password: string },
      device: Device,
    ): Promise<SignedIn> {
      demand(actor, "account.sign-in", region, clock.now());
      await auth.limits.trySignIn(given.email, device.address);
      const account = await accountByEmail(store.db, given.email);
      const held = account !== null && account.suspendedAt === null ? account : null;
      const matches = await passwordMatches(held?.passwordHash ?? null, given.password);
      if (held === null || !matches) throw refuse("invalid", "account.wrong");
      await auth.limits.signedIn(given.email, device.address);
      return begin(actor, held, device);
    },

    /** The people of the demonstration, with what they are; nobody where this is no demonstration. */
    async demoAccounts() {
      return env.demo ? demonstrationAccounts(store.db, clock.now()) : [];
    },

    /** What the sign-in page of a demonstration shows: its people, their one password, names of countries. Else null. */
    async demonstration(language: Language) {
      if (!env.demo) return null;
      const people = await demonstrationAccounts(store.db, clock.now());
      const names = Object.fromEntries(await countryNames(store.db, language));
      return { people, names, password: demonstrationPassword };
    },

    /** Signs in as one of the demonstration's people, without a password. Refused as `unknown` outside a demonstration. */
    async signInAs(actor: Actor, email: string, device: Device): Promise<SignedIn> {
      demand(actor, "account.sign-in-as", door, clock.now());
      const account = email.endsWith("@demo.example") ? await accountByEmail(store.db, email) : null;
      if (account === null || account.suspendedAt !== null) throw refuse("unknown", "thing.unknown");
      return begin(actor, account, device);
    },

    /** Ends the session in use. Returns the cookie that makes the browser forget; signing out twice does no harm. */
    async signOut(actor: Actor, sessionHandle: string | null): Promise<string> {
      if (actor.kind === "person" && sessionHandle !== null) {
        demand(actor, "account.sign-out", region, clock.now());
        await end(actor, sessionHandle);
      }
      return auth.blankCookie;
    },

    /** Asks for a link to set a new password. The same answer, in the same time, whether or not there is an account. */
    async forgotten(actor: Actor, email: string, address: string): Promise<void> {
      demand(actor, "account.recover", region, clock.now());
      await auth.limits.tryLetter(email, address);
      const [queued] = await Promise.all([
        queueReset(email),
        new Promise((passed) => setTimeout(passed, sameTime)),
      ]);
      if (queued) bus.tell({ kind: "letters-queued" });
    },

    /** Whom the link is for. Changes nothing, so that a mail scanner may open it. Refuses as tickets do. */
    async lookAt(kind: TicketKind, token: string) {
      const ticket = await lookAtTicket(store.db, kind, token, clock.now());
      const { name, email, language } = await holder(store.db, kind, ticket.personId);
      return { name, email, language };
    },

    /**
     * Accepts an invitation: password and language are set, the link is used up, and the person is signed in. On record as
     * `person.joined`. Refused: as tickets are (sent twice: `ticket.used`), weak passwords (`invalid`).
     */
    async acceptInvitation(
      actor: Actor,
      given: { token: string; password: string; language: Language },
      device: Device,
    ): Promise<SignedIn> {
      demand(actor, "account.accept", region, clock.now());
      const { hash } = await prepared("invitation", given);
      const account = await act(ground, async (tx, record, now) => {
        const { personId } = await useTicket(tx, "invitation", given.token, now);
        const account = await holder(tx, "invitation", personId);
        await spendTicketsOf(tx, personId, "invitation", now);
        await setPassword(tx, personId, hash, now);
        await setLanguage(tx, personId, given.language);
        const by = { actorId: personId, capacity: null, groupId: null, link: "/secretariat/people" };
        record({ kind: "person.joined", facts: { personId }, ...by, words: { person: account.name } });
        return { ...account, language: given.language };
      });
      return begin(actor, account, device);
    },

    /** Sets a new password by a link and ends every session of the account. Refused as an invitation is. */
    async resetPassword(actor: Actor, given: { token: string; password: string }): Promise<void> {
      demand(actor, "account.recover", region, clock.now());
      const { hash } = await prepared("reset", given);
      const personId = await act(ground, async (tx, _record, now) => {
        const ticket = await useTicket(tx, "reset", given.token, now);
        const account = await holder(tx, "reset", ticket.personId);
        await spendTicketsOf(tx, account.personId, "reset", now);
        // A link that was sent to the address proves as much as an invitation would.
        await spendTicketsOf(tx, account.personId, "invitation", now);
        await changed(tx, account, hash, now);
        return account.personId;
      });
      bus.tell({ kind: "session-ended", personId, handle: null });
      bus.tell({ kind: "letters-queued" });
    },

    /** The person's own page: account, sign-ins, offices. */
    async read(actor: Actor, sessionHandle: string | null, reader: Language = "es") {
      const person = itself(actor);
      demand(actor, "account.read", { kind: "person", personId: person.id }, clock.now());
      const sessions = await sessionsOf(store.db, person.id, clock.now());
      return {
        name: person.name,
        email: person.email,
        language: person.language,
        sessions: sessions.map(({ handle, createdAt, lastSeenAt, userAgent }) => ({
          handle,
          createdAt,
          lastSeenAt,
          userAgent,
          current: handle === sessionHandle,
        })),
        offices: await namedOffices(store.db, { ended: false, personId: person.id }, reader, clock.now()),
      };
    },

    /**
     * Changes the password, ends every other session and rotates this one: returns its new cookie. Refused:
     * `account.wrong-password` (field `current`), weak passwords, `account.too-many-tries`.
     */
    async changePassword(
      actor: Actor,
      given: { current: string; password: string },
      device: Device,
    ): Promise<SignedIn> {
      const person = itself(actor);
      demand(actor, "account.change-password", { kind: "person", personId: person.id }, clock.now());
      await auth.limits.trySignIn(person.email, device.address);
      const account = await accountOf(store.db, person.id);
      if (account === null || !(await passwordMatches(account.passwordHash, given.current)))
        throw refuse(
          "invalid",
          "form.check-fields",
          {},
          { fields: { current: { key: "account.wrong-password", params: {} } } },
        );
      await auth.limits.signedIn(person.email, device.address);
      checkPassword(given.password, person);
      const hash = await hashPassword(given.password);
      await act(ground, (tx, _record, now) => changed(tx, account, hash, now));
      bus.tell({ kind: "session-ended", personId: person.id, handle: null });
      bus.tell({ kind: "letters-queued" });
      return { cookie: await auth.begin(person.id, device.userAgent), language: account.language };
    },

    /** Changes the language of the person's pages and letters. */
    async changeLanguage(actor: Actor, language: Language): Promise<void> {
      const person = itself(actor);
      demand(actor, "account.edit", { kind: "person", personId: person.id }, clock.now());
      await setLanguage(store.db, person.id, language);
    },

    /** Ends one of the person's own sessions. Refused: `session.unknown` (another's, or one that is gone). */
    async endSession(actor: Actor, handle: string): Promise<void> {
      const person = itself(actor);
      demand(actor, "account.end-session", { kind: "person", personId: person.id }, clock.now());
      if (!(await end(person, handle))) throw refuse("conflict", "session.unknown");
    },

    /** Ends all of the person's sessions but the one in use. */
    async endOtherSessions(actor: Actor, sessionHandle: string | null): Promise<void> {
      const person = itself(actor);
      demand(actor, "account.end-session", { kind: "person", personId: person.id }, clock.now());
      for (const { handle } of await sessionsOf(store.db, person.id, clock.now()))
        if (handle !== sessionHandle) await end(person, handle);
    },
  };

  /** Looks at the ticket and the password before the slow work of hashing. */
  async function prepared(
    kind: TicketKind,
    given: { token: string; password: string },
  ): Promise<{ hash: string }> {
    const { personId } = await lookAtTicket(store.db, kind, given.token, clock.now());
    checkPassword(given.password, await holder(store.db, kind, personId));
    return { hash: await hashPassword(given.password) };
  }

  /** A new password: every session ends, and the person is told, in case it was somebody else's doing. */
  async function changed(tx: Tx, account: AccountRecord, hash: string, now: Date): Promise<void> {
    await setPassword(tx, account.personId, hash, now);
    await removeSessionsOf(tx, account.personId);
    const to = { id: account.personId, name: account.name, email: account.email, language: account.language };
    await queueLetter(
      tx,
      ground,
      to,
      { kind: "password-changed" },
      `${account.personId}:${now.getTime()}`,
      now,
    );
  }

  /** Someone who was invited and has no password yet gets the invitation again instead. */
  async function queueReset(email: string): Promise<boolean> {
    return act(ground, async (tx, _record, now) => {
      const account = await accountByEmail(tx, email);
      if (account === null || account.suspendedAt !== null) return false;
      const to = {
        id: account.personId,
        name: account.name,
        email: account.email,
        language: account.language,
      };
      const once = `${account.personId}:${now.getTime()}`;
      const news =
        account.passwordHash === null
          ? ({ kind: "invitation", office: null } as const)
          : ({ kind: "reset" } as const);
      await queueLetter(tx, ground, to, news, once, now);
      return true;
    });
  }
}
