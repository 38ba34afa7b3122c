/**
 * What the note beside a table does to it. A cell may go over several columns and rows: they are counted as they are seen,
 * and after each act the table is a rectangle. Nothing is mended before somebody acts on it. Begin with `onTable`.
 */
import type { Node } from "prosemirror-model";
import { EditorState, type Command, type Transaction } from "prosemirror-state";
import { cellAround, removeColumn as takeColumn, TableMap, type TableRect } from "prosemirror-tables";
import { StepMap, type Step } from "prosemirror-transform";
import { above, nodeType } from "./commands.ts";
import {
  divide,
  fill,
  isHeaded,
  mayGrow,
  mend,
  nameColumns,
  nameMerged,
  putColumn,
  putRow,
  takeRow,
} from "./table-grid.ts";

export const isInTable = (state: EditorState): boolean => above(state.selection.$from, "table") !== null;

/** A row below the caret's cell; cells that go over that place grow. */
export const addRow: Command = onTable((tr, { rect }) => {
  const { map, bottom } = rect;
  const below = map.map.slice(bottom * map.width, (bottom + 1) * map.width);
  if (
    below.every((pos, at) => pos !== map.map[(bottom - 1) * map.width + at] || mayGrow(rect, pos, "rowspan"))
  )
    putRow(tr, rect, bottom);
});

/** A column to the right of the caret's cell. */
export const addColumn: Command = onTable((tr, { rect }) => {
  const { map, right } = rect;
  const beside = right === map.width ? [] : map.map.filter((_, at) => at % map.width === right);
  if (
    beside.every((pos, row) => pos !== map.map[row * map.width + right - 1] || mayGrow(rect, pos, "colspan"))
  )
    putColumn(tr, rect, right);
});

/** The rows in which the caret's cell stands; the table with the last one. A cell that goes on beside them keeps its words. */
export const removeRow: Command = onTable((tr, { rect, cells }) => {
  const { map, top, bottom } = rect;
  if (top > 0 || bottom < map.height)
    for (let row = bottom - 1; row >= top; row--) takeRow(tr, now(tr, rect), row);
  else if (cells.every((cell) => cell.attrs.rowspan === map.height)) takeTable(tr);
});

/** The same of columns. */
export const removeColumn: Command = onTable((tr, { rect, cells }) => {
  const { map, left, right } = rect;
  if (left > 0 || right < map.width)
    for (let column = right - 1; column >= left; column--) takeColumn(tr, now(tr, rect), column);
  else if (cells.every((cell) => cell.attrs.colspan === map.width)) takeTable(tr);
});

/** A cell that goes over several columns or rows becomes one cell for each; its words stay in the first. */
export const split: Command = onTable((tr, { rect, cell }) => divide(tr, rect, cell));

/** The first row gives the names of the columns, or gives them no more. */
export const headerRow: Command = onTable((tr, { rect }) => nameColumns(tr, rect, !isHeaded(rect.table)));

/** Whether the caret's table begins with the names of its columns. */
export function hasHeaderRow(state: EditorState): boolean {
  const whole = above(state.selection.$from, "table");
  return whole !== null && isHeaded(whole.node);
}

interface Place {
  /** The caret's cell in columns and rows, with its table. */
  readonly rect: TableRect;
  /** Where the cell begins in the table. */
  readonly cell: number;
  readonly cells: readonly Node[];
}

/**
 * A command on the table of the caret; none where nothing would change. What has to be put right first is a change of its own, of
 * which undo knows nothing: a cell that is written again in another row has its name before, and y-prosemirror, which holds the
 * text before a change against the one after it, does not take one cell for another.
 */
function onTable(act: (tr: Transaction, place: Place) => void): Command {
  const command: Command = (state, dispatch, view) => {
    const { $from } = state.selection;
    const [whole, $cell] = [above($from, "table"), cellAround($from)];
    if (whole === null || $cell === null) return false;
    // In a text of its own, so that to ask what can be done takes no time in a long one.
    const ready = alone(whole.node);
    mend(ready, whole.node);
    nameMerged(ready);
    const table = ready.doc.firstChild ?? whole.node;
    const tr = alone(table);
    const map = TableMap.get(table);
    const cell = ready.mapping.map($cell.pos - whole.pos) - 1;
    const rect = { ...map.findCell(cell), tableStart: 1, table, map };
    act(tr, { rect, cell, cells: table.children.flatMap((row) => row.children) });
    if (!tr.docChanged) return false;
    fill(tr);
    if (!dispatch) return true;
    if (!ready.docChanged) {
      dispatch(placed(tr.steps, state.tr, whole.pos));
      return true;
    }
    const first = placed(ready.steps, state.tr, whole.pos).setMeta("addToHistory", false);
    dispatch(first);
    return command(view?.state ?? state.apply(first), dispatch, view);
  };
  return command;
}

function placed(steps: readonly Step[], tr: Transaction, offset: number): Transaction {
  for (const step of steps) {
    const moved = step.map(StepMap.offset(offset));
    if (moved !== null) tr.step(moved);
  }
  return tr;
}

function alone(table: Node): Transaction {
  return EditorState.create({ doc: nodeType("doc").create(null, table) }).tr;
}

/** The table as it is now. */
function now(tr: Transaction, rect: TableRect): TableRect {
  const table = tr.doc.firstChild ?? rect.table;
  return { ...rect, table, map: TableMap.get(table) };
}

const takeTable = (tr: Transaction): void => void tr.delete(0, tr.doc.content.size);
