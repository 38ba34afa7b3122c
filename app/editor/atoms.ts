/** Pieces in a line: footnotes, goals, countries, gaps. Putting them in, changing and taking them out. */
import type { Node } from "prosemirror-model";
import {
  NodeSelection,
  Plugin,
  TextSelection,
  type Command,
  type EditorState,
  type Transaction,
} from "prosemirror-state";
import { isAtom, type AtomName } from "#app/document/atoms.ts";
import { attribute } from "#app/document/attributes.ts";
import { schema } from "#app/document/schema.ts";
import { nodeType } from "./commands.ts";
import { newId } from "#app/document/new-id.ts";

export interface Atom {
  readonly name: AtomName;
  readonly node: Node;
  readonly pos: number;
}

/** The piece that is selected, or null. */
export function atomAt({ selection }: EditorState): Atom | null {
  if (!(selection instanceof NodeSelection)) return null;
  const { name } = selection.node.type;
  return isAtom(name) ? { name, node: selection.node, pos: selection.from } : null;
}

/** A footnote without words behind the caret or the selection; it is selected, so that its words can be written. */
export const footnote: Command = (state, dispatch) => {
  const { $to, to } = state.selection;
  if (!takes(state, "footnote", to)) return false;
  if (dispatch) {
    const tr = state.tr.insert($to.pos, nodeType("footnote").create({ id: newId() }));
    dispatch(tr.setSelection(NodeSelection.create(tr.doc, to)).scrollIntoView());
  }
  return true;
};

export function goalReference(goal: string, label: string): Command {
  return piece("goal_ref", { goal, label });
}

export function countryReference(country: string, label: string): Command {
  return piece("country_ref", { country, label });
}

/** Gives a piece another value, kept as null where it is empty; it stays selected. One that it does not take is not taken. */
export function setValue({ name, node, pos }: Atom, attr: string, value: string): Command {
  return (state, dispatch) => {
    const kept = value === "" ? null : attribute(name, attr, value);
    const there = state.doc.nodeAt(pos)?.attrs;
    if (there?.id !== node.attrs.id || there?.[attr] === kept || (kept === null && value !== ""))
      return false;
    const tr = state.tr.setNodeAttribute(pos, attr, kept);
    dispatch?.(tr.setSelection(NodeSelection.create(tr.doc, pos)));
    return true;
  };
}

/** The caret behind the piece, to write on. */
export const goBehind: Command = (state, dispatch) => {
  const atom = atomAt(state);
  if (atom === null) return false;
  dispatch?.(behind(state.tr, atom).scrollIntoView());
  return true;
};

export const removeAtom: Command = (state, dispatch) => {
  if (atomAt(state) === null) return false;
  dispatch?.(state.tr.deleteSelection().scrollIntoView());
  return true;
};

/** Words in brackets at the caret, held by the country of whoever asks. */
export function bracketed(words: string, country: string | null): Command {
  return (state, dispatch) => {
    const type = schema.marks.bracket;
    const { $to, to } = state.selection;
    if (type === undefined || words.trim() === "" || !$to.parent.inlineContent) return false;
    const mark = type.create({ id: newId(), holders: country ?? "", group: "" });
    const tr = state.tr.insert(to, schema.text(words.trim(), [mark]));
    dispatch?.(tr.setSelection(TextSelection.create(tr.doc, tr.mapping.map(to))).scrollIntoView());
    return true;
  };
}

/**
 * Keys on a piece that is selected. Enter and F2 go to its note. A letter does not replace a footnote or a reference that
 * the caret only came by: it goes behind it. A gap is there to be replaced.
 */
export function atomPlugin(note: () => void): Plugin {
  return new Plugin({
    props: {
      handleKeyDown: (view, event) => {
        if ((event.key !== "Enter" && event.key !== "F2") || event.ctrlKey || event.metaKey || event.altKey)
          return false;
        if (atomAt(view.state) === null) return false;
        note();
        return true;
      },
      handleTextInput: (view, _from, _to, text) => {
        const atom = atomAt(view.state);
        if (atom === null || atom.name === "gap" || !view.editable) return false;
        view.dispatch(behind(view.state.tr, atom).insertText(text).scrollIntoView());
        return true;
      },
    },
  });
}

function behind(tr: Transaction, { node, pos }: Atom): Transaction {
  return tr.setSelection(TextSelection.create(tr.doc, pos + node.nodeSize));
}

function takes(state: EditorState, name: AtomName, at: number): boolean {
  const $at = state.doc.resolve(at);
  return $at.parent.inlineContent && $at.parent.canReplaceWith($at.index(), $at.index(), nodeType(name));
}

function piece(name: AtomName, values: Readonly<Record<string, string>>): Command {
  return (state, dispatch) => {
    const { from, $from, $to } = state.selection;
    if (!takes(state, name, from) || !$from.sameParent($to)) return false;
    if (Object.entries(values).some(([attr, value]) => attribute(name, attr, value) === null)) return false;
    const node = nodeType(name).create({ id: newId(), ...values });
    dispatch?.(state.tr.replaceSelectionWith(node, false).scrollIntoView());
    return true;
  };
}
