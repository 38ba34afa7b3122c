/** A copy of a plan on its way to paper: all that a file of it says, as plain data that a thread can be given. */
import { goalOf } from "#app/document/atoms.ts";
import type { Plan } from "#app/document/plan.ts";
import type { CopyOfText } from "#app/domain/document-symbol.ts";
import type { Language } from "#app/domain/release.ts";
import { formatter } from "#app/i18n/format.ts";
import { outputSpeaker, type OutputSpeaker } from "#app/i18n/output-fields.ts";
import { translator, type T } from "#app/i18n/translate.ts";

/** Something said beside the text: fastened to words of a clause, or to the clause where `quote` is "". */
export interface PaperComment {
  /** Id of the clause (reading.ts); what is in no clause of the text has lost its place. */
  readonly clause: string;
  readonly quote: string;
  /** What stood before the quote, by which one of several alike is known. */
  readonly before: string;
  readonly author: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly text: string;
}

export const paperFormats = ["docx", "md", "json"] as const;
export type PaperFormat = (typeof paperFormats)[number];

export interface Paper {
  readonly symbol: string;
  /** Name of the group, in the language of the text. */
  readonly group: string;
  readonly slug: string;
  readonly period: string;
  readonly language: Language;
  readonly copy: CopyOfText;
  /** When the copy was frozen or read; ISO 8601, UTC. */
  readonly at: string;
  /** Over the canonical JSON of the text; null for live text. */
  readonly sha256: string | null;
  readonly text: Plan;
  /** Names of countries in the language of the text, by ISO code. */
  readonly countries: Readonly<Record<string, string>>;
  /** Address of the platform, without a slash at its end. */
  readonly site: string;
  /** The older text whose difference is marked; null: the text is clean. */
  readonly since: { readonly symbol: string; readonly text: Plan } | null;
  readonly comments: readonly PaperComment[];
}

/** The words around the text, in its language. */
export interface PaperWords {
  readonly t: T;
  readonly title: string;
  /** Of the text, in words. */
  readonly date: string;
  /** "Symbol", "eLAC/…": what stands at the head of the paper. */
  readonly front: readonly (readonly [term: string, value: string])[];
  readonly outputs: OutputSpeaker;
  /** Address of what a text refers to. */
  goal(target: string): string;
  country(iso: string): string;
}

export function paperWords(paper: Paper): PaperWords {
  const { language, site, copy } = paper;
  const t = translator(language);
  const at = new Date(paper.at);
  const { longDay, exact } = formatter(language, t, at);
  const number = copy.kind === "live" ? 0 : copy.number;
  return {
    t,
    title: t("plan:title", { period: paper.period }),
    date: longDay(at),
    front: [
      [t("paper:symbol"), paper.symbol],
      [t("paper:date"), longDay(at)],
      [t("paper:language"), t(`languages:${language}`)],
      [t("paper:copy"), t(`paper:copy.${copy.kind}`, { number, at: exact(at) })],
      ...(paper.since === null
        ? []
        : [[t("paper:changes"), t("paper:changes.since", { symbol: paper.since.symbol })] as const]),
      ...(paper.sha256 === null ? [] : [["SHA-256", paper.sha256] as const]),
    ],
    outputs: outputSpeaker(t, language, paper.countries),
    goal(target) {
      const named = goalOf(target);
      const agendas = `${site}/${language}/agendas`;
      return named === null ? agendas : `${agendas}/${named.cycle}/goals/${named.number}`;
    },
    country: (iso) => `${site}/${language}/countries/${encodeURIComponent(iso.toLowerCase())}`,
  };
}

/** How many clauses there are to set, for who waits. */
export function lengthOf(paper: Paper): number {
  return paper.text.content.length + (paper.since?.text.content.length ?? 0);
}
