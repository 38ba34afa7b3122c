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
      handleDOMEvents: {
        contentvisibilityautostatechange(_view, { target, skipped }) {
          if (target !== null && skipped) passedOver.add(target);
          else if (target !== null) passedOver.delete(target);
          return false;
        },
      },
    },
  });
}
