/**
 * The clauses of the text on the screen, named and counted as document/reading.ts does, so that an address means the same
 * here and on every page: paragraphs at the top of the text and outputs are counted through, an empty line is not cited.
 */
import type { Node } from "prosemirror-model";
import type { Clause } from "#app/document/reading.ts";
import { headingNumerals } from "#app/document/reading.ts";
import type { Say } from "./words.ts";

export interface LiveClause extends Pick<Clause, "id" | "kind" | "numeral"> {
  readonly node: Node;
  /** Where it begins. */
  readonly pos: number;
}

const known = new WeakMap<Node, readonly LiveClause[]>();

/** All of them, in order; counted once for each state of the text. */
export function clausesIn(doc: Node): readonly LiveClause[] {
  const found = known.get(doc) ?? count(doc);
  known.set(doc, found);
  return found;
}

function count(doc: Node): readonly LiveClause[] {
  const counted = { paragraph: 0, output: 0 };
  const numerals = headingNumerals();
  const taken = new Set<string>();
  const found: LiveClause[] = [];
  doc.forEach((node, pos, index) => {
    const kind = kindOf(node);
    found.push({ id: anchorOf(node, index, taken), kind, numeral: numeralOf(node, kind), node, pos });
  });
  return found;

  function numeralOf(node: Node, kind: LiveClause["kind"]): string | null {
    if (kind === "heading") return numerals(Number(node.attrs.level));
    if (kind === "output") return String(++counted.output);
    return kind === "paragraph" && hasWords(node) ? String(++counted.paragraph) : null;
  }
}

/** Where a clause stands, as one says it: "Paragraph 7"; what has no number, by the section it is in. */
export function placeName(t: Say, clauses: readonly LiveClause[], at: number): string {
  const clause = clauses[at];
  const number = clause?.numeral ?? null;
  if (clause !== undefined && number !== null) return t(`place.${clause.kind}`, { number });
  const section = sectionAt(clauses, at);
  return section === 0 ? t("place.beginning") : t("place.section", { number: String(section) });
}

/** Number of the section a clause stands in; 0 before the first. */
export function sectionAt(clauses: readonly LiveClause[], at: number): number {
  return clauses.slice(0, at + 1).filter(({ node }) => node.type.name === "heading" && node.attrs.level === 1)
    .length;
}

const worded = new WeakMap<Node, boolean>();

/** Whether a paragraph says anything; an empty one is not counted. */
export function hasWords(node: Node): boolean {
  const found = worded.get(node) ?? wordsIn(node).trim() !== "";
  worded.set(node, found);
  return found;
}

/** The words of a node as one reads them. */
export function wordsIn(node: Node): string {
  return node.textBetween(0, node.content.size, " ", (leaf) => leaf.type.spec.leafText?.(leaf) ?? "");
}

function kindOf({ type: { name } }: Node): LiveClause["kind"] {
  return name === "heading" || name === "paragraph" || name === "table" || name === "output" ? name : "list";
}

function anchorOf(node: Node, index: number, taken: Set<string>): string {
  const wanted =
    typeof node.attrs.id === "string" ? node.attrs.id : `${kindOf(node).slice(0, 1)}-${index + 1}`;
  let id = wanted;
  for (let again = 2; taken.has(id); again++) id = `${wanted}-${again}`;
  taken.add(id);
  return id;
}
