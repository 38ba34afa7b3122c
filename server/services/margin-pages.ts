/** Pages about what stands beside a plan's text, for those who have no script or want a list. */
import { randomUUID } from "node:crypto";
import { anchorOfClause, anchorOfField, anchorsIn, findLive } from "#app/document/anchor.ts";
import { blocksOf } from "#app/document/blocks.ts";
import { checkField, keptOf, valueIn } from "#app/document/fields.ts";
import type { Anchor, Margin } from "#app/document/margin.ts";
import { clausesOf, type Clause } from "#app/document/reading.ts";
import { rivalsOf } from "#app/document/rivals.ts";
import { anchorInBlock, changeOf } from "#app/document/rewritten.ts";
import { readPlan } from "#app/document/ydoc.ts";
import { fieldNames, inField, type FieldName } from "#app/domain/output-field.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor } from "#app/domain/roles.ts";
import { wordingLimits } from "#app/domain/wording.ts";
import { countryNames } from "#server/store/countries.ts";
import type { Ground } from "./act.ts";
import { commentServices } from "./comments.ts";
import { changed, planAt } from "./fastening.ts";
import { marginServices } from "./margins.ts";
import { wrong } from "./naming.ts";
import { withLiveText } from "./plan-texts.ts";
import type { PostForm } from "./posting.ts";
import { wordingServices } from "./wordings.ts";
import { makeLimits, type Limits } from "#server/auth/limits.ts";

/** A clause as lists and headings name it. */
export type NamedClause = Pick<Clause, "id" | "kind" | "number" | "words">;

export interface MarginPage {
  readonly period: string;
  readonly language: Language;
  readonly margin: Margin;
  /** The clause that each comment and each suggestion lies in now; null where it lost its place. */
  readonly threads: Readonly<Record<number, NamedClause | null>>;
  readonly wordings: Readonly<Record<number, NamedClause | null>>;
  /** Of each open suggestion that competes with others the numbers of these: only one of them can be accepted. */
  readonly rivals: Readonly<Record<number, readonly number[]>>;
  readonly clauses: readonly NamedClause[];
  /** Countries by code, in the reader's language. */
  readonly names: Readonly<Record<string, string>>;
}

export interface PassagePage {
  readonly period: string;
  readonly language: Language;
  readonly clause: NamedClause;
  /** Its blocks of text, in order. */
  readonly blocks: readonly string[];
  /** Of an output its fields with what they hold, in order; none of other clauses. */
  readonly fields: readonly { readonly name: FieldName; readonly value: string }[];
  readonly may: Margin["may"];
  readonly naming: Margin["naming"];
  readonly voices: Margin["voices"];
  readonly names: Readonly<Record<string, string>>;
  readonly onceKey: string;
}

