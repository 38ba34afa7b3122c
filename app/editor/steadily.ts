/** What is read stays where it is while others write above it. Most browsers see to that themselves. */
import type { EditorView } from "prosemirror-view";

/** Does `act`, which changes the text, and moves the page by as much as it moved what stands first in the window. */
export function steadily(view: EditorView, act: () => void): void {
  if (window.scrollY === 0 || CSS.supports("overflow-anchor", "auto")) return act();
  const anchor = [...view.dom.children].find((one) => one.getBoundingClientRect().bottom > 0);
  const before = anchor?.getBoundingClientRect().top ?? 0;
  act();
  if (anchor?.isConnected !== true) return;
  const by = anchor.getBoundingClientRect().top - before;
  if (by !== 0) window.scrollBy(0, by);
}
