/** Countries in groups: joining, leaving, and what that does to offices and open rounds (domain §4, §5). */
import type { Language } from "#app/domain/release.ts";
import type { GroupId, Iso, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import { named } from "./names.ts";

/** Locks the group's row: acts on who takes part in it wait for each other. */
export async function lockGroup(tx: Tx, groupId: GroupId): Promise<void> {
  await tx.$queryRaw`SELECT "id" FROM "groups" WHERE "id" = ${groupId} FOR UPDATE`;
}

export interface OpenMembership {
  readonly id: string;
  readonly institutionId: string;
}

/** The country's membership of the group that has not ended, or null. */
export async function openMembership(tx: Tx, groupId: GroupId, country: Iso): Promise<OpenMembership | null> {
  return tx.membership.findFirst({
    where: { groupId, country, leftAt: null },
    select: { id: true, institutionId: true },
  });
}

/** The country joins with an institution (memberships). A country that is in already is kept out by a unique index. */
export async function insertMembership(
  tx: Tx,
  membership: { groupId: GroupId; country: Iso; institutionId: string; actId: string },
  now: Date,
): Promise<OpenMembership> {
  return tx.membership.create({
    data: { ...membership, joinedAt: now },
    select: { id: true, institutionId: true },
  });
}

export async function setInstitution(tx: Tx, membershipId: string, institutionId: string): Promise<void> {
  await tx.membership.update({ where: { id: membershipId }, data: { institutionId } });
}

/** The country leaves: its membership ends, and its offices of Chair or Vice Chair of the group. */
export async function endMembership(
  tx: Tx,
  membership: { id: string; groupId: GroupId; country: Iso },
  actId: string,
  now: Date,
): Promise<void> {
  const { id, groupId, country } = membership;
  await tx.membership.update({ where: { id }, data: { leftAt: now, leaveActId: actId } });
  await tx.groupOffice.updateMany({
    where: { groupId, country, OR: [{ until: null }, { until: { gt: now } }] },
    data: { until: now },
  });
}

/**
 * Notes on the rolls of the group's rounds that are not settled that the country has left: it is listed as having left and
 * no longer needed (domain §4). Returns the rounds concerned.
 */
export async function leaveRolls(tx: Tx, groupId: GroupId, country: Iso, now: Date): Promise<string[]> {
  const entries = await tx.rollEntry.findMany({
    where: {
      country,
      leftAt: null,
      round: {
        roll: "group",
        settledAt: null,
        opensAt: { lte: now },
        OR: [{ plan: { groupId } }, { proposal: { groupId } }, { decision: { groupId } }],
      },
    },
    select: { id: true, roundId: true },
  });
  await tx.rollEntry.updateMany({
    where: { id: { in: entries.map(({ id }) => id) } },
    data: { leftAt: now },
  });
  return entries.map(({ roundId }) => roundId);
}

/** Names the coordinator of the group, or nobody. */
export async function setCoordinator(tx: Tx, groupId: GroupId, personId: PersonId | null): Promise<void> {
  await tx.group.update({ where: { id: groupId }, data: { coordinatorId: personId } });
}

/** The name of every group by its id. */
export async function groupNames(tx: Tx, language: Language): Promise<ReadonlyMap<GroupId, string>> {
  const rows = await tx.group.findMany({ select: { id: true, names: true } });
  return new Map(rows.map(({ id, names }) => [id, named(names, language)]));
}
