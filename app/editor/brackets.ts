/** Square brackets: words not agreed, with the countries that hold them. What one can do with them, and their signs. */
import type { Mark, Node } from "prosemirror-model";
import type { Command, EditorState, Transaction } from "prosemirror-state";
import { Decoration } from "prosemirror-view";
import { bracketAnchor } from "#app/document/anchors.ts";
import { passagesOf } from "#app/document/openness.ts";
import { schema } from "#app/document/schema.ts";
import { el } from "./element.ts";
import { newId } from "#app/document/new-id.ts";

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
  return bracketsBetween(doc, 0, doc.content.size);
}

/** Those of the paragraphs from one place to another. */
function bracketsBetween(doc: Node, start: number, end: number): readonly Bracket[] {
  const found: Bracket[] = [];
  doc.nodesBetween(start, end, (block, at) => {
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
  const around = bracketsBetween(state.doc, from, to).filter(
    (bracket) => bracket.from <= from && to <= bracket.to,
  );
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

/** The country holds it no longer. A bracket that nobody holds stands until somebody closes it. */
export function withdraw(id: string, country: string): Command {
  return rewrite(id, (held) => ({ ...held, holders: held.holders.filter((other) => other !== country) }));
}

/**
 * Offers other words behind a passage in brackets: a further bracket of its group, held by the country, within the same brackets
 * around it. Run it by `exactly`: words that begin alike would be mixed.
 */
export function offer(id: string, words: string, country: string | null): Command {
  return (state, dispatch) => {
    const last = bracketsOf(state.doc)
      .filter((one) => one.id === id)
      .at(-1);
    const text = words.replace(/\s+/g, " ").trim();
    if (last === undefined || text === "" || type === undefined) return false;
    const around = marksAround(state.doc, id);
    const fresh = newId();
    const tr = state.tr;
    change(tr, id, (held) => ({ ...held, groups: held.groups.length > 0 ? held.groups : [fresh] }));
    const group = groupsOf(state.doc, id)[0] ?? fresh;
    const own = type.create({ id: newId(), holders: country ?? "", group });
    const [blank, offered] = [schema.text(" ", around), schema.text(text, own.addToSet(around))];
    // Behind the other words of the passage, so that they stand in the order in which they were offered.
    const behind = bracketsOf(state.doc).filter((one) => one.group === group && one.from >= last.from);
    tr.insert(Math.max(last.to, ...behind.map(({ to }) => to)), [blank, offered]);
    dispatch?.(tr);
    return true;
  };
}

/** One of the wordings of a passage in brackets. */
export interface Wording {
  readonly id: string;
  readonly holders: readonly string[];
  readonly words: string;
}

/** The words of a bracket and the alternatives to them, in the order of the text. */
export function wordingsOf(doc: Node, id: string): readonly Wording[] {
  const all = bracketsOf(doc);
  const marks = all.flatMap((one) => groupsOf(doc, one.id).map((group) => ({ id: one.id, group })));
  const passage = passagesOf([...all, ...marks]).get(id) ?? new Set<string>();
  return [...passage]
    .map((own) => {
      const runs = all.filter((one) => one.id === own);
      const holders = [...new Set(runs.flatMap((run) => run.holders))].sort();
      return { id: own, holders, words: runs.map(({ words }) => words).join(" "), at: runs[0]?.from ?? 0 };
    })
    .sort((a, b) => a.at - b.at);
}

/** The signs: "[" before, "]" and the codes of the holders after. `heldBy` says them in words. */
export function bracketSigns(doc: Node, heldBy: (codes: readonly string[]) => string): readonly Decoration[] {
  const taken = new Set<string>();
  return bracketsOf(doc).flatMap(({ id, from, to, holders }) => [
    begin(id, from, taken),
    Decoration.widget(to, () => end(holders, heldBy), {
      side: -1,
      key: `]${id} ${holders.join(" ")}`,
    }),
  ]);
}

/** The sign before; the first of a bracket is what links to it lead to. */
function begin(id: string, from: number, taken: Set<string>): Decoration {
  const first = !taken.has(id);
  taken.add(id);
  const sign = () => el("i", first ? { id: bracketAnchor(id) } : {}, "[");
  return Decoration.widget(from, sign, {
    side: 1,
    key: `[${id}${first ? "" : " on"}`,
  });
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
  /** More than one where alternatives were offered at the same moment. */
  readonly groups: readonly string[];
}

function rewrite(id: string, act: (held: Held) => Held): Command {
  return (state, dispatch) => {
    const tr = state.tr;
    change(tr, id, act);
    if (!tr.docChanged) return false;
    dispatch?.(tr);
    return true;
  };
}

/** All runs of a bracket become alike: what two countries did at the same moment is gathered here. */
function change(tr: Transaction, id: string, act: (held: Held) => Held): void {
  const runs = runsOf(tr.doc, id);
  const all = runs.flatMap((run) => run.own);
  const groups = groupsOf(tr.doc, id);
  const held = act({ holders: [...new Set(all.flatMap(holdersOf))], groups });
  for (const { from, to, own } of runs) {
    for (const mark of own) tr.removeMark(from, to, mark);
    if (type === undefined) continue;
    const holders = [...new Set(held.holders)].sort().join(" ");
    for (const group of held.groups.length > 0 ? held.groups : [""])
      tr.addMark(from, to, type.create({ id, holders, group }));
  }
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly marks: readonly Mark[];
  /** Those of the bracket. */
  readonly own: readonly Mark[];
}

function runsOf(doc: Node, id: string): readonly Run[] {
  const runs: Run[] = [];
  doc.descendants((node, pos) => {
    const own = node.marks.filter((mark) => mark.type === type && mark.attrs.id === id);
    if (node.isText && own.length > 0)
      runs.push({ from: pos, to: pos + node.nodeSize, marks: node.marks, own });
  });
  return runs;
}

function groupsOf(doc: Node, id: string): readonly string[] {
  const groups = runsOf(doc, id).flatMap(({ own }) => own.map((mark) => String(mark.attrs.group)));
  return [...new Set(groups)].filter(Boolean).sort();
}

/** The brackets that lie around all of a bracket. */
function marksAround(doc: Node, id: string): readonly Mark[] {
  const [first, ...others] = runsOf(doc, id);
  const brackets = first?.marks.filter((mark) => mark.type === type && mark.attrs.id !== id) ?? [];
  return brackets.filter((mark) => others.every(({ marks }) => mark.isInSet(marks)));
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
