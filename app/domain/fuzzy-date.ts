/**
 * Dates as the agendas print them, beside a range that can be sorted (domain §7; seed clauses 92, 156).
 * May import: this room. Begin with `readFuzzyDate`.
 * The literal text is never changed; the range is what the house makes of it, decided once, here.
 */

import { dateInEnglish } from "./fuzzy-words.ts";
import { regionalTimeZone } from "./region.ts";

/** A date as it was written, and the days it may mean (ISO dates, both inclusive; null where open). */
export interface FuzzyDate {
  readonly text: string;
  readonly from: string | null;
  readonly to: string | null;
}

export const fuzzyKinds = [
  "day", // "31 March 2011"
  "month", // "November 2005"
  "mid-year", // "Mid-2007"
  "half-year", // "first half of 2012"
  "end-of-year", // "End of 2006"
  "year", // "by 2015"
  "span", // "2011-2013", "18-20 April 2018"
  "event", // "until the next Ministerial Conference": no day in the calendar
] as const;
export type FuzzyKind = (typeof fuzzyKinds)[number];

/** A day, a month or a year: the finer parts are null where the text does not say them. */
export interface CalendarPoint {
  readonly year: number;
  readonly month: number | null;
  readonly day: number | null;
}

/** What a text says about time, before it is turned into a range. `by` marks a latest date. */
export type FuzzyShape =
  | { readonly kind: "day" | "month" | "year"; readonly by: boolean; readonly at: CalendarPoint }
  | { readonly kind: "mid-year" | "end-of-year"; readonly by: boolean; readonly year: number }
  | { readonly kind: "half-year"; readonly by: boolean; readonly year: number; readonly half: 1 | 2 }
  | { readonly kind: "span"; readonly start: CalendarPoint; readonly end: CalendarPoint }
  | { readonly kind: "event"; readonly event: "next-conference" | "soonest" | null };

/**
 * Reads a date as the sources and the plans write it: in English, Spanish, Portuguese or French, or as an ISO day or month.
 * Never refuses: a text that names no day is an event, with an open range. Ranges, decided once:
 * Mid-2007 is 1 April to 30 September; End of 2006 is its last quarter; "by" leaves the beginning open.
 */
export function readFuzzyDate(text: string): FuzzyDate {
  const shape = fuzzyShape(text);
  const [from, to] = rangeOf(shape);
  return { text: text.trim(), from: "by" in shape && shape.by ? null : from, to };
}

/** The kind of date a text is, as `month` or `event`. */
export function fuzzyKind(text: string): FuzzyKind {
  return fuzzyShape(text).kind;
}

/**
 * Whether the last day of `fuzzy` is over at `now`: the day counts whole, in the regional time zone.
 * An event without a day is never overdue.
 */
export function isOverdue(fuzzy: FuzzyDate, now: Date): boolean {
  return fuzzy.to !== null && regionalDay.format(now) > fuzzy.to;
}

/** Writes the day as ISO does: 2007-09-30 (the Swedish way of writing dates). */
const regionalDay = new Intl.DateTimeFormat("sv-SE", { timeZone: regionalTimeZone });

/** Order for lists: by last day, then by first day, then by text; dates without a day come last. */
export function compareFuzzyDates(a: FuzzyDate, b: FuzzyDate): number {
  return (
    compareOpen(a.to ?? a.from, b.to ?? b.from) || compareOpen(a.from, b.from) || compareText(a.text, b.text)
  );
}

/** What a text says about time; an unknown wording is an event. */
export function fuzzyShape(text: string): FuzzyShape {
  const plain = dateInEnglish(text)
    .trim()
    .replace(/\s+/g, " ")
    .replace(/\s?[\u2010-\u2015]\s?/g, "-");
  const latest = /^(?:by|until|no later than|not later than)\s+(.+)$/i.exec(plain);
  const body = (latest?.[1] ?? plain.replace(/^(?:in|on|during)\s+/i, "")).replace(/^the\s+/i, "");
  return (
    yearPart(body, latest !== null) ??
    quarterShape(body) ??
    pointShape(body, latest !== null) ??
    spanShape(body) ??
    eventShape(body)
  );
}

function yearPart(text: string, by: boolean): FuzzyShape | null {
  const mid = /^mid(?:[- ]|dle of )(\d{4})$/i.exec(text);
  if (mid) return { kind: "mid-year", by, year: Number(mid[1]) };
  const end = /^end (?:of )?(\d{4})$/i.exec(text);
  if (end) return { kind: "end-of-year", by, year: Number(end[1]) };
  const half = /^(first|second) half of (\d{4})$/i.exec(text);
  if (half) return { kind: "half-year", by, year: Number(half[2]), half: /^first/i.test(text) ? 1 : 2 };
  return null;
}

