/**
 * Who wrote which passage of a live text. Every letter keeps the Yjs id of the client that typed it, through folds and restarts;
 * whose client that was is known beside the log. Begin with `authorsIn`.
 */
import * as Y from "yjs";
import { isAtom } from "./atoms.ts";
import { authorMark } from "./author-mark.ts";
import type { Plan, PlanMark, PlanNode } from "./plan.ts";
import { clausesOf } from "./reading.ts";
import { markOf, walkPlan } from "./ydoc.ts";

/** Whose a Yjs id is, as a key of the caller's own; equal keys are one author. */
export type AuthorOf = (client: number, clock: number) => string;

/** What one author has in a clause. */
export interface Share {
  readonly author: string;
  /** Letters of the text; a field of an output counts with its length, a sign within the line as one. */
  readonly letters: number;
}

export interface Authored {
  /** The text with the mark `author` on every run (author-mark.ts). For pages only. */
  readonly plan: Plan;
  /** Most first. */
  readonly clauses: readonly { readonly id: string; readonly shares: readonly Share[] }[];
}

/** The text and its authors. What the schema does not know is left out, as everywhere. */
export function authorsIn(doc: Y.Doc, authorOf: AuthorOf): Authored {
  /** What is no run of words: fields, and signs within the line. */
  const signs = new Map<PlanNode, Share[]>();
  const content = walkPlan(doc, {
    texts: (text) => runsOf(text, authorOf),
    element: (element, node) => {
      const fields = Object.keys(node.attrs ?? {}).flatMap((name): Share[] => {
        const item = element._map.get(name);
        if (name === "id" || item === undefined) return [];
        return [{ author: authorOf(item.id.client, item.id.clock), letters: lengthOf(node.attrs?.[name]) }];
      });
      const { _item: item } = element;
      const isSign = element.parent instanceof Y.XmlElement && node.content === undefined && item !== null;
      if (node.type === "output") signs.set(node, fields);
      else if (isSign && isAtom(node.type))
        signs.set(node, [{ author: authorOf(item.id.client, item.id.clock), letters: 1 }]);
    },
  });
  const shares = content.map((node) => sharesOf(node, signs));
  const plan: Plan = { type: "doc", content: content.map((node, at) => marked(node, shares[at] ?? [])) };
  const clauses = clausesOf(plan).map(({ id }, at) => ({ id, shares: shares[at] ?? [] }));
  return { plan, clauses };
}

const lengthOf = (value: string | number | undefined): number => Math.max(1, String(value ?? "").length);

/** The runs of a text, ended where the marks or the author change. */
function runsOf(text: Y.XmlText, authorOf: AuthorOf): PlanNode[] {
  const runs: { words: string; marks: readonly PlanMark[]; key: string }[] = [];
  const formats = new Map<string, PlanMark>();
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    const { content } = item;
    if (content instanceof Y.ContentFormat) {
      const mark = content.value === null ? null : markOf(content.key, content.value);
      if (mark === null) formats.delete(content.key);
      else formats.set(content.key, mark);
    } else if (content instanceof Y.ContentString && content.str !== "") {
      for (const { words, author } of piecesOf(item, content.str, authorOf)) {
        const marks = [...formats.values(), { type: authorMark, attrs: { by: author } }];
        const key = JSON.stringify(marks);
        const last = runs.at(-1);
        if (last?.key === key) last.words += words;
        else runs.push({ words, marks, key });
      }
    }
  }
  return runs.map(({ words, marks }) => ({ type: "text", text: words, marks }));
}

/** An item's words by author: what one client wrote in one go may be of several, where it was written again. */
function piecesOf(item: Y.Item, words: string, authorOf: AuthorOf): { words: string; author: string }[] {
  const { client, clock } = item.id;
  const pieces: { words: string; author: string }[] = [];
  for (let at = 0; at < words.length; at++) {
    const author = authorOf(client, clock + at);
    const last = pieces.at(-1);
    if (last?.author === author) last.words += words[at] ?? "";
    else pieces.push({ words: words[at] ?? "", author });
  }
  return pieces;
}

/**
 * Says of each run of a clause whether a passage of its author begins with it, and whether it is of another than wrote most of
 * the clause. Where one wrote all of it there is nothing to tell apart.
 */
function marked(clause: PlanNode, shares: readonly Share[]): PlanNode {
  const alone = shares.length < 2;
  let last: string | null = null;
  const visit = (node: PlanNode): PlanNode => {
    if (node.type !== "text")
      return node.content === undefined ? node : { ...node, content: node.content.map(visit) };
    const by = authorOfRun(node);
    const attrs = { first: !alone && by !== last ? 1 : 0, other: by === shares[0]?.author ? 0 : 1 };
    last = by;
    const marks = (node.marks ?? []).map((mark) =>
      mark.type === authorMark ? { ...mark, attrs: { ...mark.attrs, ...attrs } } : mark,
    );
    return { ...node, marks };
  };
  return visit(clause);
}

/** The key of who wrote a run; null where it carries none. */
export function authorOfRun(run: PlanNode): string | null {
  const by = run.marks?.find(({ type }) => type === authorMark)?.attrs?.["by"];
  return typeof by === "string" ? by : null;
}

function sharesOf(node: PlanNode, signs: ReadonlyMap<PlanNode, readonly Share[]>): readonly Share[] {
  const letters = new Map<string, number>();
  const add = ({ author, letters: more }: Share) => letters.set(author, (letters.get(author) ?? 0) + more);
  const visit = (one: PlanNode): void => {
    const author = authorOfRun(one);
    if (author !== null) add({ author, letters: (one.text ?? "").length });
    for (const share of signs.get(one) ?? []) add(share);
    for (const child of one.content ?? []) visit(child);
  };
  visit(node);
  return [...letters]
    .map(([author, count]) => ({ author, letters: count }))
    .sort((a, b) => b.letters - a.letters || (a.author < b.author ? -1 : 1));
}
