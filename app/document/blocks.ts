/** The blocks of text of a plan, frozen or live: what a passage can lie in, with the same words either way. */
import * as Y from "yjs";
import { attribute } from "./attributes.ts";
import { wordsOf, type Plan, type PlanNode } from "./plan.ts";
import { clauseIds } from "./reading.ts";
import { isElement, mayHold } from "./schema.ts";
import { planFragment } from "./ydoc.ts";

/** One block of text: a paragraph or a heading, wherever in its clause it stands. */
export interface Block {
  /** The clause it stands in (reading.ts). */
  readonly clause: string;
  /** Its words; a sign such as a gap reads as `wordsOf` has it. */
  readonly words: string;
  /** Signs whose words cannot be cut: a passage has them whole or not at all. */
  readonly signs: readonly { readonly from: number; readonly to: number }[];
}

/** A block of plan JSON. */
export interface PlanBlock extends Block {
  readonly node: PlanNode;
}

/** A block of a Y.Doc. */
export interface LiveBlock extends Block {
  readonly element: Y.XmlElement;
  readonly parts: readonly Part[];
}

/** A child of a block in a Y.Doc, with the words it adds to those of the block. */
export interface Part {
  readonly type: Y.XmlText | Y.XmlElement;
  /** Which child of the block it is. */
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

/** The blocks of text of a plan, in order. */
export function blocksOf(plan: Plan): readonly PlanBlock[] {
  const ids = clauseIds(plan.content);
  return plan.content.flatMap((node, at) => blocksIn(node, ids[at] ?? ""));
}

function blocksIn(node: PlanNode, clause: string): PlanBlock[] {
  if (!mayHold(node.type, "text")) return (node.content ?? []).flatMap((child) => blocksIn(child, clause));
  const signs: { from: number; to: number }[] = [];
  let words = "";
  for (const child of node.content ?? []) {
    const from = words.length;
    words += wordsOf(child);
    if (child.type !== "text") signs.push({ from, to: words.length });
  }
  return [{ clause, words, signs, node }];
}

/** The clauses of a Y.Doc, in order, by the same ids as those of the plan that it says. */
export function liveClauses(doc: Y.Doc): ReadonlyMap<Y.XmlElement, string> {
  const elements = elementsOf(planFragment(doc)).filter(
    ({ nodeName }) => isElement(nodeName) && mayHold("doc", nodeName),
  );
  const ids = clauseIds(elements.map(nodeOf));
  return new Map(elements.map((element, at) => [element, ids[at] ?? ""]));
}

/** The blocks of text of a Y.Doc, in order. */
export function liveBlocks(clauses: ReadonlyMap<Y.XmlElement, string>): readonly LiveBlock[] {
  return [...clauses].flatMap(([element, clause]) => liveBlocksIn(element, clause));
}

function liveBlocksIn(element: Y.XmlElement, clause: string): LiveBlock[] {
  if (mayHold(element.nodeName, "text")) return [liveBlock(element, clause)];
  const held = elementsOf(element).filter(({ nodeName }) => mayHold(element.nodeName, nodeName));
  return held.flatMap((child) => liveBlocksIn(child, clause));
}

/** One block of a Y.Doc. */
export function liveBlock(element: Y.XmlElement, clause: string): LiveBlock {
  const parts: Part[] = [];
  let words = "";
  for (const { type, index } of childrenOf(element)) {
    const from = words.length;
    words += type instanceof Y.XmlText ? lettersOf(type) : signOf(element, type);
    parts.push({ type, index, from, to: words.length });
  }
  const signs = parts.flatMap(({ type, from, to }) => (type instanceof Y.XmlText ? [] : [{ from, to }]));
  return { clause, words, signs, element, parts };
}

function signOf(block: Y.XmlElement, sign: Y.XmlElement): string {
  return mayHold(block.nodeName, sign.nodeName) ? wordsOf(nodeOf(sign)) : "";
}

/** The letters of a text, one for each place in it: what the schema does not know is a letter that nobody types. */
function lettersOf(text: Y.XmlText): string {
  let letters = "";
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    letters += item.content instanceof Y.ContentString ? item.content.str : "\uFFFC".repeat(item.length);
  }
  return letters;
}

function childrenOf(parent: Y.XmlFragment): readonly Pick<Part, "type" | "index">[] {
  const all: readonly unknown[] = parent.toArray();
  return all.flatMap((type, index) =>
    type instanceof Y.XmlText || type instanceof Y.XmlElement ? [{ type, index }] : [],
  );
}

function elementsOf(parent: Y.XmlFragment): readonly Y.XmlElement[] {
  return childrenOf(parent).flatMap(({ type }) => (type instanceof Y.XmlElement ? [type] : []));
}

/** A node with the attributes that the schema takes, and without what is in it. */
function nodeOf(element: Y.XmlElement): PlanNode {
  const held: Readonly<Record<string, unknown>> = element.getAttributes();
  const attrs: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(held)) {
    const valid = attribute(element.nodeName, name, value);
    if (valid !== null) attrs[name] = valid;
  }
  return { type: element.nodeName, attrs };
}