export function marginPages(ground: Ground, limits: Limits = makeLimits()) {
  const { store, clock } = ground;
  const margins = marginServices(ground);
  const comments = commentServices(ground, limits);
  const wordings = wordingServices(ground, limits);

  /** The plan of the group and what policy knows of it, for those who read its live text. */
  async function readable(actor: Actor, slug: string, now: Date) {
    const held = await planAt(store.db, slug, now, "read");
    demand(actor, "plan.read-live", held.facts, now);
    return held;
  }

  return {
    /** All comments and suggestions of the plan, each with the clause it lies in now. Refused: `may-not.plan.read-live`. */
    list: async (actor: Actor, slug: string, language: Language): Promise<MarginPage> => {
      const now = clock.now();
      const tx = store.db;
      const { plan } = await readable(actor, slug, now);
      const margin = await margins.read(actor, slug, language);
      const { clauses, find, rivals } = await withLiveText(tx, plan, (text, { epoch }) => {
        const clauses = clausesOf(readPlan(text).plan).map(nameOf);
        const place = findLive(text, epoch);
        const all = [...margin.threads, ...margin.wordings].map(({ anchor }) => anchor);
        const found = new Map(all.map((anchor) => [anchor, place(anchor)]));
        const open = margin.wordings.filter(({ state }) => state === "open");
        const changes = open.flatMap(({ number, anchor }) => {
          const at = found.get(anchor);
          return at ? [{ key: number, ...at }] : [];
        });
        const find = (anchor: Anchor) => found.get(anchor)?.clause ?? null;
        return { clauses, find, rivals: Object.fromEntries(rivalsOf(changes)) };
      });
      const where = (all: readonly { readonly number: number; readonly anchor: Anchor }[]) =>
        Object.fromEntries(
          all.map(({ number, anchor }) => [number, clauses.find(({ id }) => id === find(anchor)) ?? null]),
        );
      return {
        period: plan.period,
        language: plan.language,
        margin,
        threads: where(margin.threads),
        wordings: where(margin.wordings),
        rivals,
        clauses,
        names: Object.fromEntries(await countryNames(tx, language)),
      };
    },

    /** What the forms about one clause offer. Refused: `may-not.thread.open`, a clause that is not there (`margin.passage-gone`). */
    passage: async (actor: Actor, slug: string, id: string, language: Language): Promise<PassagePage> => {
      const now = clock.now();
      const tx = store.db;
      const { plan, facts } = await readable(actor, slug, now);
      demand(actor, "thread.open", facts.group, now);
      const text = await withLiveText(tx, plan, (live) => readPlan(live).plan);
      const clause = clausesOf(text).find((each) => each.id === id);
      if (clause === undefined) throw refuse("unknown", "margin.passage-gone");
      const { may, voices, naming } = await margins.read(actor, slug, language);
      return {
        period: plan.period,
        language: plan.language,
        clause: nameOf(clause),
        blocks: blocksOf(text).flatMap((block) => (block.clause === id ? [block.words] : [])),
        fields:
          clause.kind === "output"
            ? fieldNames.map((name) => ({ name, value: valueIn(clause.node.attrs, name) }))
            : [],
        may,
        naming,
        voices,
        names: Object.fromEntries(await countryNames(tx, language)),
        onceKey: randomUUID(),
      };
    },

    /**
     * Comments on a clause, or on words of it where some are given. Refused: words that are not there or stand there more than
     * once (field `words`), and as a comment is.
     */
    comment: async (
      actor: Actor,
      slug: string,
      form: PostForm & { readonly clause: string; readonly words: string },
    ): Promise<number> => {
      const now = clock.now();
      const { plan, facts } = await readable(actor, slug, now);
      demand(actor, "thread.open", facts.group, now);
      const { clause, words, ...post } = form;
      const anchor = await withLiveText(store.db, plan, (text, { epoch }) => {
        if (words.trim() === "") return anchorOfClause(epoch, clause);
        const [only, ...others] = anchorsIn(readPlan(text).plan, epoch, clause, words.trim());
        if (only === undefined) throw wrong("words", "margin.words-not-there");
        if (others.length > 0) throw wrong("words", "margin.words-twice");
        return only;
      });
      return comments.comment(actor, slug, { ...post, anchor });
    },

    /**
     * Suggests the words of a block of text anew; what differs is the suggestion. Refused: a block that reads otherwise by now
     * (`margin.passage-changed`), a change that is too long (field `wanted`), and as a suggestion is.
     */
    suggest: async (
      actor: Actor,
      slug: string,
      form: Omit<PostForm, "text"> & {
        readonly clause: string;
        readonly block: number;
        readonly shown: string;
        readonly wanted: string;
      },
    ): Promise<number> => {
      const now = clock.now();
      const { plan, facts } = await readable(actor, slug, now);
      demand(actor, "wording.suggest", facts, now);
      const { clause, block, shown, wanted, language, as, onceKey } = form;
      const change = changeOf(shown, wanted);
      if (change === null) throw wrong("wanted", "wording.nothing-changed");
      const { from, to, replacement } = change;
      if (Math.max(to - from, replacement.length) > wordingLimits.words) throw tooLong();
      const anchor = await withLiveText(store.db, plan, (text, { epoch }) => {
        const made = anchorInBlock(text, epoch, { clause, block, words: shown }, change);
        if (made === null) throw changed(text, anchorOfClause(epoch, clause));
        return made;
      });
      return wordings.suggest(actor, slug, { anchor, replacement, language, as, onceKey });
    },

    /**
     * Suggests what a field of an output is to hold, as one types it in the language of the page. Refused: what changes nothing, and
     * what the field does not take (field `wanted`), a field that holds something else by now (`margin.field-changed`), and as a
     * suggestion is.
     */
    suggestField: async (
      actor: Actor,
      slug: string,
      form: Omit<PostForm, "text"> & {
        readonly clause: string;
        readonly field: FieldName;
        readonly shown: string;
        readonly wanted: string;
      },
      reader: Language,
    ): Promise<number> => {
      const now = clock.now();
      const { facts } = await readable(actor, slug, now);
      demand(actor, "wording.suggest", facts, now);
      const { clause, field, shown, wanted, language, as, onceKey } = form;
      const names = Object.fromEntries(await countryNames(store.db, reader));
      const replacement = inField(field, keptOf(field, wanted, names));
      if (inField(field, shown) === replacement) throw wrong("wanted", "wording.nothing-changed");
      checkField(field, replacement, "wanted");
      const anchor = anchorOfField(0, clause, field, shown);
      return wordings.suggest(actor, slug, { anchor, replacement, language, as, onceKey });
    },
  };
}

function tooLong() {
  const wanted = { key: "field.too-long", params: { maximum: wordingLimits.words } };
  return refuse("invalid", "form.check-fields", {}, { fields: { wanted } });
}

const nameOf = ({ id, kind, number, words }: Clause): NamedClause => ({ id, kind, number, words });

export type MarginPages = ReturnType<typeof marginPages>;
