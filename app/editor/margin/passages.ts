/** From what is selected on the screen to an anchor, and from anchors to where they lie on the screen. */
import { TextSelection, type EditorState } from "prosemirror-state";
import { absolutePositionToRelativePosition, ySyncPluginKey } from "y-prosemirror";
import * as Y from "yjs";
import { anchorAt, anchorOfClause, findLive, rangeOf } from "#app/document/anchor.ts";
import { liveClauses } from "#app/document/blocks.ts";
import type { Anchor } from "#app/document/margin.ts";
import { onScreen, type Range } from "./live-range.ts";

/** What is selected, within one block of text. */
export interface Selected extends Range {
  readonly anchor: Anchor;
}

/**
 * What a comment would be about: the selected words, of the first block where several are selected; without any the
 * clause of the caret as a whole. Null where the caret is in no clause.
 */
export function commented(state: EditorState, epoch: number): Selected | null {
  const range = withoutBlanks(state, wordsOfOneBlock(state));
  return range.from < range.to ? fastened(state, epoch, range) : clauseAt(state, epoch);
}

/** What suggested words would stand for: the selected ones, or a place between words. Null over several blocks. */
export function worded(state: EditorState, epoch: number): Selected | null {
  const { selection } = state;
  if (!selection.$from.parent.isTextblock || !selection.$from.sameParent(selection.$to)) return null;
  const { from, to } = selection;
  return fastened(state, epoch, { from, to, whole: false });
}

/** Asks where anchors lie on the screen; for as long as the text does not change. */
export function finder(state: EditorState, epoch: number): (anchor: Anchor) => Range | null {
  const sync = ySyncPluginKey.getState(state);
  if (!sync?.binding || sync.binding.mapping.size === 0) return () => null;
  const { doc } = sync;
  const find = findLive(doc, epoch);
  return (anchor) => {
    const place = find(anchor);
    if (place === null) return null;
    const { start, end } = rangeOf(place);
    if (!place.whole)
      return onScreen(state, place.from === place.to ? { start: end, end: null } : { start, end }, false);
    const id = place.element._item?.id ?? null;
    const { parent } = place.element;
    if (id === null || !(parent instanceof Y.AbstractType)) return null;
    return onScreen(state, { start: before(parent, id), end: null }, true);
  };
}

function fastened(state: EditorState, epoch: number, range: Range): Selected | null {
  const { doc, type, binding } = ySyncPluginKey.getState(state);
  const place = (pos: number): Y.RelativePosition =>
    absolutePositionToRelativePosition(pos, type, binding.mapping);
  const anchor = anchorAt(doc, epoch, place(range.from), place(range.to));
  return anchor === null ? null : { ...range, anchor };
}

function clauseAt(state: EditorState, epoch: number): Selected | null {
  const { $from } = state.selection;
  const at = $from.index(0);
  const node = state.doc.maybeChild(at);
  const clause = [...liveClauses(ySyncPluginKey.getState(state).doc).values()][at];
  if (!node || clause === undefined) return null;
  const from = $from.depth === 0 ? $from.pos : $from.before(1);
  return { from, to: from + node.nodeSize, whole: true, anchor: anchorOfClause(epoch, clause) };
}

function wordsOfOneBlock({ selection }: EditorState): Range {
  const { from, to, $from } = selection;
  if (!(selection instanceof TextSelection)) return { from, to: from, whole: false };
  return { from, to: Math.min(to, $from.end()), whole: false };
}

/** A double click takes the blank behind the word too. */
function withoutBlanks(state: EditorState, { from, to, whole }: Range): Range {
  const words = state.doc.textBetween(from, to, "\n", "\uFFFC");
  const lead = words.length - words.trimStart().length;
  const rest = words.length - words.trimEnd().length;
  return lead === words.length ? { from, to: from, whole } : { from: from + lead, to: to - rest, whole };
}

/** Right before a child of this parent. */
function before(parent: Y.AbstractType<unknown>, child: Y.ID): Y.RelativePosition {
  const type = parent._item === null ? null : parent._item.id;
  return new Y.RelativePosition(type, type === null ? Y.findRootTypeKey(parent) : null, child, 0);
}
