/** To a place in the text, and back to it, with the keyboard. */
import { Selection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { clausesIn } from "./clauses.ts";

/** Pixels of the window in which a passage is seen well; the toolbar that stays above takes more. */
const edge = 80;

/** The keyboard goes to the text, where it may be changed and where it may not, and what was selected there is again. */
export function toText(view: EditorView): void {
  if (!view.editable) {
    view.dom.focus({ preventScroll: true });
    selectAgain(view);
  }
  view.focus();
}

/** Where the text may not be changed, the browser does not keep its selection while the keyboard is elsewhere. */
function selectAgain(view: EditorView): void {
  const selection = document.getSelection();
  if (selection === null || view.dom.contains(selection.anchorNode)) return;
  const [anchor, head] = [view.state.selection.anchor, view.state.selection.head].map((at) =>
    view.domAtPos(at),
  );
  if (anchor && head) selection.setBaseAndExtent(anchor.node, anchor.offset, head.node, head.offset);
}

/** Whether the keyboard was in something that is gone: the browser then says that the page has it. */
export const isNowhere = (): boolean =>
  document.activeElement === null || document.activeElement === document.body;

/** Back to where the caret was. */
export function backToText(view: EditorView): void {
  toText(view);
  intoSight(view, view.state.selection.head);
}

/** The caret goes to the clause with that id, or to `place` in the text; false where there is no such clause. */
export function goTo(view: EditorView, id: string, place: number | null = null): boolean {
  const clause = clausesIn(view.state.doc).find((one) => one.id === id);
  if (clause === undefined && place === null) return false;
  const { doc, tr } = view.state;
  const at = Math.min(place ?? (clause?.pos ?? 0) + 1, doc.content.size);
  view.dispatch(tr.setSelection(Selection.near(doc.resolve(at))));
  backToText(view);
  return true;
}

/** Moves the page no further than it has to. */
export function intoSight(view: EditorView, place: number): void {
  const { top, bottom } = view.coordsAtPos(Math.min(place, view.state.doc.content.size));
  const bar = document.querySelector<HTMLElement>(".tools-bar")?.offsetHeight ?? 0;
  const above = Math.max(edge, bar + 16);
  if (top < above) window.scrollBy(0, top - above);
  else if (bottom > window.innerHeight - edge) window.scrollBy(0, bottom - window.innerHeight + edge);
}

/**
 * Links of the page into the text, as of the outline: followed with a key they take the keyboard along. With a mouse they
 * are links as any other: the caret stays where it was.
 */
export function followLinks(around: HTMLElement, view: EditorView): () => void {
  const follow = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLElement>('a[href^="#"]') : null;
    if (link === null || !isOfKey(event) || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const place = link.dataset["place"];
    const id = decodeURIComponent(link.getAttribute("href")?.slice(1) ?? "");
    if (goTo(view, id, place === undefined ? null : Number(place))) event.preventDefault();
  };
  around.addEventListener("click", follow);
  return () => around.removeEventListener("click", follow);
}

/** Firefox counts a key on a link as a click of a mouse, but names no pointer; Safari names none for any click. */
function isOfKey(event: MouseEvent): boolean {
  return event.detail === 0 || (event instanceof PointerEvent && event.pointerType === "");
}
