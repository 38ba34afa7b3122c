/** The grid of a table, in which a cell may go over several columns and rows: mending it, and rows in it. */
import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import type { TableRect } from "prosemirror-tables";
import { attribute } from "#app/document/attributes.ts";
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
    const like = row.lastChild?.type.name ?? "table_cell";
    const missing = width - (taken[at]?.size ?? 0);
    tr.insert(
      tr.mapping.map(offset + row.nodeSize),
      Array.from({ length: missing }, () => cellOf(like)),
    );
  });
}

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
  const isHead = (pos: number) => table.nodeAt(pos)?.type.name === "table_header";
  // Names of columns are given once; those of rows, in a column of their own, go on.
  const [through, heads] = [new Set<number>(), above.every(isHead)];
  const cells = above.flatMap((pos, column) => {
    if (pos !== below[column]) return [cellOf(isHead(pos) && !heads ? "table_header" : "table_cell")];
    through.add(pos);
    return [];
  });
  for (const pos of through)
    tr.setNodeAttribute(tableStart + pos, "rowspan", Number(table.nodeAt(pos)?.attrs.rowspan) + 1);
  const place = table.children.slice(0, row).reduce((sum, one) => sum + one.nodeSize, tableStart);
  tr.insert(place, nodeType("table_row").create(null, cells));
}

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
