/** From note to note and to their passages with the keyboard. */
import { Selection, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { readSelection } from "../caret.ts";
import { intoSight, toText } from "../go.ts";
import type { Item } from "./items.ts";
import { marksIn, type Mark } from "./marks.ts";

/** Whether somebody has put the caret into the text: before that nothing is meant by where it stands. */
export function hasCaret(view: EditorView): boolean {
  readSelection(view);
  const { anchorNode } = document.getSelection() ?? { anchorNode: null };
  return (
    view.hasFocus() ||
    view.dom.contains(anchorNode) ||
    view.state.selection.from !== Selection.atStart(view.state.doc).from
  );
}

/** Whether all that is selected on the screen are words that are only suggested, and no part of the text. */
export function isOnSuggested({ dom }: EditorView): boolean {
  const selection = document.getSelection();
  return [selection?.anchorNode, selection?.focusNode].every(
    (node) => node != null && dom.contains(node) && node.parentElement?.closest("ins.suggested") != null,
  );
}

/** The key of the next note, or of the one before: from the card that has the keyboard, else from the caret; null at the end. */
export function step(
  view: EditorView,
  items: readonly Pick<Item, "key">[],
  marks: readonly Mark[],
  way: 1 | -1,
): string | null {
  const card = document.activeElement?.closest<HTMLElement>("[data-note]")?.dataset["note"];
  const at = items.findIndex(({ key }) => key === card);
  if (at >= 0) return items[at + way]?.key ?? null;
  readSelection(view);
  const { head } = view.state.selection;
  const place = new Map(marks.map((mark) => [mark.key, mark]));
  const next =
    way === 1
      ? items.find(({ key }) => (place.get(key)?.to ?? Infinity) >= head)
      : items.findLast(({ key }) => (place.get(key)?.from ?? Infinity) <= head);
  return next?.key ?? null;
}

/**
 * Brings the passage of a note into sight; with `focus` the keyboard goes there and its words are selected. The caret comes
 * along either way: when the note is settled and gone, the keyboard goes on at its passage, and the next note is the one after.
 */
export function show(view: EditorView, key: string, focus = true): void {
  const mark = marksIn(view.state).find((one) => one.key === key);
  if (mark !== undefined) {
    const { doc, tr } = view.state;
    // Of a field no words of the text are meant.
    const ends = focus && mark.field === undefined ? mark.to : mark.from;
    const [from, to] = [doc.resolve(mark.from), doc.resolve(ends)];
    view.dispatch(tr.setSelection(TextSelection.between(from, to)));
  }
  if (focus) toText(view);
  if (mark !== undefined) intoSight(view, mark.from);
}
