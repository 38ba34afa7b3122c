/**
 * Who is asking: cookie to actor, sign-ins, passwords, links in letters, limits. Used by web, sockets and services alike.
 * May import: domain, store; this room alone knows Lucia and Argon2. Begin with `makeAuth`.
 * Lucia 3 is no longer maintained; nothing outside this room sees it, so that another library can take its place.
 */
import { Lucia, TimeSpan } from "lucia";
import { stranger, type Actor, type Person } from "#app/domain/roles.ts";
import type { Clock } from "#server/clock.ts";
import type { Env } from "#server/env.ts";
import type { Store } from "#server/store/client.ts";
import { makeAdapter, type SessionAttributes } from "./adapter.ts";
import { makeLimits, type Limits } from "./limits.ts";

/** A session ends when it was not used for this long (days). */
export const slidingDays = 10;

export interface Identity {
  readonly actor: Actor;
  /** Names the login session in use in lists; null for strangers. */
  readonly sessionHandle: string | null;
  /** When the session ends by itself; null for strangers. */
  readonly until: Date | null;
  /** A Set-Cookie header to send along: the session was renewed, or what was presented is worth nothing. */
  readonly setCookie: string | null;
}

export interface Auth {
  /** Who sends this cookie. Never fails on what a browser may send; a stranger is an answer. */
  identify(cookieHeader: string | undefined, userAgent: string | undefined): Promise<Identity>;
  /** Begins a login session with a new id and returns its cookie. Not inside a transaction. */
  begin(personId: string, userAgent: string | null): Promise<string>;
  /** The cookie that makes a browser forget. */
  readonly blankCookie: string;
  readonly limits: Limits;
}

export function makeAuth(on: {
  readonly store: Store;
  readonly clock: Clock;
  readonly env: Pick<Env, "appUrl">;
}): Auth {
  const lucia = makeLucia(on);
  const blankCookie = lucia.createBlankSessionCookie().serialize();
  const nobody = { actor: stranger, sessionHandle: null, until: null } as const;
  return {
    async identify(cookieHeader) {
      const presented = cookieNamed(lucia.sessionCookieName, cookieHeader ?? "");
      if (presented === null) return { ...nobody, setCookie: null };
      // Ours are 40 small letters and digits; anything else is not worth a look.
      if (!/^[a-z0-9]{1,64}$/.test(presented)) return { ...nobody, setCookie: blankCookie };
      const { session, user } = await lucia.validateSession(presented);
      if (session === null) return { ...nobody, setCookie: blankCookie };
      return {
        actor: user.person,
        sessionHandle: session.handle,
        until: session.expiresAt,
        setCookie: session.fresh ? lucia.createSessionCookie(presented).serialize() : null,
      };
    },

    async begin(personId, userAgent) {
      const session = await lucia.createSession(personId, {
        handle: "",
        userAgent: userAgent?.slice(0, 300) ?? null,
      });
      return lucia.createSessionCookie(session.id).serialize();
    },

    blankCookie,
    limits: makeLimits(),
  };
}

/** The first cookie of that name. Lucia's own reader fails on any cookie, of whoever, that is not well encoded. */
function cookieNamed(name: string, header: string): string | null {
  for (const pair of header.split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return null;
}

function makeLucia({ store, clock, env }: { store: Store; clock: Clock; env: Pick<Env, "appUrl"> }) {
  const secure = env.appUrl.startsWith("https:");
  return new Lucia<SessionAttributes, { readonly person: Person }>(makeAdapter(store.db, clock), {
    sessionExpiresIn: new TimeSpan(slidingDays, "d"),
    // The prefix binds the cookie to this host and to https; over plain http on a trial machine it would be refused.
    sessionCookie: {
      name: secure ? "__Host-elac" : "elac",
      attributes: { secure, sameSite: "lax", path: "/" },
    },
    getSessionAttributes: ({ handle, userAgent }) => ({ handle, userAgent }),
    getUserAttributes: ({ person }) => ({ person }),
  });
}
