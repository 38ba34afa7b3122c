/** Discussion: threads of a group, their posts with the voice each was given in, and every version of their words. */
import type { Anchor } from "#app/document/margin.ts";
import type { Voice } from "#app/domain/thread.ts";
import type { Language } from "#app/domain/release.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

export interface ThreadSubject {
  readonly kind: "plan" | "goal";
  readonly id: string;
  /** Of a goal: its number and title; of the plan: its period. */
  readonly label: string;
  readonly number: number | null;
}

export interface ThreadHead {
  readonly id: string;
  readonly groupId: string;
  readonly number: number;
  readonly title: string;
  readonly language: Language;
  readonly subject: ThreadSubject | null;
  /** The number of the paragraph it is about; null where it is about the whole. */
  readonly passage: string | null;
  readonly openedAt: Date;
  readonly lastPostAt: Date;
  readonly posts: number;
  /** Since when it is marked as settled; null where it is not. */
  readonly resolvedAt: Date | null;
  readonly closedAt: Date | null;
  readonly closeReason: string | null;
}

export interface ListedThread extends ThreadHead {
  readonly last: { readonly name: string | null; readonly voice: Voice } | null;
  readonly languages: readonly Language[];
}

export interface StoredPost {
  readonly id: string;
  readonly number: number;
  readonly replyTo: number | null;
  readonly authorId: PersonId;
  /** Null for an account that was erased; its office and country stay. */
  readonly name: string | null;
  readonly voice: Voice;
  readonly language: Language;
  readonly at: Date;
  readonly body: string;
  /** When the words were last changed; null where they never were. */
  readonly editedAt: Date | null;
  readonly hiddenAt: Date | null;
  readonly hiddenReason: string | null;
}

type ThreadRow = Prisma.ThreadGetPayload<object>;

/** Threads of a group by their latest post, `size` at a time from `page` 1 on. */
export async function threadsOf(
  tx: Tx,
  groupId: string,
  { page, size }: { page: number; size: number },
): Promise<readonly ListedThread[]> {
  const rows = await tx.thread.findMany({
    where: { groupId },
    orderBy: [{ lastPostAt: "desc" }, { number: "desc" }],
    skip: (page - 1) * size,
    take: size,
  });
  const ids = rows.map(({ id }) => id);
  const last = await tx.post.findMany({
    where: { threadId: { in: ids } },
    orderBy: { number: "desc" },
    distinct: ["threadId"],
    include: { person: { select: { name: true, erasedAt: true } } },
  });
  const spoken = await tx.post.groupBy({ by: ["threadId", "language"], where: { threadId: { in: ids } } });
  const heads = await headsOf(tx, rows);
  return heads.map((head) => {
    const post = last.find(({ threadId }) => threadId === head.id);
    return {
      ...head,
      last: post === undefined ? null : { name: nameOf(post.person), voice: post.voice as unknown as Voice },
      languages: spoken
        .filter(({ threadId }) => threadId === head.id)
        .map(({ language }) => language as Language)
        .sort(),
    };
  });
}

/** How many threads the group has. */
export function countThreads(tx: Tx, groupId: string): Promise<number> {
  return tx.thread.count({ where: { groupId } });
}

/** The thread with that number in that group. Refused as `unknown` (`thread.unknown`). */
export async function threadAt(tx: Tx, groupId: string, number: number): Promise<ThreadHead> {
  const row = await tx.thread.findUnique({ where: { groupId_number: { groupId, number } } });
  const [head] = row === null ? [] : await headsOf(tx, [row]);
  if (head === undefined) throw refuse("unknown", "thread.unknown");
  return head;
}

/** As `threadAt`, and two acts on the thread wait for each other. */
export async function lockThread(tx: Tx, groupId: string, number: number): Promise<ThreadHead> {
  await tx.$queryRaw`SELECT "id" FROM "threads" WHERE "groupId" = ${groupId} AND "number" = ${number} FOR UPDATE`;
  return threadAt(tx, groupId, number);
}

