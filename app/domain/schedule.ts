/**
 * A row of things with fuzzy dates along one line of time: quarters, and the part of the line that each takes.
 * May import: this room. Begin with `scheduleOf`.
 */

import { compareFuzzyDates, readFuzzyDate, type FuzzyDate } from "./fuzzy-date.ts";
import { millisecondsADay } from "./region.ts";

/** A quarter of a year, 1 to 4. */
export interface Quarter {
  readonly year: number;
  readonly quarter: number;
}

export interface Scheduled<Thing> {
  readonly thing: Thing;
  readonly start: FuzzyDate | null;
  readonly due: FuzzyDate;
  /** Where its bar begins and how long it is, in thousandths of the line; null where no day is known. */
  readonly bar: { readonly from: number; readonly length: number } | null;
}

export interface Schedule<Thing> {
  /** First and last day of the line: whole quarters. Null where nothing has a day. */
  readonly from: string | null;
  readonly to: string | null;
  /** Where `now` stands on the line, in thousandths; null outside it. */
  readonly now: number | null;
  /** Where years begin, in thousandths: each of them, or on a long line one in several. */
  readonly years: readonly { readonly year: number; readonly at: number }[];
  /** By the quarter in which they are due, the earliest first; what has no day comes last, under null. */
  readonly quarters: readonly {
    readonly quarter: Quarter | null;
    readonly things: readonly Scheduled<Thing>[];
  }[];
}

/** Years that are marked on a line. */
const mostYears = 8;

/** Groups things by the quarter of their last day. `today`: the day it is in the region. */
export function scheduleOf<Thing>(
  things: readonly Thing[],
  datesOf: (thing: Thing) => { readonly start: string; readonly due: string },
  today: string,
): Schedule<Thing> {
  const read = things
    .map((thing) => {
      const { start, due } = datesOf(thing);
      return { thing, start: start.trim() === "" ? null : readFuzzyDate(start), due: readFuzzyDate(due) };
    })
    .sort((a, b) => compareFuzzyDates(a.due, b.due));
  const spans = read.map(({ start, due }) => spanOf(start, due));
  const line = lineOf(spans.flatMap((span) => (span === null ? [] : [span.from, span.to])));
  const quarters: { quarter: Quarter | null; things: Scheduled<Thing>[] }[] = [];
  read.forEach(({ thing, start, due }, place) => {
    const day = due.to ?? due.from;
    const quarter = day === null ? null : quarterOf(day);
    const scheduled = { thing, start, due, bar: barOf(line, spans[place] ?? null) };
    const known = quarters.at(-1);
    if (known !== undefined && sameQuarter(known.quarter, quarter)) known.things.push(scheduled);
    else quarters.push({ quarter, things: [scheduled] });
  });
  if (line === null) return { from: null, to: null, now: null, years: [], quarters };
  const { from, to } = line;
  const now = today >= from && today <= to ? placeOn(line, today) : null;
  return { from, to, now, years: yearsOf(line), quarters };
}

interface Span {
  readonly from: string;
  readonly to: string;
}

/** Whole quarters from the first of these days to the last; null where there is none. */
function lineOf(days: readonly string[]): Span | null {
  const sorted = [...days].sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return null;
  return {
    from: `${first.slice(0, 4)}-${firstDays[quarterOf(first).quarter - 1] ?? ""}`,
    to: `${last.slice(0, 4)}-${lastDays[quarterOf(last).quarter - 1] ?? ""}`,
  };
}

/** Where a day begins on the line, in thousandths; `after` days later. */
function placeOn(line: Span, day: string, after = 0): number {
  return Math.round((1000 * (daysFrom(line.from, day) + after)) / (daysFrom(line.from, line.to) + 1));
}

/** A bar is never too short to be seen. */
const shortest = 6;

function barOf(line: Span | null, span: Span | null): Scheduled<unknown>["bar"] {
  if (line === null || span === null) return null;
  const from = Math.min(placeOn(line, span.from), 1000 - shortest);
  return { from, length: Math.max(shortest, placeOn(line, span.to, 1) - from) };
}

function yearsOf(line: Span): Schedule<unknown>["years"] {
  const first = Number(line.from.slice(0, 4));
  const count = Number(line.to.slice(0, 4)) - first + 1;
  const apart = Math.ceil(count / mostYears);
  return Array.from({ length: Math.ceil(count / apart) }, (_, i) => {
    const year = first + i * apart;
    return { year, at: Math.max(0, placeOn(line, `${String(year).padStart(4, "0")}-01-01`)) };
  });
}

/** From the first day it may begin to the last day it may end; null where neither date names a day. */
function spanOf(start: FuzzyDate | null, due: FuzzyDate): Span | null {
  const to = due.to ?? due.from;
  if (to === null) return null;
  const from = start?.from ?? start?.to ?? due.from ?? to;
  return from <= to ? { from, to } : { from: to, to };
}

function quarterOf(day: string): Quarter {
  return { year: Number(day.slice(0, 4)), quarter: Math.ceil(Number(day.slice(5, 7)) / 3) };
}

function sameQuarter(a: Quarter | null, b: Quarter | null): boolean {
  return a === null || b === null ? a === b : a.year === b.year && a.quarter === b.quarter;
}

const firstDays = ["01-01", "04-01", "07-01", "10-01"];
const lastDays = ["03-31", "06-30", "09-30", "12-31"];

const daysFrom = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / millisecondsADay;
