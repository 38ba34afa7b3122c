/** What is read stays where it is while others write above it. Most browsers see to that themselves. */
import type { EditorView } from "prosemirror-view";

/** Does `act`, which changes the text, and moves the page by as much as it moved what is looked at. */
export function steadily(view: EditorView, act: () => void): void {
  if (window.scrollY === 0 || CSS.supports("overflow-anchor", "auto")) return act();
  const measure = lookedAt(view);
  const before = measure();
  act();
  const after = measure();
  if (before !== null && after !== null && after !== before) window.scrollBy(0, after - before);
}

/** How far down in the window it stands: the caret where it is in sight, else what comes first there. */
function lookedAt(view: EditorView): () => number | null {
  const caret = () => view.coordsAtPos(view.state.selection.head).top;
  if (view.hasFocus() && caret() > 0 && caret() < window.innerHeight) return caret;
  const first = [...view.dom.children].find((one) => one.getBoundingClientRect().bottom > 0);
  return () => (first?.isConnected === true ? first.getBoundingClientRect().top : null);
}
