import { demand } from "#app/domain/policy.ts";
import type { GroupFacts } from "#app/domain/facts.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Actor } from "#app/domain/roles.ts";
import { checkClose, checkEdit, checkHide } from "#app/domain/thread.ts";
import { makeLimits, type Limits } from "#server/auth/limits.ts";
import type { Tx } from "#server/store/client.ts";
import { groupBySlug, groupFacts, type FoundGroup } from "#server/store/groups.ts";
import { closeThread, hidePost, lockThread, postAt, rewritePost, subjectsOf } from "#server/store/threads.ts";
import { act, type Ground } from "./act.ts";
import { openSubjects } from "./closed-goals.ts";
import { keepingCapacity, personOf } from "./keeping.ts";
import { linkTo, postFacts, threadReading } from "./thread-reading.ts";
import { answerThread, beginThread, type PostForm } from "./posting.ts";
import { chosenVoice } from "./voices.ts";

export type { PostForm } from "./posting.ts";

export interface ThreadForm extends PostForm {
  readonly title: string;
  /** "plan:id" or "goal:id"; empty for the group as a whole. */
  readonly subject: string;
  readonly passage: string | null;
}

/** Discussion in a group: everybody reads; those with a right to speak there post (S2 II D a iii–iv). */
export function threadServices(ground: Ground, limits: Limits = makeLimits()) {
  return {
    ...threadReading(ground),

    /**
     * Opens a thread with its first post; returns its number. Refused: who may not (`may-not.thread.open`), a voice that is
     * not theirs (`post.voice-not-yours`), a subject of another group (`thread.subject-unknown`), too many at once
     * (`post.too-many`). The same form twice is one thread. Writes threads, posts and the journal.
     */
    open: (actor: Actor, slug: string, form: ThreadForm): Promise<number> =>
      act(ground, async (tx, record, now) => {
        const { group, facts } = await factsAt(tx, slug, now);
        return beginThread({ tx, record, limits, now }, { actor, slug, facts, form }, async () => {
          const subject = await subjectIn(tx, actor, group.id, form.subject, now);
          const passage = subject === null ? null : form.passage;
          return { title: form.title, subject, passage, anchor: null, wordingId: null };
        });
      }),

    /**
     * Adds a post; returns its number. Refused: who may not (`may-not.thread.post`), a closed thread (`thread.closed`), a
     * voice that is not theirs (`post.voice-not-yours`), too many at once (`post.too-many`). The same form twice is one post.
     */
    answer: (
      actor: Actor,
      at: { readonly slug: string; readonly thread: number },
      form: PostForm & { readonly replyTo: number | null },
    ): Promise<number> =>
      act(ground, async (tx, record, now) => {
        const { group, facts } = await factsAt(tx, at.slug, now);
        const thread = await lockThread(tx, group.id, at.thread);
        return answerThread({ tx, record, limits, now }, { actor, slug: at.slug, facts, form }, thread);
      }),

    /**
     * Changes the words of one's own post within its window; the old words stay. Refused: who may not
     * (`may-not.post.edit`), after the window (`post.edit-window-over`), hidden (`post.hidden`), closed (`thread.closed`).
     */
    edit: (
      actor: Actor,
      at: { readonly slug: string; readonly thread: number; readonly post: number },
      text: string,
    ): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const { group, facts, thread, post } = await postFor(tx, at, now);
        demand(actor, "post.edit", postFacts(post, facts), now);
        checkEdit({ ...post, postedAt: post.at }, thread.closedAt === null ? "open" : "closed", now);
        if (post.body === text) return;
        await rewritePost(tx, post.id, text, now);
        const capacity = chosenVoice(actor, facts, "", now).capacity;
        record({
          kind: "post.edited",
          facts: { threadId: thread.id, postId: post.id },
          groupId: group.id,
          capacity,
          actorId: personOf(actor).id,
          link: linkTo(at.slug, thread, post.number),
        });
      }),

    /** Hides a post, with a reason that everybody reads. Refused: `may-not.post.hide`, `post.hidden`, `post.reason-needed`. */
    hide: (
      actor: Actor,
      at: { readonly slug: string; readonly thread: number; readonly post: number },
      reason: string,
    ): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const { group, facts, thread, post } = await postFor(tx, at, now);
        demand(actor, "post.hide", postFacts(post, facts), now);
        checkHide({ ...post, postedAt: post.at }, reason);
        const byId = personOf(actor).id;
        await hidePost(tx, post.id, { at: now, reason, byId });
        record({
          kind: "post.hidden",
          facts: { threadId: thread.id, postId: post.id },
          groupId: group.id,
          capacity: keepingCapacity(actor, facts, now),
          actorId: byId,
          words: { reason },
          link: linkTo(at.slug, thread, post.number),
        });
      }),

    /** Closes a thread: it can be read and no longer answered. Refused: `may-not.thread.close`, `thread.closed`. */
    close: (
      actor: Actor,
      at: { readonly slug: string; readonly thread: number },
      reason: string,
    ): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const { group, facts } = await factsAt(tx, at.slug, now);
        const thread = await lockThread(tx, group.id, at.thread);
        demand(actor, "thread.close", { kind: "thread", group: facts }, now);
        checkClose(thread.closedAt === null ? "open" : "closed");
        await closeThread(tx, thread.id, reason, now);
        record({
          kind: "thread.closed",
          facts: { threadId: thread.id },
          groupId: group.id,
          capacity: keepingCapacity(actor, facts, now),
          actorId: personOf(actor).id,
          words: { reason },
          link: `/groups/${at.slug}/discussion/${thread.number}`,
        });
      }),
  };
}

async function factsAt(tx: Tx, slug: string, now: Date): Promise<{ group: FoundGroup; facts: GroupFacts }> {
  const group = await groupBySlug(tx, slug);
  return { group, facts: await groupFacts(tx, group.id, now) };
}

async function postFor(tx: Tx, at: { slug: string; thread: number; post: number }, now: Date) {
  const { group, facts } = await factsAt(tx, at.slug, now);
  const thread = await lockThread(tx, group.id, at.thread);
  return { group, facts, thread, post: await postAt(tx, thread.id, at.post) };
}

async function subjectIn(
  tx: Tx,
  actor: Actor,
  groupId: string,
  named: string,
  now: Date,
): Promise<{ kind: "plan" | "goal"; id: string } | null> {
  if (named === "") return null;
  const subjects = await openSubjects(tx, actor, groupId, await subjectsOf(tx, groupId), now);
  const found = subjects.find(({ kind, id }) => `${kind}:${id}` === named);
  if (found !== undefined) return { kind: found.kind, id: found.id };
  const unknown = { key: "thread.subject-unknown", params: {} };
  throw refuse("invalid", "thread.subject-unknown", {}, { fields: { subject: unknown } });
}

export type ThreadServices = ReturnType<typeof threadServices>;
