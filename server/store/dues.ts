/** What only desks ask for. */
import type { GroupId, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";

/** A thread that somebody spoke in lately. */
export interface LiveThread {
  readonly number: number;
  readonly title: string;
  readonly groupId: GroupId;
  /** Who spoke last. */
  readonly lastBy: PersonId | null;
}

/** Open threads in which somebody spoke since then, the latest first, at most `limit`. */
export async function liveThreads(tx: Tx, since: Date, limit: number): Promise<LiveThread[]> {
  const rows = await tx.thread.findMany({
    where: { lastPostAt: { gte: since }, closedAt: null },
    orderBy: { lastPostAt: "desc" },
    take: limit,
    select: {
      number: true,
      title: true,
      groupId: true,
      entries: { orderBy: { number: "desc" }, take: 1, select: { personId: true } },
    },
  });
  return rows.map(({ entries, ...thread }) => ({ ...thread, lastBy: entries[0]?.personId ?? null }));
}