/** Posts in their order, `size` at a time from `page` 1 on. */
export async function postsOf(
  tx: Tx,
  threadId: string,
  { page, size }: { page: number; size: number },
): Promise<readonly StoredPost[]> {
  const rows = await tx.post.findMany({
    where: { threadId },
    orderBy: { number: "asc" },
    skip: (page - 1) * size,
    take: size,
    include: postParts,
  });
  return rows.map(postOf);
}

/** The post with that number in that thread. Refused as `unknown` (`post.unknown`). */
export async function postAt(tx: Tx, threadId: string, number: number): Promise<StoredPost> {
  const row = await tx.post.findUnique({
    where: { threadId_number: { threadId, number } },
    include: postParts,
  });
  if (row === null) throw refuse("unknown", "post.unknown");
  return postOf(row);
}

/** A message with the group and the thread it stands in; null where there is none. */
export async function postById(
  tx: Tx,
  id: string,
): Promise<
  | (StoredPost & { readonly thread: number; readonly group: { readonly id: string; readonly slug: string } })
  | null
> {
  const row = await tx.post.findUnique({
    where: { id },
    include: {
      ...postParts,
      thread: { select: { number: true, group: { select: { id: true, slug: true } } } },
    },
  });
  return row === null ? null : { ...postOf(row), thread: row.thread.number, group: row.thread.group };
}

/** Each voice that has spoken in the thread, once, in the order in which they began. */
export async function voicesOf(tx: Tx, threadId: string): Promise<readonly Voice[]> {
  const rows = await tx.post.findMany({
    where: { threadId, hiddenAt: null },
    orderBy: { number: "asc" },
    select: { voice: true },
  });
  const seen = new Map(rows.map(({ voice }) => [JSON.stringify(voice), voice as unknown as Voice]));
  return [...seen.values()];
}

/** The languages posts of the thread are written in. */
export async function languagesOf(tx: Tx, threadId: string): Promise<readonly Language[]> {
  const rows = await tx.post.groupBy({ by: ["language"], where: { threadId, hiddenAt: null } });
  return rows.map(({ language }) => language as Language).sort();
}

/** The post that was made from the form with that key; null where there is none. */
export async function postByKey(
  tx: Tx,
  onceKey: string,
): Promise<{ threadId: string; thread: number; number: number; authorId: PersonId } | null> {
  const row = await tx.post.findUnique({
    where: { onceKey },
    include: { thread: { select: { number: true } } },
  });
  if (row === null) return null;
  return { threadId: row.threadId, thread: row.thread.number, number: row.number, authorId: row.personId };
}

/** Opens the next thread of a group; the group is locked by the caller. Writes threads. */
export async function openThread(
  tx: Tx,
  thread: {
    groupId: string;
    title: string;
    language: Language;
    subject: { kind: "plan" | "goal"; id: string } | null;
    passage: string | null;
    anchor: Anchor | null;
    wordingId: string | null;
    personId: PersonId;
    at: Date;
  },
): Promise<{ id: string; number: number }> {
  const { groupId, title, language, subject, passage, anchor, wordingId, personId, at } = thread;
  const { _max } = await tx.thread.aggregate({ where: { groupId }, _max: { number: true } });
  return tx.thread.create({
    data: {
      groupId,
      number: (_max.number ?? 0) + 1,
      title,
      language,
      planId: subject?.kind === "plan" ? subject.id : null,
      proposalId: subject?.kind === "goal" ? subject.id : null,
      passage,
      ...(anchor === null ? {} : { anchor: anchor as unknown as Prisma.InputJsonObject }),
      wordingId,
      personId,
      at,
      lastPostAt: at,
    },
    select: { id: true, number: true },
  });
}

/** Adds a post to a thread the caller has locked. Writes posts, post_texts and the thread's count. */
export async function addPost(
  tx: Tx,
  post: {
    threadId: string;
    number: number;
    replyTo: number | null;
    personId: PersonId;
    voice: Voice;
    language: Language;
    body: string;
    onceKey: string;
    at: Date;
  },
): Promise<string> {
  const { body, voice, ...rest } = post;
  const row = await tx.post.create({
    data: {
      ...rest,
      voice: voice as unknown as Prisma.InputJsonValue,
      texts: { create: { version: 1, body, at: post.at } },
    },
    select: { id: true },
  });
  await tx.thread.update({
    where: { id: post.threadId },
    data: { posts: post.number, lastPostAt: post.at },
  });
  return row.id;
}

