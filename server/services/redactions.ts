/** Redacting personal data (domain §9): a passage or a whole text goes from every version that is kept, with a reason on record. */
import { join } from "node:path";
import { planWithout } from "#app/document/redaction.ts";
import { firstState } from "#app/document/ydoc.ts";
import { parsePlan } from "#app/document/plan.ts";
import { region } from "#app/domain/facts.ts";
import { demand } from "#app/domain/policy.ts";
import { redactableAt, redactionMark, withoutPassage, type Redactable } from "#app/domain/redaction.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import { lockDocument } from "#server/store/documents.ts";
import { groupBySlug } from "#server/store/groups.ts";
import { listEntries } from "#server/store/journal-reading.ts";
import { planVersions, setPlanVersionWords } from "#server/store/plan-versions.ts";
import { lockPlan, planOfGroup } from "#server/store/plans.ts";
import {
  beginWithout,
  forgetFile,
  keptFile,
  keptPost,
  keptTexts,
  keptThread,
  releasesHolding,
  renamePage,
  setPostBody,
  setText,
  setThreadWords,
} from "#server/store/redactions.ts";
import { dropDrafts } from "#server/store/plan-drafts.ts";
import { shelfIn } from "#server/store/shelf.ts";
import { act, type Ground } from "./act.ts";
import { asSecretariat, wrong } from "./naming.ts";
import { liveText } from "./plan-texts.ts";
import { besideWithout } from "./redactions-beside.ts";
import { nameEntries, type NamedEntry } from "./records.ts";

export interface RedactionForm {
  /** Address of the page that shows it. */
  readonly address: string;
  /** The words to take out, as they stand there; null for all of a post, a title, a page or a document. */
  readonly passage: string | null;
  readonly reason: string;
}

/** What will go, for the second step. */
export interface RedactionReview {
  readonly kind: Redactable["kind"];
  /** Page that shows it, without language. */
  readonly link: string;
  /** How often the words stand there, over all versions; of a whole text its versions. */
  readonly times: number;
  readonly whole: boolean;
  /** Releases of the plan that hold the words and keep them: positions were given on their hash. */
  readonly releases: readonly number[];
}

/** What is found, and how it is taken out. */
interface Found extends RedactionReview {
  /** Null for a paper before the officers. */
  readonly groupId: string | null;
  readonly id: string;
  /** Does it; answers the epoch that begins, of a plan, and whose bytes nobody needs any more, of a document. */
  readonly take: (now: Date) => Promise<Taken>;
}

interface Taken {
  readonly epoch?: number;
  readonly documentId?: string;
  readonly bytes?: string;
  /** Where the page is now. */
  readonly link?: string;
}

export function redactionServices(ground: Ground) {
  const { store, clock, bus } = ground;
  const shelf = shelfIn(join(ground.env.dataDir, "files"));

  /** Refused: nothing at the address (field `address`), words that do not stand there (field `passage`), none where they are needed. */
  async function find(tx: Tx, { address, passage, reason }: RedactionForm): Promise<Found> {
    if (reason.trim() === "") throw wrong("reason", "field.missing");
    if (passage !== null && withoutPassage(reason, passage).times > 0)
      throw wrong("reason", "redaction.quotes");
    const at = redactableAt(address);
    if (at === null) throw wrong("address", "redaction.where");
    const found = await byKind(tx, at, passage, reason);
    if (found === null) throw wrong("address", "redaction.where");
    if (found.times === 0)
      throw passage === null ? refuse("conflict", "redaction.done") : wrong("passage", "redaction.not-there");
    return found;
  }

  return {
    /** What was redacted lately, with its reason, the latest first. Refused to others than the secretariat as `unknown`. */
    list: async (actor: Actor, language: Language): Promise<NamedEntry[]> => {
      demand(actor, "secretariat.read", region, clock.now());
      const { entries } = await listEntries(store.db, {
        kinds: ["text.redacted"],
        all: true,
        skip: 0,
        take: 100,
      });
      return nameEntries(store.db, entries, language);
    },

    /** What will go, without taking it. Refused: who may not (`text.redact`), and what `redact` refuses. */
    review: async (actor: Actor, form: RedactionForm): Promise<RedactionReview> => {
      demand(actor, "secretariat.read", region, clock.now());
      demand(actor, "text.redact", region, clock.now());
      return store.transaction(async (tx) => {
        const { kind, link, times, whole, releases } = await find(tx, form);
        return { kind, link, times, whole, releases };
      });
    },

    /**
     * Takes the words out of every version of the text. Of a plan the live text goes on as a new epoch whose log begins without
     * them, and everybody on the old one is told; releases stay as they are. Writes the text and the journal (`text.redacted`).
     */
    redact: async (actor: Actor, form: RedactionForm): Promise<void> => {
      const gone = await act(ground, async (tx, record, now) => {
        demand(actor, "secretariat.read", region, now);
        demand(actor, "text.redact", region, now);
        const found = await find(tx, form);
        const taken = await found.take(now);
        record({
          kind: "text.redacted",
          groupId: found.groupId,
          capacity: asSecretariat,
          actorId: actor.kind === "person" ? actor.id : null,
          link: taken.link ?? found.link,
          facts: { subject: { kind: found.kind, id: found.id }, epoch: taken.epoch ?? null },
          words: { reason: form.reason },
        });
        return taken;
      });
      if (gone.documentId !== undefined) bus.tell({ kind: "text-renewed", documentId: gone.documentId });
      if (gone.bytes !== undefined) await shelf.forget(gone.bytes);
    },
  };
}

