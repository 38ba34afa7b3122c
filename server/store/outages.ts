/** Times in which the platform could not be reached, as the server notes of itself (domain §4). */
import type { Tx } from "./client.ts";
import type { Outage } from "./round-shape.ts";

const heartbeat = "heartbeat";

/** Outages that ended after `since`, the first first. */
export async function outagesSince(tx: Tx, since: Date): Promise<Outage[]> {
  return tx.outage.findMany({
    where: { until: { gt: since } },
    orderBy: { from: "asc" },
    select: { from: true, until: true },
  });
}

export async function addOutage(tx: Tx, { from, until }: Outage): Promise<void> {
  await tx.outage.create({ data: { from, until } });
}

/** When the server last noted that it runs; null where it never did. Locks the note until the transaction ends. */
export async function lastHeartbeat(tx: Tx): Promise<Date | null> {
  await tx.$queryRaw`SELECT "key" FROM "settings" WHERE "key" = ${heartbeat} FOR UPDATE`;
  const row = await tx.setting.findUnique({ where: { key: heartbeat } });
  const at = typeof row?.value === "string" ? new Date(row.value) : null;
  return at === null || Number.isNaN(at.getTime()) ? null : at;
}

export async function setHeartbeat(tx: Tx, at: Date): Promise<void> {
  const value = at.toISOString();
  await tx.setting.upsert({
    where: { key: heartbeat },
    create: { key: heartbeat, value },
    update: { value },
  });
}
