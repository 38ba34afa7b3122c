/** Tables of Word: those of the text, and one for each output with all its fields. */
import { BorderStyle, ShadingType, Table, TableCell, TableRow, WidthType } from "docx";
import { flow, wordsOfLine, type Cell, type Line, type Row } from "#app/document/lines.ts";
import { plainPieces } from "#app/document/pieces.ts";
import { align, pair, type Tracked } from "#app/document/tracked.ts";
import { field } from "#app/document/plan.ts";
import type { Clause } from "#app/document/reading.ts";
import { outputFields, type OutputField } from "#app/i18n/output-fields.ts";
import { changedLines, markOf, paragraphsOf, plainLines, type Fate, type TrackedLine } from "./docx-lines.ts";
import type { Press } from "./docx-press.ts";
import type { PaperComment } from "./paper.ts";

/** Width of the text between the margins of A4, in twentieths of a point. */
export const measure = 9354;

const line = { style: BorderStyle.SINGLE, size: 4, color: "A6A6A6" } as const;
const borders = {
  top: line,
  bottom: line,
  left: line,
  right: line,
  insideHorizontal: line,
  insideVertical: line,
};
const wash = { type: ShadingType.CLEAR, color: "auto", fill: "EEF1F4" } as const;
const margins = { top: 60, bottom: 60, left: 100, right: 100 };

/** What a table begins with: the clause it is, and what was said of it. */
export interface Place {
  readonly key: string;
  /** The name of its bookmark, or null for none. */
  readonly name: string | null;
  readonly comments: readonly PaperComment[];
}

/** A table of the text, in one text or unchanged. */
export function tableOf(press: Press, place: Place, fate: Fate, rows: readonly Row[]): Table {
  const setRows = rows.map((cells): SetRow => ({
    fate,
    cells: cells.map((cell) => ({ cell, lines: plainLines(fate, cell.lines) })),
  }));
  return setTable(press, place, setRows);
}

/** A table in both texts; null where its columns are others, so that it is rather two tables. */
export function changedTable(
  press: Press,
  place: Place,
  before: readonly Row[],
  after: readonly Row[],
): Table | null {
  if (new Set([...before, ...after].map(shapeOf)).size > 1) return null;
  const keyOf = (row: Row) => row.map((cell) => cell.lines.map(wordsOfLine).join("\n")).join("\t");
  const tracked = pair(align(before, after, keyOf), sharesCell);
  return setTable(press, place, tracked.map(setRow));
}

/** An output as a table, in one text or in both. */
export function outputTable(press: Press, place: Place, output: Tracked<Clause>): Table {
  const { words } = press;
  const fate: Fate = output.kind === "both" ? "same" : output.kind;
  const cellOf = (linesOf: (clause: Clause) => readonly Line[]): readonly TrackedLine[] => {
    if (output.kind === "both") return changedLines(linesOf(output.before), linesOf(output.after));
    return plainLines(output.kind, linesOf(output.kind === "added" ? output.after : output.before));
  };
  const label = (text: string) => plainLines(fate, [plainLine(text)]);
  const said = (name: OutputField) =>
    cellOf(({ node }) => [plainLine(words.outputs.say(name, node.attrs ?? {}))]);
  const number = (clause: Clause) => words.outputs.heading(clause.number ?? 0);
  const own = { name: place.name, comments: place.comments };
  const key = `${place.key} output`;
  const row = (cells: readonly TableCell[], whole = true) => rowOf(press, fate, cells, { whole });
  const description = cellOf(({ node }) => flow(node.content ?? []));
  const divided = isLong(description);
  const cell = (
    lines: readonly TrackedLine[],
    options: { span?: number; label?: boolean; title?: boolean; own?: boolean; last?: boolean } = {},
  ) =>
    new TableCell({
      margins,
      columnSpan: options.span ?? 1,
      width: { size: widthOf(options), type: WidthType.DXA },
      ...(options.label === true || options.title === true ? { shading: wash } : {}),
      children: [
        ...paragraphsOf(press, {
          key,
          lines: lines.length === 0 ? plainLines(fate, [plainLine("")]) : lines,
          style: options.title === true ? "OutputTitle" : options.label === true ? "CellLabel" : "CellText",
          keep: options.last !== true,
          ...(options.own === true ? own : {}),
        }),
      ],
    });
  const both = (left: OutputField, right: OutputField) =>
    row([
      cell(label(words.outputs.label(left)), { label: true }),
      cell(said(left)),
      cell(label(words.outputs.label(right)), { label: true }),
      cell(said(right)),
    ]);
  return new Table({
    width: { size: measure, type: WidthType.DXA },
    columnWidths: [...columns],
    borders,
    rows: [
      row([
        cell(
          cellOf((clause) => [plainLine(number(clause))]),
          { title: true },
        ),
        cell(
          cellOf(({ node }) => [plainLine(field(node, "title"))]),
          { span: 3, title: true, own: true },
        ),
      ]),
      row(
        [
          cell(label(words.outputs.label("description")), { label: true, last: divided }),
          cell(description, { span: 3, last: divided }),
        ],
        !divided,
      ),
      ...outputFields.slice(0, -1).flatMap((name, at, all) => {
        const next = all[at + 1];
        return at % 2 === 0 && next !== undefined ? [both(name, next)] : [];
      }),
      row([
        cell(label(words.outputs.label("evidence")), { label: true, last: true }),
        cell(said("evidence"), { span: 3, last: true }),
      ]),
    ],
  });
}

