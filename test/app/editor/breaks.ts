/** Lines that a hand breaks, joins and writes in, for tests. */
import { joinBackward, splitBlock } from "prosemirror-commands";
import { splitListItem } from "prosemirror-schema-list";
import { TextSelection, type Command, type EditorState } from "prosemirror-state";
import type { Plan, PlanNode } from "#app/document/plan.ts";
import { schema } from "#app/document/schema.ts";
import { nodeType } from "#app/editor/commands.ts";
import { identityPlugin } from "#app/editor/identity.ts";
import type { Seat } from "./table.ts";

export const paragraph = (id: string, ...content: readonly (string | PlanNode)[]): PlanNode => ({
  type: "paragraph",
  attrs: { id },
  ...(content.length === 0
    ? {}
    : { content: content.map((one) => (typeof one === "string" ? { type: "text", text: one } : one)) }),
});
export const gap = (id: string): PlanNode => ({ type: "gap", attrs: { id } });
export const items = (...words: readonly string[]): PlanNode => ({
  type: "bullet_list",
  attrs: { id: "l" },
  content: words.map((one, n) => ({ type: "list_item", content: [paragraph(`i${n}`, one)] })),
});
export const planOf = (...content: readonly PlanNode[]): Plan => ({ type: "doc", content });

export const edit = (seat: Seat, command: Command) => seat.run(command, [identityPlugin()]);

/** The place before those words in a line; a "|" among them is the place. */
export function placeOf(sought: string, { doc }: EditorState): number | null {
  const bar = sought.indexOf("|");
  const words = sought.replace("|", "");
  let place: number | null = null;
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return;
    // A sign counts as one letter.
    const said = node.textBetween(0, node.content.size, "", "#");
    const at = words === "" ? (said === "" ? 0 : -1) : said.indexOf(words);
    if (at >= 0) place ??= pos + 1 + at + Math.max(0, bar);
  });
  return place;
}
export const at =
  (words: string, command: Command): Command =>
  (state, dispatch) => {
    const place = placeOf(words, state);
    return (
      place !== null &&
      command(state.apply(state.tr.setSelection(TextSelection.create(state.doc, place))), dispatch)
    );
  };
export const enter: Command = (state, dispatch) =>
  splitListItem(nodeType("list_item"))(state, dispatch) || splitBlock(state, dispatch);
export const backspace: Command = (state, dispatch) => joinBackward(state, dispatch);
export const insert =
  (words: string): Command =>
  (state, dispatch) => (dispatch?.(state.tr.insertText(words)), true);

export const breaks = (seat: Seat, words: string) => edit(seat, at(words, enter));
export const joins = (seat: Seat, words: string) => edit(seat, at(words, backspace));
export const types = (seat: Seat, words: string, typed: string) => edit(seat, at(words, insert(typed)));
export const strikes = (seat: Seat, words: string) =>
  edit(seat, (state, dispatch) => {
    const from = placeOf(words, state);
    if (from === null) return false;
    dispatch?.(state.tr.delete(from, from + words.length));
    return true;
  });
export const puts = (seat: Seat, words: string, id: string) =>
  edit(
    seat,
    at(
      words,
      (state, dispatch) => (dispatch?.(state.tr.replaceSelectionWith(schema.node("gap", { id }))), true),
    ),
  );

/** What each line says. */
export function linesOf(seat: Seat): readonly string[] {
  const lines: string[] = [];
  const walk = (node: PlanNode) => {
    if (node.type === "paragraph" || node.type === "heading")
      lines.push((node.content ?? []).map(({ text }) => text ?? "#").join(""));
    else node.content?.forEach(walk);
  };
  seat.read.content.forEach(walk);
  return lines;
}
