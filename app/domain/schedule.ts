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
const mostYears = 12;

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
  const days = spans.flatMap((span) => (span === null ? [] : [span.from, span.to])).sort();
  const [earliest, latest] = [days[0], days.at(-1)];
  const line =
    earliest === undefined || latest === undefined ? null : { from: opening(earliest), to: closing(latest) };
  const at = (day: string): number =>
    line === null
      ? 0
      : Math.round((1000 * daysFrom(line.from, day)) / Math.max(1, daysFrom(line.from, line.to) + 1));
  const quarters: { quarter: Quarter | null; things: Scheduled<Thing>[] }[] = [];
  read.forEach(({ thing, start, due }, place) => {
    const span = spans[place] ?? null;
    const quarter = span === null ? null : quarterOf(span.to);
    const bar =
      span === null
        ? null
        : { from: at(span.from), length: Math.max(6, at(dayAfter(span.to)) - at(span.from)) };
    const known = quarters.at(-1);
    const same = known !== undefined && sameQuarter(known.quarter, quarter);
    if (same) known.things.push({ thing, start, due, bar });
    else quarters.push({ quarter, things: [{ thing, start, due, bar }] });
  });
  const last = line === null ? 0 : Number(line.to.slice(0, 4));
  const first = line === null ? 1 : Number(line.from.slice(0, 4));
  const apart = Math.max(1, Math.ceil((last - first + 1) / mostYears));
  const years = Array.from({ length: Math.ceil((last - first + 1) / apart) }, (_, i) => {
    const year = first + i * apart;
    return { year, at: Math.max(0, at(`${String(year).padStart(4, "0")}-01-01`)) };
  });
  const within = line !== null && today >= line.from && today <= line.to;
  return { from: line?.from ?? null, to: line?.to ?? null, now: within ? at(today) : null, years, quarters };
}

/** From the first day it may begin to the last day it may end; null where neither date names a day. */
function spanOf(start: FuzzyDate | null, due: FuzzyDate): { from: string; to: string } | null {
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

const opening = (day: string): string => {
  const { year, quarter } = quarterOf(day);
  return isoOf(Date.UTC(year, 3 * (quarter - 1), 1));
};

const closing = (day: string): string => {
  const { year, quarter } = quarterOf(day);
  return isoOf(Date.UTC(year, 3 * quarter, 0));
};

const daysFrom = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / millisecondsADay;
const dayAfter = (day: string): string => isoOf(Date.parse(day) + millisecondsADay);
const isoOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
