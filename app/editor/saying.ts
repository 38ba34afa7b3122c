/** Values of an output as a reader meets them: names of countries, dates, sums. */
import type { Node } from "prosemirror-model";
import { partiesIn } from "#app/document/fields.ts";
import { sayFuzzyDate } from "#app/i18n/fuzzy-date.ts";
import { agendaGoalPath } from "#app/domain/goal-address.ts";
import { oneGoal } from "#app/domain/goal-reference.ts";
import { el } from "./element.ts";
import { locales, type Language } from "#app/i18n/language.ts";
import type { Say } from "./words.ts";
import { listFormat, numberFormat } from "#app/i18n/formatters.ts";
import { listed } from "#app/i18n/listed.ts";

export interface Tongue {
  readonly language: Language;
  readonly t: Say;
  /** Names of countries in the reader's language, by ISO code. */
  readonly countries: Readonly<Record<string, string>>;
  /** The cycle of the plan, whose goals its outputs serve by their numbers. */
  readonly cycle?: string;
  /** Those goals, for who writes or suggests. */
  readonly goals?: readonly { readonly goal: number; readonly title: string }[];
}

export interface Party {
  /** ISO code, or null for an institution. */
  readonly code: string | null;
  readonly name: string;
}

export function countryName({ countries }: Tongue, code: string): string {
  return countries[code] ?? code;
}

/** "Ana Quispe (Peru)". */
export function personName(
  tongue: Tongue,
  { name, country }: { readonly name: string; readonly country: string | null },
): string {
  return country === null ? name : `${name} (${countryName(tongue, country)})`;
}

/** "CR; ECLAC" as parties. */
export function parties(tongue: Tongue, value: string): readonly Party[] {
  return partiesIn(value).map((part) =>
    Object.hasOwn(tongue.countries, part)
      ? { code: part, name: countryName(tongue, part) }
      : { code: null, name: part },
  );
}

/** A country with its code where others put a flag; an institution by its name. */
export function country({ code, name }: Party): HTMLElement {
  const said = el("span", {}, name);
  return code === null
    ? said
    : el("span", { class: "who" }, el("span", { class: "cc", "aria-hidden": "true" }, code), said);
}

export function listOf(tongue: Tongue, names: readonly string[]): string {
  return listFormat(locales[tongue.language], { type: "conjunction" }).format(names);
}

/** "1 2" as "Serves goals 1 and 2.", each a link to its page; nothing for none. */
export function serves(tongue: Tongue, value: string): readonly (string | HTMLElement)[] {
  const goals = value.split(" ").filter(Boolean);
  if (goals.length === 0) return [];
  return listed(
    tongue.language,
    goals,
    (list) => tongue.t("output.serves", { count: goals.length, goals: list }),
    (goal) => goalServed(tongue, goal),
  );
}

function goalServed({ cycle, language }: Tongue, said: string): string | HTMLElement {
  const goal = cycle === undefined ? null : oneGoal(said, cycle);
  if (goal === null) return said;
  const href = `/${language}${agendaGoalPath(goal)}`;
  return el("a", { href, target: "_blank", rel: "noopener" }, said);
}

export function date(tongue: Tongue, value: string): string {
  return value === "" ? "" : sayFuzzyDate({ text: value }, tongue.language);
}

/** "USD 40,000, national, public". */
export function money(tongue: Tongue, output: Node): string {
  const { t, language } = tongue;
  const [amount, currency, scope, sector] = ["amount", "currency", "fundingScope", "fundingSector"].map(
    (name) => valueOf(output, name),
  );
  const sum = amount ? numberFormat(locales[language]).format(Number(amount)) : "";
  return [
    [currency, sum].filter(Boolean).join("\u00a0"),
    scope ? t(`output.fundingScope.${scope}`) : "",
    sector ? t(`output.fundingSector.${sector}`) : "",
  ]
    .filter(Boolean)
    .join(", ");
}

/** A text attribute, "" where it is not set. */
export function valueOf(node: Node, name: string): string {
  const value: unknown = node.attrs[name];
  return typeof value === "string" ? value : "";
}
