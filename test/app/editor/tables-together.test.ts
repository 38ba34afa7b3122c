/** Acts on a table while somebody else writes in it: no letter goes that nobody struck, and none doubles. */
import fc from "fast-check";
import { TextSelection, type Command } from "prosemirror-state";
import { describe, expect, test } from "vitest";
import { isHeader } from "#app/document/header-cell.ts";
import { wordsOf, type Plan, type PlanNode } from "#app/document/plan.ts";
import { schema } from "#app/document/schema.ts";
import { addColumn, addRow, headerRow, removeColumn, removeRow, split } from "#app/editor/tables.ts";
import { planOf, table } from "../document/plans.ts";
import { calm, Table, type Seat } from "./table.ts";

/** "a"; "b>2" over two columns, "c^2" over two rows, "D" one with the name of a column. Each has an id of its own, or none. */
function cellOf(sign: string, named: boolean) {
  const [, words = "", columns, rows] = /^(\w+?)(?:>(\d+))?(?:\^(\d+))?$/.exec(sign) ?? [];
  const attrs = { colspan: Number(columns ?? 1), rowspan: Number(rows ?? 1) };
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

/** A command with the caret before those words. */
const at =
  (words: string, command: Command): Command =>
  (state, dispatch) => {
    let place: number | null = null;
    state.doc.descendants((node, pos) => {
      const found = node.isTextblock ? node.textContent.indexOf(words) : -1;
      if (found >= 0) place ??= pos + 1 + found;
    });
    if (place === null) return false;
    const moved = state.apply(state.tr.setSelection(TextSelection.create(state.doc, place)));
    return command(moved, dispatch);
  };
const breakLine: Command = (state, dispatch) => (dispatch?.(state.tr.split(state.selection.from)), true);

/** How often a text stands in another. */
const times = (words: string, said: string) => said.split(words).length - 1;

const acts = { addRow, addColumn, removeRow, removeColumn, headerRow, split };
const plans = [
  ["A>2 B", "c d e", "f^2 g h", "i j"],
  ["a^2 b", "c", "d e"],
  ["a>2^2 b", "c", "d e f"],
  ["A B", "c^3 d", "e", "f^2", ""],
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
