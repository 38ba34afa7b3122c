import { parseMarkup, plainText } from "#app/document/markup.ts";
import type { Anchor } from "#app/document/margin.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Actor } from "#app/domain/roles.ts";
import { checkAnswer, checkReopen, checkResolve } from "#app/domain/thread.ts";
import { makeLimits, type Limits } from "#server/auth/limits.ts";
import type { Tx } from "#server/store/client.ts";
import { commentAt, settle } from "#server/store/comments.ts";
import { lockThread } from "#server/store/threads.ts";
import { lockWording } from "#server/store/wordings.ts";
import { act, type Ground } from "./act.ts";
import { fasten, planAt } from "./fastening.ts";
import { personOf } from "./keeping.ts";
import { answerThread, beginThread, type PostForm } from "./posting.ts";
import { chosenVoice } from "./voices.ts";

/** Characters of a title that is made of a comment's first words. */
const titleLength = 80;

/** Comments beside a plan's text: threads of the group that are fastened to a passage (domain §2). */
export function commentServices(ground: Ground, limits: Limits = makeLimits()) {
  return {
    /**
     * Comments on a passage, or on a clause as a whole; returns the number of the thread. Refused: who may not
     * (`may-not.plan.read-live`, `may-not.thread.open`), a passage that is not there (`margin.passage-changed`,
     * `margin.passage-gone`), and as a thread is. The same form twice is one comment. Writes threads, posts, journal.
     */
    comment: (actor: Actor, slug: string, form: PostForm & { readonly anchor: Anchor }): Promise<number> =>
      act(ground, async (tx, record, now) => {
        const { plan, facts } = await planAt(tx, slug, now, "read");
        demand(actor, "plan.read-live", facts, now);
        return beginThread(
          { tx, record, limits, now },
          { actor, slug, facts: facts.group, form },
          async () => {
            const { anchor, paragraph } = await fasten(tx, plan, form.anchor);
            const subject = { kind: "plan", id: plan.id } as const;
            return { title: titleOf(form.text), subject, passage: paragraph, anchor, wordingId: null };
          },
        );
      }),

    /**
     * Says something about suggested words: the first message opens their thread, later ones are answers there. Returns the
     * number of the thread. Refused as comments and answers are; `wording.unknown`.
     */
    discuss: (actor: Actor, slug: string, form: PostForm & { readonly wording: number }): Promise<number> =>
      act(ground, async (tx, record, now) => {
        const { plan, facts } = await planAt(tx, slug, now, "read");
        demand(actor, "plan.read-live", facts, now);
        // Two who speak first at once open one thread.
        const { id: wordingId, anchor, thread } = await lockWording(tx, plan.id, form.wording);
        const posting = { tx, record, limits, now };
        const posted = { actor, slug, facts: facts.group, form: { ...form, replyTo: null } };
        if (thread !== null) {
          await answerThread(posting, posted, await lockThread(tx, plan.groupId, thread));
          return thread;
        }
        const subject = { kind: "plan", id: plan.id } as const;
        const about = { title: titleOf(form.text), subject, passage: null, anchor, wordingId };
        return beginThread(posting, posted, async () => about);
      }),

    /** Marks a comment as settled; it stays and can be opened again. Refused: `may-not.thread.resolve`, `thread.resolved-already`. */
    resolve: (actor: Actor, slug: string, thread: number): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, actor, slug, thread, now);
        demand(
          actor,
          "thread.resolve",
          { kind: "comment", group: held.facts.group, authorId: held.comment.authorId },
          now,
        );
        checkResolve(held.comment.resolved !== null);
        await settle(tx, held.comment.id, { byId: held.person.id, at: now });
        record({ kind: "thread.resolved", facts: { threadId: held.comment.id }, ...held.entry });
      }),

    /** Opens a settled comment again. Refused: `may-not.thread.reopen`, `thread.not-resolved`. */
    reopen: (actor: Actor, slug: string, thread: number): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const held = await hold(tx, actor, slug, thread, now);
        demand(actor, "thread.reopen", { kind: "thread", group: held.facts.group }, now);
        checkReopen(held.comment.resolved !== null);
        await settle(tx, held.comment.id, null);
        record({ kind: "thread.reopened", facts: { threadId: held.comment.id }, ...held.entry });
      }),
  };
}

/** The comment, locked, with whoever acts on it. Refused: `thread.unknown`, also for a thread that is no comment; `thread.closed`. */
async function hold(tx: Tx, actor: Actor, slug: string, thread: number, now: Date) {
  const { plan, facts } = await planAt(tx, slug, now, "read");
  demand(actor, "plan.read-live", facts, now);
  await lockThread(tx, plan.groupId, thread);
  const comment = await commentAt(tx, plan.groupId, thread);
  if (comment.anchor === null) throw refuse("unknown", "thread.unknown");
  const person = personOf(actor);
  demand(actor, "thread.post", { kind: "thread", group: facts.group }, now);
  checkAnswer(comment.closedAt === null ? "open" : "closed");
  const { capacity } = chosenVoice(actor, facts.group, "", now);
  const link = `/groups/${slug}/discussion/${thread}`;
  const entry = { groupId: plan.groupId, capacity, actorId: person.id, link };
  return { comment, facts, person, entry };
}

/** A comment has no title of its own: its first words stand for one. What it is fastened to may not be for everybody. */
function titleOf(text: string): string {
  const words = plainText(parseMarkup(text)).replace(/\s+/g, " ").trim();
  if (words.length <= titleLength) return words === "" ? "…" : words;
  return `${words.slice(0, titleLength).replace(/\s+\S*$/, "")}…`;
}

export type CommentServices = ReturnType<typeof commentServices>;
