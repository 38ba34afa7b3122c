/** Posts, threads, pages and documents without a passage, or without all of their words (domain §9). */
import { redactionMark, timesIn, withoutPassage, type Redactable } from "#app/domain/redaction.ts";
import type { Tx } from "#server/store/client.ts";
import {
  forgetFile,
  keptFile,
  keptPost,
  keptTexts,
  keptThread,
  renamePage,
  setHiddenReason,
  setPostBody,
  setText,
  setThreadWords,
} from "#server/store/redactions.ts";
import type { RestatedRound } from "./redactions-formal.ts";

/** What will go, for the second step. */
export interface RedactionReview {
  readonly kind: Redactable["kind"];
  /** Page that shows it, without language. */
  readonly link: string;
  /** How often the words stand there, over all versions; of a whole text its versions. */
  readonly times: number;
  readonly whole: boolean;
  /** Releases that hold the words and keep them: positions were given on their hash. */
  readonly releases: readonly number[];
}

/** What is found, and how it is taken out. */
export interface Found extends RedactionReview {
  /** Null for a paper before the officers. */
  readonly groupId: string | null;
  readonly id: string;
  /** Does it; answers the epoch that begins, of a plan, and whose bytes nobody needs any more, of a document. */
  readonly take: (now: Date) => Promise<Taken>;
}

export interface Taken {
  readonly epoch?: number;
  readonly documentId?: string;
  readonly bytes?: string;
  /** What stands now in rounds whose words went, for the record of each. */
  readonly restated?: readonly RestatedRound[];
  /** Where the page is now. */
  readonly link?: string;
}

export async function postAt(
  tx: Tx,
  groupId: string,
  at: { thread: number; post: number },
  link: string,
  passage: string | null,
): Promise<Found | null> {
  const kept = await keptPost(tx, groupId, at.thread, at.post);
  if (kept === null) return null;
  const changes = kept.versions.flatMap(({ version, body }) => {
    const { text, times } = textWithout(body, passage);
    return times === 0 ? [] : [{ version, text, times }];
  });
  const hidden = textWithout(kept.hiddenReason ?? "", passage);
  return {
    kind: "post",
    id: kept.postId,
    groupId,
    link,
    times: timesIn(changes) + hidden.times,
    whole: passage === null,
    releases: [],
    take: async (now) => {
      for (const { version, text } of changes) await setPostBody(tx, kept.postId, version, text, now);
      if (hidden.times > 0) await setHiddenReason(tx, kept.postId, hidden.text, now);
      return {};
    },
  };
}

/** A thread's title, what it is about, and the reason with which it was closed; the words beside its entries go with them. */
export async function threadAt(
  tx: Tx,
  groupId: string,
  thread: number,
  link: string,
  passage: string | null,
): Promise<Found | null> {
  const kept = await keptThread(tx, groupId, thread);
  if (kept === null) return null;
  const title = textWithout(kept.title, passage);
  const reason = textWithout(kept.closeReason ?? "", passage);
  const about = textWithout(kept.passage ?? "", passage);
  return {
    kind: "thread",
    id: kept.id,
    groupId,
    link,
    times: title.times + reason.times + about.times,
    whole: passage === null,
    releases: [],
    take: async (now) => {
      const holds = (words: string) => textWithout(words, passage).times > 0;
      const words = {
        id: kept.id,
        title: title.text,
        closeReason: kept.closeReason === null ? null : reason.text,
        passage: kept.passage === null ? null : about.text,
      };
      await setThreadWords(tx, words, holds, now);
      return {};
    },
  };
}

export async function pageAt(
  tx: Tx,
  groupId: string,
  at: { kind: "page" | "news"; page: string },
  home: string,
  passage: string | null,
): Promise<Found | null> {
  const { kind, page: slug } = at;
  const kinds = kind === "news" ? ["news"] : slug === "mandate" ? ["mandate"] : ["page"];
  const kept = await keptTexts(tx, { groupId, kinds, slug });
  if (kept === null) return null;
  const changes = kept.texts.flatMap((text) => {
    const title = textWithout(text.title, passage);
    const body = jsonWithout(text.body, passage);
    const times = title.times + body.times;
    return times === 0 ? [] : [{ ...text, title: title.text, body: body.json, times }];
  });
  const place = kind === "news" ? `/news/${slug}` : slug === "mandate" ? "" : `/pages/${slug}`;
  const link = `${home}${place}`;
  // The address was made of the title.
  const titled =
    slug !== "mandate" &&
    changes.some(({ title, id }) => kept.texts.some((text) => text.id === id && text.title !== title));
  return {
    kind,
    id: kept.pageId,
    groupId,
    link,
    times: passage === null ? changes.length : timesIn(changes),
    whole: passage === null,
    releases: [],
    take: async (now) => {
      for (const text of changes) await setText(tx, text, now);
      return titled ? { link: await renamePage(tx, kept.pageId, link) } : {};
    },
  };
}

export async function fileAt(tx: Tx, fileId: string, reason: string): Promise<Found | null> {
  const kept = await keptFile(tx, fileId);
  if (kept === null) return null;
  const { groupId } = kept;
  const group =
    groupId === null
      ? null
      : await tx.group.findUniqueOrThrow({ where: { id: groupId }, select: { slug: true } });
  return {
    kind: "file",
    id: kept.id,
    groupId,
    link: group === null ? "/officers" : `/groups/${group.slug}/documents`,
    times: kept.title === redactionMark ? 0 : 1,
    whole: true,
    releases: [],
    take: async (now) => ((await forgetFile(tx, kept, reason, now)) ? { bytes: kept.sha256 } : {}),
  };
}

/** The text without the passage; without all of it where none is named. What is a mark already has nothing to lose. */
function textWithout(text: string, passage: string | null): { text: string; times: number } {
  if (passage !== null) return withoutPassage(text, passage);
  const spent = text === redactionMark || text === "";
  return spent ? { text, times: 0 } : { text: redactionMark, times: 1 };
}

/** The same for stored blocks: every text in them; all of them become one paragraph where no passage is named. */
function jsonWithout(json: unknown, passage: string | null): { json: unknown; times: number } {
  if (passage === null) {
    const mark = [{ kind: "paragraph", content: [{ kind: "text", text: redactionMark }] }];
    return JSON.stringify(json) === JSON.stringify(mark) ? { json, times: 0 } : { json: mark, times: 1 };
  }
  let times = 0;
  const change = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(change);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, held]) => {
        if (typeof held !== "string" || (name !== "text" && name !== "href")) return [name, change(held)];
        const without = withoutPassage(held, passage);
        times += without.times;
        // An address with the words in it leads nowhere any more.
        return [name, without.times > 0 && name === "href" ? "https://redacted.invalid/" : without.text];
      }),
    );
  };
  return { json: change(json), times };
}
