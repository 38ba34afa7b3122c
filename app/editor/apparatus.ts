/** What hangs at the text without being in it: numbers of sections, paragraphs, outputs, footnotes; signs of brackets. */
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { gapAnchor } from "#app/document/anchors.ts";
import { headingNumerals } from "#app/document/reading.ts";
import { bracketSigns } from "./brackets.ts";

/** Pixels beside a paragraph in which its number hangs. */
const numberWidth = 24;

const key = new PluginKey<DecorationSet>("apparatus");

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
      apply: (tr, drawn) => (tr.docChanged ? draw(tr.doc) : drawn),
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

/**
 * Clauses are named and counted as document/reading.ts does, so that an address means the same in the live text and
 * on every page: paragraphs at the top of the text and outputs are counted through, an empty line is not cited.
 */
function numbers(doc: Node): Decoration[] {
  const count = { paragraph: 0, output: 0 };
  const numerals = headingNumerals();
  const taken = new Set<string>();
  const found: Decoration[] = [];
  doc.forEach((node, pos, index) => {
    const to = pos + node.nodeSize;
    const id = anchorOf(node, index, taken);
    if (node.type.name === "paragraph") {
      const number = wordsIn(node).trim() === "" ? null : ++count.paragraph;
      // The number is drawn by the sheet: an element of its own before the words would lead the caret astray.
      found.push(
        Decoration.node(pos, to, {
          id,
          class: "clause",
          ...(number === null ? {} : { "data-n": String(number) }),
        }),
      );
    } else if (node.type.name === "output") {
      const number = ++count.output;
      const beside = (other: Node | null) => other?.type === node.type;
      const first = index === 0 || !beside(doc.child(index - 1));
      const last = !beside(doc.maybeChild(index + 1));
      found.push(Decoration.node(pos, to, { id }, { output: { number, first, last } }));
    } else if (node.type.name === "heading") {
      const numeral = numerals(Number(node.attrs.level));
      found.push(
        Decoration.node(pos, to, numeral === null ? { id } : { id, class: "numbered", "data-n": numeral }),
      );
    } else {
      found.push(Decoration.node(pos, to, { id }));
    }
  });
  return found;
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
  const at = state.selection.$from.index(0);
  const taken = new Set<string>();
  let id = "";
  state.doc.forEach((node, _pos, index) => {
    if (index <= at) id = anchorOf(node, index, taken);
  });
  return id;
}

function anchorOf(node: Node, index: number, taken: Set<string>): string {
  const kind = node.type.name.endsWith("_list") ? "list" : node.type.name;
  const wanted = typeof node.attrs.id === "string" ? node.attrs.id : `${kind.slice(0, 1)}-${index + 1}`;
  let id = wanted;
  for (let again = 2; taken.has(id); again++) id = `${wanted}-${again}`;
  taken.add(id);
  return id;
}

function wordsIn(node: Node): string {
  return node.textBetween(0, node.content.size, " ", (leaf) => leaf.type.spec.leafText?.(leaf) ?? "");
}