/** Writes the next version of a post's words. */
export async function rewritePost(tx: Tx, postId: string, body: string, at: Date): Promise<void> {
  const { _max } = await tx.postText.aggregate({ where: { postId }, _max: { version: true } });
  await tx.postText.create({ data: { postId, version: (_max.version ?? 0) + 1, body, at } });
}

export async function hidePost(
  tx: Tx,
  postId: string,
  hidden: { at: Date; reason: string; byId: PersonId },
): Promise<void> {
  const { at, reason, byId } = hidden;
  await tx.post.update({
    where: { id: postId },
    data: { hiddenAt: at, hiddenReason: reason, hiddenById: byId },
  });
}

export async function closeThread(tx: Tx, threadId: string, reason: string, at: Date): Promise<void> {
  await tx.thread.update({ where: { id: threadId }, data: { closedAt: at, closeReason: reason } });
}

/** What a thread of the group may be about: its latest plan, and proposals that are no longer drafts. */
export async function subjectsOf(tx: Tx, groupId: string): Promise<readonly ThreadSubject[]> {
  const plan = await tx.plan.findFirst({ where: { groupId }, orderBy: { createdAt: "desc" } });
  const goals = await tx.proposal.findMany({
    where: { groupId, kind: "goal", stage: { not: "draft" } },
    orderBy: { number: "asc" },
  });
  return [...(plan === null ? [] : [planSubject(plan)]), ...goals.map(goalSubject)];
}

const planSubject = (plan: { id: string; period: string }): ThreadSubject => ({
  kind: "plan",
  id: plan.id,
  label: plan.period,
  number: null,
});

const goalSubject = (goal: { id: string; title: string; number: number }): ThreadSubject => ({
  kind: "goal",
  id: goal.id,
  label: goal.title,
  number: goal.number,
});

async function headsOf(tx: Tx, rows: readonly ThreadRow[]): Promise<ThreadHead[]> {
  const plans = await tx.plan.findMany({ where: { id: { in: rows.flatMap(({ planId }) => planId ?? []) } } });
  const goals = await tx.proposal.findMany({
    where: { id: { in: rows.flatMap(({ proposalId }) => proposalId ?? []) } },
  });
  return rows.map((row) => {
    const plan = plans.find(({ id }) => id === row.planId);
    const goal = goals.find(({ id }) => id === row.proposalId);
    return {
      id: row.id,
      groupId: row.groupId,
      number: row.number,
      title: row.title,
      language: row.language as Language,
      subject: plan !== undefined ? planSubject(plan) : goal !== undefined ? goalSubject(goal) : null,
      passage: row.passage,
      openedAt: row.at,
      lastPostAt: row.lastPostAt,
      posts: row.posts,
      resolvedAt: row.resolvedAt,
      closedAt: row.closedAt,
      closeReason: row.closeReason,
    };
  });
}

export const postParts = {
  person: { select: { name: true, erasedAt: true } },
  texts: { orderBy: { version: "desc" }, take: 1 },
} satisfies Prisma.PostInclude;

/** A message as it is stored, with its latest words. */
export function postOf(row: Prisma.PostGetPayload<{ include: typeof postParts }>): StoredPost {
  const text = row.texts[0];
  return {
    id: row.id,
    number: row.number,
    replyTo: row.replyTo,
    authorId: row.personId,
    name: nameOf(row.person),
    voice: row.voice as unknown as Voice,
    language: row.language as Language,
    at: row.at,
    body: text?.body ?? "",
    editedAt: text !== undefined && text.version > 1 ? text.at : null,
    hiddenAt: row.hiddenAt,
    hiddenReason: row.hiddenReason,
  };
}

const nameOf = (person: { name: string; erasedAt: Date | null }): string | null =>
  person.erasedAt === null ? person.name : null;