/** "second quarter of 2012" is a span of months. */
function quarterShape(text: string): FuzzyShape | null {
  const said = /^(?:(first|second|third|fourth) quarter(?: of)?|Q([1-4])) (\d{4})$/i.exec(text);
  if (!said) return null;
  const place = Number(
    said[2] ?? 1 + ["first", "second", "third", "fourth"].indexOf((said[1] ?? "").toLowerCase()),
  );
  const year = Number(said[3]);
  const month = 3 * place;
  return { kind: "span", start: { year, month: month - 2, day: null }, end: { year, month, day: null } };
}

function pointShape(text: string, by: boolean): FuzzyShape | null {
  const at = pointOf(text);
  return at && { kind: precisionOf(at), by, at };
}

function spanShape(text: string): FuzzyShape | null {
  // "November 23-26, 2020" is turned round into "23-26 November 2020" first.
  const turned = text.replace(/^([a-z]+) (\d{1,2}-\d{1,2}), (\d{4})$/i, "$2 $1 $3").replace(/^from /i, "");
  const parts = /^(.+?)(?:\s*-\s*|\s+to\s+)(.+)$/.exec(turned);
  const end = parts ? pointOf(parts[2] ?? "") : null;
  if (!parts || !end) return null;
  const [first, last] = [parts[1] ?? "", parts[2] ?? ""];
  const month = end.day === null ? "" : last.replace(/^\d+ /, "");
  for (const written of [first, `${first} ${end.year}`, `${first} ${month}`]) {
    const start = pointOf(written);
    if (start && precisionOf(start) === precisionOf(end) && firstDay(start) <= firstDay(end)) {
      return { kind: "span", start, end };
    }
  }
  return null;
}

function eventShape(text: string): FuzzyShape {
  if (/\bnext (?:ministerial )?conference$/i.test(text)) return { kind: "event", event: "next-conference" };
  return { kind: "event", event: /^as soon as possible$/i.test(text) ? "soonest" : null };
}

const months = "january february march april may june july august september october november december".split(
  " ",
);

function pointOf(text: string): CalendarPoint | null {
  const year = /^(\d{4})$/.exec(text);
  if (year) return { year: Number(year[1]), month: null, day: null };
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso) return realDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const isoMonth = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  if (isoMonth) return { year: Number(isoMonth[1]), month: Number(isoMonth[2]), day: null };
  const day = /^(\d{1,2}) ([a-z]+) (\d{4})$/i.exec(
    text.replace(/^([a-z]+) (\d{1,2}), (\d{4})$/i, "$2 $1 $3"),
  );
  if (day) return realDay(Number(day[3]), monthNumber(day[2] ?? ""), Number(day[1]));
  const month = /^([a-z]+) (\d{4})$/i.exec(text);
  const number = monthNumber(month?.[1] ?? "");
  return number > 0 ? { year: Number(month?.[2]), month: number, day: null } : null;
}

function monthNumber(name: string): number {
  return months.indexOf(name.toLowerCase()) + 1;
}

function realDay(year: number, month: number, day: number): CalendarPoint | null {
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return exists ? { year, month, day } : null;
}

function precisionOf(point: CalendarPoint): "day" | "month" | "year" {
  if (point.month === null) return "year";
  return point.day === null ? "month" : "day";
}

function rangeOf(shape: FuzzyShape): [from: string | null, to: string | null] {
  switch (shape.kind) {
    case "day":
    case "month":
    case "year":
      return [firstDay(shape.at), lastDay(shape.at)];
    case "mid-year":
      return [iso(shape.year, 4, 1), iso(shape.year, 9, 30)];
    case "half-year":
      return shape.half === 1
        ? [iso(shape.year, 1, 1), iso(shape.year, 6, 30)]
        : [iso(shape.year, 7, 1), iso(shape.year, 12, 31)];
    case "end-of-year":
      return [iso(shape.year, 10, 1), iso(shape.year, 12, 31)];
    case "span":
      return [firstDay(shape.start), lastDay(shape.end)];
    case "event":
      return [null, null];
  }
}

function firstDay({ year, month, day }: CalendarPoint): string {
  return iso(year, month ?? 1, day ?? 1);
}

function lastDay({ year, month, day }: CalendarPoint): string {
  return iso(year, month ?? 12, day ?? daysIn(year, month ?? 12));
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function iso(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

function compareOpen(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  return b === null ? -1 : compareText(a, b);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
