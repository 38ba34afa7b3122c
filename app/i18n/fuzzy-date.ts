/**
 * Says a fuzzy date in a reader's language: "Mid-2007" is "mediados de 2007".
 * May import: domain. Begin with `sayFuzzyDate`.
 */
import { fuzzyShape, type CalendarPoint, type FuzzyDate, type FuzzyShape } from "#app/domain/agenda.ts";
import { dateInEnglish } from "#app/domain/fuzzy-words.ts";
import { dateTimeFormat } from "./formatters.ts";

type Language = "es" | "en" | "pt" | "fr";
type Ahead = "day" | "month" | "year" | "mid-year" | "half-year" | "end-of-year";

interface Words {
  readonly locale: string;
  readonly mid: (year: number) => string;
  readonly end: (year: number) => string;
  readonly half: (year: number, half: 1 | 2) => string;
  /** Said before a latest date of each kind; the blank belongs to it. */
  readonly by: Readonly<Record<Ahead, string>>;
  readonly nextConference: string;
  readonly soonest: string;
}

const words: Record<Language, Words> = {
  es: {
    locale: "es",
    mid: (year) => `mediados de ${year}`,
    end: (year) => `fines de ${year}`,
    half: (year, half) => `${half === 1 ? "primer" : "segundo"} semestre de ${year}`,
    by: {
      day: "a más tardar el ",
      month: "a más tardar en ",
      year: "a más tardar en ",
      "mid-year": "a más tardar a ",
      "half-year": "a más tardar en el ",
      "end-of-year": "a más tardar a ",
    },
    nextConference: "hasta la próxima Conferencia Ministerial",
    soonest: "lo antes posible",
  },
  en: {
    locale: "en-GB",
    mid: (year) => `mid-${year}`,
    end: (year) => `end of ${year}`,
    half: (year, half) => `${half === 1 ? "first" : "second"} half of ${year}`,
    by: {
      day: "by ",
      month: "by ",
      year: "by ",
      "mid-year": "by ",
      "half-year": "by the ",
      "end-of-year": "by the ",
    },
    nextConference: "until the next Ministerial Conference",
    soonest: "as soon as possible",
  },
  pt: {
    locale: "pt-BR",
    mid: (year) => `meados de ${year}`,
    end: (year) => `fim de ${year}`,
    half: (year, half) => `${half === 1 ? "primeiro" : "segundo"} semestre de ${year}`,
    by: {
      day: "até ",
      month: "até ",
      year: "até ",
      "mid-year": "até ",
      "half-year": "até o ",
      "end-of-year": "até o ",
    },
    nextConference: "até a próxima Conferência Ministerial",
    soonest: "o quanto antes",
  },
  fr: {
    locale: "fr",
    mid: (year) => `mi-${year}`,
    end: (year) => `fin ${year}`,
    half: (year, half) => `${half === 1 ? "premier" : "second"} semestre ${year}`,
    by: {
      day: "au plus tard le ",
      month: "au plus tard en ",
      year: "au plus tard en ",
      "mid-year": "au plus tard à la ",
      "half-year": "au plus tard au ",
      "end-of-year": "au plus tard ",
    },
    nextConference: "jusqu’à la prochaine Conférence ministérielle",
    soonest: "dès que possible",
  },
};

/**
 * The date in words. In English the literal text of an English document is given, save for ISO days and months.
 * An event that has no wording of its own is given as it was written.
 */
export function sayFuzzyDate(fuzzy: Pick<FuzzyDate, "text">, language: Language): string {
  const text = fuzzy.text.trim();
  const written = language === "en" && dateInEnglish(text) === text;
  if (written && !/\b\d{4}-\d{2}(-\d{2})?\b/.test(text)) return text;
  const said = words[language];
  const shape = fuzzyShape(text);
  const body = bodyOf(shape, said, language);
  if (body === null) return text;
  return "by" in shape && shape.by ? said.by[shape.kind] + body : body;
}

function bodyOf(shape: FuzzyShape, said: Words, language: Language): string | null {
  switch (shape.kind) {
    case "day":
    case "month":
    case "year":
      return pointInWords(shape.at, said.locale, language);
    case "mid-year":
      return said.mid(shape.year);
    case "half-year":
      return said.half(shape.year, shape.half);
    case "end-of-year":
      return said.end(shape.year);
    case "span":
      return spanInWords(shape.start, shape.end, said.locale);
    case "event":
      if (shape.event === null) return null;
      return shape.event === "soonest" ? said.soonest : said.nextConference;
  }
}

function pointInWords(at: CalendarPoint, locale: string, language: Language): string {
  if (at.month === null) return String(at.year);
  const said = formatter(at, locale).format(instant(at));
  return language === "fr" && at.day === 1 ? said.replace(/^1 /, "1er ") : said;
}

function spanInWords(start: CalendarPoint, end: CalendarPoint, locale: string): string {
  if (start.month === null) return `${start.year}–${end.year}`;
  // Intl parts ranges with thin spaces in some languages; one plain dash reads well in all four.
  return formatter(start, locale)
    .formatRange(instant(start), instant(end))
    .replace(/[\s\u2009]*[\u2013-][\s\u2009]*/, "–");
}

function formatter(at: CalendarPoint, locale: string): Intl.DateTimeFormat {
  const day = at.day === null ? undefined : "numeric";
  return dateTimeFormat(locale, { day, month: "long", year: "numeric", timeZone: "UTC" });
}

function instant({ year, month, day }: CalendarPoint): Date {
  return new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
}
