/** Grants and the acts they rest on (domain §2). One office is several grants, one for each right it carries. */
import type { ActKind } from "#app/domain/act.ts";
import type { Body, Grant, Iso, Office, PersonId, Right, Sector } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";

/** What a change rests on: how it is called, where it can be found, its date and, where there is one, its letter. */
export interface NewAct {
  readonly kind: ActKind;
  readonly reference: string;
  readonly date: Date | null;
  readonly letterId: string | null;
  readonly note?: string | null;
  readonly recordedById: PersonId | null;
}

/** Writes the act (acts) and returns its id. */
export async function insertAct(tx: Tx, act: NewAct, now: Date): Promise<string> {
  return (await tx.act.create({ data: { ...act, recordedAt: now }, select: { id: true } })).id;
}

/** Of a person: they can sign in. Somebody who cannot decides for nobody, presides nothing and gets no letter. */
export const whoCanAct = {
  erasedAt: null,
  OR: [{ account: null }, { account: { suspendedAt: null } }],
};

export const grantColumns = {
  id: true,
  right: true,
  office: true,
  bodyKind: true,
  cycleId: true,
  groupId: true,
  bodyCountry: true,
  country: true,
  sector: true,
  chair: true,
  from: true,
  until: true,
} as const;

export interface GrantRow {
  readonly id: string;
  readonly right: string;
  readonly office: string;
  readonly bodyKind: string;
  readonly cycleId: string | null;
  readonly groupId: string | null;
  readonly bodyCountry: string | null;
  readonly country: string | null;
  readonly sector: string | null;
  readonly chair: boolean;
  readonly from: Date;
  readonly until: Date | null;
}

/** A row as the domain knows it. */
export function grantOf(row: GrantRow): Grant {
  return {
    id: row.id,
    right: row.right as Right,
    office: row.office as Office,
    body: bodyOf(row),
    country: row.country,
    sector: row.sector as Sector | null,
    chair: row.chair,
    from: row.from,
    until: row.until,
  };
}

/** The body of a grant. Throws where a row names none: that is a fault of ours. */
function bodyOf({ id, bodyKind, cycleId, groupId, bodyCountry }: GrantRow): Body {
  if (bodyKind === "region" || bodyKind === "secretariat") return { kind: bodyKind };
  if (bodyKind === "officers" && cycleId !== null) return { kind: "officers", cycleId };
  if (bodyKind === "group" && groupId !== null) return { kind: "group", groupId };
  if (bodyKind === "country" && bodyCountry !== null) return { kind: "country", country: bodyCountry };
  throw new TypeError(`grant ${id} is in no body`);
}

const columnsOfBody = (body: Body) => ({
  bodyKind: body.kind,
  cycleId: body.kind === "officers" ? body.cycleId : null,
  groupId: body.kind === "group" ? body.groupId : null,
  bodyCountry: body.kind === "country" ? body.country : null,
});

/** All grants of a person, ended ones too: rules leave out those that do not hold. */
export async function grantsOf(tx: Tx, personId: PersonId): Promise<readonly Grant[]> {
  return (await tx.grant.findMany({ where: { personId }, select: grantColumns })).map(grantOf);
}

export interface NewOffice {
  readonly personId: PersonId;
  readonly office: Office;
  readonly rights: readonly Right[];
  readonly body: Body;
  readonly country: Iso | null;
  readonly sector: Sector | null;
  readonly chair: boolean;
  readonly seatId: string | null;
  readonly actId: string;
  readonly givenById: PersonId | null;
  readonly from: Date;
  readonly until: Date | null;
}

/** Writes one grant for each right (grants). Returns the id of the last: the right the office is held for. */
export async function insertOffice(tx: Tx, { rights, body, ...office }: NewOffice): Promise<string> {
  let last = "";
  for (const right of rights) {
    const row = await tx.grant.create({
      data: { ...office, ...columnsOfBody(body), right },
      select: { id: true },
    });
    last = row.id;
  }
  return last;
}

/** Whether the person holds the office in the body for that country, or will, at `now`. */
export async function holdsOffice(
  tx: Tx,
  held: { personId: PersonId; office: Office; body: Body; country: Iso | null },
  now: Date,
): Promise<boolean> {
  const { body, ...who } = held;
  const grant = await tx.grant.findFirst({
    where: { ...who, ...columnsOfBody(body), OR: [{ until: null }, { until: { gt: now } }] },
    select: { id: true },
  });
  return grant !== null;
}

/** Which offices to end: those of a body, and there perhaps of one office, country, seat or person only. */
export interface OfficeChoice {
  readonly body?: Body;
  readonly offices?: readonly Office[];
  readonly country?: Iso;
  readonly seatId?: string;
  readonly sector?: Sector;
  readonly personId?: PersonId;
  /** Keeps what this person holds. */
  readonly except?: PersonId;
}

export interface EndedOffice {
  readonly grantId: string;
  readonly personId: PersonId;
  readonly office: Office;
  readonly country: Iso | null;
  readonly groupId: string | null;
}

