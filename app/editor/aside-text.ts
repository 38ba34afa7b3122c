/** A copy that was set aside, compared with the text: what of it is not there, and the way back for each passage. */
import type { Node } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import { diffPlans, diffWords, type FieldChange, type WordChange } from "#app/document/diff.ts";
import { nodeOfPlan, planOfNode, type Plan, type PlanNode } from "#app/document/plan.ts";
import { clausesOf, type Clause } from "#app/document/reading.ts";
import { notesIn } from "#app/document/references.ts";

/** A passage that only the copy says. */
export interface Lost {
  /** Id of the clause in the copy. */
  readonly id: string;
  /** It is not in the text at all, or reads otherwise there. */
  readonly kind: "gone" | "differs";
  /** The words of text and copy in one row; what only the copy has is `added`. */
  readonly words: readonly WordChange[];
  /** Fields of an output: `before` in the text, `after` in the copy. */
  readonly fields: readonly FieldChange[];
}

/** What of `copy` is not in `text`, in the order of the copy. A passage that stands elsewhere word for word is there. */
export function lostOf(copy: Plan, text: Plan): readonly Lost[] {
  const there = new Set(clausesOf(text).map(said));
  return diffPlans(text, copy).clauses.flatMap((change): readonly Lost[] => {
    if (change.kind === "same" || change.kind === "removed" || there.has(said(change.after))) return [];
    const { id, words } = change.after;
    if (change.kind === "changed")
      return [{ id, kind: "differs", words: change.words, fields: change.fields }];
    return words.trim() === "" ? [] : [{ id, kind: "gone", words: diffWords("", words), fields: [] }];
  });
}

/** The words of what is not in the text, for the clipboard: a passage a line, fields and footnotes below it. */
export function plainOf(copy: Plan, lost: readonly Lost[]): string {
  const ids = new Set(lost.map(({ id }) => id));
  return clausesOf(copy)
    .filter(({ id }) => ids.has(id))
    .map(({ words, node }) => [words, ...fieldsOf(node), ...notesIn(node)].join("\n"))
    .join("\n\n");
}

/**
 * Puts passage `id` of `copy` into the text as something written now: behind the nearest passage before it that both
 * have, else before the nearest behind it, else at the end. What stands there stays. Null where the copy has no such.
 */
export function proposed(state: EditorState, copy: Plan, id: string): Transaction | null {
  const clauses = clausesOf(copy);
  const at = clauses.findIndex((clause) => clause.id === id);
  const clause = clauses[at];
  if (clause === undefined) return null;
  const node = nodeOfPlan({ type: "doc", content: [clause.node] }).firstChild;
  if (node === null) return null;
  const places = placesIn(state.doc);
  const own = places.get(id);
  const before = clauses.slice(0, at).flatMap((one) => places.get(one.id) ?? []);
  const behind = clauses.slice(at + 1).flatMap((one) => places.get(one.id) ?? []);
  const place = own?.end ?? before.at(-1)?.end ?? behind[0]?.start ?? state.doc.content.size;
  return state.tr.insert(place, node);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where the passages of a text stand, by id. */
function placesIn(doc: Node): ReadonlyMap<string, Span> {
  const clauses = clausesOf(planOfNode(doc));
  const places = new Map<string, Span>();
  doc.forEach((node, start, index) => {
    const clause = clauses[index];
    if (clause) places.set(clause.id, { start, end: start + node.nodeSize });
  });
  return places;
}

function said(clause: Clause): string {
  return JSON.stringify([clause.kind, clause.words, fieldsOf(clause.node), notesIn(clause.node)]);
}

function fieldsOf({ type, attrs }: PlanNode): readonly string[] {
  if (type !== "output") return [];
  return Object.entries(attrs ?? {})
    .filter(([name]) => name !== "id" && name !== "title")
    .map(([name, value]) => `${name}: ${value}`)
    .sort();
}
