import { describe, expect, test } from "vitest";
import { outputStatuses as inText } from "#app/document/attributes.ts";
import {
  checkProgress,
  isLate,
  outputStatuses,
  standingOf,
  type NewProgress,
  type OutputStanding,
} from "#app/domain/progress.ts";
import { refusalOf } from "#app/domain/refusal.ts";

const now = new Date("2011-06-15T12:00:00Z");

test("a record knows the same statuses as the text", () => {
  expect(inText).toEqual(outputStatuses);
});

describe("where an output stands", () => {
  test.each([
    ["planned", null, { status: "planned", percent: null, by: "text" }],
    [null, null, { status: null, percent: null, by: "text" }],
    [
      "planned",
      { status: "under-way", percent: 40, textStatus: "planned" },
      { status: "under-way", percent: 40, by: "progress" },
    ],
    [
      null,
      { status: "delivered", percent: null, textStatus: null },
      { status: "delivered", percent: null, by: "progress" },
    ],
    // The countries adopted another status after the entry was made: their text is the later word.
    [
      "delivered",
      { status: "under-way", percent: 40, textStatus: "planned" },
      { status: "delivered", percent: null, by: "text" },
    ],
  ] as const)("in a text that says %s, with %j recorded", (text, latest, standing) => {
    expect(standingOf(text, latest)).toEqual(standing);
  });
});

describe("an output is late when its last day is over and it is neither delivered nor dropped", () => {
  test.each([
    ["2011-06-14", "planned", true],
    ["2011-06-15", "planned", false],
    ["2011-05", "under-way", true],
    ["2011-06", null, false],
    ["mediados de 2010", null, true],
    ["2011-06-14", "delivered", false],
    ["2011-06-14", "dropped", false],
    ["", "planned", false],
    ["as soon as possible", "planned", false],
  ] as const)("%s, %s", (due, status, late) => {
    expect(isLate(due, status, now)).toBe(late);
  });

  test("the day lasts to its end in the region", () => {
    expect(isLate("2011-06-14", null, new Date("2011-06-15T02:00:00Z"))).toBe(false);
    expect(isLate("2011-06-14", null, new Date("2011-06-15T06:00:00Z"))).toBe(true);
  });
});

describe("an entry", () => {
  const before: OutputStanding = { status: "under-way", percent: 40, by: "progress" };
  const given: NewProgress = {
    status: "under-way",
    percent: null,
    note: "",
    link: null,
    file: false,
    day: "2011-06-15",
  };
  const faultOf = (more: Partial<NewProgress>): unknown => {
    try {
      checkProgress({ ...given, ...more }, before, now);
      return null;
    } catch (caught) {
      const fields = refusalOf(caught)?.fields ?? {};
      return Object.entries(fields).map(([name, { key }]) => `${name} ${key}`)[0];
    }
  };
  test.each([
    [{ note: "Two of three are there." }, null],
    [{ percent: 60 }, null],
    [{ status: "planned" }, null],
    [{ file: true }, null],
    [{}, "status progress.nothing-new"],
    [{ percent: 40 }, "status progress.nothing-new"],
    [{ note: "n", day: "2011-06-16" }, "day act.not-yet"],
    [{ status: "delivered" }, "link progress.evidence-needed"],
    [{ status: "delivered", percent: 90, note: "n" }, "percent progress.not-whole"],
    [{ status: "delivered", percent: 100, link: "https://example.org/report" }, null],
    [{ status: "delivered", file: true }, null],
    [{ status: "dropped" }, "note progress.reason-needed"],
    [{ status: "dropped", link: "https://example.org/report" }, "note progress.reason-needed"],
    [{ status: "dropped", note: "The partner left." }, null],
  ] as const)("%j: %s", (more, fault) => {
    expect(faultOf(more)).toBe(fault);
  });
});
