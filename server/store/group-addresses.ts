/** The addresses of groups: the one they have, and those they had, which lead to them for good (groups, group_addresses). */
import { reservedSlugs } from "#app/domain/group-proposal.ts";
import type { GroupId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

/** The address that a group has today: its own, or where the one it had before leads. Null where no group ever had it. */
export async function slugToday(tx: Tx, slug: string): Promise<string | null> {
  const own = await tx.group.findUnique({ where: { slug }, select: { slug: true } });
  if (own !== null) return own.slug;
  const before = await tx.groupAddress.findUnique({ where: { slug }, include: { group: true } });
  return before?.group.slug ?? null;
}

/** All addresses the group had before, and its own first. */
export async function slugsOf(tx: Tx, slug: string): Promise<readonly string[]> {
  const row = await tx.group.findUnique({ where: { slug }, select: { addresses: true } });
  return row === null ? [] : [slug, ...row.addresses.map((address) => address.slug)];
}

/** Two groups that are to be named wait for each other, so that an address found free stays free. */
export async function lockAddresses(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT "id" FROM "cycles" WHERE "current" FOR NO KEY UPDATE`;
}

/** An address near `wanted` that no group has or had: "wanted", "wanted-2", … The group itself may take its own back. */
export async function freeSlug(tx: Tx, wanted: string, self?: GroupId): Promise<string> {
  const near = { slug: { startsWith: wanted } };
  const groups = await tx.group.findMany({ where: near, select: { slug: true, id: true } });
  const former = await tx.groupAddress.findMany({ where: near, select: { slug: true, groupId: true } });
  const taken = new Set([
    ...reservedSlugs,
    ...groups.filter(({ id }) => id !== self).map(({ slug }) => slug),
    ...former.filter(({ groupId }) => groupId !== self).map(({ slug }) => slug),
  ]);
  let slug = wanted;
  for (let next = 2; taken.has(slug); next += 1) slug = `${wanted}-${next}`;
  return slug;
}

/** The group has new names and an address of its own; the address before leads on to it. */
export async function readdress(
  tx: Tx,
  groupId: GroupId,
  to: { readonly from: string; readonly slug: string; readonly names: Prisma.InputJsonObject },
  at: Date,
): Promise<void> {
  const { from, slug, names } = to;
  if (from !== slug) {
    await tx.groupAddress.deleteMany({ where: { slug, groupId } });
    await tx.groupAddress.create({ data: { slug: from, groupId, at } });
  }
  await tx.group.update({ where: { id: groupId }, data: { slug, names, revision: { increment: 1 } } });
}
