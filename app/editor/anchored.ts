/** Where in the text a bracket or a gap stands, by its anchor on the page. */
import type { Node } from "prosemirror-model";
import { NodeSelection, TextSelection, type Selection } from "prosemirror-state";
import { bracketAnchor, gapAnchor } from "#app/document/anchors.ts";
import { bracketsOf } from "./brackets.ts";

/** The caret within the first words of a bracket, or the gap selected; null where there is no such. */
export function placeOf(doc: Node, anchor: string): Selection | null {
  const bracket = bracketsOf(doc).find(({ id }) => bracketAnchor(id) === anchor);
  if (bracket !== undefined) return TextSelection.create(doc, Math.min(bracket.from + 1, bracket.to));
  let found: Selection | null = null;
  doc.descendants((node, pos) => {
    const isIt = node.type.name === "gap" && gapAnchor(String(node.attrs.id)) === anchor;
    if (isIt) found ??= NodeSelection.create(doc, pos);
    return found === null;
  });
  return found;
}
