import type { Language } from "#app/domain/release.ts";
import type { Tx } from "./client.ts";

/** An account with whom it belongs to. Without `passwordHash` the invitation was not accepted yet. */
export interface AccountRecord {
  readonly personId: string;
  readonly name: string;
  readonly email: string;
  readonly language: Language | null;
  readonly passwordHash: string | null;
  readonly suspendedAt: Date | null;
}

const columns = {
  personId: true,
  passwordHash: true,
  suspendedAt: true,
  person: { select: { name: true, email: true, language: true, erasedAt: true } },
} as const;

interface Row {
  personId: string;
  passwordHash: string | null;
  suspendedAt: Date | null;
  person: { name: string; email: string; language: string | null; erasedAt: Date | null };
}

function recordOf(row: Row | null): AccountRecord | null {
  if (row === null || row.person.erasedAt !== null) return null;
  const { personId, passwordHash, suspendedAt, person } = row;
  return {
    personId,
    passwordHash,
    suspendedAt,
    name: person.name,
    email: person.email,
    language: person.language as Language | null,
  };
}

/** The account with that e-mail address (lower case), or null; one that was erased is not found. */
export async function accountByEmail(tx: Tx, email: string): Promise<AccountRecord | null> {
  return recordOf(await tx.account.findFirst({ where: { person: { email } }, select: columns }));
}

export async function accountOf(tx: Tx, personId: string): Promise<AccountRecord | null> {
  return recordOf(await tx.account.findUnique({ where: { personId }, select: columns }));
}

/** Gives the person an account without a password, where there is none. */
export async function openAccount(tx: Tx, personId: string): Promise<void> {
  await tx.account.createMany({ data: [{ personId }], skipDuplicates: true });
}

export async function setPassword(tx: Tx, personId: string, passwordHash: string, now: Date): Promise<void> {
  await tx.account.update({ where: { personId }, data: { passwordHash, passwordChangedAt: now } });
}

/** Suspends the account, or restores it with null. Returns whether that changed anything. */
export async function setSuspended(tx: Tx, personId: string, at: Date | null): Promise<boolean> {
  const { count } = await tx.account.updateMany({
    where: { personId, suspendedAt: at === null ? { not: null } : null },
    data: { suspendedAt: at },
  });
  return count > 0;
}

export async function setLanguage(tx: Tx, personId: string, language: Language): Promise<void> {
  await tx.person.update({ where: { id: personId }, data: { language } });
}

/** Accounts of the demonstration (addresses under demo.example) with the grants that hold at `now`. */
export async function demonstrationAccounts(tx: Tx, now: Date) {
  return tx.person.findMany({
    where: { email: { endsWith: "@demo.example" }, erasedAt: null, account: { suspendedAt: null } },
    select: {
      name: true,
      email: true,
      grants: {
        where: { from: { lte: now }, OR: [{ until: null }, { until: { gt: now } }] },
        select: { office: true, country: true, sector: true, chair: true, groupId: true },
      },
    },
    orderBy: { email: "asc" },
  });
}

/** Whether anybody works for the secretariat at `now`. */
export async function hasSecretariat(tx: Tx, now: Date): Promise<boolean> {
  const grant = await tx.grant.findFirst({
    where: { office: "secretariat", from: { lte: now }, OR: [{ until: null }, { until: { gt: now } }] },
    select: { id: true },
  });
  return grant !== null;
}
