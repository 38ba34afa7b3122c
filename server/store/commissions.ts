/** Commissions: temporary groups born in a group for one output of its plan, which end with it (domain §1). */
import type { GroupStage } from "#app/domain/group.ts";
import { rightsOf, type GroupId, type Iso, type PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import { insertOffice } from "./grants.ts";
import { participating } from "./groups.ts";
import { insertMembership, openMembership } from "./memberships.ts";

export interface CommissionRecord {
  readonly id: GroupId;
  readonly slug: string;
  /** In the languages given; `named` picks one. */
  readonly names: unknown;
  readonly stage: GroupStage;
  /** The output of the parent's plan that it was born for. */
  readonly outputId: string | null;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
}

/** Commissions born in the group, those at work first, then the last to end. */
export async function commissionsOf(tx: Tx, groupId: GroupId): Promise<CommissionRecord[]> {
  const rows = await tx.group.findMany({
    where: { parentId: groupId, kind: "commission" },
    orderBy: [{ endedAt: { sort: "desc", nulls: "first" } }, { createdAt: "desc" }],
  });
  return rows.map(({ id, slug, names, state, outputId, createdAt, endedAt }) => ({
    id,
    slug,
    names,
    stage: state as GroupStage,
    outputId,
    createdAt,
    endedAt,
  }));
}

/** The group that a commission was born in; null for a group that is none. */
export async function parentOf(
  tx: Tx,
  groupId: GroupId,
): Promise<{ id: GroupId; slug: string; names: unknown; outputId: string | null } | null> {
  const row = await tx.group.findUnique({
    where: { id: groupId },
    select: { outputId: true, kind: true, parent: { select: { id: true, slug: true, names: true } } },
  });
  return row === null || row.kind !== "commission" || row.parent === null
    ? null
    : { ...row.parent, outputId: row.outputId };
}

export interface NewCommission {
  readonly parentId: GroupId;
  readonly names: Readonly<Record<string, string>>;
  readonly outputId: string;
  readonly actId: string;
  /** The address it would have; where another group has or had it, a number follows. */
  readonly wanted: string;
}

/**
 * Writes a commission at work, with the areas and the reading of its parent (groups, group_areas). Lock the parent before.
 * Answers its id and address.
 */
export async function insertCommission(
  tx: Tx,
  { parentId, names, outputId, actId, wanted }: NewCommission,
  at: Date,
): Promise<{ id: GroupId; slug: string }> {
  const parent = await tx.group.findUniqueOrThrow({ where: { id: parentId }, include: { areas: true } });
  const { cycleId, planReading, position } = parent;
  const slug = await freeAddress(tx, wanted);
  const row = await tx.group.create({
    data: {
      slug,
      kind: "commission",
      parentId,
      cycleId,
      position,
      names,
      state: "active",
      planReading,
      actId,
      createdAt: at,
      stageSince: at,
      outputId,
      areas: { create: parent.areas.map(({ areaId }) => ({ areaId })) },
    },
    select: { id: true },
  });
  return { id: row.id, slug };
}

/** An address that no group has or ever had. */
async function freeAddress(tx: Tx, wanted: string): Promise<string> {
  const near = { startsWith: wanted };
  const taken = [
    ...(await tx.group.findMany({ where: { slug: near }, select: { slug: true } })),
    ...(await tx.groupAddress.findMany({ where: { slug: near }, select: { slug: true } })),
  ];
  const slugs = new Set(taken.map(({ slug }) => slug));
  let slug = wanted;
  for (let next = 2; slugs.has(slug); next += 1) slug = `${wanted}-${next}`;
  return slug;
}

/**
 * A country of the parent takes part in the commission: with its institution and its persons there (memberships, grants).
 * Answers those persons.
 */
export async function bringCountry(
  tx: Tx,
  move: { from: GroupId; into: GroupId; country: Iso; actId: string; givenById: PersonId | null },
  at: Date,
): Promise<PersonId[]> {
  const { from, into, country, actId, givenById } = move;
  const held = await openMembership(tx, from, country);
  if (held === null) return [];
  const { institutionId } = held;
  await insertMembership(tx, { groupId: into, country, institutionId, actId }, at);
  const grants = await tx.grant.findMany({
    where: {
      groupId: from,
      country,
      office: "representative",
      right: "decide",
      from: { lte: at },
      OR: [{ until: null }, { until: { gt: at } }],
      person: { erasedAt: null },
    },
    select: { personId: true },
    orderBy: { id: "asc" },
  });
  const personIds = [...new Set(grants.map(({ personId }) => personId))];
  const office = {
    office: "representative",
    rights: rightsOf("representative"),
    body: { kind: "group", groupId: into },
    country,
    sector: null,
    chair: false,
    seatId: null,
    actId,
    givenById,
    from: at,
    until: null,
  } as const;
  for (const personId of personIds) await insertOffice(tx, { ...office, personId });
  return personIds;
}

/** Commissions of the group at work in which the country takes part. */
export async function commissionsWith(tx: Tx, groupId: GroupId, country: Iso, at: Date): Promise<GroupId[]> {
  const rows = await tx.group.findMany({
    where: {
      parentId: groupId,
      kind: "commission",
      state: "active",
      memberships: { some: { country, ...participating(at) } },
    },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  return rows.map(({ id }) => id);
}

/** The commission ends and stays readable (groups). */
export async function setEnded(tx: Tx, groupId: GroupId, at: Date): Promise<void> {
  await tx.group.update({
    where: { id: groupId },
    data: { state: "discontinued", stageSince: at, endedAt: at, revision: { increment: 1 } },
  });
}
