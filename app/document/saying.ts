/** What parts of a plan say, whatever names they carry: by it a text from a file is held against the live text. Begin with `said`. */
import { asRead } from "./header-cell.ts";
import { wordsOf, type Attrs, type PlanMark, type PlanNode } from "./plan.ts";

/** What a node says, whatever names it carries and however its spaces are set. */
export function said(node: PlanNode, attrs: Attrs): string {
  const read = asRead({ type: node.type, attrs });
  // A cell that is one column wide and one row high need not say so.
  const own = Object.entries(read.attrs).filter(
    ([name, value]) =>
      name !== "id" && name !== "note" && value !== "" && !(name.endsWith("span") && value === 1),
  );
  const content = node.content ?? [];
  const inside = content.some(({ type }) => type === "text") ? saidInLine(content) : content.map(saidWithin);
  return JSON.stringify([read.type, own.sort(([a], [b]) => (a < b ? -1 : 1)), inside]);
}

const saidWithin = (node: PlanNode): string => said(node, node.attrs ?? {});

/** Words with their looks, and atoms; a space has no look, and several are one. */
export function saidInLine(runs: readonly PlanNode[]): readonly string[] {
  const tokens: string[] = [];
  for (const run of runs) {
    if (run.type !== "text") {
      tokens.push(saidWithin(run));
      continue;
    }
    const look = (run.marks ?? []).map(saidOfMark).sort().join(", ");
    for (const part of (run.text ?? "").split(/([\s\u00a0]+)/)) {
      if (part === "") continue;
      if (part.trim() !== "") tokens.push(`${part} (${look})`);
      else if (tokens.at(-1) !== " ") tokens.push(" ");
    }
  }
  return tokens;
}

const saidOfMark = ({ type, attrs = {} }: PlanMark): string =>
  [
    type,
    ...Object.entries(attrs)
      .filter(([name]) => name !== "id" && name !== "group")
      .map(([, value]) => value),
  ].join(" ");

/** The words of a block, of an output its title first. */
export const wordsOfBlock = (node: PlanNode): string =>
  `${node.type === "output" ? `${String(node.attrs?.["title"] ?? "")} ` : ""}${wordsOf(node)}`
    .replace(/\s+/g, " ")
    .trim();
