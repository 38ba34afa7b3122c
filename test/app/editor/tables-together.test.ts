/** Acts on a table while somebody else writes in it: no letter goes that nobody struck, and none doubles. */
import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { TextSelection, type Command } from "prosemirror-state";
import { describe, expect, test } from "vitest";
import { isHeader } from "#app/document/header-cell.ts";
import { wordsOf, type Plan, type PlanNode } from "#app/document/plan.ts";
import { schema } from "#app/document/schema.ts";
import { planFragment, readPlan } from "#app/document/ydoc.ts";
import { OwnUndo } from "#app/editor/own-undo.ts";
import { addColumn, addRow, headerRow, removeColumn, removeRow, split } from "#app/editor/tables.ts";
import { planOf, table } from "../document/plans.ts";
import { Headless } from "./margin/headless.ts";
import { calm, Table, type Seat } from "./table.ts";

/**
 * "a"; "b>2" over two columns, "c^2" over two rows, "D" one with the name of a column. With names as whoever writes gives them, or as a file
 * brings it, without. */
function cellOf(sign: string, named: boolean) {
  const [, words = "", columns, rows] = /^(\w+?)(?:>(\d+))?(?:\^(\d+))?$/.exec(sign) ?? [];
  const id = named && rows !== undefined ? `m${words}` : null;
  const attrs = { id, colspan: Number(columns ?? 1), rowspan: Number(rows ?? 1) };
  const name = /^[A-Z]/.test(words) ? "table_header" : "table_cell";
  return schema.node(
    name,
    attrs,
    schema.node("paragraph", named ? { id: `c${words}` } : null, schema.text(words)),
  );
}
const planWith = (rows: readonly string[], named = true) =>
  planOf(
    table(
      ...rows.map((row) =>
        row
          .split(" ")
          .filter(Boolean)
          .map((one) => cellOf(one, named)),
      ),
    ),
  );
const lettersIn = (rows: readonly string[]) => rows.join(" ").match(/[A-Za-z]/g) ?? [];

/** The caret before those words; null where they do not stand. */
function caretBefore(words: string, doc: Node): TextSelection | null {
  let place: number | null = null;
  doc.descendants((node, pos) => {
    const found = node.isTextblock ? node.textContent.indexOf(words) : -1;
    if (found >= 0) place ??= pos + 1 + found;
  });
  return place === null ? null : TextSelection.create(doc, place);
}

/** A command with the caret there. */
const at =
  (words: string, command: Command): Command =>
  (state, dispatch) => {
    const caret = caretBefore(words, state.doc);
    return caret !== null && command(state.apply(state.tr.setSelection(caret)), dispatch);
  };
const breakLine: Command = (state, dispatch) => (dispatch?.(state.tr.split(state.selection.from)), true);

/** How often a text stands in another. */
const times = (words: string, said: string) => said.split(words).length - 1;

const acts = { addRow, addColumn, removeRow, removeColumn, headerRow, split };
const plans = [
  ["A>2 B", "c d e", "f^2 g h", "i j"],
  ["a^2 b", "c", "d e"],
  ["a>2^2 b", "c", "d e f"],
  ["A B", "c^4 d", "e", "f^2", ""],
  // Torn, as two who act at once may leave it.
  ["a b c", "d^5", "e>3 f"],
];

