/** What hangs at the text without being in it: numbers of sections, paragraphs, outputs, footnotes; signs of brackets. */
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { gapAnchor } from "#app/document/anchors.ts";
import { bracketSigns } from "./brackets.ts";
import { clausesIn, hasWords } from "./clauses.ts";
import { wayBetween } from "./way.ts";

/** Pixels beside a paragraph in which its number hangs. */
const numberWidth = 24;

const key = new PluginKey<DecorationSet>("apparatus");

/** Where an output stands: its number, and whether it begins or ends a row of outputs. */
export interface OutputPlace {
  readonly output: number;
  readonly first: boolean;
  readonly last: boolean;
}

export interface ApparatusWords {
  /** Says who holds a bracket, to those who do not see the codes. */
  heldBy(codes: readonly string[]): string;
  /** "Footnote 3: its words". */
  footnote(number: number, words: string): string;
  /** A number was pressed: the address of its clause is to be copied. */
  cite(id: string): void;
}

export function apparatusPlugin({ heldBy, footnote, cite }: ApparatusWords): Plugin {
  const draw = (doc: Node) =>
    DecorationSet.create(doc, [
      ...numbers(doc),
      ...noteNumbers(doc, footnote),
      ...bracketSigns(doc, heldBy),
      ...gapPlaces(doc),
    ]);
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_, state) => draw(state.doc),
      apply: (tr, drawn) => {
        if (!tr.docChanged) return drawn;
        // Nearly every change is one of words: what hangs at the text only moves along.
        return hangsAlike(tr.before, tr.doc)
          ? drawn.map(wayBetween(tr.before, tr.doc), tr.doc)
          : draw(tr.doc);
      },
    },
    props: {
      decorations: (state) => key.getState(state),
      // A click on a number puts its address into the address line, and copies it, to be cited.
      handleDOMEvents: {
        click: (_view, { target, offsetX }) => {
          if (!(target instanceof HTMLElement) || !target.matches("[id][data-n]") || offsetX > numberWidth)
            return false;
          cite(target.id);
          return true;
        },
      },
    },
  });
}

/** Whether all blocks stay where they are, and those that changed did so in plain words only. */
function hangsAlike(before: Node, after: Node): boolean {
  if (before.childCount !== after.childCount) return false;
  for (let index = 0; index < after.childCount; index++) {
    const [was, is] = [before.child(index), after.child(index)];
    if (was !== is && !(was.sameMarkup(is) && isPlain(was) && isPlain(is) && hasWords(was) === hasWords(is)))
      return false;
  }
  return true;
}

/** Without brackets, and without anything that stands in a line and is no word. */
function isPlain(block: Node): boolean {
  let plain = !block.isLeaf;
  block.descendants((node) => {
    plain &&= node.isText ? node.marks.every(({ type }) => type.name !== "bracket") : !node.isInline;
    return plain;
  });
  return plain;
}

/** Numbers of paragraphs and sections are drawn by the sheet: an element before the words would lead the caret astray. */
function numbers(doc: Node): Decoration[] {
  const clauses = clausesIn(doc);
  return clauses.map(({ id, kind, numeral, node, pos }, at) => {
    const to = pos + node.nodeSize;
    const counted = numeral === null ? {} : { "data-n": numeral };
    if (kind === "paragraph") return Decoration.node(pos, to, { id, class: "clause", ...counted });
    if (kind === "heading" && numeral !== null)
      return Decoration.node(pos, to, { id, class: "numbered", ...counted });
    if (kind !== "output") return Decoration.node(pos, to, { id });
    const first = clauses[at - 1]?.kind !== kind;
    const last = clauses[at + 1]?.kind !== kind;
    // Flat: ProseMirror compares it value by value, and draws again only what is not equal.
    const place: OutputPlace = { output: Number(numeral), first, last };
    return Decoration.node(pos, to, { id }, place);
  });
}

/** Footnotes are counted through the whole text; their number is drawn by the sheet. */
function noteNumbers(doc: Node, say: ApparatusWords["footnote"]): Decoration[] {
  const found: Decoration[] = [];
  doc.descendants((node, pos) => {
    if (node.type.name !== "footnote") return;
    const number = found.length + 1;
    const label = say(number, typeof node.attrs.text === "string" ? node.attrs.text : "");
    const attrs = { class: "fn", "data-n": String(number), role: "doc-noteref", "aria-label": label };
    found.push(Decoration.node(pos, pos + node.nodeSize, attrs));
  });
  return found;
}

/** What links to a gap lead to. */
function gapPlaces(doc: Node): Decoration[] {
  const found = new Map<string, Decoration>();
  doc.descendants((node, pos) => {
    if (node.type.name !== "gap" || typeof node.attrs.id !== "string") return;
    const id = gapAnchor(node.attrs.id);
    if (!found.has(id)) found.set(id, Decoration.node(pos, pos + node.nodeSize, { id }));
  });
  return [...found.values()];
}

/** The id under which the block of the caret is cited: that of a paragraph, a section, a list, a table or an output. */
export function clauseAt(state: EditorState): string {
  const clauses = clausesIn(state.doc);
  return clauses[Math.min(state.selection.$from.index(0), clauses.length - 1)]?.id ?? "";
}
