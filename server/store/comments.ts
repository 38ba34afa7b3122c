/** Comments: threads that are fastened to a passage of a plan, or discuss words suggested for it. */
import type { Anchor } from "#app/document/margin.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { GroupId, PersonId, PlanId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import { Prisma } from "./generated/client.ts";
import { postOf, postParts, type StoredPost } from "./threads.ts";

/** What a comment is fastened to, and where it stands. */
export interface CommentHead {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly authorId: PersonId;
  readonly planId: PlanId;
  /** Null for a thread on the plan as a whole. */
  readonly anchor: Anchor | null;
  readonly closedAt: Date | null;
  readonly resolved: { readonly byId: PersonId; readonly at: Date } | null;
}

export interface StoredComment extends CommentHead {
  readonly anchor: Anchor;
  readonly posts: readonly StoredPost[];
}

/** So many comments of one plan are shown; so many messages of each. */
const most = { comments: 2000, posts: 200 } as const;

const posts = {
  entries: { orderBy: { number: "asc" }, take: most.posts, include: postParts },
} satisfies Prisma.ThreadInclude;

/** The comments of a plan with their messages, the earliest first. */
export async function commentsOf(tx: Tx, planId: PlanId): Promise<readonly StoredComment[]> {
  const rows = await tx.thread.findMany({
    where: { planId, anchor: { not: Prisma.AnyNull } },
    orderBy: { number: "asc" },
    take: most.comments,
    include: posts,
  });
  return rows.flatMap((row) => {
    const head = headOf(row);
    if (head === null || head.anchor === null) return [];
    return [{ ...head, anchor: head.anchor, posts: row.entries.map(postOf) }];
  });
}

/** How many comments and how many suggestions of a plan are open. */
export async function openBeside(
  tx: Tx,
  planId: PlanId,
): Promise<{ readonly threads: number; readonly wordings: number }> {
  const fastened = { planId, anchor: { not: Prisma.AnyNull }, wordingId: null, resolvedAt: null };
  return {
    threads: await tx.thread.count({ where: fastened }),
    wordings: await tx.wording.count({ where: { planId, state: "open" } }),
  };
}

/** The thread on a plan with that number in the group, whatever it is fastened to. Refused as `unknown` (`thread.unknown`). */
export async function commentAt(tx: Tx, groupId: GroupId, number: number): Promise<CommentHead> {
  const row = await tx.thread.findUnique({ where: { groupId_number: { groupId, number } } });
  const head = row === null ? null : headOf(row);
  if (head === null) throw refuse("unknown", "thread.unknown");
  return head;
}

/** Marks a comment as settled, or open again where nobody is given. The thread is locked by the caller. */
export async function settle(
  tx: Tx,
  id: string,
  settled: { readonly byId: PersonId; readonly at: Date } | null,
): Promise<void> {
  await tx.thread.update({
    where: { id },
    data: { resolvedAt: settled?.at ?? null, resolvedById: settled?.byId ?? null },
  });
}

function headOf(row: Prisma.ThreadGetPayload<object>): CommentHead | null {
  const { id, number, title, personId, planId, anchor, closedAt, resolvedAt, resolvedById } = row;
  if (planId === null) return null;
  return {
    id,
    number,
    title,
    authorId: personId,
    planId,
    anchor: anchor as Anchor | null,
    closedAt,
    resolved: resolvedAt === null || resolvedById === null ? null : { byId: resolvedById, at: resolvedAt },
  };
}