const columns = [1660, 3017, 1660, 3017] as const;

function widthOf({ span, label }: { span?: number; label?: boolean }): number {
  if (span === 3) return columns[1] + columns[2] + columns[3];
  return label === true ? columns[0] : columns[1];
}

function plainLine(text: string): Line {
  return { look: "plain", level: 0, list: 0, numeral: null, pieces: plainPieces(text) };
}

interface SetCell {
  readonly cell: Cell;
  readonly lines: readonly TrackedLine[];
}
interface SetRow {
  readonly fate: Fate;
  readonly cells: readonly SetCell[];
}

function setTable(press: Press, place: Place, rows: readonly SetRow[]): Table {
  const wide = Math.max(
    1,
    ...rows.map(({ cells }) => cells.reduce((sum, { cell }) => sum + cell.columns, 0)),
  );
  const each = Math.floor(measure / wide);
  let first = true;
  return new Table({
    width: { size: measure, type: WidthType.DXA },
    columnWidths: Array.from({ length: wide }, () => each),
    borders,
    rows: rows.map(({ fate, cells }, at) =>
      rowOf(
        press,
        fate,
        cells.map(({ cell, lines }, column) => {
          const own = first && fate !== "removed" ? place : null;
          if (own !== null) first = false;
          return new TableCell({
            margins,
            columnSpan: cell.columns,
            rowSpan: cell.rows,
            width: { size: each * cell.columns, type: WidthType.DXA },
            ...(cell.head ? { shading: wash } : {}),
            children: [
              ...paragraphsOf(press, {
                key: `${place.key} ${at} ${column}`,
                lines: lines.length === 0 ? plainLines(fate, [plainLine("")]) : lines,
                style: cell.head ? "CellLabel" : "CellText",
                ...(own === null ? {} : { name: own.name, comments: own.comments }),
              }),
            ],
          });
        }),
        {
          head: cells.length > 0 && cells.every(({ cell }) => cell.head) && at === 0,
          whole: !cells.some(({ lines }) => isLong(lines)),
        },
      ),
    ),
  });
}

/** More letters than this take a good part of a page: such a cell goes over from one to the next. */
const longest = 1500;

const isLong = (lines: readonly TrackedLine[]): boolean =>
  lines.reduce((sum, { line }) => sum + wordsOfLine(line).length, 0) > longest;

/** `head`: repeated on each page. `whole`: stays on one page. */
function rowOf(
  press: Press,
  fate: Fate,
  children: readonly TableCell[],
  { head = false, whole }: { readonly head?: boolean; readonly whole: boolean },
): TableRow {
  return new TableRow({
    children: [...children],
    cantSplit: whole,
    ...(head ? { tableHeader: true } : {}),
    ...(fate === "same" ? {} : markOf(fate, press.revision())),
  });
}

function setRow(tracked: Tracked<Row>): SetRow {
  if (tracked.kind !== "both") {
    const row = tracked.kind === "added" ? tracked.after : tracked.before;
    return {
      fate: tracked.kind,
      cells: row.map((cell) => ({ cell, lines: plainLines(tracked.kind, cell.lines) })),
    };
  }
  const { before, after } = tracked;
  return {
    fate: "same",
    cells: after.map((cell, at) => ({ cell, lines: changedLines(before[at]?.lines ?? [], cell.lines) })),
  };
}

/** How a row is divided: only tables of one division are compared cell by cell. */
const shapeOf = (row: Row): string => row.map(({ columns, rows }) => `${columns}x${rows}`).join(" ");

/** Rows are one where they have a cell in common, or where all that changed are words of a single row. */
function sharesCell(before: Row, after: Row): boolean {
  const said = (cell: Cell) => cell.lines.map(wordsOfLine).join("\n");
  return before.some(
    (cell, at) => after[at] !== undefined && said(cell) !== "" && said(cell) === said(after[at]),
  );
}
