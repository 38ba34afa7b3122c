import type { Language } from "#app/domain/release.ts";
import type { Person } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import { grantColumns, grantOf } from "./grants.ts";

/** A login session as the database has it. `id` is the SHA-256 of what the cookie holds; `handle` names it in lists. */
export interface SessionRecord {
  readonly id: string;
  readonly handle: string;
  readonly personId: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly expiresAt: Date;
  readonly absoluteExpiresAt: Date;
  readonly userAgent: string | null;
}

/** Writes a new session (login_sessions) and returns it with its handle. */
export async function insertSession(tx: Tx, session: Omit<SessionRecord, "handle">): Promise<SessionRecord> {
  return tx.loginSession.create({ data: session });
}

/**
 * The session and whose it is, with the grants that have not ended at `now`. The person is null where the account is
 * suspended or erased; nothing at all where there is no such session.
 */
export async function sessionWithPerson(
  tx: Tx,
  id: string,
  now: Date,
): Promise<{ session: SessionRecord; person: Person | null } | null> {
  const row = await tx.loginSession.findUnique({
    where: { id },
    include: {
      person: {
        include: {
          account: { select: { suspendedAt: true } },
          grants: {
            where: { OR: [{ until: null }, { until: { gt: now } }] },
            select: grantColumns,
            orderBy: { from: "asc" },
          },
        },
      },
    },
  });
  if (row === null) return null;
  const { person, ...session } = row;
  const mayAct = person.account !== null && person.account.suspendedAt === null && person.erasedAt === null;
  return {
    session,
    person: mayAct
      ? {
          kind: "person",
          id: person.id,
          name: person.name,
          email: person.email,
          language: person.language as Language | null,
          grants: person.grants.map(grantOf),
        }
      : null,
  };
}

/** The person's sessions that have not expired at `now`, the one last seen first. */
export async function sessionsOf(tx: Tx, personId: string, now: Date): Promise<SessionRecord[]> {
  return tx.loginSession.findMany({
    where: { personId, expiresAt: { gt: now }, absoluteExpiresAt: { gt: now } },
    orderBy: { lastSeenAt: "desc" },
  });
}

/** Moves the end of a session, never beyond its absolute end. Does nothing where it is gone. */
export async function extendSession(tx: Tx, id: string, expiresAt: Date): Promise<void> {
  const session = await tx.loginSession.findUnique({
    where: { id },
    select: { absoluteExpiresAt: true, expiresAt: true },
  });
  if (session === null) return;
  const until = expiresAt < session.absoluteExpiresAt ? expiresAt : session.absoluteExpiresAt;
  if (until.getTime() === session.expiresAt.getTime()) return;
  await tx.loginSession.updateMany({ where: { id }, data: { expiresAt: until } });
}

/** Notes that the session was used. */
export async function touchSession(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.loginSession.updateMany({ where: { id }, data: { lastSeenAt: now } });
}

export async function removeSession(tx: Tx, id: string): Promise<void> {
  await tx.loginSession.deleteMany({ where: { id } });
}

/** Ends one session of the person by its handle. Returns whether there was one: another person's is not found. */
export async function removeSessionByHandle(tx: Tx, personId: string, handle: string): Promise<boolean> {
  const { count } = await tx.loginSession.deleteMany({ where: { personId, handle } });
  return count > 0;
}

/** Ends the person's sessions, but for the one kept (by handle). Returns how many. */
export async function removeSessionsOf(
  tx: Tx,
  personId: string,
  keep: string | null = null,
): Promise<number> {
  const { count } = await tx.loginSession.deleteMany({
    where: { personId, ...(keep === null ? {} : { handle: { not: keep } }) },
  });
  return count;
}

/** Removes what expired before `now`. Returns how many. */
export async function removeExpiredSessions(tx: Tx, now: Date): Promise<number> {
  const { count } = await tx.loginSession.deleteMany({
    where: { OR: [{ expiresAt: { lte: now } }, { absoluteExpiresAt: { lte: now } }] },
  });
  return count;
}
