/** The words around a plan's text, in the reader's language: what app/document asks for to make HTML of it. */
import { goalOf } from "#app/document/atoms.ts";
import { h, type HtmlNode } from "#app/document/html-tree.ts";
import { htmlOf, type HtmlWords } from "#app/document/html.ts";
import type { Plan } from "#app/document/plan.ts";
import { clausesOf } from "#app/document/reading.ts";
import { readFuzzyDate } from "#app/domain/fuzzy-date.ts";
import { agendaGoalPath } from "#app/domain/goal-address.ts";
import { oneGoal } from "#app/domain/goal-reference.ts";
import { sayFuzzyDate } from "#app/i18n/fuzzy-date.ts";
import { locales, type Language } from "#app/i18n/language.ts";
import type { T } from "#app/i18n/speaker.ts";
import { glanceOf } from "./plan-glance.ts";
import type { Sheet } from "./plan-sheet.tsx";
import { listFormat, numberFormat } from "#app/i18n/formatters.ts";
import { listed } from "#app/i18n/listed.ts";

/** `cycle` is that of the plan, whose goals its outputs serve by their numbers; null where they need not be links. */
export function planWords(
  t: T,
  language: Language,
  countryName: (iso: string) => string,
  cycle: string | null = null,
): HtmlWords {
  const list = (items: readonly string[]) => listFormat(locales[language]).format([...items]);
  return {
    paragraph: (number) => t("plan:paragraph", { number }),
    section: (number) => t("plan:section", { number }),
    output: (number) => t("plan:output.name", { number }),
    footnote: (number) => t("plan:footnote", { number }),
    footnotes: t("plan:footnotes"),
    backFrom: (number) => t("plan:footnote.back", { number }),
    goalAddress: (goal) => {
      const named = goalOf(goal);
      return named === null ? null : `/${language}${agendaGoalPath(named)}`;
    },
    outputs: t("plan:outputs"),
    columns: {
      number: t("plan:output.number"),
      output: t("plan:output"),
      responsible: t("plan:output.responsible"),
      due: t("plan:output.due"),
      funding: t("plan:output.funding"),
      status: t("plan:output.status"),
    },
    country: countryName,
    with: (parties) => t("plan:output.with", { parties: list(parties) }),
    goals: (goals) =>
      listed(
        language,
        goals,
        (list) => t("plan:output.goals", { count: goals.length, goals: list }),
        (goal) => goalServed(goal, language, cycle),
      ),
    date: (text) => sayFuzzyDate(readFuzzyDate(text), language),
    detail: (name, words) => t(`editor:output.detail.${name}`, { words }),
    kind: (kind) => t(`plan:kind.${kind}`),
    status: (status) => t(`plan:status.${status}`),
    funding: ({ state, scope, sector, amount, currency }) => ({
      state: state === null ? "" : t(`plan:funding.${state}`),
      detail: [
        sayAmount(language, amount, currency),
        scope && t(`plan:funding.${scope}`),
        sector && t(`plan:funding.${sector}`),
      ]
        .filter(Boolean)
        .join(", "),
    }),
    heldBy: (countries) => t("plan:bracket.held", { countries: list(countries) }),
  };
}

/** A goal by what an output says, as the link to it where it is one goal. */
function goalServed(said: string, language: Language, cycle: string | null): HtmlNode {
  const goal = cycle === null ? null : oneGoal(said, cycle);
  return goal === null ? said : h("a", { href: `/${language}${agendaGoalPath(goal)}` }, said);
}

/** "USD 40,000": the code and the number as the language writes it. */
function sayAmount(language: Language, amount: string, currency: string): string {
  const number = Number(amount);
  if (amount === "" || !Number.isFinite(number)) return "";
  return [currency, numberFormat(locales[language]).format(number)].filter(Boolean).join(" ");
}

/** A plan's text ready for a page: its HTML, its outline, its language. */
export function sheetOf(
  text: Plan,
  t: T,
  language: Language,
  written: Language,
  countries: Readonly<Record<string, string>>,
  /** Who wrote what, and the way to a comment, where that is to be shown. */
  more: Pick<HtmlWords, "author" | "wrote" | "comment"> = {},
  cycle: string | null = null,
): Sheet {
  const countryName = (iso: string) => countries[iso] ?? iso;
  return {
    html: htmlOf(text, { ...planWords(t, language, countryName, cycle), ...more }),
    glance: glanceOf(text, { t, language, countryName }),
    language: written,
  };
}

/** The links to comments on paragraphs; `address` is where they are written, without the paragraph. */
export const commentLinks = (t: T, address: string): Pick<HtmlWords, "comment"> => ({
  comment: (clause, number, kind) => ({
    href: `${address}?clause=${encodeURIComponent(clause)}`,
    words: t(kind === "output" ? "comments:say.output" : "comments:say"),
    about: t(kind === "output" ? "comments:clause.output" : "plan:paragraph", { number }),
  }),
});

/** The numbered paragraphs of a text, as positions name them. */
export function paragraphsOf(text: Plan): readonly { readonly number: string; readonly content: string }[] {
  return clausesOf(text).flatMap(({ kind, number, words }) =>
    kind === "paragraph" && number !== null ? [{ number: String(number), content: words }] : [],
  );
}
