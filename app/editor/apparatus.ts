/** What hangs at the text without being in it: numbers of paragraphs and outputs, signs of brackets. */
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { bracketSigns } from "./brackets.ts";

/** Pixels beside a paragraph in which its number hangs. */
const numberWidth = 24;

const key = new PluginKey<DecorationSet>("apparatus");

/** `heldBy` says who holds a bracket, to those who do not see the codes. */
export function apparatusPlugin(heldBy: (codes: readonly string[]) => string): Plugin {
  const draw = (doc: Node) => DecorationSet.create(doc, [...numbers(doc), ...bracketSigns(doc, heldBy)]);
  return new Plugin<DecorationSet>({
    key,
    state: {
      init: (_, state) => draw(state.doc),
      apply: (tr, drawn) => (tr.docChanged ? draw(tr.doc) : drawn),
    },
    props: {
      decorations: (state) => key.getState(state),
      // A click on a number puts its address into the address line, to be copied and cited.
      handleDOMEvents: {
        click: (_view, { target, offsetX }) => {
          if (!(target instanceof HTMLElement) || !target.matches("[data-n]") || offsetX > numberWidth)
            return false;
          history.replaceState(history.state, "", `#${target.id}`);
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
    } else {
      found.push(Decoration.node(pos, to, { id }));
    }
  });
  return found;
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
