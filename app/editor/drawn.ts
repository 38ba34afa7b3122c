/**
 * Blocks far from the screen are not drawn (live-text.css). Those in which the selection begins and ends always are, and those
 * beside them: a block that has just come, or was just left, is not laid out before the next frame, and what is typed or
 * pressed until then would go astray. So are the first and the last, to which keys lead from anywhere.
 */
import { Plugin } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

const passedOver = new WeakSet<EventTarget>();

const name = "drawn";

/** Whether the browser draws a block of the text, so that it is known where its lines stand. */
export const isDrawn = (block: HTMLElement): boolean =>
  !passedOver.has(block) || block.classList.contains(name);

/** Tells of each block that the browser begins to pass over, or to draw again. Answers how to stop. */
export function watchDrawn(
  text: HTMLElement,
  tell: (block: EventTarget, skipped: boolean) => void,
): () => void {
  const hear = (event: Event) => {
    const { target, skipped } = event as ContentVisibilityAutoStateChangeEvent;
    if (target !== null) tell(target, skipped);
  };
  // On its way down to the block: in Firefox it does not come up again.
  text.addEventListener("contentvisibilityautostatechange", hear, true);
  return () => text.removeEventListener("contentvisibilityautostatechange", hear, true);
}

export function drawnPlugin(): Plugin {
  return new Plugin({
    props: {
      decorations({ doc, selection: { $anchor, $head } }) {
        const [one, other] = [$anchor.index(0), $head.index(0)];
        const held = new Set([0, doc.childCount - 1, ...[-1, 0, 1].flatMap((by) => [one + by, other + by])]);
        const drawn: Decoration[] = [];
        doc.forEach((block, from, index) => {
          if (held.has(index)) drawn.push(Decoration.node(from, from + block.nodeSize, { class: name }));
        });
        return DecorationSet.create(doc, drawn);
      },
    },
    view: ({ dom }) => {
      const destroy = watchDrawn(dom, (block, skipped) => {
        if (skipped) passedOver.add(block);
        else passedOver.delete(block);
      });
      return { destroy };
    },
  });
}
