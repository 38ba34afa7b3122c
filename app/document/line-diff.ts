/** Lists, tables and outputs compared line by line and word by word: an item, a row, a paragraph is a line. Begin with `linesOf`. */
import { bestPairs, likenessOf } from "./alignment.ts";
import { field, wordsOf, type PlanNode } from "./plan.ts";
import { diffWords, type Effort, type WordChange } from "./word-diff.ts";

/** One line of a clause. */
export interface Line {
  /** What it is, so that a page can set it. */
  readonly kind: "title" | "paragraph" | "item" | "row";
  /** Items in items stand deeper: 0, 1, 2. */
  readonly depth: number;
  /** The cells of a row; of other lines one text. */
  readonly cells: readonly string[];
}

export interface ComparedLine extends Omit<Line, "cells"> {
  readonly change: "same" | "added" | "removed" | "changed";
  readonly cells: readonly (readonly WordChange[])[];
}

/** The lines of a list, a table or an output; none of a paragraph or heading, whose words are one line anyway. */
export function linesOf(node: PlanNode): readonly Line[] {
  switch (node.type) {
    case "bullet_list":
    case "ordered_list":
      return itemsOf(node, 0);
    case "table":
      return (node.content ?? []).map((row) => line("row", (row.content ?? []).map(wordsOf)));
    case "output":
      return [
        line("title", [field(node, "title")]),
        ...(node.content ?? []).map((paragraph) => line("paragraph", [wordsOf(paragraph)])),
      ];
    default:
      return [];
  }
}

const line = (kind: Line["kind"], cells: readonly string[], depth = 0): Line => ({ kind, depth, cells });

function itemsOf(list: PlanNode, depth: number): readonly Line[] {
  return (list.content ?? []).flatMap((item) => {
    const children = item.content ?? [];
    const own = children.filter(({ type }) => type === "paragraph").map(wordsOf);
    const below = children.filter(({ type }) => type !== "paragraph");
    return [line("item", [own.join(" ")], depth), ...below.flatMap((inner) => itemsOf(inner, depth + 1))];
  });
}

/** Lines of both in the order of the newer; what was removed stands where it stood. */
export function compareLines(
  older: readonly Line[],
  newer: readonly Line[],
  spent: Effort,
): readonly ComparedLine[] {
  const found: ComparedLine[] = [];
  let [at, here] = [0, 0];
  // What both begin with is the same without comparing everything with everything.
  for (; at < older.length && sameLine(older[at], newer[at]); at++, here++) {
    const kept = older[at];
    if (kept) found.push(alone("same", kept));
  }
  const upTo = (i: number, j: number) => {
    for (const gone of older.slice(at, i)) found.push(alone("removed", gone));
    for (const come of newer.slice(here, j)) found.push(alone("added", come));
    [at, here] = [i, j];
  };
  const begun = at;
  for (const [i, j] of bestPairs(older.slice(begun), newer.slice(begun), alike)) {
    upTo(begun + i, begun + j);
    const [before, after] = [older[at++], newer[here++]];
    if (before && after) found.push(changed(before, after, spent));
  }
  upTo(older.length, newer.length);
  return found;
}

/** A title is the title, whatever it says; so is a row that kept a cell. */
function alike(older: Line, newer: Line): number {
  if (older.kind !== newer.kind) return 0;
  if (older.kind === "title") return 1;
  const kept =
    older.kind === "row" && older.cells.some((cell, at) => cell !== "" && cell === newer.cells[at]);
  return Math.max(kept ? 0.4 : 0, likenessOf(older.cells.join("\n"), newer.cells.join("\n")));
}

const sameLine = (one: Line | undefined, other: Line | undefined): boolean =>
  one?.kind === other?.kind &&
  one?.depth === other?.depth &&
  one?.cells.join("\n") === other?.cells.join("\n");

function alone(change: "same" | "added" | "removed", { cells, ...rest }: Line): ComparedLine {
  return { ...rest, change, cells: cells.map((words) => (words === "" ? [] : [{ kind: change, words }])) };
}

function changed(before: Line, after: Line, spent: Effort): ComparedLine {
  const width = Math.max(before.cells.length, after.cells.length);
  const cells = Array.from({ length: width }, (_, at) =>
    diffWords(before.cells[at] ?? "", after.cells[at] ?? "", spent),
  );
  const same = cells.every((words) => words.every(({ kind }) => kind === "same"));
  return { kind: after.kind, depth: after.depth, change: same ? "same" : "changed", cells };
}
