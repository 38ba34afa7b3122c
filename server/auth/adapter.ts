import { createHash } from "node:crypto";
import type { Adapter, DatabaseSession, Lucia } from "lucia";
import type { Person } from "#app/domain/roles.ts";
import { systemClock, type Clock } from "#server/clock.ts";
import type { Tx } from "#server/store/client.ts";
import {
  extendSession,
  insertSession,
  removeExpiredSessions,
  removeSession,
  removeSessionsOf,
  sessionsOf,
  sessionsWithPersons,
  touchSession,
  type SessionRecord,
} from "#server/store/sessions.ts";
import { Together } from "#server/store/together.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

/** A session ends for good after this time, however much it is used. */
export const absoluteLife = 60 * day;

/** How often "last seen" is written, so that reading pages does not write on each request. */
const seenEvery = 5 * minute;

/** What we keep of a session beyond what Lucia knows. `handle` is empty until it is stored. */
export interface SessionAttributes {
  readonly handle: string;
  readonly userAgent: string | null;
}

export const storedId = (presented: string) => createHash("sha256").update(presented).digest("hex");

/**
 * Lucia's seven methods on our sessions. The database holds the SHA-256 of the id; the id handed back is the one that was
 * presented. Lucia reads the machine's clock, we read ours: instants are moved between the two on their way.
 */
export function makeAdapter(db: Tx, clock: Clock): Adapter {
  const ahead = () => systemClock.now().getTime() - clock.now().getTime();
  const toLucia = (ours: Date) => new Date(ours.getTime() + ahead());
  const fromLucia = (theirs: Date) => new Date(theirs.getTime() - ahead());

  const sessions = new Together((ids: readonly string[]) => sessionsWithPersons(db, ids, clock.now()));

  const shown = (session: SessionRecord, id: string): DatabaseSession => ({
    id,
    userId: session.personId,
    expiresAt: toLucia(
      session.expiresAt < session.absoluteExpiresAt ? session.expiresAt : session.absoluteExpiresAt,
    ),
    attributes: { handle: session.handle, userAgent: session.userAgent },
  });

  return {
    async getSessionAndUser(presented) {
      const now = clock.now();
      const found = await sessions.ask(storedId(presented));
      if (found === null) return [null, null];
      const { session, person } = found;
      if (now.getTime() - session.lastSeenAt.getTime() >= seenEvery) await touchSession(db, session.id, now);
      return [shown(session, presented), person === null ? null : { id: person.id, attributes: { person } }];
    },

    /** The ids in this list cannot be presented: nobody holds them in clear. */
    async getUserSessions(personId) {
      return (await sessionsOf(db, personId, clock.now())).map((session) => shown(session, session.id));
    },

    async setSession({ id, userId, expiresAt, attributes }) {
      const now = clock.now();
      const absolute = new Date(now.getTime() + absoluteLife);
      const sliding = fromLucia(expiresAt);
      await insertSession(db, {
        id: storedId(id),
        personId: userId,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: sliding < absolute ? sliding : absolute,
        absoluteExpiresAt: absolute,
        userAgent: attributes.userAgent,
      });
    },

    async updateSessionExpiration(presented, expiresAt) {
      await extendSession(db, storedId(presented), fromLucia(expiresAt));
    },

    async deleteSession(presented) {
      await removeSession(db, storedId(presented));
    },

    async deleteUserSessions(personId) {
      await removeSessionsOf(db, personId);
    },

    async deleteExpiredSessions() {
      await removeExpiredSessions(db, clock.now());
    },
  };
}

declare module "lucia" {
  interface Register {
    Lucia: Lucia<SessionAttributes, { readonly person: Person }>;
    DatabaseSessionAttributes: SessionAttributes;
    DatabaseUserAttributes: { readonly person: Person };
  }
}
