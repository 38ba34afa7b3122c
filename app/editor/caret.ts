/** Where the caret stays while others write: behind the letter it stood behind, so that two hands at one place do not mix. */
import { TextSelection, type EditorState } from "prosemirror-state";
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from "y-prosemirror";
import type { EditorView } from "prosemirror-view";
import * as Y from "yjs";

/** The letter that the caret stands behind; null where something is selected, or where it stands in no words. */
export function letterBehind(state: EditorState): Y.RelativePosition | null {
  const { selection } = state;
  if (!(selection instanceof TextSelection) || !selection.empty) return null;
  const { doc, type, binding } = ySyncPluginKey.getState(state);
  if (binding.mapping.size === 0) return null;
  const place = absolutePositionToRelativePosition(selection.head, type, binding.mapping);
  const at = Y.createAbsolutePositionFromRelativePosition(place, doc);
  if (at === null || !(at.type instanceof Y.XmlText)) return null;
  return Y.createRelativePositionFromTypeIndex(at.type, at.index, -1);
}

/** The position in the text right behind that letter, wherever it is by now; null where its paragraph is gone. */
export function positionBehind(letter: Y.RelativePosition, state: EditorState): number | null {
  const { doc, type, binding } = ySyncPluginKey.getState(state);
  const at = Y.createAbsolutePositionFromRelativePosition(letter, doc);
  if (at === null) return null;
  const place = Y.createRelativePositionFromTypeIndex(at.type, at.index);
  return relativePositionToAbsolutePosition(doc, type, place, binding.mapping);
}

/**
 * Takes in where the person has just clicked. The browser tells of it a moment later; words of others that come in
 * between would put the caret back to where it was. ProseMirror has no public name for this.
 */
export function readSelection(view: EditorView): void {
  const { domObserver } = view as unknown as { readonly domObserver: { flush(): void } };
  domObserver.flush();
}
