/** Names that stay: each block that can be cited, each piece in a line and each bracket has one id, and keeps it. */
import type { Fragment, Mark, Node } from "prosemirror-model";
import { Fragment as Content, Slice } from "prosemirror-model";
import { Plugin, type EditorState, type Transaction } from "prosemirror-state";
import { ySyncPluginKey } from "y-prosemirror";
import { atoms } from "#app/document/atoms.ts";
import { newId } from "#app/document/new-id.ts";
import { isCell, isMerged } from "./table-grid.ts";

const named: ReadonlySet<string> = new Set([
  "heading",
  "paragraph",
  "bullet_list",
  "ordered_list",
  "table",
  "output",
  ...atoms,
]);

/** A cell is written again where the row goes in which it begins, and no other. */
const isNamed = (node: Node): boolean =>
  named.has(node.type.name) || isMerged(node) || (isCell(node) && node.attrs.id !== null);

/** Whether a transaction brings what others wrote, or an undo, and not what was typed here. */
export function isFromYjs(tr: Transaction): boolean {
  const change: unknown = tr.getMeta(ySyncPluginKey);
  return (
    typeof change === "object" &&
    change !== null &&
    "isChangeOrigin" in change &&
    change.isChangeOrigin === true
  );
}

/**
 * Gives ids where they are wanting, on what is written here only: others name what they write. Of two nodes with
 * one id, as after a split, the one with words keeps it; where both have words, the first.
 */
export function identityPlugin(): Plugin {
  return new Plugin({
    appendTransaction(transactions, _before, state) {
      if (!transactions.some((tr) => tr.docChanged) || transactions.some(isFromYjs)) return null;
      const tr = nameAll(state);
      // What undo is to know nothing of is named without its knowing.
      if (transactions.every((one) => one.getMeta("addToHistory") === false))
        tr?.setMeta("addToHistory", false);
      return tr;
    },
    props: {
      transformPasted(slice, view) {
        return new Slice(
          renamed(slice.content, idsIn(view.state.doc), new Map()),
          slice.openStart,
          slice.openEnd,
        );
      },
    },
  });
}

function nameAll(state: EditorState): Transaction | null {
  const tr = state.tr;
  const keeper = new Map<string, { pos: number; empty: boolean }>();
  const wanting: number[] = [];
  state.doc.descendants((node, pos) => {
    if (!isNamed(node)) return;
    const id: unknown = node.attrs.id;
    const empty = node.content.size === 0 && !node.isLeaf;
    // Marks on a gap would not reach the others: Yjs holds marks of words only.
    if (node.isLeaf && node.marks.length > 0) tr.setNodeMarkup(pos, null, node.attrs, []);
    if (typeof id !== "string") {
      wanting.push(pos);
      return;
    }
    const other = keeper.get(id);
    if (other === undefined) keeper.set(id, { pos, empty });
    else if (other.empty && !empty) {
      wanting.push(other.pos);
      keeper.set(id, { pos, empty });
    } else wanting.push(pos);
  });
  for (const pos of wanting) tr.setNodeAttribute(pos, "id", newId());
  return tr.docChanged ? tr : null;
}

function idsIn(doc: Node): Set<string> {
  const ids = new Set<string>();
  doc.descendants((node) => {
    if (typeof node.attrs.id === "string") ids.add(node.attrs.id);
    for (const mark of node.marks) if (typeof mark.attrs.id === "string") ids.add(mark.attrs.id);
  });
  return ids;
}

/** What is pasted is a copy: it gets names of its own, unless the original was cut. */
function renamed(content: Fragment, taken: ReadonlySet<string>, fresh: Map<string, string>): Fragment {
  const nameFor = (id: string): string => {
    const known = fresh.get(id) ?? newId();
    fresh.set(id, known);
    return known;
  };
  const markOf = (mark: Mark): Mark => {
    const id: unknown = mark.attrs.id;
    return typeof id === "string" && taken.has(id)
      ? mark.type.create({ ...mark.attrs, id: nameFor(id) })
      : mark;
  };
  const nodes: Node[] = [];
  content.forEach((node) => {
    const marks = node.marks.map(markOf);
    if (node.isText) {
      nodes.push(node.mark(marks));
      return;
    }
    const id: unknown = node.attrs.id;
    const attrs = typeof id === "string" && taken.has(id) ? { ...node.attrs, id: null } : node.attrs;
    nodes.push(node.type.create(attrs, renamed(node.content, taken, fresh), marks));
  });
  return Content.fromArray(nodes);
}
