/** People and the institutions they come from. */
import type { Language } from "#app/domain/release.ts";
import type { Iso, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";

export interface PersonRecord {
  readonly id: PersonId;
  readonly name: string;
  readonly email: string;
  readonly language: Language | null;
  /** Whether the invitation was accepted. */
  readonly joined: boolean;
  readonly suspended: boolean;
}

const columns = {
  id: true,
  name: true,
  email: true,
  language: true,
  account: { select: { passwordHash: true, suspendedAt: true } },
} as const;

interface Row {
  id: string;
  name: string;
  email: string;
  language: string | null;
  account: { passwordHash: string | null; suspendedAt: Date | null } | null;
}

const recordOf = ({ account, ...row }: Row): PersonRecord => ({
  ...row,
  language: row.language as Language | null,
  joined: account !== null && account.passwordHash !== null,
  suspended: account !== null && account.suspendedAt !== null,
});

/** The person with that address (lower case), or null. */
export async function personByEmail(tx: Tx, email: string): Promise<PersonRecord | null> {
  const row = await tx.person.findUnique({ where: { email, erasedAt: null }, select: columns });
  return row === null ? null : recordOf(row);
}

export async function personById(tx: Tx, id: PersonId): Promise<PersonRecord | null> {
  const row = await tx.person.findUnique({ where: { id, erasedAt: null }, select: columns });
  return row === null ? null : recordOf(row);
}

/** Writes the person, or finds the one who has the address already: two who invite the same person get the same one. */
export async function insertPerson(
  tx: Tx,
  person: {
    name: string;
    email: string;
    language: Language | null;
    position: string | null;
    institutionId: string | null;
  },
  now: Date,
): Promise<PersonRecord> {
  await tx.person.createMany({ data: [{ ...person, createdAt: now }], skipDuplicates: true });
  return recordOf(await tx.person.findUniqueOrThrow({ where: { email: person.email }, select: columns }));
}

/** The institution of that name in that country (null: of no country), made where there is none. Returns its id. */
export async function institutionNamed(
  tx: Tx,
  name: string,
  country: Iso | null,
  kind: "institution" | "agency" = "institution",
): Promise<string> {
  const held = await tx.institution.findFirst({
    where: { country, name: { equals: name, mode: "insensitive" } },
    select: { id: true },
  });
  if (held !== null) return held.id;
  return (await tx.institution.create({ data: { name, country, kind }, select: { id: true } })).id;
}

/** The institution that a person comes from, from now on. */
export async function setInstitution(tx: Tx, personId: PersonId, institutionId: string): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { institutionId } });
}

/** A line of the list of people: who they are and since when. */
export interface ListedPerson extends PersonRecord {
  readonly institution: string | null;
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
}

/** People by name, those first whose name, address or institution holds `text`; at most `limit`. */
export async function listPeople(tx: Tx, text: string, limit: number): Promise<ListedPerson[]> {
  const contains = { contains: text, mode: "insensitive" } as const;
  const rows = await tx.person.findMany({
    where: {
      erasedAt: null,
      ...(text === ""
        ? {}
        : { OR: [{ name: contains }, { email: contains }, { institution: { name: contains } }] }),
    },
    select: {
      ...columns,
      createdAt: true,
      institution: { select: { name: true } },
      sessions: { select: { lastSeenAt: true }, orderBy: { lastSeenAt: "desc" }, take: 1 },
    },
    orderBy: [{ name: "asc" }, { email: "asc" }],
    take: limit,
  });
  return rows.map(({ institution, createdAt, sessions, ...row }) => ({
    ...recordOf(row),
    institution: institution?.name ?? null,
    createdAt,
    lastSeenAt: sessions[0]?.lastSeenAt ?? null,
  }));
}

/** An invitation that was not accepted yet: whom, and until when the last link sent is good. */
export interface OpenInvitation {
  readonly person: PersonRecord;
  readonly invitedAt: Date;
  /** Null while its letter has not gone out. */
  readonly goodUntil: Date | null;
}

/** People who have an account without a password: invited, not yet here. */
export async function listOpenInvitations(tx: Tx, limit: number): Promise<OpenInvitation[]> {
  const rows = await tx.person.findMany({
    where: { erasedAt: null, account: { passwordHash: null } },
    select: {
      ...columns,
      createdAt: true,
      tickets: {
        where: { kind: "invitation", usedAt: null },
        select: { expiresAt: true },
        orderBy: { expiresAt: "desc" },
        take: 1,
      },
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit,
  });
  return rows.map(({ tickets, createdAt, ...row }) => ({
    person: recordOf(row),
    invitedAt: createdAt,
    goodUntil: tickets[0]?.expiresAt ?? null,
  }));
}
