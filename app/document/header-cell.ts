/**
 * Whether a cell of a table gives a name or holds content. Its kind says so, or its attribute `header` where somebody changed it:
 * the cell stays then, with what others are writing in it.
 */
import type { PlanNode } from "./plan.ts";

type Cell = Pick<PlanNode, "type"> & { readonly attrs?: Readonly<Record<string, unknown>> };

/** Of a table_header and a table_cell; false of anything else. */
export function isHeader({ type, attrs }: Cell): boolean {
  if (type === "table_header") return attrs?.["header"] !== "no";
  return type === "table_cell" && attrs?.["header"] === "yes";
}

/** The attribute `header` with which a cell of that kind is one, or is none; null where its kind says so. */
export function headerAs(type: string, header: boolean): "yes" | "no" | null {
  if (header === (type === "table_header")) return null;
  return header ? "yes" : "no";
}

/** A cell as what it is read as, so that two which are read alike compare as alike; any other node as it is. */
export function asRead({ type, attrs = {} }: PlanNode): Required<Pick<PlanNode, "type" | "attrs">> {
  if (!isCell(type)) return { type, attrs };
  const own = Object.fromEntries(Object.entries(attrs).filter(([name]) => name !== "header"));
  return { type: isHeader({ type, attrs }) ? "table_header" : "table_cell", attrs: own };
}

/** Rows of a table whose cells are of the kind of those that stood at their place, and read as before. */
export function inKindOf(rows: readonly PlanNode[], before: readonly PlanNode[]): readonly PlanNode[] {
  return rows.map((row, at) => {
    if (row.type !== "table_row" || row.content === undefined) return row;
    return { ...row, content: row.content.map((cell, place) => ofKind(cell, before[at]?.content?.[place])) };
  });
}

function ofKind(cell: PlanNode, was: PlanNode | undefined): PlanNode {
  if (was === undefined || !isCell(cell.type) || !isCell(was.type) || cell.type === was.type) return cell;
  const { header: _own, ...attrs } = cell.attrs ?? {};
  const header = headerAs(was.type, isHeader(cell));
  return { ...cell, type: was.type, attrs: header === null ? attrs : { ...attrs, header } };
}

const isCell = (type: string): boolean => type === "table_cell" || type === "table_header";
