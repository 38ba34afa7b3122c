/**
 * Blocks far from the screen are not drawn (live-text.css). Those in which the selection begins and ends always are: a block
 * that has just come is not drawn before the next frame, and what is typed into it until then would go astray. So are the
 * first and the last, to which keys lead from anywhere: the caret would not find its letter there.
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
        const ends = [0, doc.content.size - (doc.lastChild?.nodeSize ?? 0)];
        const held = [$anchor, $head].map(($at) => ($at.depth === 0 ? $at.pos : $at.before(1)));
        const places = new Set([...ends, ...held]);
        const drawn = [...places].flatMap((from) => {
          const block = doc.nodeAt(from);
          return block === null ? [] : [Decoration.node(from, from + block.nodeSize, { class: name })];
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
