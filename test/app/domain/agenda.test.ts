import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compareActionNumbers,
  compareFuzzyDates,
  deadlineCounts,
  fuzzyKind,
  goalsOf,
  isOverdue,
  readFuzzyDate,
  type FuzzyKind,
} from "#app/domain/agenda.ts";

describe("a date keeps its text and gains a range", () => {
  test.each<[text: string, kind: FuzzyKind, from: string | null, to: string | null]>([
    ["Mid-2007", "mid-year", "2007-04-01", "2007-09-30"],
    ["mid 2007", "mid-year", "2007-04-01", "2007-09-30"],
    ["End of 2006", "end-of-year", "2006-10-01", "2006-12-31"],
    ["by the end of 2006", "end-of-year", null, "2006-12-31"],
    ["first half of 2012", "half-year", "2012-01-01", "2012-06-30"],
    ["second half of 2012", "half-year", "2012-07-01", "2012-12-31"],
    ["November 2005", "month", "2005-11-01", "2005-11-30"],
    ["February 2008", "month", "2008-02-01", "2008-02-29"],
    ["by January 2011", "month", null, "2011-01-31"],
    ["by 31 March 2011", "day", null, "2011-03-31"],
    ["5 December 2024", "day", "2024-12-05", "2024-12-05"],
    ["November 23, 2020", "day", "2020-11-23", "2020-11-23"],
    ["2011-03-31", "day", "2011-03-31", "2011-03-31"],
    ["in 2019", "year", "2019-01-01", "2019-12-31"],
    ["by 2015", "year", null, "2015-12-31"],
    ["2011-2013", "span", "2011-01-01", "2013-12-31"],
    ["2018–2020", "span", "2018-01-01", "2020-12-31"],
    ["18-20 April 2018", "span", "2018-04-18", "2018-04-20"],
    ["from 18 to 20 April 2018", "span", "2018-04-18", "2018-04-20"],
    ["November 23–26, 2020", "span", "2020-11-23", "2020-11-26"],
    ["30 April to 2 May 2015", "span", "2015-04-30", "2015-05-02"],
    ["June to August 2010", "span", "2010-06-01", "2010-08-31"],
    ["until the next Ministerial Conference", "event", null, null],
    ["as soon as possible", "event", null, null],
    ["next five years", "event", null, null],
    ["31 February 2011", "event", null, null],
    ["2013-2011", "event", null, null],
    ["20-18 April 2018", "event", null, null],
    ["Mid-200", "event", null, null],
    ["", "event", null, null],
  ])("%s is a %s", (text, kind, from, to) => {
    expect(readFuzzyDate(` ${text} `)).toEqual({ text, from, to });
    expect(fuzzyKind(text)).toBe(kind);
  });

  test("any text at all is read, and a range never runs backwards", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const { from, to } = readFuzzyDate(text);
        return from === null || (to !== null && from <= to);
      }),
    );
  });
});

describe("a deadline is overdue when its last day is over in the region", () => {
  // On these days the secretariat's seat keeps UTC-4 in September and UTC-3 in March.
  test.each([
    ["Mid-2007", "2007-09-30T23:59:00Z", false],
    ["Mid-2007", "2007-10-01T03:59:59Z", false],
    ["Mid-2007", "2007-10-01T04:00:00Z", true],
    ["by 31 March 2011", "2011-04-01T02:59:59Z", false],
    ["by 31 March 2011", "2011-04-02T03:00:00Z", true],
    ["by January 2011", "2011-01-15T12:00:00Z", false],
    ["until the next Ministerial Conference", "2999-01-01T00:00:00Z", false],
  ])("%s at %s: %s", (text, now, overdue) => {
    expect(isOverdue(readFuzzyDate(text), new Date(now))).toBe(overdue);
  });
});

test("deadlines are ordered by their last day, then by their first; events come last", () => {
  const texts = [
    "until the next Conference",
    "Mid-2007",
    "End of 2005",
    "September 2007",
    "November 2005",
    "Mid-2006",
  ];
  const sorted = texts.map(readFuzzyDate).sort(compareFuzzyDates);
  expect(sorted.map(({ text }) => text)).toEqual([
    "November 2005",
    "End of 2005",
    "Mid-2006",
    "Mid-2007",
    "September 2007",
    "until the next Conference",
  ]);
});

test("an open beginning comes after a known one with the same end, and equal dates are equal", () => {
  const by = readFuzzyDate("by January 2011");
  expect(compareFuzzyDates(by, readFuzzyDate("January 2011"))).toBeGreaterThan(0);
  expect(compareFuzzyDates(readFuzzyDate("January 2011"), by)).toBeLessThan(0);
  expect(compareFuzzyDates(by, by)).toBe(0);
});

test("deadlines are counted as printed, the most frequent first", () => {
  const actions = ["Mid-2007", "Mid-2006", "Mid-2007"].map((text) => ({ deadline: readFuzzyDate(text) }));
  expect(deadlineCounts(actions)).toEqual([
    ["Mid-2007", 2],
    ["Mid-2006", 1],
  ]);
});

test("the goals of an area come in the order of their numbers", () => {
  const goals = [
    { area: "B", number: 10 },
    { area: "A", number: 1 },
    { area: "B", number: 9 },
  ];
  expect(goalsOf(goals, "B").map(({ number }) => number)).toEqual([9, 10]);
});

test("action numbers are ordered as numbers, not as texts", () => {
  const numbers = ["10.2", "2.1", "12", "1.10", "1.2", "10.1"];
  expect(numbers.sort(compareActionNumbers)).toEqual(["1.2", "1.10", "2.1", "10.1", "10.2", "12"]);
});
