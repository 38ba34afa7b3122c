/** A clause as it is set on paper: lines of words, tables of cells that hold lines, outputs. Begin with `partsOf`. */
import { isHeader } from "./header-cell.ts";
import { piecesOf, wordsOfPiece, type Piece } from "./pieces.ts";
import type { PlanNode } from "./plan.ts";
import type { Clause } from "./reading.ts";

export interface Line {
  /** `numbered`: a paragraph that is cited by its number. `under`: a further paragraph of a list item. */
  readonly look: "heading" | "numbered" | "plain" | "bullet" | "ordered" | "under";
  /** Of a heading 1 to 3, of a list 0 and up, else 0. */
  readonly level: number;
  /** Which ordered list of its clause it counts in; 0 outside such. */
  readonly list: number;
  /** Of a heading its number, "2.1"; null for one without, and for what is no heading. */
  readonly numeral: string | null;
  readonly pieces: readonly Piece[];
}

export interface Cell {
  readonly head: boolean;
  readonly columns: number;
  readonly rows: number;
  readonly lines: readonly Line[];
}

export type Row = readonly Cell[];

export type Part =
  | { readonly kind: "lines"; readonly lines: readonly Line[] }
  | { readonly kind: "table"; readonly rows: readonly Row[] }
  | { readonly kind: "output"; readonly clause: Clause };

/** How a clause is set. */
export function partOf(clause: Clause): Part {
  const { kind, node, number } = clause;
  switch (kind) {
    case "heading":
      return {
        kind: "lines",
        lines: [{ ...line("heading", levelOf(node), node), numeral: clause.numeral }],
      };
    case "paragraph":
      return { kind: "lines", lines: [line(number === null ? "plain" : "numbered", 0, node)] };
    case "list":
      return { kind: "lines", lines: flow([node]) };
    case "table":
      return { kind: "table", rows: (node.content ?? []).map(rowOf) };
    case "output":
      return { kind: "output", clause };
  }
}

/** What stands in a cell, in a list item or below an output, as lines. */
export function flow(nodes: readonly PlanNode[]): readonly Line[] {
  const lines: Line[] = [];
  let lists = 0;
  const walk = (node: PlanNode, level: number) => {
    if (node.type !== "bullet_list" && node.type !== "ordered_list") {
      lines.push(line("plain", 0, node));
      return;
    }
    const ordered = node.type === "ordered_list";
    const list = ordered ? ++lists : 0;
    for (const item of node.content ?? []) {
      const [first, ...rest] = item.content ?? [];
      const leads = first !== undefined && first.type === "paragraph";
      const look = ordered ? "ordered" : "bullet";
      lines.push({ look, level, list, numeral: null, pieces: leads ? piecesOf(first) : [] });
      for (const child of leads ? rest : (item.content ?? [])) {
        if (child.type === "paragraph") lines.push(line("under", level, child));
        else walk(child, level + 1);
      }
    }
  };
  for (const node of nodes) walk(node, 0);
  return lines;
}

/** The words of a line. */
export function wordsOfLine({ pieces }: Line): string {
  return pieces.map(wordsOfPiece).join("");
}

function line(look: Line["look"], level: number, node: PlanNode): Line {
  return { look, level, list: 0, numeral: null, pieces: piecesOf(node) };
}

function rowOf(node: PlanNode): Row {
  return (node.content ?? []).map((cell) => ({
    head: isHeader(cell),
    columns: Number(cell.attrs?.["colspan"] ?? 1),
    rows: Number(cell.attrs?.["rowspan"] ?? 1),
    lines: flow(cell.content ?? []),
  }));
}

function levelOf(node: PlanNode): number {
  return Math.min(3, Math.max(1, Number(node.attrs?.["level"] ?? 1)));
}
