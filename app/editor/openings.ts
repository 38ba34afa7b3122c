/** The schema lets everything be empty; where nothing stands nobody can write. Here a first line comes with the caret. */
import { Plugin, TextSelection, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { nodeType } from "./commands.ts";
import { newId } from "#app/document/new-id.ts";
import { isFromYjs } from "./identity.ts";

/** Where lines may stand, and where an empty one is put so that somebody can write. */
const roomy: ReadonlySet<string> = new Set(["doc", "output", "list_item", "table_cell", "table_header"]);

export function openingsPlugin(): Plugin {
  return new Plugin({
    // All was selected and deleted here.
    appendTransaction: (transactions, _before, state) =>
      state.doc.childCount === 0 && transactions.some((tr) => tr.docChanged) && !transactions.some(isFromYjs)
        ? lineAt(state.tr, 0)
        : null,
    props: {
      handleDOMEvents: {
        focus: (view) => {
          if (view.state.doc.childCount === 0) begin(view, 0);
          return false;
        },
      },
      handleClick: (view, pos) => begin(view, pos),
    },
  });
}

/** Puts a line at `pos` where the node around it has none, and the caret into it. */
export function begin(view: EditorView, pos: number): boolean {
  const { parent } = view.state.doc.resolve(pos);
  if (!view.editable || parent.childCount > 0 || !roomy.has(parent.type.name)) return false;
  view.dispatch(lineAt(view.state.tr, pos));
  return true;
}

function lineAt(tr: Transaction, pos: number): Transaction {
  tr.insert(pos, nodeType("paragraph").create({ id: newId() }));
  return tr.setSelection(TextSelection.create(tr.doc, pos + 1));
}
