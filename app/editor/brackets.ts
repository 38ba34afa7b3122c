/** Square brackets: words not agreed, with the countries that hold them. What one can do with them, and their signs. */
import type { Mark, Node } from "prosemirror-model";
import type { Command, EditorState, Transaction } from "prosemirror-state";
import { Decoration } from "prosemirror-view";
import { schema } from "#app/document/schema.ts";
import { el } from "./element.ts";
import { newId } from "./identity.ts";

export interface Bracket {
  readonly id: string;
  /** Brackets of one group offer alternatives to each other. */
  readonly group: string;
  /** ISO codes, in order of the alphabet. */
  readonly holders: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

const type = schema.marks.bracket;

/** The brackets of a text in order; a bracket that lies over several paragraphs counts once for each. */
export function bracketsOf(doc: Node): readonly Bracket[] {
  const found: Bracket[] = [];
  doc.descendants((block, at) => {
    if (!block.isTextblock) return;
    const open = new Map<string, Bracket>();
    block.forEach((child, offset) => {
      const from = at + 1 + offset;
      const marks = child.marks.filter((mark) => mark.type === type);
      if (child.isText) {
        for (const [id, bracket] of open) {
          if (marks.some((mark) => mark.attrs.id === id)) continue;
          found.push(bracket);
          open.delete(id);
        }
      }
      for (const mark of marks) {
        const id = String(mark.attrs.id);
        const known = open.get(id);
        const holders = [...(known?.holders ?? []), ...holdersOf(mark)];
        open.set(id, {
          id,
          group: known?.group || String(mark.attrs.group),
          holders: [...new Set(holders)].sort(),
          from: known?.from ?? from,
          to: from + child.nodeSize,
          words: known?.to === from + child.nodeSize ? known.words : (known?.words ?? "") + child.textContent,
        });
      }
    });
    found.push(...open.values());
    return false;
  });
  return found.sort((a, b) => a.from - b.from || b.to - a.to);
}

/** The innermost bracket around the caret, or null. */
export function bracketAt(state: EditorState): Bracket | null {
  const { from, to } = state.selection;
  const around = bracketsOf(state.doc).filter((bracket) => bracket.from <= from && to <= bracket.to);
  return around.sort((a, b) => a.to - a.from - (b.to - b.from))[0] ?? null;
}

/** Puts the selected words in brackets, held by the country of whoever asks. */
export function bracket(country: string | null): Command {
  return (state, dispatch) => {
    const { from, to, empty } = state.selection;
    if (empty || type === undefined) return false;
    const runs = runsIn(state.doc, from, to);
    if (runs.length === 0) return false;
    if (dispatch) {
      const mark = type.create({ id: newId(), holders: country ?? "", group: "" });
      const tr = state.tr;
      for (const run of runs) tr.addMark(run.from, run.to, mark);
      dispatch(tr);
    }
    return true;
  };
}

/** The country holds the bracket too. */
export function join(id: string, country: string): Command {
  return rewrite(id, (held) => ({ ...held, holders: [...held.holders, country] }));
}

/** The country holds it no longer. A bracket that nobody holds stands until somebody removes it. */
export function withdraw(id: string, country: string): Command {
  return rewrite(id, (held) => ({ ...held, holders: held.holders.filter((other) => other !== country) }));
}

/** Takes the brackets away; the words stay. */
export function unbracket(id: string): Command {
  return rewrite(id, () => null);
}

/** Offers other words beside a bracket: a second one of the same group, held by the country. */
export function offer(id: string, words: string, country: string | null): Command {
  return (state, dispatch) => {
    const first = bracketsOf(state.doc).find((one) => one.id === id);
    const text = words.trim();
    if (first === undefined || text === "" || type === undefined) return false;
    const group = first.group || newId();
    const tr = state.tr;
    change(tr, id, (held) => ({ ...held, group }));
    const mark = type.create({ id: newId(), holders: country ?? "", group });
    tr.insert(first.to, [schema.text(" "), schema.text(text, [mark])]);
    dispatch?.(tr);
    return true;
  };
}

/** The signs: "[" before, "]" and the codes of the holders after. `heldBy` says them in words. */
export function bracketSigns(doc: Node, heldBy: (codes: readonly string[]) => string): readonly Decoration[] {
  return bracketsOf(doc).flatMap(({ id, from, to, holders }) => [
    Decoration.widget(from, () => el("i", {}, "["), { side: 1, key: `[${id}`, ignoreSelection: true }),
    Decoration.widget(to, () => end(holders, heldBy), {
      side: -1,
      key: `]${id} ${holders.join(" ")}`,
      ignoreSelection: true,
    }),
  ]);
}

function end(holders: readonly string[], heldBy: (codes: readonly string[]) => string): HTMLElement {
  const sign = el("span", {}, el("i", {}, "]"));
  if (holders.length === 0) return sign;
  sign.append(
    el("sup", { "aria-hidden": "true" }, holders.join(" ")),
    el("span", { class: "sr" }, ` (${heldBy(holders)}) `),
  );
  return sign;
}

interface Held {
  readonly holders: readonly string[];
  readonly group: string;
}

function rewrite(id: string, act: (held: Held) => Held | null): Command {
  return (state, dispatch) => {
    const tr = state.tr;
    change(tr, id, act);
    if (!tr.docChanged) return false;
    dispatch?.(tr);
    return true;
  };
}

/** All runs of a bracket become alike: what two countries did at the same moment is gathered here. */
function change(tr: Transaction, id: string, act: (held: Held) => Held | null): void {
  const runs: { from: number; to: number; marks: readonly Mark[] }[] = [];
  tr.doc.descendants((node, pos) => {
    const marks = node.marks.filter((mark) => mark.type === type && mark.attrs.id === id);
    if (node.isText && marks.length > 0) runs.push({ from: pos, to: pos + node.nodeSize, marks });
  });
  const all = runs.flatMap((run) => run.marks);
  const group = all.map((mark) => String(mark.attrs.group)).find((name) => name !== "") ?? "";
  const held = act({ holders: [...new Set(all.flatMap(holdersOf))], group });
  for (const { from, to, marks } of runs) {
    for (const mark of marks) tr.removeMark(from, to, mark);
    if (held === null || type === undefined) continue;
    const holders = [...new Set(held.holders)].sort().join(" ");
    tr.addMark(from, to, type.create({ id, holders, group: held.group }));
  }
}

function runsIn(doc: Node, from: number, to: number): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  doc.nodesBetween(from, to, (node, pos) => {
    if (node.isText) runs.push({ from: Math.max(from, pos), to: Math.min(to, pos + node.nodeSize) });
  });
  return runs;
}

function holdersOf(mark: Mark): string[] {
  return String(mark.attrs.holders).split(" ").filter(Boolean);
}
