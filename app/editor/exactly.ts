/** A command is done in the live text itself, so that what it does not touch keeps its letters. */
import type { Command, EditorState } from "prosemirror-state";
import type { Doc, XmlFragment } from "yjs";
import { rewriteFragment } from "#app/document/rewriting.ts";

/**
 * Whether it could be done. As a change of the view, words that it puts in beside such as begin or end alike would be mixed with
 * them letter by letter, and what somebody else does with one of both at that moment would meet the other.
 */
export function exactly(
  command: Command,
  { state, doc, fragment, origin }: { state: EditorState; doc: Doc; fragment: XmlFragment; origin: unknown },
): boolean {
  return command(state, (tr) => {
    doc.transact(() => rewriteFragment(doc, fragment, tr.doc), origin);
  });
}
