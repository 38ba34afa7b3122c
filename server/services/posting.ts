/** How threads begin and are answered, whatever they are about: on record, and the same form twice is one message. */
import type { Anchor } from "#app/document/margin.ts";
import type { GroupFacts } from "#app/domain/facts.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor } from "#app/domain/roles.ts";
import type { Limits } from "#server/auth/limits.ts";
import type { Tx } from "#server/store/client.ts";
import { lockGroup } from "#server/store/pages.ts";
import { addPost, openThread, postAt, postByKey, type ThreadHead } from "#server/store/threads.ts";
import { checkAnswer } from "#app/domain/thread.ts";
import type { Recorder } from "./act.ts";
import { personOf } from "./keeping.ts";
import { linkTo } from "./thread-reading.ts";
import { chosenVoice } from "./voices.ts";

export interface PostForm {
  readonly language: Language;
  readonly text: string;
  /** Key of the voice to speak with; empty for the nearest one. */
  readonly as: string;
  /** From the form that was sent: the same key twice is one post. */
  readonly onceKey: string;
}

/** The transaction that a message is written in. */
interface Posting {
  readonly tx: Tx;
  readonly record: Recorder;
  readonly limits: Limits;
  readonly now: Date;
}

interface Posted<Form> {
  readonly actor: Actor;
  readonly slug: string;
  readonly facts: GroupFacts;
  readonly form: Form;
}

/** What a thread is about. */
export interface ThreadMatter {
  readonly title: string;
  readonly subject: { readonly kind: "plan" | "goal"; readonly id: string } | null;
  readonly passage: string | null;
  readonly anchor: Anchor | null;
  readonly wordingId: string | null;
}

/**
 * Opens a thread with its first post; returns its number. `matter` is asked only where the form is new. Refused: who may not
 * (`may-not.thread.open`), a voice that is not theirs (`post.voice-not-yours`), too many at once (`post.too-many`).
 */
export async function beginThread(
  { tx, record, limits, now }: Posting,
  { actor, slug, facts, form }: Posted<PostForm>,
  matter: () => Promise<ThreadMatter>,
): Promise<number> {
  const { groupId } = facts;
  demand(actor, "thread.open", facts, now);
  const person = personOf(actor);
  const { capacity, voice } = chosenVoice(actor, facts, form.as, now);
  await limits.tryPost(person.id);
  await lockGroup(tx, groupId);
  const made = await postByKey(tx, form.onceKey);
  if (made !== null) return demandOwn(made, person.id).thread;
  const about = await matter();
  const { language } = form;
  const thread = await openThread(tx, { ...about, groupId, language, personId: person.id, at: now });
  const post = { number: 1, replyTo: null, personId: person.id, voice, language, body: form.text };
  const postId = await addPost(tx, { threadId: thread.id, ...post, onceKey: form.onceKey, at: now });
  const by = { groupId, capacity, actorId: person.id };
  const link = `/groups/${slug}/discussion/${thread.number}`;
  const { subject, title } = about;
  record({ kind: "thread.opened", facts: { threadId: thread.id, subject }, words: { title }, ...by, link });
  record({ kind: "post.made", facts: { threadId: thread.id, postId }, ...by, link: `${link}#m1` });
  return thread.number;
}

/**
 * Adds a post to a thread that the caller has locked; returns its number. Refused: who may not (`may-not.thread.post`), a
 * closed thread (`thread.closed`), a voice that is not theirs (`post.voice-not-yours`), too many at once (`post.too-many`).
 */
export async function answerThread(
  { tx, record, limits, now }: Posting,
  { actor, slug, facts, form }: Posted<PostForm & { readonly replyTo: number | null }>,
  thread: ThreadHead,
): Promise<number> {
  demand(actor, "thread.post", { kind: "thread", group: facts }, now);
  const person = personOf(actor);
  const made = await postByKey(tx, form.onceKey);
  if (made !== null && made.threadId === thread.id) return demandOwn(made, person.id).number;
  if (made !== null) throw refuse("invalid", "post.sent-elsewhere");
  checkAnswer(thread.closedAt === null ? "open" : "closed");
  await limits.tryPost(person.id);
  const { capacity, voice } = chosenVoice(actor, facts, form.as, now);
  if (form.replyTo !== null) await postAt(tx, thread.id, form.replyTo);
  const number = thread.posts + 1;
  const { language, replyTo, onceKey, text } = form;
  const post = { threadId: thread.id, number, replyTo, personId: person.id, voice, language };
  const postId = await addPost(tx, { ...post, body: text, onceKey, at: now });
  record({
    kind: "post.made",
    facts: { threadId: thread.id, postId },
    groupId: facts.groupId,
    capacity,
    actorId: person.id,
    link: linkTo(slug, thread, number),
  });
  return number;
}

/** What was made from the same form. Refused where somebody else sent it (`post.sent-elsewhere`). */
export function demandOwn<Made extends { readonly authorId: string }>(made: Made, personId: string): Made {
  if (made.authorId !== personId) throw refuse("invalid", "post.sent-elsewhere");
  return made;
}
