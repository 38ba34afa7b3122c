import { blocksOf, plainText, summary, writeMarkup, type Block } from "#app/document/markup.ts";
import { isUnderConsideration, overdue, type PlanStage } from "#app/domain/plan.ts";
import { demand, may } from "#app/domain/policy.ts";
import { languages, type Language } from "#app/domain/release.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Actor } from "#app/domain/roles.ts";
import { atomFeed } from "#server/present/atom.ts";
import { countryNames } from "#server/store/countries.ts";
import { groupFacts, groupHead, type GroupHead } from "#server/store/groups.ts";
import { membersOf, type Members } from "#server/store/members.ts";
import {
  keptPage,
  pageAt,
  pagesOf,
  versionsOf,
  type Author,
  type KeptPage,
  type PageHead,
  type PageKind,
  type PageVersion,
  type TextState,
} from "#server/store/pages.ts";
import { planDeadlines, planOfGroup, planSteps, type PlanRecord } from "#server/store/plans.ts";
import { termsFor } from "#server/store/rolls.ts";
import { threadsOf, type ListedThread } from "#server/store/threads.ts";
import type { Tx } from "#server/store/client.ts";
import type { Ground } from "./act.ts";
import { withOpenSubjects } from "./closed-goals.ts";
import type { TextPlace } from "./minisites.ts";

/** A text as it is shown: in the reader's language, or in the first one in which it is published. */
export interface PublicText {
  readonly slug: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly summary: string;
  readonly language: Language;
  /** All languages in which it can be read. */
  readonly languages: readonly Language[];
  /** First and latest time it was published in this language. */
  readonly at: Date;
  readonly by: Author;
  /** True for one that only those who keep the minisite can see yet. */
  readonly draft: boolean;
}

/** Where the plan of work stands, without its text. */
export interface PlanAtAGlance {
  readonly plan: PlanRecord;
  /** When each stage was last reached. */
  readonly reached: Readonly<Partial<Record<PlanStage, Date>>>;
  readonly considering: boolean;
  /** Working days that the Presiding Officers have to consider it, by their terms. */
  readonly considerationDays: number;
  /** The deadline of adoption as the cycle's documents have it; null where there is none. */
  readonly due: string | null;
  readonly overdue: "proposal" | "adoption" | null;
}

export interface MinisiteHome {
  readonly group: GroupHead;
  readonly mandate: PublicText | null;
  readonly pages: readonly PublicText[];
  readonly news: readonly PublicText[];
  readonly plan: PlanAtAGlance | null;
  readonly threads: readonly ListedThread[];
  /** Countries named in voices, by code, in the reader's language. */
  readonly names: Readonly<Record<string, string>>;
  readonly members: Members;
  /** When a text of the minisite was last published or taken down, and by whom. */
  readonly kept: { readonly at: Date; readonly by: Author } | null;
  readonly keeps: boolean;
}

/** What the form of a text begins from. */
export interface EditedText {
  readonly group: GroupHead;
  readonly kind: PageKind;
  readonly page: string | null;
  readonly language: Language;
  readonly title: string;
  readonly text: string;
  /** Version the form begins from; 0 for a text not yet written in this language. */
  readonly base: number;
  readonly newest: PageVersion | null;
  /** `changed`: published, with a newer draft. */
  readonly states: Readonly<Record<Language, TextState | "changed" | null>>;
  readonly published: boolean;
}

export interface TextHistory {
  readonly group: GroupHead;
  readonly page: string | null;
  readonly language: Language;
  readonly title: string;
  readonly versions: readonly Omit<PageVersion, "body">[];
  /** Taken down: the reader sees that versions were there, when and by whose office, and not what they said. */
  readonly withheld: boolean;
  /** The one that was asked for, in full. */
  readonly shown: { readonly version: PageVersion; readonly blocks: readonly Block[] } | null;
}

const newsAtATime = 20;

