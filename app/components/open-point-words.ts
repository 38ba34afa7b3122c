/** What is open in a text, in the reader's language. */
import type { OpenPoint } from "#app/domain/release.ts";
import { locales, type Language } from "#app/i18n/language.ts";
import type { T } from "#app/i18n/speaker.ts";
import { clauseName } from "./clause-name.ts";

export interface Saying {
  readonly t: T;
  readonly language: Language;
  countryName(iso: string): string;
}

/** One line of the list beside a text. */
export interface PointLine {
  readonly anchor: string;
  /** Number of the clause it is in, where that has one. */
  readonly number: number | null;
  /** "Brackets, Chile and Costa Rica". */
  readonly words: string;
  /** "1 alternative"; "" where there is none. */
  readonly more: string;
}

export function pointLine({ t, language, countryName }: Saying, point: OpenPoint): PointLine {
  const { kind, anchor, number, note, wordings } = point;
  const line = (words: string, more = "") => ({ anchor, number, words, more });
  if (kind === "gap") return line(gapWords(t, note));
  if (wordings.some(({ id }) => id === null)) return line(t("plan:open-points.bracket.typed"));
  const codes = [...new Set(wordings.flatMap(({ holders }) => holders))].sort();
  const countries = new Intl.ListFormat(locales[language]).format(codes.map(countryName));
  return line(
    codes.length === 0 ? t("plan:open-points.bracket.nobody") : t("plan:open-points.bracket", { countries }),
    wordings.length > 1 ? t("plan:open-points.alternatives", { count: wordings.length - 1 }) : "",
  );
}

/** "Paragraph 4: “by 2012” (Chile) or “by 2013” (Costa Rica)". */
export function pointSentence({ t, language, countryName }: Saying, point: OpenPoint): string {
  const { kind, of, number, note, wordings } = point;
  const and = new Intl.ListFormat(locales[language]);
  const or = new Intl.ListFormat(locales[language], { type: "disjunction" });
  const said = wordings.map(({ id, words, holders }) => {
    if (id === null) return t("plan:open-points.typed", { words });
    const countries = and.format(holders.map(countryName));
    return t(countries === "" ? "plan:open-points.words" : "plan:open-points.held", { words, countries });
  });
  const place = clauseName(t, { kind: of, number });
  return t("plan:open-points.line", { place, point: kind === "gap" ? gapWords(t, note) : or.format(said) });
}

const gapWords = (t: T, note: string): string =>
  note === "" ? t("plan:open-points.gap") : t("plan:open-points.gap.note", { note });
