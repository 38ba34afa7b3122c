import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { EditorState, TextSelection, type Command } from "prosemirror-state";
import { TableMap } from "prosemirror-tables";
import { expect, test } from "vitest";
import { wordsOf } from "#app/document/plan.ts";
import { schema } from "#app/document/schema.ts";
import {
  addColumn,
  addRow,
  hasHeaderRow,
  headerRow,
  isInTable,
  removeColumn,
  removeRow,
  split,
} from "#app/editor/tables.ts";
import { docOf, p, planOf, table } from "../document/plans.ts";
import { calm, Table } from "./table.ts";

/** "a"; "b>2" over two columns, "c^2" over two rows, "D" one with the name of a column. */
function cellOf(sign: string): Node {
  const [, words = "", columns, rows] = /^(\w+?)(?:>(\d+))?(?:\^(\d+))?$/.exec(sign) ?? [];
  const spans = { colspan: Number(columns ?? 1), rowspan: Number(rows ?? 1) };
  return schema.node(/^[A-Z]/.test(words) ? "table_header" : "table_cell", spans, p(`c${words}`, words));
}

const tableOf = (rows: readonly string[]): Node =>
  table(...rows.map((row) => row.split(" ").filter(Boolean).map(cellOf)));

const stateOf = (rows: readonly string[]): EditorState =>
  EditorState.create({ doc: docOf(p("p1", "Before"), tableOf(rows), p("p2", "After")) });

function at(state: EditorState, words: string): EditorState {
  let found = 0;
  state.doc.descendants((node, pos) => {
    if (node.isText && node.text === words) found = pos;
  });
  return state.apply(state.tr.setSelection(TextSelection.create(state.doc, found)));
}

function run(state: EditorState, command: Command): EditorState {
  let after = state;
  command(state, (tr) => (after = after.apply(tr)));
  return after;
}

const grid = (state: EditorState): Node | null => {
  const found = state.doc.child(1);
  return found.type.name === "table" ? found : null;
};

/** The table as signs again; a cell without words is "_". */
const signs = (state: EditorState): readonly string[] =>
  (grid(state)?.children ?? []).map((row) =>
    row.children
      .map(({ textContent, attrs }) => {
        const [columns, rows] = [Number(attrs.colspan), Number(attrs.rowspan)];
        return `${textContent || "_"}${columns > 1 ? `>${columns}` : ""}${rows > 1 ? `^${rows}` : ""}`;
      })
      .join(" "),
  );

const after = (rows: readonly string[], words: string, command: Command) =>
  signs(run(at(stateOf(rows), words), command));

test("columns are counted as they are seen, also below and beside merged cells", () => {
  const merged = ["A>2 B", "c d e", "f^2 g h", "i j"];
  expect(after(merged, "d", removeColumn)).toEqual(["A B", "c e", "f^2 h", "j"]);
  expect(after(merged, "e", removeColumn)).toEqual(["A>2", "c d", "f^2 g", "i"]);
  expect(after(merged, "i", removeColumn)).toEqual(["A B", "c e", "f^2 h", "j"]);
  expect(after(merged, "c", addColumn)).toEqual(["A>3 B", "c _ d e", "f^2 _ g h", "_ i j"]);
  expect(after(merged, "A", addColumn)).toEqual(["A>2 _ B", "c d _ e", "f^2 g _ h", "i _ j"]);
});

test("rows grow through cells that go over them, and such a cell keeps its words when a row of it goes", () => {
  const merged = ["a^2 b", "c", "d e"];
  expect(after(merged, "b", addRow)).toEqual(["a^3 b", "_", "c", "d e"]);
  expect(after(merged, "b", removeRow)).toEqual(["a c", "d e"]);
  expect(after(merged, "c", removeRow)).toEqual(["a b", "d e"]);
  expect(after(merged, "a", removeRow)).toEqual(["d e"]);
});

test("a merged cell is split, its words in the first; another is none to split", () => {
  expect(after(["a>2^2 b", "c", "d e f"], "a", split)).toEqual(["a _ b", "_ _ c", "d e f"]);
  expect(split(at(stateOf(["a>2 b"]), "b"))).toBe(false);
});

test("the first row becomes a heading and an ordinary one again, and keeps its words", () => {
  const state = at(stateOf(["a>2 b^2", "c d"]), "d");
  expect(hasHeaderRow(state)).toBe(false);
  const headed = run(state, headerRow);
  expect([hasHeaderRow(headed), signs(headed)]).toEqual([true, ["a>2 b^2", "c d"]]);
  expect(hasHeaderRow(run(headed, headerRow))).toBe(false);
});