/** Reading a minisite. What is published is everybody's; drafts are for those who keep it. */
export function minisiteReading(ground: Ground) {
  const { store, clock } = ground;
  const tx = store.db;

  return {
    /** All that stands on the first page of a group. Refused as `unknown` (`group.unknown`). */
    home: async (actor: Actor, slug: string, language: Language): Promise<MinisiteHome> => {
      const { group, keeps, now } = await entered(actor, slug, language);
      const mandates = await pagesOf(tx, group.id, "mandate", language);
      const pages = await pagesOf(tx, group.id, "page", language);
      const news = await pagesOf(tx, group.id, "news", language);
      const all = [...mandates, ...pages, ...news].flatMap(({ published }) => published);
      const kept = all.sort((a, b) => b.at.getTime() - a.at.getTime())[0];
      return {
        group,
        mandate: mandates.map((page) => shownText(page, language, keeps))[0] ?? null,
        pages: readable(pages, language, keeps),
        news: readable(news, language, false).slice(0, 3),
        plan: await planOf(tx, group, now),
        threads: await withOpenSubjects(tx, actor, await threadsOf(tx, group.id, { page: 1, size: 3 }), now),
        names: Object.fromEntries(await countryNames(tx, language)),
        members: await membersOf(tx, group, language, now),
        kept: kept === undefined ? null : { at: kept.at, by: kept.by },
        keeps,
      };
    },

    /** One page or news item. Refused as `unknown` (`page.unknown`), also what is not yet published. */
    text: async (actor: Actor, place: TextPlace & { readonly page: string }, language: Language) => {
      const { group, keeps } = await entered(actor, place.slug, language);
      const page = await keptPage(tx, await pageAt(tx, group.id, place.kind, place.page), language);
      const text = shownText(page, language, keeps);
      if (text === null) throw refuse("unknown", "page.unknown");
      return { group, text, keeps };
    },

    /** News, the newest first, twenty at a time. */
    news: async (actor: Actor, slug: string, language: Language, page: number) => {
      const { group, keeps } = await entered(actor, slug, language);
      const items = readable(await pagesOf(tx, group.id, "news", language), language, keeps);
      const pages = Math.max(1, Math.ceil(items.length / newsAtATime));
      if (page > pages) throw refuse("unknown", "page.unknown");
      return { group, items: items.slice((page - 1) * newsAtATime, page * newsAtATime), page, pages, keeps };
    },

    /** The feed of the group's news, in one language, as Atom (RFC 4287). */
    feed: async (slug: string, language: Language, words: { readonly title: string }): Promise<string> => {
      const now = clock.now();
      const group = await groupHead(tx, slug, language, now);
      const items = readable(await pagesOf(tx, group.id, "news", language), language, false);
      const home = `${ground.env.appUrl}/${language}/groups/${slug}/news`;
      return atomFeed({
        id: home,
        title: `${group.name} · ${words.title}`,
        language,
        home,
        self: `${home}.atom`,
        updated: items[0]?.at ?? now,
        entries: items.slice(0, 30).map((item) => ({
          id: `${home}/${item.slug}`,
          title: item.title,
          language: item.language,
          at: item.at,
          author: [item.by.name, item.by.country?.name].filter(Boolean).join(", ") || group.name,
          summary: item.summary,
          text: plainText(item.blocks),
        })),
      });
    },

    /** What the form of a text begins from. Refused to those who do not keep the minisite. */
    editing: async (
      actor: Actor,
      place: TextPlace,
      language: Language,
      reader: Language,
    ): Promise<EditedText> => {
      const { group, facts, now } = await entered(actor, place.slug, reader);
      demand(actor, place.kind === "news" ? "minisite.news" : "minisite.edit", facts, now);
      const head = await headOf(tx, group.id, place);
      const page = head === null ? null : await keptPage(tx, head, reader);
      const newest = page?.latest.find((text) => text.language === language) ?? null;
      const stateIn = (one: Language): TextState | "changed" | null => {
        const latest = page?.latest.find((text) => text.language === one)?.state ?? null;
        if (page?.published.some((text) => text.language === one))
          return latest === "draft" ? "changed" : "published";
        return latest;
      };
      return {
        group,
        kind: place.kind,
        page: place.page,
        language,
        title: newest?.title ?? "",
        text: writeMarkup(blocksOf(newest?.body)),
        base: newest?.version ?? 0,
        newest,
        states: { es: stateIn("es"), en: stateIn("en"), pt: stateIn("pt"), fr: stateIn("fr") },
        published: page?.published.some((text) => text.language === language) ?? false,
      };
    },

    /**
     * Versions of a text in one language; who does not keep the minisite sees those that were published. Of a text that was
     * taken down they see that it was there, when and by whose office: its words are for those who keep the minisite, until it
     * is published again.
     */
    history: async (
      actor: Actor,
      place: TextPlace,
      language: Language,
      reader: Language,
      asked: number | null,
    ): Promise<TextHistory> => {
      const { group, keeps } = await entered(actor, place.slug, reader);
      const head = await headOf(tx, group.id, place);
      const told = async (one: Language) => {
        const all = head === null ? [] : await versionsOf(tx, head.id, one, reader);
        if (keeps) return { versions: all, withheld: false };
        const published = all.filter(({ state }) => state === "published");
        const down = all.find(({ state }) => state !== "draft")?.state === "unpublished";
        return { versions: down ? published.map(withoutWords) : published, withheld: down };
      };
      const { versions, withheld } = await told(language);
      // A text that is not there in this language yet is called as it is in another.
      let named = versions;
      for (const other of languages)
        if (named.every(({ title }) => title === "")) {
          const { versions: theirs } = await told(other);
          if (named.length === 0 || theirs.some(({ title }) => title !== "")) named = theirs;
        }
      if (named.length === 0 && !(keeps && place.kind === "mandate")) throw refuse("unknown", "page.unknown");
      const shown =
        asked === null || withheld ? undefined : versions.find(({ version }) => version === asked);
      if (asked !== null && shown === undefined) throw refuse("unknown", "page.unknown");
      return {
        group,
        page: place.page,
        language,
        title: named[0]?.title ?? "",
        versions: versions.map(({ body: _, ...version }) => version),
        withheld,
        shown: shown === undefined ? null : { version: shown, blocks: blocksOf(shown.body) },
      };
    },
  };

  async function entered(actor: Actor, slug: string, language: Language) {
    const now = clock.now();
    const group = await groupHead(tx, slug, language, now);
    const facts = await groupFacts(tx, group.id, now);
    return { group, facts, now, keeps: may(actor, "minisite.read-draft", facts, now) };
  }
}

