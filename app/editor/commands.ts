/** What the toolbar and the keys do to the text, brackets apart. */
import { toggleMark } from "prosemirror-commands";
import type { Node, NodeType, ResolvedPos } from "prosemirror-model";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";
import { Selection, TextSelection, type Command, type EditorState } from "prosemirror-state";
import { attributesOf } from "#app/document/attributes.ts";
import { schema } from "#app/document/schema.ts";
import { newId } from "#app/document/new-id.ts";

/** A node of the schema by its name: the names are written here, so that a wrong one is our own mistake. */
export function nodeType(name: string): NodeType {
  const found = schema.nodes[name];
  if (found === undefined) throw new Error(`No node ${name} in the schema`);
  return found;
}

export const strong: Command = toggle("strong");
export const emphasis: Command = toggle("em");

/** Lines of the selection become headings of a level, or paragraphs again. They keep their ids. */
export function heading(level: 1 | 2 | 3 | null): Command {
  const type = nodeType(level === null ? "paragraph" : "heading");
  return (state, dispatch) => {
    const { from, to } = state.selection;
    const tr = state.tr.setBlockType(from, to, type, (old) =>
      level === null ? { id: idOf(old) } : { id: idOf(old), level },
    );
    if (!tr.docChanged) return false;
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

/** Level of the heading at the caret, or null. */
export function headingAt(state: EditorState): number | null {
  const { parent } = state.selection.$from;
  return parent.type.name === "heading" ? Number(parent.attrs.level) : null;
}

export const isInList = (state: EditorState): boolean => above(state.selection.$from, "list_item") !== null;

/** Into a list, and out of it again. */
export const list: Command = (state, dispatch, view) =>
  isInList(state)
    ? liftListItem(nodeType("list_item"))(state, dispatch, view)
    : wrapInList(nodeType("bullet_list"))(state, dispatch, view);
/** A list whose items are numbered. */
export const numbered: Command = wrapInList(nodeType("ordered_list"));
export const indent: Command = sinkListItem(nodeType("list_item"));
export const outdent: Command = liftListItem(nodeType("list_item"));

/** XXX where words are still to be found. */
export const gap: Command = (state, dispatch) => {
  const { $from } = state.selection;
  const type = nodeType("gap");
  if (!$from.parent.canReplaceWith($from.index(), $from.index(), type)) return false;
  dispatch?.(state.tr.replaceSelectionWith(type.create({ id: newId() }), false).scrollIntoView());
  return true;
};

/** An empty output after the block of the caret; `created` is told its id. */
export function output(created: (id: string) => void): Command {
  return (state, dispatch) => {
    const id = newId();
    const node = nodeType("output").create(
      { id, status: "planned" },
      nodeType("paragraph").create({ id: newId() }),
    );
    dispatch?.(state.tr.insert(afterTop(state.selection.$to), node));
    if (dispatch) created(id);
    return true;
  };
}

/** A paragraph after the block of the caret: the way out of a table or an output at the end of the text. */
export const paragraphAfter: Command = (state, dispatch) => {
  const at = afterTop(state.selection.$to);
  const tr = state.tr.insert(at, nodeType("paragraph").create({ id: newId() }));
  dispatch?.(tr.setSelection(TextSelection.create(tr.doc, at + 1)).scrollIntoView());
  return true;
};

/** A table of three columns and two rows, the first one for the names of the columns. */
export const table: Command = (state, dispatch) => {
  const { $to } = state.selection;
  if (above($to, "table") !== null || above($to, "output") !== null) return false;
  const at = afterTop($to);
  const row = (cell: string) =>
    nodeType("table_row").create(
      null,
      [0, 1, 2].map(() => cellOf(cell)),
    );
  const tr = state.tr.insert(at, nodeType("table").create(null, [row("table_header"), row("table_cell")]));
  dispatch?.(tr.setSelection(Selection.near(tr.doc.resolve(at + 1))).scrollIntoView());
  return true;
};

export interface Link {
  readonly href: string;
  readonly from: number;
  readonly to: number;
}

/** The link around the caret, or null. */
export function linkAt(state: EditorState): Link | null {
  const { $from } = state.selection;
  const mark = [...$from.marks(), ...($from.nodeAfter?.marks ?? [])].find(({ type }) => type.name === "link");
  if (mark === undefined) return null;
  const start = $from.start();
  let found: Link | null = null;
  $from.parent.forEach((child, offset) => {
    if (!mark.isInSet(child.marks)) return;
    const [from, to] = [start + offset, start + offset + child.nodeSize];
    if (found !== null && found.to === from) found = { ...found, to };
    else if (found === null || found.to < $from.pos) found = { href: String(mark.attrs.href), from, to };
  });
  return found;
}

/** An address as it may stand in a link, with a scheme added where somebody left it out; null where it is none. */
export function address(typed: string): string | null {
  const text = typed.trim();
  const rule = attributesOf("link").href;
  const tries = [text, /^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(text) ? `mailto:${text}` : `https://${text}`];
  return tries.find((one) => rule?.(one) && (one === text || one.includes("."))) ?? null;
}

/** Links the selected words, or the link at the caret, to `href`; null takes the link away. */
export function link(href: string | null): Command {
  return (state, dispatch) => {
    const type = schema.marks.link;
    const around = linkAt(state);
    const { from, to } = state.selection.empty && around ? around : state.selection;
    if (from === to || type === undefined) return false;
    const tr = state.tr.removeMark(from, to, type);
    if (href !== null) tr.addMark(from, to, type.create({ href }));
    dispatch?.(tr);
    return true;
  };
}

/** The nearest node of that name around a position, with where it begins. */
export function above($pos: ResolvedPos, name: string): { readonly node: Node; readonly pos: number } | null {
  for (let depth = $pos.depth; depth > 0; depth--) {
    const node = $pos.node(depth);
    if (node.type.name === name) return { node, pos: $pos.before(depth) };
  }
  return null;
}

function toggle(name: string): Command {
  return (state, dispatch, view) => {
    const type = schema.marks[name];
    return type !== undefined && toggleMark(type)(state, dispatch, view);
  };
}

function afterTop($pos: ResolvedPos): number {
  return $pos.depth === 0 ? $pos.pos : $pos.after(1);
}

/** A cell of a table, with a paragraph to write in. */
export function cellOf(name: string): Node {
  return nodeType(name).create(null, nodeType("paragraph").create({ id: newId() }));
}

function idOf(node: Node): string {
  return typeof node.attrs.id === "string" ? node.attrs.id : newId();
}