test("a cell over the whole width does not take the table along; the last column does", () => {
  expect(removeColumn(at(stateOf(["A>2", "b c"]), "A"))).toBe(false);
  expect(removeRow(at(stateOf(["a^2 b", "c"]), "a"))).toBe(false);
  expect(after(["A>2", "b>2"], "A", removeColumn)).toEqual([]);
  expect(after(["a^2 b^2", ""], "b", removeRow)).toEqual([]);
  expect(addColumn(EditorState.create({ doc: stateOf(["a"]).doc }))).toBe(false);
});

test("a cell grows no further than the schema lets it", () => {
  expect(addColumn(at(stateOf(["a>20", "b c>19"]), "b"))).toBe(false);
  expect(addColumn(at(stateOf(["a>19", "b c>18"]), "b"))).toBe(true);
  const high = ["a^20 b", ...Array.from({ length: 19 }, (_, nth) => `c${nth}`)];
  expect(addRow(at(stateOf(high), "b"))).toBe(false);
  expect(addRow(at(stateOf(high), "c18"))).toBe(true);
});

test("short rows and cells that go too far are mended where somebody acts, and not before", () => {
  const torn = stateOf(["a b c", "d^5", "e>3 f"]);
  expect(signs(torn)).toEqual(["a b c", "d^5", "e>3 f"]);
  expect(isInTable(at(torn, "b"))).toBe(true);
  addRow(at(torn, "b"));
  expect(signs(torn)).toEqual(["a b c", "d^5", "e>3 f"]);
  expect(signs(run(at(torn, "b"), addRow))).toEqual(["a b c _ _", "_ _ _ _ _", "d^2 _ _ _ _", "e>3 f"]);
});

test("whatever is done to whatever table, it is a rectangle, and loses the words of what was removed alone", () => {
  const commands = { addRow, addColumn, removeRow, removeColumn, headerRow, split };
  const span = fc.constantFrom(1, 1, 1, 2, 3);
  const rows = fc.array(fc.array(fc.tuple(span, span, fc.boolean()), { maxLength: 4 }), {
    minLength: 1,
    maxLength: 4,
  });
  const acts = fc.array(fc.tuple(fc.constantFrom(...Object.keys(commands)), fc.nat()), { maxLength: 8 });
  fc.assert(
    fc.property(rows, acts, (shape, todo) => {
      let nth = 0;
      let state = stateOf(
        shape.map((row) => row.map(([w, h, head]) => `${head ? "W" : "w"}${nth++}>${w}^${h}`).join(" ")),
      );
      for (const [name, place] of todo) {
        const held = grid(state);
        const carets: number[] = [];
        held?.descendants(
          (node, pos) => void (node.isTextblock && carets.push(pos + state.doc.child(0).nodeSize + 2)),
        );
        if (held === null || carets.length === 0) return;
        const map = TableMap.get(held);
        // The words that a removal may take are told from a table that is a rectangle.
        const command = map.problems ? addRow : (commands as Record<string, Command>)[name];
        const caret = TextSelection.create(state.doc, carets[place % carets.length] ?? 0);
        const before = state.apply(state.tr.setSelection(caret));
        if (command === undefined) continue;
        const tried = command(before);
        const start = state.doc.child(0).nodeSize + 1;
        const cell = before.selection.$from.before(before.selection.$from.depth - 1) - start;
        state = run(before, command);
        expect(state === before).toBe(!tried);
        state.doc.check();
        const left = grid(state);
        if (left !== null) expect(TableMap.get(left).problems).toBeNull();
        const kept = new Set(state.doc.textBetween(0, state.doc.content.size, " ").split(/\s+/));
        const going = map.problems ? null : map.findCell(cell);
        held.descendants((node, pos) => {
          if (node.type.spec.tableRole !== "cell" && node.type.spec.tableRole !== "header_cell") return true;
          if (node.textContent === "") return false;
          let removed = false;
          if (tried && going !== null && /^remove/.test(name)) {
            const own = map.findCell(pos);
            removed =
              name === "removeRow"
                ? own.top >= going.top && own.bottom <= going.bottom
                : own.left >= going.left && own.right <= going.right;
          }
          expect([node.textContent, kept.has(node.textContent)]).toEqual([node.textContent, !removed]);
          return false;
        });
      }
    }),
    { numRuns: 300 },
  );
});

test("what another writes in a merged cell at the same time stays, whatever is done to the table", () => {
  const merged = tableOf(["a>2 b", "c d e", "f^2 g h", "i j"]);
  for (const command of [addRow, addColumn]) {
    const around = new Table(planOf(merged));
    const [ana, bea] = [around.seat(), around.seat()];
    expect(ana.run(command)).toBe(true);
    bea.write("a", "new ");
    bea.write("f", "more ");
    expect(calm(ana, bea)).toBe(true);
    const words = ana.read.content.map(wordsOf).join(" ");
    expect(words).toContain("new a");
    expect(words).toContain("more f");
  }
});
