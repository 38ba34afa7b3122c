/**
 * Dates, times, numbers, lists and sizes in a reader's language. Times are said in the zone of the secretariat, which is named here and nowhere else.
 * May import: domain. Begin with `formatter`.
 */
import { millisecondsADay, millisecondsAnHour, regionalTimeZone } from "#app/domain/region.ts";
import { locales, type Language } from "./language.ts";
import type { T } from "./speaker.ts";
import { dateTimeFormat, listFormat, numberFormat, relativeTimeFormat } from "./formatters.ts";

export interface Formatter {
  /** "31 March 2011, 17:00 Santiago (UTC−3)": the exact instant, with its zone. */
  exact(at: Date): string;
  /** "Thursday 3 March 2011, 17:00 Santiago (UTC−3)": for the end of a round. */
  full(at: Date): string;
  /** "Thu 3 March, 17:00"; the year is said where it is not that of `now`. */
  brief(at: Date): string;
  /** "23 Feb, 09:02"; the year is said where it is not that of `now`. */
  stamp(at: Date): string;
  /** "25 Feb 2011". */
  day(at: Date): string;
  /** "25 February 2011". */
  longDay(at: Date): string;
  /** "17:00". */
  time(at: Date): string;
  /** "in 2 days", "40 minutes ago", "yesterday". */
  relative(at: Date): string;
  /** "2 days 7 h": the time left until then; "closed" when it is over. */
  left(at: Date): string;
  /** "in 2 days · 31 March 2011, 17:00 Santiago (UTC−3)". */
  both(at: Date): string;
  number(value: number): string;
  /** "a, b and c". */
  list(items: readonly string[]): string;
  /** Bytes as "240 KB" or "18 MB". */
  size(bytes: number): string;
  money(amount: number, currency: string): string;
}

/** A formatter for `language`; relative times count from `now`. */
export function formatter(language: Language, t: T, now: Date, zone: string = regionalTimeZone): Formatter {
  const locale = locales[language];
  const dated = (options: Intl.DateTimeFormatOptions) => (at: Date) =>
    tidy(dateTimeFormat(locale, { timeZone: zone, ...options }).format(at), language, options);

  const time = dated({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const longDay = dated({ day: "numeric", month: "long", year: "numeric" });
  const weekdayLong = dated({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const year = dated({ year: "numeric" });
  const withYearIfOther = (at: Date, options: Intl.DateTimeFormatOptions) =>
    dated(year(at) === year(now) ? options : { ...options, year: "numeric" })(at);
  const at = (day: string, instant: Date) => t("format:day-at", { day, time: time(instant) });

  const instantOn = (day: string, instant: Date) =>
    t("format:instant", { day, time: time(instant), offset: offsetOf(instant, zone) });
  const exact = (instant: Date) => instantOn(longDay(instant), instant);
  const relative = (instant: Date) => relativeIn(locale, t, zone, instant, now);

  return {
    time,
    longDay,
    exact,
    relative,
    day: dated({ day: "numeric", month: "short", year: "numeric" }),
    full: (instant) => instantOn(weekdayLong(instant), instant),
    brief: (instant) =>
      at(withYearIfOther(instant, { weekday: "short", day: "numeric", month: "long" }), instant),
    stamp: (instant) => at(withYearIfOther(instant, { day: "numeric", month: "short" }), instant),
    left: (instant) => timeLeft(t, instant.getTime() - now.getTime()),
    both: (instant) => t("format:both", { relative: relative(instant), exact: exact(instant) }),
    number: (value) => numberFormat(locale).format(value),
    list: (items) => listFormat(locale, { type: "conjunction" }).format(items),
    size: (bytes) => sizeIn(locale, bytes),
    money: (amount, currency) =>
      `${currency} ${numberFormat(locale, { maximumFractionDigits: 2 }).format(amount)}`,
  };
}

/** What people write where Intl is stiff: no comma after a weekday, "1er" in French, short months without "de" in Portuguese. */
function tidy(said: string, language: Language, options: Intl.DateTimeFormatOptions): string {
  if (language === "fr" && options.month !== undefined) return said.replace(/(^|\s)1 (?=\p{L})/u, "$11er ");
  if (language === "pt" && options.month === "short") return said.replaceAll(" de ", " ").replaceAll(".", "");
  if (language === "pt" && options.weekday === "short") return said.replace(".,", "");
  return language === "pt" ? said : said.replace(/^(\p{L}+),/u, "$1");
}

/** "UTC−3": the same sign in all four languages. */
function offsetOf(at: Date, zone: string): string {
  const parts = dateTimeFormat("en", { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts(at);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "GMT";
  return name.replace("GMT", "UTC").replace("-", "−");
}

const millisecondsAMinute = 60_000;

function relativeIn(locale: string, t: T, zone: string, at: Date, now: Date): string {
  const words = relativeTimeFormat(locale, { numeric: "auto" });
  const span = at.getTime() - now.getTime();
  const size = Math.abs(span);
  if (size < millisecondsAMinute) return t("format:just-now");
  if (size < millisecondsAnHour) return words.format(Math.trunc(span / millisecondsAMinute), "minute");
  const days = dayNumber(at, zone) - dayNumber(now, zone);
  if (days === 0 || size < 12 * millisecondsAnHour)
    return words.format(Math.trunc(span / millisecondsAnHour), "hour");
  const plain = relativeTimeFormat(locale);
  if (Math.abs(days) < 60) return (Math.abs(days) < 2 ? words : plain).format(days, "day");
  if (Math.abs(days) < 720) return plain.format(Math.trunc(days / 30), "month");
  return plain.format(Math.trunc(days / 365), "year");
}

/** Days since the epoch, as the calendar of the zone counts them. */
function dayNumber(at: Date, zone: string): number {
  const said = dateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(at);
  return Math.round(Date.parse(`${said}T00:00:00Z`) / millisecondsADay);
}

function timeLeft(t: T, span: number): string {
  if (span <= 0) return t("format:left.none");
  if (span < millisecondsAMinute) return t("format:left.moment");
  const days = Math.floor(span / millisecondsADay);
  const hours = Math.floor((span % millisecondsADay) / millisecondsAnHour);
  const minutes = Math.floor((span % millisecondsAnHour) / millisecondsAMinute);
  if (days >= 14 || (days > 0 && hours === 0)) return t("format:left.days", { count: days });
  if (days > 0) return `${t("format:left.days", { count: days })} ${t("format:left.hours", { hours })}`;
  if (hours === 0) return t("format:left.minutes", { minutes });
  const said = t("format:left.hours", { hours });
  return minutes === 0 ? said : `${said} ${t("format:left.minutes", { minutes })}`;
}

function sizeIn(locale: string, bytes: number): string {
  const steps = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;
  let value = bytes;
  let step = 0;
  while (value >= 1000 && step < steps.length - 1) {
    value /= 1000;
    step += 1;
  }
  const maximumFractionDigits = step > 0 && value < 10 ? 1 : 0;
  return numberFormat(locale, {
    style: "unit",
    unit: steps[step] ?? "byte",
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits,
  }).format(value);
}
