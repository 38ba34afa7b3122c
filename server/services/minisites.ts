import { addressOf, parseMarkup, type Block } from "#app/document/markup.ts";
import type { GroupFacts } from "#app/domain/facts.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor } from "#app/domain/roles.ts";
import { groupBySlug, groupFacts } from "#server/store/groups.ts";
import {
  lockGroup,
  lockPage,
  makePage,
  newestVersion,
  pageAt,
  versionsOf,
  writeVersion,
  type PageHead,
  type PageKind,
} from "#server/store/pages.ts";
import type { Tx } from "#server/store/client.ts";
import { act, type Ground, type Recorder } from "./act.ts";
import { keepingCapacity, personOf } from "./keeping.ts";
import { minisiteReading } from "./minisite-reading.ts";

/** Which text is meant: the mandate has no address of its own, a new page or news item has none yet. */
export interface TextPlace {
  readonly slug: string;
  readonly kind: PageKind;
  readonly page: string | null;
}

export interface TextForm {
  readonly language: Language;
  readonly title: string;
  /** As markup of app/document/markup.ts. */
  readonly text: string;
  /** The version the form began from; 0 where there was none. */
  readonly base: number;
}

/** The one address of the mandate among the pages of its group. */
const mandateSlug = "mandate";

/** Keeping a minisite: mandate, pages and news, per language, every version for good (S2 II D b ii). */
export function minisiteServices(ground: Ground) {
  return {
    ...minisiteReading(ground),

    /**
     * Saves a draft or publishes; returns the address of the page. Refused: who may not (`may-not.minisite.…`), an unknown
     * page (`page.unknown`), a text that somebody has changed meanwhile (`conflict`, `page.newer-text`). A form sent twice
     * is a version once. Writes pages, page_texts and the journal.
     */
    save: (actor: Actor, place: TextPlace, form: TextForm, how: "draft" | "publish"): Promise<string> =>
      act(ground, async (tx, record, now) => {
        const { group, facts } = await groupOf(tx, place.slug, now);
        demand(actor, place.kind === "news" ? "minisite.news" : "minisite.edit", facts, now);
        if (how === "publish") demand(actor, "minisite.publish", facts, now);
        await lockGroup(tx, group.id);
        const sent = await sentBefore(tx, group.id, place, form, how);
        if (sent !== null) return sent;
        const page = await pageFor(tx, group.id, place, form.title, now);
        await lockPage(tx, page.id);
        const body = parseMarkup(form.text);
        const state = how === "publish" ? "published" : "draft";
        const newest = await newestVersion(tx, page.id, form.language);
        if (newest !== form.base) {
          if (await isSame(tx, page, form, body, state)) return page.slug;
          throw refuse("conflict", "page.newer-text", { version: newest });
        }
        const versionId = await write(tx, { actor, facts, page, form, body, state, now });
        note(record, { actor, facts, page, slug: place.slug, language: form.language, now }, how, versionId);
        return page.slug;
      }),

    /** Takes a text down; its versions stay. Refused where it is not published (`conflict`, `page.not-published`). */
    unpublish: (actor: Actor, place: TextPlace, language: Language): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const { group, facts } = await groupOf(tx, place.slug, now);
        demand(actor, "minisite.publish", facts, now);
        const page = await pageAt(tx, group.id, place.kind, place.page ?? mandateSlug);
        await lockPage(tx, page.id);
        const versions = await versionsOf(tx, page.id, language, language);
        const decided = versions.find(({ state }) => state !== "draft");
        const latest = versions[0];
        if (decided?.state !== "published" || latest === undefined)
          throw refuse("conflict", "page.not-published");
        const form: TextForm = { language, title: latest.title, text: "", base: latest.version };
        await write(tx, { actor, facts, page, form, body: latest.body, state: "unpublished", now });
        note(record, { actor, facts, page, slug: place.slug, language, now }, "unpublish", "");
      }),
  };

  async function groupOf(tx: Tx, slug: string, now: Date) {
    const group = await groupBySlug(tx, slug);
    return { group, facts: await groupFacts(tx, group.id, now) };
  }

  async function pageFor(
    tx: Tx,
    groupId: string,
    place: TextPlace,
    title: string,
    now: Date,
  ): Promise<PageHead> {
    if (place.kind === "mandate") {
      const found = await pageAt(tx, groupId, "mandate", mandateSlug).catch(() => null);
      return found ?? makePage(tx, { groupId, kind: "mandate", wanted: mandateSlug, at: now });
    }
    if (place.page !== null) return pageAt(tx, groupId, place.kind, place.page);
    return makePage(tx, { groupId, kind: place.kind, wanted: addressOf(title, place.kind), at: now });
  }

  /** The address of the page that the same form of a new page or news item has made already; null where none has. */
  async function sentBefore(
    tx: Tx,
    groupId: string,
    place: TextPlace,
    form: TextForm,
    how: "draft" | "publish",
  ): Promise<string | null> {
    if (place.kind === "mandate" || place.page !== null) return null;
    const twin = await pageAt(tx, groupId, place.kind, addressOf(form.title, place.kind)).catch(() => null);
    if (twin === null) return null;
    const state = how === "publish" ? "published" : "draft";
    return (await isSame(tx, twin, { ...form, base: 0 }, parseMarkup(form.text), state)) ? twin.slug : null;
  }

  /** Whether the newest version holds what the form says: then it was sent twice. */
  async function isSame(tx: Tx, page: PageHead, form: TextForm, body: readonly Block[], state: string) {
    const [newest] = await versionsOf(tx, page.id, form.language, form.language);
    return (
      newest !== undefined &&
      newest.version === form.base + 1 &&
      newest.state === state &&
      newest.title === form.title &&
      JSON.stringify(newest.body) === JSON.stringify(body)
    );
  }

  interface Written {
    readonly actor: Actor;
    readonly facts: GroupFacts;
    readonly page: PageHead;
    readonly now: Date;
  }

  function write(
    tx: Tx,
    text: Written & { form: TextForm; body: unknown; state: "draft" | "published" | "unpublished" },
  ): Promise<string> {
    const { actor, facts, page, form, body, state, now } = text;
    return writeVersion(tx, {
      pageId: page.id,
      language: form.language,
      version: form.base + 1,
      title: form.title,
      body,
      state,
      personId: personOf(actor).id,
      country: keepingCapacity(actor, facts, now).country,
      at: now,
    });
  }

  /** Enters the act in the journal: of news as news, of all else as a page. */
  function note(
    record: Recorder,
    { actor, facts, page, slug, language, now }: Written & { slug: string; language: Language },
    how: "draft" | "publish" | "unpublish",
    versionId: string,
  ): void {
    const by = {
      groupId: facts.groupId,
      capacity: keepingCapacity(actor, facts, now),
      actorId: personOf(actor).id,
      link: addressIn(slug, page),
    };
    const pageId = page.id;
    if (page.kind === "news") {
      if (how === "unpublish")
        record({ kind: "news.unpublished", facts: { newsId: pageId, language }, ...by });
      else {
        const kind = how === "publish" ? "news.published" : "news.edited";
        record({ kind, facts: { newsId: pageId, language, versionId }, ...by });
      }
    } else if (how === "unpublish") record({ kind: "page.unpublished", facts: { pageId, language }, ...by });
    else
      record({
        kind: how === "publish" ? "page.published" : "page.edited",
        facts: { pageId, language, versionId },
        ...by,
      });
  }
}

/** The address of a text, without language. */
function addressIn(slug: string, page: PageHead): string {
  switch (page.kind) {
    case "mandate":
      return `/groups/${slug}`;
    case "page":
      return `/groups/${slug}/pages/${page.slug}`;
    case "news":
      return `/groups/${slug}/news/${page.slug}`;
  }
}

export type MinisiteServices = ReturnType<typeof minisiteServices>;
export type { PublicText } from "./minisite-reading.ts";
