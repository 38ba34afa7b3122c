/** An output goes up or down in the text. It moves as a whole, and what others write elsewhere at that moment stays theirs. */
import type { EditorView } from "prosemirror-view";
import { ySyncPluginKey } from "y-prosemirror";
import { XmlElement, XmlText, type XmlFragment } from "yjs";
import type { OwnUndo } from "./own-undo.ts";

/** Where an output stands after it was moved: its number, and how many there are. */
export interface Placed {
  readonly number: number;
  readonly count: number;
}

/**
 * Moves the output with that id past the block before or after it; empty lines between are passed over. In the Y.Doc itself: as
 * a change of the view, the two would be written over each other field by field, and somebody else's words of that moment
 * would land in the wrong one. It is a step of its own for undo. Null where there is no such output, or nothing beyond it.
 */
export function moveOutput(undo: OwnUndo, fragment: XmlFragment, id: string, by: -1 | 1): Placed | null {
  const blocks = fragment.toArray();
  const at = blocks.findIndex((block) => isOutput(block) && block.getAttribute("id") === id);
  const moved = blocks[at];
  if (!(moved instanceof XmlElement)) return null;
  let to = at + by;
  while (isEmptyLine(blocks[to]) && blocks[to + by] !== undefined) to += by;
  if (blocks[to] === undefined) return null;
  undo.moving(id, () =>
    fragment.doc?.transact(() => {
      const copy = moved.clone();
      fragment.delete(at, 1);
      fragment.insert(to, [copy]);
    }, ySyncPluginKey),
  );
  const outputs = fragment.toArray().filter(isOutput);
  const number = 1 + outputs.findIndex((block) => block.getAttribute("id") === id);
  return { number, count: outputs.length };
}

/** Whether the output may go that way. */
export function mayMove(view: EditorView, pos: number, by: -1 | 1): boolean {
  const { doc } = view.state;
  const size = doc.nodeAt(pos)?.nodeSize ?? 0;
  return by === -1 ? pos > 0 : pos + size < doc.content.size;
}

const isOutput = (block: unknown): block is XmlElement =>
  block instanceof XmlElement && block.nodeName === "output";

const isEmptyLine = (block: unknown): boolean =>
  block instanceof XmlElement &&
  block.nodeName === "paragraph" &&
  block.toArray().every((child) => child instanceof XmlText && child.length === 0);