describe.each(Object.entries(acts))("%s", (_name, act) => {
  test.each(plans.map((rows) => [rows.join(" | "), rows] as const))(
    "in %s leaves what is written at that moment in each cell that stays",
    (_said, rows) => {
      for (const named of [true, false])
        for (const caret of lettersIn(rows))
          for (const actorFirst of [true, false]) {
            const around = new Table(planWith(rows, named));
            const [ana, bea] = [around.seat(), around.seat()];
            if (!ana.run(at(caret, act))) continue;
            const kept = lettersIn(rows).filter((letter) => ana.said.includes(letter));
            kept.forEach((letter, n) => {
              bea.write(letter, `(${n})`);
              bea.run(at(letter, breakLine));
              bea.write(letter, `[${n}]`);
            });
            for (const seat of actorFirst ? [ana, bea] : [bea, ana]) seat.send();
            expect(calm(ana, bea)).toBe(true);
            kept.forEach((letter, n) => {
              for (const words of [`(${n})`, `[${n}]${letter}`])
                expect(times(words, ana.said), `${words} at ${caret} in ${ana.said}`).toBe(1);
              // They stand together in one cell.
              expect(cellsOf(ana).filter((cell) => cell.includes(`(${n})`))).toEqual([
                expect.stringContaining(`(${n}) [${n}]${letter}`),
              ]);
            });
          }
    },
  );

  test.each(plans.map((rows) => [rows.join(" | "), rows] as const))(
    "in %s is taken back and leaves what others wrote meanwhile",
    (_said, rows) => {
      for (const named of [true, false])
        for (const caret of lettersIn(rows)) {
          const around = new Table(planWith(rows, named));
          const [ana, bea] = [around.seat(), around.seat()];
          if (!ana.run(at(caret, act))) continue;
          expect(calm(ana, bea)).toBe(true);
          const kept = lettersIn(rows).filter((letter) => ana.said.includes(letter));
          kept.forEach((letter, n) => bea.write(letter, `(${n})`));
          expect(calm(ana, bea)).toBe(true);
          ana.undo.undo();
          expect(calm(ana, bea)).toBe(true);
          // What is torn is mended with the act, and stays so.
          if (!rows.includes("d^5")) expect(shapeOf(ana.read)).toEqual(shapeOf(around.plan));
          for (const letter of lettersIn(rows)) {
            const n = kept.indexOf(letter);
            const words = n < 0 ? letter : `(${n})${letter}`;
            expect(times(words, ana.said), `${words} at ${caret} in ${ana.said}`).toBe(1);
          }
        }
    },
  );
});

test.each([true, false])(
  "of one row that two remove at once a merged cell is kept once, with what both wrote in it",
  (anaFirst) => {
    const around = new Table(planWith(["a^3 b", "c", "d", "e f"]));
    const [ana, bea] = [around.seat(), around.seat()];
    ana.write("a", "HERS ");
    ana.run(at("b", removeRow));
    bea.run(at("b", removeRow));
    bea.write("a", "HIS ");
    for (const seat of anaFirst ? [ana, bea] : [bea, ana]) seat.send();
    expect(calm(ana, bea)).toBe(true);
    for (const words of ["a", "c", "d", "e", "f", "HERS", "HIS"])
      expect(times(words, ana.said), ana.said).toBe(1);
    expect(ana.said).not.toContain("b");
    expect(shapeOf(ana.read)).toEqual([
      ["false 1 2", "false 1 1"],
      ["false 1 1"],
      ["false 1 1", "false 1 1"],
    ]);
  },
);

test.each([true, false])(
  "a merged cell that got its name in the step that is taken back leaves what others wrote meanwhile",
  (named) => {
    const around = new Table(planWith(["a^2 b", "c", "d e"], named));
    const [ana, bea] = [around.seat(), around.seat()];
    ana.run((state, dispatch) => {
      const tr = state.tr;
      tr.doc.descendants((node, pos) => {
        if (node.isTextblock && node.attrs["id"] === null) tr.setNodeAttribute(pos, "id", `p${pos}`);
        if (node.attrs["rowspan"] === 2) tr.setNodeAttribute(pos, "id", "m");
      });
      dispatch?.(tr);
      return true;
    });
    ana.run(at("b", removeRow));
    expect(ana.undo.undoStack).toHaveLength(1);
    calm(ana, bea);
    bea.write("a", "NEW ");
    calm(ana, bea);
    ana.undo.undo();
    expect(calm(ana, bea)).toBe(true);
    expect(times("NEW ", ana.said)).toBe(1);
    expect(times("b", ana.said)).toBe(1);
  },
);

test("in a text whose cells have no names yet they get them before the act, and undo leaves them", () => {
  const plan = planWith(["a^2 b", "c", "d e"], false);
  const [ana, bea] = [new Headless(plan, 7), new Headless(plan, 8)];
  const undo = new OwnUndo(planFragment(ana.doc), {
    blockOf: (id) => {
      const found = within(ana.state.doc);
      return found.find(({ attrs }) => attrs["id"] === id) ?? null;
    },
  });
  const named = () => within(ana.state.doc).filter(({ attrs }) => typeof attrs["id"] === "string").length;
  const caret = caretBefore("b", ana.state.doc);
  if (caret !== null) ana.dispatch(ana.state.tr.setSelection(caret));
  removeRow(ana.state, (tr) => ana.dispatch(tr), ana.view);
  expect(undo.undoStack).toHaveLength(1);
  bea.hear(ana);
  at("a", (state, dispatch) => (dispatch?.(state.tr.insertText("NEW ")), true))(bea.state, (tr) =>
    bea.dispatch(tr),
  );
  ana.hear(bea);
  undo.undo();
  expect(shapeOf(readPlan(ana.doc).plan)).toEqual(shapeOf(plan));
  expect(wordsOf(readPlan(ana.doc).plan).split(/\s+/)).toEqual(["NEW", "a", "b", "c", "d", "e"]);
  // The table, the merged cell, and each paragraph.
  expect(named()).toBe(7);
});

