import type { Language } from "#app/domain/release.ts";
import type { Person } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import { grantOf, type GrantRow } from "./grants.ts";

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

/** The session and its person, once for each grant; the columns of a grant are null where the person has none. */
interface SessionRow extends SessionRecord {
  readonly name: string;
  readonly email: string;
  readonly language: string | null;
  readonly mayAct: boolean;
  readonly grant: string | null;
}

type SessionGrantRow = SessionRow & Omit<GrantRow, "id">;

/** A session and whose it is. */
export interface SessionWithPerson {
  readonly session: SessionRecord;
  /** Null where the account is suspended or erased. */
  readonly person: Person | null;
}

/**
 * The sessions with these ids and whose they are, with the grants that have not ended at `now`; an id that is no session's is
 * left out. Every request asks it: one statement, written by hand.
 */
export async function sessionsWithPersons(
  tx: Tx,
  ids: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, SessionWithPerson>> {
  const rows = await tx.$queryRaw<SessionGrantRow[]>`
    SELECT s."id", s."handle", s."personId", s."createdAt", s."lastSeenAt", s."expiresAt", s."absoluteExpiresAt", s."userAgent",
      p."name", p."email", p."language",
      a."personId" IS NOT NULL AND a."suspendedAt" IS NULL AND p."erasedAt" IS NULL AS "mayAct",
      g."id" AS "grant", g."right", g."office", g."bodyKind", g."cycleId", g."groupId", g."bodyCountry", g."country",
      g."sector", g."chair", g."from", g."until"
    FROM "login_sessions" s
    JOIN "persons" p ON p."id" = s."personId"
    LEFT JOIN "accounts" a ON a."personId" = p."id"
    LEFT JOIN "grants" g ON g."personId" = p."id" AND (g."until" IS NULL OR g."until" > ${now})
    WHERE s."id" = ANY(${ids})
    ORDER BY g."from", g."id"`;
  const found = new Map<string, SessionGrantRow[]>();
  for (const row of rows) {
    const same = found.get(row.id);
    if (same) same.push(row);
    else found.set(row.id, [row]);
  }
  return new Map(
    [...found].flatMap(([id, [row, ...others]]) =>
      row ? [[id, sessionOf(row, [row, ...others])] as const] : [],
    ),
  );
}

/** `rows`: one for each grant. */
function sessionOf(row: SessionGrantRow, rows: readonly SessionGrantRow[]): SessionWithPerson {
  const { id, handle, personId, createdAt, lastSeenAt, expiresAt, absoluteExpiresAt, userAgent } = row;
  const session = { id, handle, personId, createdAt, lastSeenAt, expiresAt, absoluteExpiresAt, userAgent };
  if (!row.mayAct) return { session, person: null };
  const { name, email } = row;
  const language = row.language as Language | null;
  const grants = rows.flatMap((one) => (one.grant === null ? [] : [grantOf({ ...one, id: one.grant })]));
  return { session, person: { kind: "person", id: personId, name, email, language, grants } };
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
