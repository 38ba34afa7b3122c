/** The grid of a table, in which a cell may go over several columns and rows: mending it, rows and columns in it. */
import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import type { TableRect } from "prosemirror-tables";
import { attribute } from "#app/document/attributes.ts";
import { headerAs, isHeader } from "#app/document/header-cell.ts";
import { cellOf, nodeType } from "./commands.ts";
import { newId } from "#app/document/new-id.ts";

/** Makes a table a rectangle as a page draws it: what goes beyond or over another cell is cut back, short rows are filled up. */
export function mend(tr: Transaction, table: Node): void {
  const taken: Set<number>[] = table.children.map(() => new Set());
  table.forEach((row, offset, at) => {
    let column = 0;
    row.forEach((cell, within) => {
      while (taken[at]?.has(column)) column++;
      const [colspan, rowspan] = [Number(cell.attrs.colspan), Number(cell.attrs.rowspan)];
      const isFree = (line: number, width: number) =>
        Array.from({ length: width }, (_, nth) => column + nth).every((place) => !taken[line]?.has(place));
      let [width, height] = [1, 1];
      while (width < colspan && isFree(at, width + 1)) width++;
      while (height < rowspan && at + height < taken.length && isFree(at + height, width)) height++;
      for (const places of taken.slice(at, at + height))
        for (let nth = 0; nth < width; nth++) places.add(column + nth);
      const pos = offset + within + 2;
      if (width < colspan) tr.setNodeAttribute(pos, "colspan", width);
      if (height < rowspan) tr.setNodeAttribute(pos, "rowspan", height);
    });
  });
  const width = Math.max(0, ...taken.flatMap((places) => [...places].map((place) => place + 1)));
  table.forEach((row, offset, at) => {
    const like = kindOf(row.lastChild);
    const missing = width - (taken[at]?.size ?? 0);
    tr.insert(
      tr.mapping.map(offset + row.nodeSize),
      Array.from({ length: missing }, () => cellOf(like)),
    );
  });
}

/** Gives a name to each cell that goes over several rows: written again in another row it is known by it (replaced.ts). */
export function nameMerged(tr: Transaction): void {
  tr.doc.descendants((node, pos) => {
    if (isMerged(node) && node.attrs.id === null) tr.setNodeAttribute(pos, "id", newId());
    return !node.isTextblock;
  });
}

/** Whether it goes over several rows. */
export const isMerged = (node: Node): boolean => isCell(node) && Number(node.attrs.rowspan) > 1;

export const isCell = ({ type }: Node): boolean =>
  type.spec.tableRole === "cell" || type.spec.tableRole === "header_cell";

/** Puts a paragraph into each cell without one, to write in. */
export function fill(tr: Transaction): void {
  const empty: number[] = [];
  tr.doc.firstChild?.forEach((row, offset) =>
    row.forEach((cell, within) => void (cell.childCount === 0 && empty.push(offset + within + 3))),
  );
  for (const at of empty.reverse()) tr.insert(at, nodeType("paragraph").create({ id: newId() }));
}

/** A row of cells at that place, which goes through cells that stand on both sides of it. */
export function putRow(tr: Transaction, { map, table, tableStart }: TableRect, row: number): void {
  const above = map.map.slice((row - 1) * map.width, row * map.width);
  const below = map.map.slice(row * map.width, (row + 1) * map.width);
  // Names of columns are given once; those of rows, in a column of their own, go on.
  const [through, heads] = [new Set<number>(), above.every((pos) => isHead(table.nodeAt(pos)))];
  const cells = above.flatMap((pos, column) => {
    if (pos !== below[column]) return [cellOf(heads ? "table_cell" : kindOf(table.nodeAt(pos)))];
    through.add(pos);
    return [];
  });
  for (const pos of through)
    tr.setNodeAttribute(tableStart + pos, "rowspan", Number(table.nodeAt(pos)?.attrs.rowspan) + 1);
  const place = table.children.slice(0, row).reduce((sum, one) => sum + one.nodeSize, tableStart);
  tr.insert(place, nodeType("table_row").create(null, cells));
}

