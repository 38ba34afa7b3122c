/** What is kept beside the text of a plan, for taking words out of it: anchors of threads, and suggested words. */
import type { Anchor } from "#app/document/margin.ts";
import type { PlanId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import { Prisma } from "./generated/client.ts";
import { forgetWords } from "./redactions.ts";

export interface KeptBeside {
  readonly comments: readonly { readonly id: string; readonly anchor: Anchor }[];
  /** Threads on a passage of the text, or on suggested words, by the group's number, with the numbers of their posts. */
  readonly threads: readonly { readonly number: number; readonly posts: readonly number[] }[];
  readonly wordings: readonly {
    readonly id: string;
    readonly anchor: Anchor;
    readonly replacement: string;
    readonly reason: string | null;
  }[];
}

/** All that is fastened to a plan. The suggestions are locked for the transaction. */
export async function keptBeside(tx: Tx, planId: PlanId): Promise<KeptBeside> {
  await tx.$queryRaw`SELECT "id" FROM "wordings" WHERE "planId" = ${planId} ORDER BY "id" FOR UPDATE`;
  const threads = await tx.thread.findMany({
    where: { planId, anchor: { not: Prisma.AnyNull } },
    select: { id: true, anchor: true },
  });
  const said = await tx.thread.findMany({
    where: { OR: [{ planId, anchor: { not: Prisma.AnyNull } }, { wording: { planId } }] },
    orderBy: { number: "asc" },
    select: { number: true, entries: { select: { number: true }, orderBy: { number: "asc" } } },
  });
  const wordings = await tx.wording.findMany({
    where: { planId },
    select: { id: true, anchor: true, replacement: true, endReason: true },
  });
  return {
    comments: threads.map(({ id, anchor }) => ({ id, anchor: anchor as unknown as Anchor })),
    threads: said.map(({ number, entries }) => ({ number, posts: entries.map((post) => post.number) })),
    wordings: wordings.map(({ id, anchor, replacement, endReason }) => ({
      id,
      anchor: anchor as unknown as Anchor,
      replacement,
      reason: endReason,
    })),
  };
}

export async function setAnchor(tx: Tx, threadId: string, anchor: Anchor): Promise<void> {
  await tx.thread.update({
    where: { id: threadId },
    data: { anchor: anchor as unknown as Prisma.InputJsonObject },
  });
}

/** Sets the words of a suggestion, and takes its reason from beside its entry of the record where words of it went. */
export async function setWording(
  tx: Tx,
  wording: {
    readonly id: string;
    readonly anchor: Anchor;
    readonly replacement: string;
    readonly reason: string | null;
    readonly reasonTimes: number;
    readonly times: number;
  },
  at: Date,
): Promise<void> {
  const { id, anchor, replacement, reason, reasonTimes, times } = wording;
  await tx.wording.update({
    where: { id },
    data: {
      anchor: anchor as unknown as Prisma.InputJsonObject,
      replacement,
      endReason: reason,
      ...(times > 0 ? { redactedAt: at } : {}),
    },
  });
  if (reasonTimes === 0) return;
  const beside = await tx.journalName.findMany({
    where: {
      redactedAt: null,
      field: "reason",
      entry: { kind: "wording.rejected", facts: { contains: `"${id}"` } },
    },
  });
  for (const { entryId, field } of beside) await forgetWords(tx, entryId, field, at);
}
