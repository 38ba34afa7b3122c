/** Lines that are broken and joined while somebody else works in them: no letter goes that nobody struck, and none doubles. */
import fc from "fast-check";
import { joinBackward, splitBlock } from "prosemirror-commands";
import { splitListItem } from "prosemirror-schema-list";
import { TextSelection, type Command, type EditorState } from "prosemirror-state";
import { describe, expect, test } from "vitest";
import type { Plan, PlanNode } from "#app/document/plan.ts";
import { schema } from "#app/document/schema.ts";
import { identityPlugin } from "#app/editor/identity.ts";
import { nodeType } from "#app/editor/commands.ts";
import { calm, Table, type Seat } from "./table.ts";

const paragraph = (id: string, ...content: readonly (string | PlanNode)[]): PlanNode => ({
  type: "paragraph",
  attrs: { id },
  ...(content.length === 0
    ? {}
    : { content: content.map((one) => (typeof one === "string" ? { type: "text", text: one } : one)) }),
});
const gap = (id: string): PlanNode => ({ type: "gap", attrs: { id } });
const items = (...words: readonly string[]): PlanNode => ({
  type: "bullet_list",
  attrs: { id: "l" },
  content: words.map((one, n) => ({ type: "list_item", content: [paragraph(`i${n}`, one)] })),
});
const planOf = (...content: readonly PlanNode[]): Plan => ({ type: "doc", content });

const edit = (seat: Seat, command: Command) => seat.run(command, [identityPlugin()]);

/** The place before those words in a line; a "|" among them is the place. */
function placeOf(sought: string, { doc }: EditorState): number | null {
  const bar = sought.indexOf("|");
  const words = sought.replace("|", "");
  let place: number | null = null;
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return;
    // A sign counts as one letter.
    const said = node.textBetween(0, node.content.size, "", "#");
    const at = words === "" ? (said === "" ? 0 : -1) : said.indexOf(words);
    if (at >= 0) place ??= pos + 1 + at + Math.max(0, bar);
  });
  return place;
}
const at =
  (words: string, command: Command): Command =>
  (state, dispatch) => {
    const place = placeOf(words, state);
    return (
      place !== null &&
      command(state.apply(state.tr.setSelection(TextSelection.create(state.doc, place))), dispatch)
    );
  };
const enter: Command = (state, dispatch) =>
  splitListItem(nodeType("list_item"))(state, dispatch) || splitBlock(state, dispatch);
const backspace: Command = (state, dispatch) => joinBackward(state, dispatch);
const insert =
  (words: string): Command =>
  (state, dispatch) => (dispatch?.(state.tr.insertText(words)), true);

const breaks = (seat: Seat, words: string) => edit(seat, at(words, enter));
const joins = (seat: Seat, words: string) => edit(seat, at(words, backspace));
const types = (seat: Seat, words: string, typed: string) => edit(seat, at(words, insert(typed)));
const strikes = (seat: Seat, words: string) =>
  edit(seat, (state, dispatch) => {
    const from = placeOf(words, state);
    if (from === null) return false;
    dispatch?.(state.tr.delete(from, from + words.length));
    return true;
  });
const puts = (seat: Seat, words: string, id: string) =>
  edit(
    seat,
    at(
      words,
      (state, dispatch) => (dispatch?.(state.tr.replaceSelectionWith(schema.node("gap", { id }))), true),
    ),
  );

/** What each line says. */
function linesOf(seat: Seat): readonly string[] {
  const lines: string[] = [];
  const walk = (node: PlanNode) => {
    if (node.type === "paragraph" || node.type === "heading")
      lines.push((node.content ?? []).map(({ text }) => text ?? "#").join(""));
    else node.content?.forEach(walk);
  };
  seat.read.content.forEach(walk);
  return lines;
}

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

