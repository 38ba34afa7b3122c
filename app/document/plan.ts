/** Plan JSON: ProseMirror JSON in its canonical form, in which releases are frozen, read, compared and exported. */
import { refuse } from "#app/domain/refusal.ts";
import { canonicalJson, type Json } from "#app/domain/release.ts";
import { isAtom, leafWords } from "./atoms.ts";
import { schema } from "./schema.ts";
import type { Node } from "prosemirror-model";

export type Attrs = Readonly<Record<string, string | number>>;

export interface PlanMark {
  readonly type: string;
  readonly attrs?: Attrs;
}

export interface PlanNode {
  readonly type: string;
  readonly attrs?: Attrs;
  readonly content?: readonly PlanNode[];
  readonly marks?: readonly PlanMark[];
  readonly text?: string;
}

/** A whole plan: its root is of type "doc". Attributes that are not set are left out. */
export interface Plan extends PlanNode {
  readonly type: "doc";
  readonly content: readonly PlanNode[];
}

export const emptyPlan: Plan = { type: "doc", content: [] };

/**
 * Reads a plan from JSON of any origin through the schema; the result is canonical.
 * @throws Refusal invalid `document.not-a-plan` where the schema does not hold.
 */
export function parsePlan(json: unknown): Plan {
  try {
    const node = schema.nodeFromJSON(json);
    node.check();
    if (node.type.name === "doc") return planOfNode(node);
  } catch (fault) {
    if (!(fault instanceof RangeError || fault instanceof TypeError || fault instanceof SyntaxError))
      throw fault;
  }
  throw refuse("invalid", "document.not-a-plan");
}

/** The ProseMirror document of a plan. */
export function nodeOfPlan(plan: Plan): Node {
  return schema.nodeFromJSON(plan);
}

/** The plan of a ProseMirror document: unset attributes left out, marks that lie together in one fixed order. */
export function planOfNode(doc: Node): Plan {
  return { type: "doc", content: contentOf(doc) };
}

/**
 * The one text over which a release's SHA-256 is taken: JSON without white space, keys in order of the alphabet.
 * Two plans of equal canonical form are the same plan, in every version of the schema to come.
 */
export function canonical(plan: Plan): string {
  return canonicalJson(jsonOf(plan));
}

/** The plan as plain JSON: a node's interface has no index signature, which is all that is missing. */
export function jsonOf(plan: Plan): Json {
  return plan as unknown as Json;
}

/** The words of a node and of all below it; a gap reads as XXX, a reference as its label, a footnote as nothing. */
export function wordsOf(node: PlanNode): string {
  if (node.text !== undefined) return node.text;
  if (isAtom(node.type)) return leafWords(node.type, node.attrs);
  const parts = (node.content ?? []).map(wordsOf);
  return parts.join(node.content?.some(({ type }) => type === "text" || isAtom(type)) ? "" : " ");
}

/** A text attribute of a node, "" where it is not set. */
export function field(node: PlanNode, name: string): string {
  const value = node.attrs?.[name];
  return value === undefined ? "" : String(value);
}

function contentOf(node: Node): PlanNode[] {
  return node.children.map((child) => {
    const attrs = attrsOf(child.attrs);
    if (child.isText) {
      const marks = child.marks.map((mark) => {
        const held = attrsOf(mark.attrs);
        return held ? { type: mark.type.name, attrs: held } : { type: mark.type.name };
      });
      return marks.length > 0
        ? { type: "text", text: child.text ?? "", marks: marks.sort(byName) }
        : { type: "text", text: child.text ?? "" };
    }
    const content = contentOf(child);
    return { type: child.type.name, ...(attrs ? { attrs } : {}), ...(content.length > 0 ? { content } : {}) };
  });
}

function attrsOf(attrs: Readonly<Record<string, unknown>>): Attrs | undefined {
  const set = Object.entries(attrs).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === "string" || typeof entry[1] === "number",
  );
  return set.length > 0 ? Object.fromEntries(set) : undefined;
}

/** Brackets may lie on the same words in an order that differs from one editor to the next: one order for all. */
function byName(a: PlanMark, b: PlanMark): number {
  const [left, right] = [a, b].map(
    (mark) => `${mark.type} ${mark.attrs?.id ?? ""} ${mark.attrs?.holders ?? ""}`,
  );
  return (left ?? "") < (right ?? "") ? -1 : (left ?? "") > (right ?? "") ? 1 : 0;
}
