/** Ranges of the text that stay with their letters while others write: places in the Y.Doc, and back again. */
import type { EditorState } from "prosemirror-state";
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from "y-prosemirror";
import * as Y from "yjs";

export interface Range {
  /** Positions in the text on the screen. */
  readonly from: number;
  readonly to: number;
  /** A clause as a whole, from before to behind it, and not words in it. */
  readonly whole: boolean;
}

export interface LiveRange {
  readonly start: Y.RelativePosition;
  /** Null for a place between words, and for a clause as a whole. */
  readonly end: Y.RelativePosition | null;
}

/** Where a range stands in the Y.Doc; null while there is none beside the text. */
export function placeOf(state: EditorState, { from, to, whole }: Range): LiveRange | null {
  const sync = syncOf(state);
  if (sync === null) return null;
  const { type, mapping } = sync;
  const place = (pos: number): Y.RelativePosition => absolutePositionToRelativePosition(pos, type, mapping);
  if (whole) return { start: place(from), end: null };
  if (from === to) return { start: behind(place(from), sync.doc), end: null };
  return { start: place(from), end: behind(place(to), sync.doc) };
}

/** Where a live range is by now; null where its letters are gone. */
export function onScreen(state: EditorState, live: LiveRange, whole: boolean): Range | null {
  const sync = syncOf(state);
  if (sync === null) return null;
  const { doc, type, mapping } = sync;
  const find = (place: Y.RelativePosition): number | null => {
    const at: number | null = relativePositionToAbsolutePosition(doc, type, settledIn(place, doc), mapping);
    return at === null || at < 0 || at > state.doc.content.size ? null : at;
  };
  const from = find(live.start);
  if (from === null) return null;
  if (whole) {
    const node = state.doc.nodeAt(from);
    return node === null ? null : { from, to: from + node.nodeSize, whole };
  }
  if (live.end === null) return { from, to: from, whole };
  const to = find(live.end);
  return to === null || to <= from ? null : { from, to, whole };
}

interface Sync {
  readonly doc: Y.Doc;
  readonly type: Y.XmlFragment;
  readonly mapping: Parameters<typeof absolutePositionToRelativePosition>[2];
}

function syncOf(state: EditorState): Sync | null {
  const sync = ySyncPluginKey.getState(state);
  const binding = sync?.binding;
  if (!binding || binding.mapping.size === 0) return null;
  return { doc: sync.doc, type: sync.type, mapping: binding.mapping };
}

/** The same place, held by the letter before it instead of the one after it: what is written there stays outside. */
function behind(place: Y.RelativePosition, doc: Y.Doc): Y.RelativePosition {
  const at = Y.createAbsolutePositionFromRelativePosition(place, doc);
  if (at === null || !(at.type instanceof Y.XmlText)) return place;
  return Y.createRelativePositionFromTypeIndex(at.type, at.index, -1);
}

/** y-prosemirror reads a place only by the letter after it. */
function settledIn(place: Y.RelativePosition, doc: Y.Doc): Y.RelativePosition {
  if (place.assoc >= 0) return place;
  const at = Y.createAbsolutePositionFromRelativePosition(place, doc);
  return at === null ? place : Y.createRelativePositionFromTypeIndex(at.type, at.index);
}