/** A column of cells at that place, which goes through cells that stand on both sides of it. */
export function putColumn(tr: Transaction, { map, table, tableStart }: TableRect, column: number): void {
  const at = (row: number, place: number) => map.map[row * map.width + place];
  const rows = Array.from({ length: map.height }, (_, row) => row);
  const cellAt = (row: number, place: number) => table.nodeAt(at(row, place) ?? 0);
  // Names of rows are given once; those of columns, in a row of their own, go on.
  const heads = rows.every((row) => isHead(cellAt(row, column - 1)));
  const like = (row: number) => {
    if (!heads) return kindOf(cellAt(row, column - 1));
    return column < map.width ? kindOf(cellAt(row, column)) : "table_cell";
  };
  const through = new Set<number>();
  for (const row of rows.reverse()) {
    const [before, after] = [at(row, column - 1), column < map.width ? at(row, column) : undefined];
    if (before === undefined || before !== after)
      tr.insert(tableStart + map.positionAt(row, column, table), cellOf(like(row)));
    else through.add(before);
  }
  for (const pos of through)
    tr.setNodeAttribute(
      tr.mapping.map(tableStart + pos),
      "colspan",
      Number(table.nodeAt(pos)?.attrs.colspan) + 1,
    );
}

/** Makes one cell of each place that a cell goes over; its words stay in the first. */
export function divide(tr: Transaction, { map, table, tableStart }: TableRect, pos: number): void {
  const cell = table.nodeAt(pos);
  const { left, right, top, bottom } = map.findCell(pos);
  if (cell === null || (right - left === 1 && bottom - top === 1)) return;
  const cells = (count: number) => Array.from({ length: count }, () => cellOf(kindOf(cell)));
  for (let row = bottom - 1; row > top; row--)
    tr.insert(tableStart + map.positionAt(row, left, table), cells(right - left));
  tr.insert(tableStart + pos + cell.nodeSize, cells(right - left - 1));
  for (const name of ["colspan", "rowspan"]) tr.setNodeAttribute(tableStart + pos, name, 1);
}

/** Makes the cells of the first row names of columns, or ordinary ones: they stay, with what others write in them. */
export function nameColumns(tr: Transaction, { map, table, tableStart }: TableRect, named: boolean): void {
  for (const pos of map.cellsInRect({ left: 0, right: map.width, top: 0, bottom: 1 })) {
    const name = table.nodeAt(pos)?.type.name;
    if (name !== undefined) tr.setNodeAttribute(tableStart + pos, "header", headerAs(name, named));
  }
}

/** Whether the first row gives the names of the columns. */
export const isHeaded = (table: Node): boolean => (table.firstChild?.children ?? []).every(isHead);

/** Takes a row away; a cell that begins in it and goes on begins in the next one. */
export function takeRow(tr: Transaction, { map, table, tableStart }: TableRect, row: number): void {
  const cells = new Set(map.map.slice(row * map.width, (row + 1) * map.width));
  for (const pos of [...cells].reverse()) {
    const cell = table.nodeAt(pos);
    const { top, bottom, left } = map.findCell(pos);
    if (cell === null || bottom - top === 1) continue;
    const rowspan = Number(cell.attrs.rowspan) - 1;
    if (top < row) tr.setNodeAttribute(tableStart + pos, "rowspan", rowspan);
    else {
      const on = cell.type.create({ ...cell.attrs, rowspan }, cell.content);
      tr.insert(tableStart + map.positionAt(row + 1, left, table), on);
    }
  }
  const place = table.children.slice(0, row).reduce((sum, one) => sum + one.nodeSize, tableStart);
  tr.delete(place, place + table.child(row).nodeSize);
}

/** Whether the cell may go over one more. */
export const mayGrow = ({ table }: TableRect, pos: number, name: "colspan" | "rowspan"): boolean =>
  attribute("table_cell", name, Number(table.nodeAt(pos)?.attrs[name]) + 1) !== null;

const isHead = (cell: Node | null): boolean =>
  cell !== null && isHeader({ type: cell.type.name, attrs: cell.attrs });

/** What a new cell beside that one is. */
const kindOf = (cell: Node | null): "table_header" | "table_cell" =>
  isHead(cell) ? "table_header" : "table_cell";