describe("at random", () => {
  const step = fc.record({
    who: fc.nat({ max: 1 }),
    act: fc.constantFrom(
      "type",
      "type",
      "strike",
      "break",
      "break",
      "join",
      "join",
      "sign",
      "send",
      "send",
      "hear",
      "hear one",
    ),
    where: fc.nat({ max: 1000 }),
    length: fc.integer({ min: 1, max: 5 }),
  });
  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
  const often = { numRuns: Number(process.env["BREAK_RUNS"] ?? 60) };
  const plans = [
    planOf(paragraph("p", "abcdefgh"), paragraph("q", "ijklmnop"), paragraph("r", "qr")),
    planOf(
      paragraph("p", "abc", gap("g"), "def", gap("h"), "gh"),
      paragraph("q", "i", gap("i"), "jk"),
      paragraph("r"),
    ),
    planOf(paragraph("p", "abcdefgh"), items("ijklmn", "opq", "r")),
  ] as const;

  /** A place in a line, by its number. */
  const nth = (where: number, { doc }: EditorState): number => {
    const places: number[] = [];
    doc.descendants((node, pos) => {
      if (node.isTextblock) for (let n = 0; n <= node.content.size; n++) places.push(pos + 1 + n);
    });
    return places[where % places.length] ?? 1;
  };
  const walk = (plan: Plan, steps: readonly Step[], mayStrike: boolean, signs: boolean) => {
    const table = new Table(plan);
    const seats = [table.seat(), table.seat()] as const;
    const struck = new Set<string>();
    let typed = "";
    steps.forEach(({ who, act, where, length }, n) => {
      const seat = seats[who as 0 | 1];
      const there =
        (command: Command): Command =>
        (state, dispatch) => {
          const caret = TextSelection.create(state.doc, nth(where, state));
          return command(state.apply(state.tr.setSelection(caret)), dispatch);
        };
      if (act === "type") {
        const letters = Array.from({ length: (length % 3) + 1 }, (_, m) =>
          String.fromCharCode(0x4e00 + n * 4 + m),
        ).join("");
        edit(seat, there(insert(letters)));
        typed += letters;
      } else if (act === "strike" && mayStrike)
        edit(
          seat,
          there((state, dispatch) => {
            const { $from } = state.selection;
            const end = Math.min($from.pos + length, $from.end());
            if (end === $from.pos) return false;
            for (const letter of state.doc.textBetween($from.pos, end)) struck.add(letter);
            dispatch?.(state.tr.delete($from.pos, end));
            return true;
          }),
        );
      else if (act === "sign" && signs) {
        edit(
          seat,
          there(
            (state, dispatch) => (
              dispatch?.(state.tr.replaceSelectionWith(schema.node("gap", { id: `s${n}` }))),
              true
            ),
          ),
        );
      } else if (act === "break") edit(seat, there(enter));
      else if (act === "join")
        edit(seat, (state, dispatch) => {
          const $place = state.doc.resolve(nth(where, state));
          const start = TextSelection.create(state.doc, $place.start());
          return backspace(state.apply(state.tr.setSelection(start)), dispatch);
        });
      else if (act === "send") seat.send();
      else if (act.startsWith("hear")) seat.hear(act === "hear" ? undefined : 1);
    });
    expect(calm(...seats)).toBe(true);
    const said = linesOf(seats[0]).join("").replace(/#/g, "");
    const all = (linesOf(new Table(plan).seat()).join("") + typed).replace(/#/g, "");
    const left = [...all]
      .filter((letter) => !struck.has(letter))
      .sort()
      .join("");
    expect([...said].sort().join(""), linesOf(seats[0]).join(" | ")).toBe(left);
  };
  const many = fc.array(step, { maxLength: Number(process.env["BREAK_STEPS"] ?? 24) });
  const [words, signs, list] = plans;

  test("what both write in paragraphs is there once, but for what one of them struck", () => {
    fc.assert(
      fc.property(many, (steps) => walk(words, steps, true, false)),
      often,
    );
  });
  test("what both write among signs is there once", () => {
    fc.assert(
      fc.property(many, (steps) => walk(signs, steps, false, true)),
      often,
    );
  });
  test("what both write in a list that both break is there once, but for what one of them struck", () => {
    fc.assert(
      fc.property(many, (steps) =>
        walk(
          list,
          steps.filter(({ act }) => act !== "join"),
          true,
          false,
        ),
      ),
      often,
    );
  });
  test("what two write in a list of which one breaks and joins is there once", () => {
    const mayDo = ({ who, act }: Step) => who === 0 || (act !== "join" && act !== "break");
    fc.assert(
      fc.property(many, (steps) => walk(list, steps.filter(mayDo), false, false)),
      often,
    );
  });
});