const within = (node: Node): readonly Node[] => node.children.flatMap((one) => [one, ...within(one)]);

/** Of each row its cells: whether they are names, and how far they go. */
const shapeOf = (plan: Plan) =>
  (plan.content[0]?.content ?? []).map((row) =>
    (row.content ?? []).map(
      (cell) => `${isHeader(cell)} ${cell.attrs?.["colspan"] ?? 1} ${cell.attrs?.["rowspan"] ?? 1}`,
    ),
  );

const cellsOf = (seat: Seat): readonly string[] => {
  const cells = (node: PlanNode): readonly PlanNode[] =>
    node.type === "table_cell" || node.type === "table_header" ? [node] : (node.content ?? []).flatMap(cells);
  return seat.read.content.flatMap(cells).map(wordsOf);
};

describe("at random", () => {
  const step = fc.record({
    who: fc.nat({ max: 2 }),
    act: fc.constantFrom("write", "write", "break", "act", "act", "send", "send", "hear", "hear one"),
    where: fc.nat(),
    name: fc.constantFrom(...Object.keys(acts), "removeRow", "removeRow"),
  });
  type Begun = readonly [rows: readonly string[], named: boolean];
  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
  const often = { numRuns: Number(process.env["TABLE_RUNS"] ?? 100) };

  /** Ana acts on the table and takes back; whoever else may act does what takes nothing away. */
  const walk = ([rows, named]: Begun, steps: readonly Step[], undoes: boolean, others: readonly string[]) => {
    const around = new Table(planWith(rows, named));
    const seats = [around.seat(), around.seat(), around.seat()] as const;
    const [ana] = seats;
    const letters = lettersIn(rows);
    const removed = new Set<string>();
    const written: { readonly word: string; readonly letter: string }[] = [];
    steps.forEach(({ who: one, act, where, name }, n) => {
      const who = act === "act" && others.length === 0 ? 0 : one;
      const seat = seats[who as 0 | 1 | 2];
      const letter = letters[where % letters.length] ?? "";
      // Undo takes back what one has written oneself.
      if (who === 0 && undoes && (act === "write" || act === "break")) return;
      if (act === "write" && seat.said.includes(letter)) {
        const word = `<${n}>`;
        seat.write(letter, word);
        written.push({ word, letter });
      } else if (act === "break") {
        // Where two break one line at once, its end is there twice: in a table as elsewhere.
        if (who === 1) seat.run(at(letter, breakLine));
      } else if (act === "act") {
        const before = letters.filter((one) => seat.said.includes(one));
        if (who === 0 && undoes && where % 4 === 0) seat.undo.undo();
        else if (who === 0 || others.includes(name)) seat.run(at(letter, acts[name as keyof typeof acts]));
        for (const one of before) if (!seat.said.includes(one)) removed.add(one);
      } else if (act === "send") seat.send();
      else seat.hear(act === "hear" ? undefined : 1);
    });
    const own = letters.filter((letter) => ana.said.includes(letter));
    expect(calm(...seats)).toBe(true);
    const { said } = ana;
    for (const letter of letters)
      expect(times(letter, said), `${letter} in ${said}`).toBe(own.includes(letter) ? 1 : 0);
    for (const { word, letter } of written)
      if (removed.has(letter)) expect(times(word, said), `${word} in ${said}`).toBeLessThanOrEqual(1);
      else expect(times(word, said), `${word} in ${said}`).toBe(1);
  };
  const begun = fc.tuple(fc.constantFrom(...plans.slice(0, 4)), fc.boolean());
  const steps = fc.array(step, { maxLength: 30 });

  test("whatever one does to a table, what two others write in cells that stay is there once", () => {
    fc.assert(
      fc.property(begun, steps, (one, todo) => walk(one, todo, false, [])),
      often,
    );
  });

  test("also where it is taken back", () => {
    fc.assert(
      fc.property(begun, steps, (one, todo) => walk(one, todo, true, [])),
      often,
    );
  });

  test("also where others make the table larger, or its first row another, at that moment", () => {
    const enlarging = ["addRow", "addColumn", "headerRow", "split"];
    fc.assert(
      // Of two who name one cell at the same moment only one would be heard.
      fc.property(begun, steps, ([rows], todo) => walk([rows, true], todo, false, enlarging)),
      often,
    );
  });
});
