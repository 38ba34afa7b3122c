import { randomUUID } from "node:crypto";
import { parseMarkup, type Block } from "#app/document/markup.ts";
import { region, type GroupFacts, type PostFacts } from "#app/domain/facts.ts";
import { isWorking } from "#app/domain/group.ts";
import { demand, may } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor } from "#app/domain/roles.ts";
import { editableUntil, type Voice } from "#app/domain/thread.ts";
import type { Tx } from "#server/store/client.ts";
import { countryNames } from "#server/store/countries.ts";
import { groupFacts, groupHead, type GroupHead } from "#server/store/groups.ts";
import {
  countThreads,
  languagesOf,
  postsOf,
  subjectsOf,
  threadAt,
  threadsOf,
  voicesOf,
  type ListedThread,
  type StoredPost,
  type ThreadHead,
  type ThreadSubject,
} from "#server/store/threads.ts";
import type { Ground } from "./act.ts";
import { openSubjects, withOpenSubjects } from "./closed-goals.ts";
import { offeredVoices, type OfferedVoice } from "./voices.ts";

export type { ListedThread, ThreadHead } from "#server/store/threads.ts";

export interface ShownPost extends Omit<StoredPost, "body" | "authorId"> {
  /** Null where the post is hidden from the reader. */
  readonly blocks: readonly Block[] | null;
  /** As typed, for the author to edit; null for everybody else. */
  readonly source: string | null;
  /** Until when the reader may edit it; null where they may not. */
  readonly editableUntil: Date | null;
  readonly mayHide: boolean;
}

/** What the reader may do in a discussion. */
interface Speaking {
  readonly voices: readonly OfferedVoice[];
  readonly onceKey: string;
  /** Countries named in voices, by code, in the reader's language. */
  readonly names: Readonly<Record<string, string>>;
  readonly signedIn: boolean;
  /** Whether the group is at work; where it is not, nobody posts. */
  readonly working: boolean;
}

export interface DiscussionView extends Speaking {
  readonly group: GroupHead;
  readonly threads: readonly ListedThread[];
  readonly count: number;
  readonly page: number;
  readonly pages: number;
}

export interface OpeningView extends Speaking {
  readonly group: GroupHead;
  readonly subjects: readonly ThreadSubject[];
}

export interface ThreadView extends Speaking {
  readonly group: GroupHead;
  readonly thread: ThreadHead;
  readonly posts: readonly ShownPost[];
  readonly heard: readonly Voice[];
  readonly languages: readonly Language[];
  readonly page: number;
  readonly pages: number;
  readonly mayClose: boolean;
  /** Whether the reader takes personal data out of texts. */
  readonly mayRedact: boolean;
}

/** Threads on a page, and posts on a page. */
export const threadsAtATime = 20;
export const postsAtATime = 50;

/** Reading discussions: everybody may. What a reader may do there comes with the view. */
export function threadReading(ground: Ground) {
  const { store, clock } = ground;
  return {
    /** The address of a post, from that of its thread. */
    addressOf: postAddress,

    /** The threads of a group by their latest post. Refused as `unknown`: no such group, no such page of the list. */
    list: async (actor: Actor, slug: string, language: Language, page: number): Promise<DiscussionView> => {
      const now = clock.now();
      const group = await groupHead(store.db, slug, language, now);
      const count = await countThreads(store.db, group.id);
      const pages = pagesFor(count, threadsAtATime, page);
      return {
        group,
        threads: await withOpenSubjects(
          store.db,
          actor,
          await threadsOf(store.db, group.id, { page, size: threadsAtATime }),
          now,
        ),
        count,
        page,
        pages,
        ...(await speaking(store.db, actor, group, language, now)),
      };
    },

    /** What the form of a new thread offers. Refused to those who may not open one (`may-not.thread.open`). */
    opening: async (actor: Actor, slug: string, language: Language): Promise<OpeningView> => {
      const now = clock.now();
      const group = await groupHead(store.db, slug, language, now);
      demand(actor, "thread.open", await groupFacts(store.db, group.id, now), now);
      return {
        group,
        subjects: await openSubjects(store.db, actor, group.id, await subjectsOf(store.db, group.id), now),
        ...(await speaking(store.db, actor, group, language, now)),
      };
    },

    /** One thread. Refused as `unknown` (`thread.unknown`), also where the number is another group's. */
    read: async (
      actor: Actor,
      at: { readonly slug: string; readonly thread: number; readonly page: number },
      language: Language,
    ): Promise<ThreadView> => {
      const now = clock.now();
      const group = await groupHead(store.db, at.slug, language, now);
      const facts = await groupFacts(store.db, group.id, now);
      const thread = await threadAt(store.db, group.id, at.thread);
      const pages = pagesFor(thread.posts, postsAtATime, at.page);
      const posts = await postsOf(store.db, thread.id, { page: at.page, size: postsAtATime });
      return {
        group,
        thread: (await withOpenSubjects(store.db, actor, [thread], now))[0] ?? thread,
        posts: posts.map((post) => shown(post, thread, actor, facts, now)),
        heard: await voicesOf(store.db, thread.id),
        languages: await languagesOf(store.db, thread.id),
        page: at.page,
        pages,
        mayClose:
          thread.closedAt === null && may(actor, "thread.close", { kind: "thread", group: facts }, now),
        mayRedact: may(actor, "text.redact", region, now),
        ...(await speaking(store.db, actor, group, language, now)),
      };
    },
  };
}

/** What policy has to know of a post. */
export const postFacts = (post: StoredPost, group: GroupFacts): PostFacts => ({
  kind: "post",
  group,
  authorId: post.authorId,
});

/** Where a post is shown: the page of its thread it stands on, and its place there. `thread`: address of the thread. */
export function postAddress(thread: string, post: number): string {
  const page = Math.ceil(post / postsAtATime);
  return `${thread}${page > 1 ? `?page=${page}` : ""}#m${post}`;
}

/** As the journal links to it, without language. */
export const linkTo = (slug: string, thread: { readonly number: number }, post: number): string =>
  postAddress(`/groups/${slug}/discussion/${thread.number}`, post);

function pagesFor(count: number, size: number, page: number): number {
  const pages = Math.max(1, Math.ceil(count / size));
  if (page > pages) throw refuse("unknown", "page.unknown");
  return pages;
}

async function speaking(
  tx: Tx,
  actor: Actor,
  group: GroupHead,
  language: Language,
  now: Date,
): Promise<Speaking> {
  const facts = await groupFacts(tx, group.id, now);
  return {
    voices: offeredVoices(actor, facts, now).map(({ key, voice }) => ({ key, voice })),
    onceKey: randomUUID(),
    names: Object.fromEntries(await countryNames(tx, language)),
    signedIn: actor.kind === "person",
    working: isWorking(facts.stage),
  };
}

function shown(post: StoredPost, thread: ThreadHead, actor: Actor, group: GroupFacts, now: Date): ShownPost {
  const { body, authorId: _, ...rest } = post;
  const facts = postFacts(post, group);
  const until = editableUntil({ ...post, postedAt: post.at });
  const open = thread.closedAt === null && post.hiddenAt === null;
  const editable = open && now < until && may(actor, "post.edit", facts, now);
  const visible = post.hiddenAt === null || may(actor, "post.read-hidden", facts, now);
  return {
    ...rest,
    blocks: visible ? parseMarkup(body) : null,
    source: editable ? body : null,
    editableUntil: editable ? until : null,
    mayHide: post.hiddenAt === null && may(actor, "post.hide", facts, now),
  };
}