async function planOf(tx: Tx, group: GroupHead, now: Date): Promise<PlanAtAGlance | null> {
  const plan = await planOfGroup(tx, group.id);
  if (plan === null) return null;
  const due = await planDeadlines(tx, group.cycleId);
  const reached: Partial<Record<PlanStage, Date>> = {};
  for (const { after, at } of await planSteps(tx, plan.id)) reached[after] ??= at;
  const { officers } = await groupFacts(tx, group.id, now);
  const { considerationDays } = await termsFor(tx, officers.cycleId, "officers", now);
  return {
    plan,
    reached,
    considering: isUnderConsideration(plan.state, now),
    considerationDays: considerationDays.value,
    due: due.adoptedText,
    overdue: overdue(plan, due, now),
  };
}

/** The page a place means; null for one that is not written yet. Refused as `unknown` (`page.unknown`) for a wrong address. */
async function headOf(tx: Tx, groupId: string, place: TextPlace): Promise<PageHead | null> {
  if (place.kind === "mandate") return pageAt(tx, groupId, "mandate", "mandate").catch(() => null);
  return place.page === null ? null : pageAt(tx, groupId, place.kind, place.page);
}

/** That a version was there, when, and by whose office. */
const withoutWords = (version: PageVersion): PageVersion => ({
  ...version,
  title: "",
  body: [],
  by: { ...version.by, name: null },
});

const readable = (pages: readonly KeptPage[], language: Language, keeps: boolean): PublicText[] =>
  pages.flatMap((page) => shownText(page, language, keeps) ?? []);

/** The published text nearest to the reader's language; for those who keep the minisite, else its latest draft. */
function shownText(page: KeptPage, language: Language, keeps: boolean): PublicText | null {
  const order = [language, ...languages];
  const nearest = (texts: readonly PageVersion[]) =>
    order.flatMap((one) => texts.find((text) => text.language === one) ?? [])[0];
  const published = nearest(page.published);
  const text = published ?? (keeps ? nearest(page.latest) : undefined);
  if (text === undefined) return null;
  const blocks = blocksOf(text.body);
  return {
    slug: page.slug,
    title: text.title,
    blocks,
    summary: summary(blocks),
    language: text.language,
    languages: languages.filter((one) => page.published.some((shown) => shown.language === one)),
    at: text.at,
    by: text.by,
    draft: published === undefined,
  };
}
