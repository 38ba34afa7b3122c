/** Lines that are broken and joined while somebody else works in them: no letter goes that nobody struck, and none doubles. */
import { describe, expect, test } from "vitest";
import type { Plan } from "#app/document/plan.ts";
import { breaks, gap, items, joins, linesOf, paragraph, planOf, puts, strikes, types } from "./breaks.ts";
import { calm, Table, type Seat } from "./table.ts";

type Act = (first: Seat, second: Seat) => void;

/** What both do without knowing of each other; whose reaches the log first is tried both ways. */
const both = (
  name: string,
  plan: Plan,
  act: Act,
  expected: readonly string[] | readonly [readonly string[], readonly string[]],
  after?: (first: Seat, second: Seat) => void,
) =>
  describe(name, () => {
    test.each([0, 1])("%i is first in the log", (first) => {
      const table = new Table(plan);
      const [ana, bruno] = [table.seat(), table.seat()];
      act(ana, bruno);
      for (const seat of first === 0 ? [ana, bruno] : [bruno, ana]) seat.send();
      expect(calm(ana, bruno)).toBe(true);
      const [one] = expected;
      expect(linesOf(ana)).toEqual(Array.isArray(one) ? expected[first] : expected);
      after?.(ana, bruno);
    });
  });

const three = planOf(paragraph("p", "one two three"));
const two = planOf(paragraph("p", "one"), paragraph("q", " two three"));
const undone = (lines: readonly string[]) => (ana: Seat, bruno: Seat) => {
  ana.undo.undo();
  expect(calm(ana, bruno)).toBe(true);
  expect(linesOf(ana)).toEqual(lines);
};

describe("a line that is broken", () => {
  both(
    "while somebody writes behind the place",
    three,
    (ana, bruno) => {
      breaks(ana, "| two");
      types(bruno, "th|ree", "X");
      types(bruno, "thX|ree", "Y");
    },
    ["one", " two thXYree"],
  );
  both(
    "while somebody strikes there",
    three,
    (ana, bruno) => {
      breaks(ana, "| two");
      strikes(bruno, "wo th");
    },
    ["one", " tree"],
  );
  both(
    "while somebody strikes across the place",
    three,
    (ana, bruno) => {
      breaks(ana, "| two");
      strikes(bruno, "ne tw");
    },
    ["o", "o three"],
  );
  both(
    "with its last letter",
    three,
    (ana, bruno) => {
      breaks(ana, "thre|e");
      types(bruno, "three|", "X");
    },
    ["one two thre", "eX"],
  );
  both(
    "at a sign",
    planOf(paragraph("p", "one ", gap("g"), " two ", gap("h"), "three")),
    (ana, bruno) => {
      breaks(ana, "tw|o");
      types(bruno, "th|ree", "X");
      types(bruno, "o|ne", "Y");
      types(bruno, "| two", "Z");
    },
    ["oYne #Z tw", "o #thXree"],
  );
  both(
    "in which somebody puts a sign",
    three,
    (ana, bruno) => {
      breaks(ana, "| two");
      puts(bruno, "th|ree", "g");
    },
    ["one", " two th#ree"],
  );
  both(
    "as one of a list",
    planOf(items("one two three", "four")),
    (ana, bruno) => {
      breaks(ana, "| two");
      types(bruno, "th|ree", "X");
      types(bruno, "fo|ur", "Y");
    },
    ["one", " two thXree", "foYur"],
  );
});

describe("a sign put into a line", () => {
  both(
    "while somebody writes behind it",
    three,
    (ana, bruno) => {
      puts(ana, "| two", "g");
      types(bruno, "th|ree", "X");
    },
    ["one# two thXree"],
  );
  both(
    "by both",
    three,
    (ana, bruno) => {
      puts(ana, "| two", "g");
      puts(bruno, "| three", "h");
    },
    ["one# two# three"],
  );
});

describe("a line that is broken by both", () => {
  both(
    "at two places",
    three,
    (ana, bruno) => {
      breaks(ana, "| two");
      breaks(bruno, "| three");
    },
    [
      ["one", " two three"],
      ["one two", " three"],
    ],
  );
  both(
    "at one place",
    three,
    (ana, bruno) => {
      breaks(ana, "| two");
      breaks(bruno, "| two");
    },
    ["one", " two three"],
  );
  both(
    "and written in",
    three,
    (ana, bruno) => {
      breaks(ana, "| two");
      types(ana, "t|wo", "A");
      breaks(bruno, "| three");
      types(bruno, "thr|ee", "B");
    },
    [
      ["one", " tAwo thrBee"],
      ["one tAwo", " thrBee"],
    ],
  );
});

describe("lines that are joined", () => {
  both(
    "while somebody writes in the second",
    two,
    (ana, bruno) => {
      joins(ana, "| two");
      types(bruno, "three|", "Z");
      types(bruno, "th|ree", "X");
      types(bruno, "| two", "Y");
    },
    ["oneY two thXreeZ"],
  );
  both(
    "while somebody writes in the second, which is empty",
    planOf(paragraph("p", "one"), paragraph("q")),
    (ana, bruno) => {
      joins(ana, "|");
      types(bruno, "|", "X");
    },
    ["oneX"],
  );
  both(
    "by both",
    two,
    (ana, bruno) => {
      joins(ana, "| two");
      joins(bruno, "| two");
      types(bruno, "th|ree", "X");
    },
    ["one two thXree"],
  );
  both(
    "and broken by another",
    two,
    (ana, bruno) => {
      joins(ana, "| two");
      breaks(bruno, "| three");
    },
    [["one two three"], ["one two", " three"]],
  );
  both(
    "with a third one by another",
    planOf(paragraph("p", "one"), paragraph("q", " two"), paragraph("r", " three")),
    (ana, bruno) => {
      joins(ana, "| two");
      joins(bruno, "| three");
    },
    ["one two three"],
  );
  both(
    "with signs and marks",
    planOf(
      paragraph("p", "one"),
      paragraph("q", " two ", gap("g"), { type: "text", text: " three", marks: [{ type: "strong" }] }),
    ),
    (ana, bruno) => {
      joins(ana, "| two");
      types(bruno, "th|ree", "X");
    },
    ["one two # thXree"],
  );
});

describe("lines that are joined, each into the other", () => {
  both(
    "by two",
    planOf(paragraph("p", "abcd"), paragraph("q", "efgh"), paragraph("r", "ij")),
    (ana, bruno) => {
      puts(ana, "|efgh", "g");
      joins(ana, "|#efgh");
      joins(bruno, "|efgh");
    },
    [["abcdefgh#ij"], ["abcd#efghij"]],
  );
});

describe("undo afterwards", () => {
  both(
    "of a break leaves what was written behind it",
    three,
    (ana, bruno) => {
      breaks(ana, "| two");
      types(bruno, "th|ree", "X");
    },
    ["one", " two thXree"],
    undone(["one two three", "X"]),
  );
  both(
    "of a join leaves what was written in the second line",
    two,
    (ana, bruno) => {
      joins(ana, "| two");
      types(bruno, "th|ree", "X");
    },
    ["one two thXree"],
    undone(["oneX", " two three"]),
  );
  both(
    "of a break that another one replaced writes nothing twice",
    three,
    (ana, bruno) => {
      breaks(ana, "| two");
      breaks(bruno, "| two");
    },
    ["one", " two three"],
    (ana, bruno) => {
      for (const seat of [ana, bruno]) {
        seat.undo.undo();
        expect(calm(ana, bruno)).toBe(true);
        expect(linesOf(ana).join("")).toBe("one two three");
      }
    },
  );
});