export type RedactionServices = ReturnType<typeof redactionServices>;

async function byKind(tx: Tx, at: Redactable, passage: string | null, reason: string): Promise<Found | null> {
  if (at.kind === "file") return fileAt(tx, at.fileId, reason);
  const group = await groupBySlug(tx, at.slug);
  const home = `/groups/${at.slug}`;
  switch (at.kind) {
    case "post":
      return postAt(tx, group.id, at, `${home}/discussion/${at.thread}`, passage);
    case "thread":
      return threadAt(tx, group.id, at.thread, `${home}/discussion/${at.thread}`, passage);
    case "plan":
      return planAt(tx, group.id, `${home}/plan`, passage);
    case "page":
    case "news":
      return pageAt(tx, group.id, at, home, passage);
  }
}

async function postAt(
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
  return {
    kind: "post",
    id: kept.postId,
    groupId,
    link,
    times: total(changes),
    whole: passage === null,
    releases: [],
    take: async (now) => {
      for (const { version, text } of changes) await setPostBody(tx, kept.postId, version, text, now);
      return {};
    },
  };
}

/** A thread's title, and the reason with which it was closed; the words beside its entries go with them. */
async function threadAt(
  tx: Tx,
  groupId: string,
  thread: number,
  link: string,
  passage: string | null,
): Promise<Found | null> {
  const kept = await keptThread(tx, groupId, thread);
  if (kept === null) return null;
  const title = textWithout(kept.title, passage);
  const reason = kept.closeReason === null ? null : textWithout(kept.closeReason, passage);
  return {
    kind: "thread",
    id: kept.id,
    groupId,
    link,
    times: title.times + (reason?.times ?? 0),
    whole: passage === null,
    releases: [],
    take: async (now) => {
      const holds = (words: string) => textWithout(words, passage).times > 0;
      const words = { title: title.text, closeReason: reason?.text ?? null };
      await setThreadWords(tx, kept.id, words, holds, now);
      return {};
    },
  };
}

async function pageAt(
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
    times: passage === null ? changes.length : total(changes),
    whole: passage === null,
    releases: [],
    take: async (now) => {
      for (const text of changes) await setText(tx, text, now);
      return titled ? { link: await renamePage(tx, kept.pageId, link) } : {};
    },
  };
}

async function fileAt(tx: Tx, fileId: string, reason: string): Promise<Found | null> {
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

async function planAt(tx: Tx, groupId: string, link: string, passage: string | null): Promise<Found | null> {
  const known = await planOfGroup(tx, groupId);
  if (known === null) return null;
  if (passage === null) throw wrong("passage", "redaction.passage-needed");
  const plan = await lockPlan(tx, known.id);
  const { documentId } = plan;
  // From here on nothing is appended: what is folded now is all that was ever saved.
  await lockDocument(tx, documentId);
  const { text } = await liveText(tx, plan);
  const without = planWithout(text, passage);
  // Names of versions are words that people wrote, too.
  const versions = (await planVersions(tx, plan.id)).flatMap(({ id, name, note }) => {
    const [named, noted] = [withoutPassage(name, passage), withoutPassage(note ?? "", passage)];
    const times = named.times + noted.times;
    return times === 0 ? [] : [{ id, times, name: named.text, note: note === null ? null : noted.text }];
  });
  const beside = await besideWithout(tx, plan.id, passage);
  const holds = (canonical: string) => planWithout(parsePlan(JSON.parse(canonical)), passage).times > 0;
  return {
    kind: "plan",
    id: plan.id,
    groupId,
    link,
    times: without.times + total(versions) + beside.times,
    whole: false,
    releases: await releasesHolding(tx, plan.id, holds),
    take: async (now) => {
      for (const { id, name, note } of versions) await setPlanVersionWords(tx, id, { name, note }, now);
      // A text from a file that waits to be put in may hold the words too.
      await dropDrafts(tx, { planId: plan.id });
      await beside.take(now);
      // Where the words stood only beside the text, the text goes on as it is.
      if (without.times === 0) return {};
      return { documentId, epoch: await beginWithout(tx, documentId, firstState(without.plan), now) };
    },
  };
}

const total = (changes: readonly { times: number }[]) => changes.reduce((sum, { times }) => sum + times, 0);

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