/** Ends at `now` every chosen grant that has not ended, by that act. Returns one line for each office and person. */
export async function endOffices(
  tx: Tx,
  choice: OfficeChoice,
  actId: string,
  now: Date,
): Promise<EndedOffice[]> {
  const where = {
    OR: [{ until: null }, { until: { gt: now } }],
    ...(choice.body ? columnsOfBody(choice.body) : {}),
    ...(choice.offices ? { office: { in: [...choice.offices] } } : {}),
    ...(choice.country ? { country: choice.country } : {}),
    ...(choice.seatId ? { seatId: choice.seatId } : {}),
    ...(choice.sector ? { sector: choice.sector } : {}),
    ...(choice.personId ? { personId: choice.personId } : {}),
    ...(choice.except ? { personId: { not: choice.except } } : {}),
  };
  const rows = await tx.grant.findMany({
    where,
    select: { id: true, personId: true, office: true, country: true, groupId: true },
    orderBy: { id: "desc" },
  });
  await tx.grant.updateMany({
    where: { id: { in: rows.map(({ id }) => id) } },
    data: { until: now, endActId: actId },
  });
  const ended = new Map<string, EndedOffice>();
  for (const { id, personId, office, country, groupId } of rows) {
    const key = [personId, office, country, groupId].join(" ");
    if (!ended.has(key))
      ended.set(key, { grantId: id, personId, office: office as Office, country, groupId });
  }
  return [...ended.values()];
}

/** Any number: it names the lock under which one at a time takes from the staff of the secretariat. */
const staffLock = 7_203_156;

/** Acts that take from the staff of the secretariat wait for each other, until the transaction ends. */
export async function lockStaff(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM pg_advisory_xact_lock(${staffLock})`;
}

/** A grant that has not ended, and whose it is; null where there is none. The row stays locked for the transaction. */
export async function openGrant(
  tx: Tx,
  id: string,
  now: Date,
): Promise<{ grant: Grant; personId: PersonId; seatId: string | null; groupId: string | null } | null> {
  await tx.$queryRaw`SELECT "id" FROM "grants" WHERE "id" = ${id} FOR UPDATE`;
  const row = await tx.grant.findFirst({
    where: { id, OR: [{ until: null }, { until: { gt: now } }] },
    select: { ...grantColumns, personId: true, seatId: true },
  });
  return row === null
    ? null
    : { grant: grantOf(row), personId: row.personId, seatId: row.seatId, groupId: row.groupId };
}

/** A line of the list of rights: one office of one person, with the rights it carries. */
export interface ListedOffice {
  /** The grant by which the office can be ended. */
  readonly grantId: string;
  readonly person: { readonly id: PersonId; readonly name: string; readonly email: string };
  readonly office: Office;
  readonly rights: readonly Right[];
  readonly bodyKind: Body["kind"];
  readonly group: { readonly slug: string; readonly names: unknown } | null;
  readonly country: Iso | null;
  readonly sector: Sector | null;
  readonly chair: boolean;
  readonly seatId: string | null;
  readonly act: {
    readonly kind: string;
    readonly reference: string;
    readonly date: Date | null;
    readonly letterId: string | null;
  };
  readonly from: Date;
  readonly until: Date | null;
}

/** Offices, held now or also those that ended, of everybody or of one person; the youngest first. */
export async function listOffices(
  tx: Tx,
  choice: { readonly ended: boolean; readonly personId?: PersonId; readonly offices?: readonly Office[] },
  now: Date,
): Promise<ListedOffice[]> {
  const rows = await tx.grant.findMany({
    where: {
      ...(choice.ended ? {} : { OR: [{ until: null }, { until: { gt: now } }] }),
      ...(choice.personId ? { personId: choice.personId } : {}),
      ...(choice.offices ? { office: { in: [...choice.offices] } } : {}),
    },
    select: {
      ...grantColumns,
      actId: true,
      seatId: true,
      person: { select: { id: true, name: true, email: true } },
      group: { select: { slug: true, names: true } },
      act: { select: { kind: true, reference: true, date: true, letterId: true } },
    },
    orderBy: [{ from: "desc" }, { id: "asc" }],
    take: 4000,
  });
  const offices = new Map<string, ListedOffice & { rights: Right[] }>();
  for (const row of rows) {
    const {
      id,
      actId,
      person,
      office,
      bodyKind,
      cycleId,
      groupId,
      bodyCountry,
      country,
      sector,
      from,
      until,
    } = row;
    const key = [
      person.id,
      office,
      bodyKind,
      cycleId,
      groupId,
      bodyCountry,
      country,
      sector,
      actId,
      from.getTime(),
      until?.getTime(),
    ].join(" ");
    const known = offices.get(key);
    if (known !== undefined) {
      known.rights.push(row.right as Right);
      continue;
    }
    offices.set(key, {
      grantId: id,
      person,
      office: office as Office,
      rights: [row.right as Right],
      bodyKind: bodyKind as Body["kind"],
      group: row.group,
      country,
      sector: sector as Sector | null,
      chair: row.chair,
      seatId: row.seatId,
      act: row.act,
      from,
      until,
    });
  }
  return [...offices.values()];
}
