/** What changed between two states of the text, clause by clause, and how it is said in short. Pure. */
import type { Mark, Node } from "prosemirror-model";
import { clausesIn, wordsIn, type LiveClause } from "./clauses.ts";

export interface Difference {
  readonly clause: string;
  /** Null where it was not there. */
  readonly before: Node | null;
  /** Null where it is not there any more. */
  readonly after: Node | null;
  /** It stands elsewhere among the others. */
  readonly moved: boolean;
  /** Its place among the clauses: after the change, or where it stood. */
  readonly at: number;
}

export type Kind =
  "added" | "removed" | "written" | "cut" | "brackets" | "fields" | "moved" | "level" | "shape";

export interface Reading {
  readonly kind: Kind;
  /** Words that were written, or taken out; "" where there are none. */
  readonly quote: string;
  /** Names of the fields of an output that changed. */
  readonly fields: readonly string[];
}

/** Letters of a quote. */
const most = 80;
/** A shorter one gets a few words around it. */
const least = 16;

/** The clauses that are not the same in both, in the order of the text; those that are gone come last. */
export function differences(before: Node, after: Node): readonly Difference[] {
  const [was, is] = [clausesIn(before), clausesIn(after)];
  const shorter = Math.min(was.length, is.length);
  let start = 0;
  while (start < shorter && same(was[start], is[start])) start++;
  let end = 0;
  while (end < shorter - start && same(was[was.length - 1 - end], is[is.length - 1 - end])) end++;
  const old = new Map(was.slice(start, was.length - end).map((clause) => [clause.id, clause]));
  const now = is.slice(start, is.length - end);
  const order = [...old.keys()];
  const stays = risingRun(now.flatMap(({ id }) => (old.has(id) ? [order.indexOf(id)] : [])));
  const found: Difference[] = [];
  now.forEach(({ id, node }, place) => {
    const one = old.get(id);
    old.delete(id);
    const moved = one !== undefined && !stays.has(order.indexOf(id));
    if (one === undefined || moved || (one.node !== node && !one.node.eq(node)))
      found.push({ clause: id, before: one?.node ?? null, after: node, moved, at: start + place });
  });
  for (const [id, { node }] of old) {
    // It was without a name until somebody wrote: it stands there under the one that it has got.
    const named = found.findIndex(
      ({ before, after }) =>
        before === null && node.attrs.id === null && after !== null && reads(after, node),
    );
    if (named >= 0) {
      found.splice(named, 1);
      continue;
    }
    const at = was.findIndex((clause) => clause.id === id);
    found.push({ clause: id, before: node, after: null, moved: false, at });
  }
  return found;
}

/** What there is to say of a difference; null where nothing of it can be seen. */
export function readingOf({
  before,
  after,
  moved,
}: Pick<Difference, "before" | "after" | "moved">): Reading | null {
  if (before === null && after === null) return null;
  if (before === null || after === null) {
    const node = before ?? after;
    const quote = node === null ? "" : clipped(saysOf(node));
    return { kind: before === null ? "added" : "removed", quote, fields: [] };
  }
  const [old, now] = [wordsIn(before), wordsIn(after)];
  if (old !== now) return { ...wordsChanged(old, now), fields: [] };
  const fields = changedFields(before, after);
  if (fields.length > 0) return { kind: "fields", quote: "", fields };
  if (bracketsIn(before) !== bracketsIn(after))
    return { kind: "brackets", quote: clipped(bracketed(after) || bracketed(before)), fields: [] };
  if (before.type !== after.type || before.attrs.level !== after.attrs.level)
    return { kind: "level", quote: clipped(now), fields: [] };
  if (!reads(before, after)) return { kind: "shape", quote: clipped(now), fields: [] };
  return moved ? { kind: "moved", quote: clipped(saysOf(after)), fields: [] } : null;
}

/** Whether two say the same in the same form: names of pieces are seen by nobody. */
function reads(one: Node, other: Node): boolean {
  const plain = (node: Node) =>
    JSON.stringify(node.toJSON(), (key, value: unknown) => (key === "id" ? undefined : value));
  return one.eq(other) || plain(one) === plain(other);
}

function same(one: LiveClause | undefined, other: LiveClause | undefined): boolean {
  return one !== undefined && other !== undefined && one.node === other.node && one.id === other.id;
}

/** What was put in, with the words it stands in; where nothing was, what was taken out. */
function wordsChanged(old: string, now: string): Pick<Reading, "kind" | "quote"> {
  const shorter = Math.min(old.length, now.length);
  let start = 0;
  while (start < shorter && old[start] === now[start]) start++;
  let end = 0;
  while (end < shorter - start && old[old.length - 1 - end] === now[now.length - 1 - end]) end++;
  const put = now.slice(start, now.length - end).trim() !== "";
  const [from, words] = put ? [now.length - end, now] : [old.length - end, old];
  return { kind: put ? "written" : "cut", quote: around(words, start, from, put ? least : 0) };
}

/** The words from `start` to `end`, whole ones, at least so many letters; "…" where there is more. */
function around(words: string, start: number, end: number, letters: number): string {
  let [from, to] = [start, end];
  const isWord = (at: number) => /[\p{L}\p{N}]/u.test(words[at] ?? "");
  const grow = () => {
    while (from > 0 && isWord(from - 1)) from--;
    while (to < words.length && isWord(to)) to++;
  };
  grow();
  while (to - from < letters && (from > 0 || to < words.length)) {
    if (from > 0) from--;
    if (to < words.length) to++;
    grow();
  }
  const quote = clipped(words.slice(from, to));
  const more = to < words.length && letters > 0 && !quote.endsWith("…");
  return `${from > 0 && letters > 0 ? "…" : ""}${quote}${more ? "…" : ""}`;
}

function clipped(words: string): string {
  const plain = words.replace(/\s+/g, " ").trim();
  return plain.length > most ? `${plain.slice(0, most - 1).trimEnd()}…` : plain;
}

/** What a clause says; an output by its title. */
function saysOf(node: Node): string {
  const title: unknown = node.attrs.title;
  return typeof title === "string" && title !== "" ? title : wordsIn(node);
}

function changedFields(before: Node, after: Node): readonly string[] {
  if (after.type.name !== "output" || before.type !== after.type) return [];
  return Object.keys(after.attrs).filter((name) => name !== "id" && before.attrs[name] !== after.attrs[name]);
}

const isBracket = ({ type }: Mark) => type.name === "bracket";

function bracketsIn(node: Node): string {
  const found: unknown[] = [];
  node.descendants((one) => {
    const marks = one.marks.filter(isBracket).map(({ attrs }) => attrs);
    if (one.isText && marks.length > 0) found.push([one.text, marks]);
  });
  return JSON.stringify(found);
}

function bracketed(node: Node): string {
  let words = "";
  node.descendants((one) => {
    if (one.isText && one.marks.some(isBracket)) words += one.text ?? "";
  });
  return words;
}

/** The longest run of numbers that rise: what stands in another order than before is not in it. */
function risingRun(numbers: readonly number[]): ReadonlySet<number> {
  /** For each length the place of its smallest last number, and for each place the one before it. */
  const ends: number[] = [];
  const before: number[] = [];
  numbers.forEach((number, at) => {
    let length = ends.findIndex((end) => (numbers[end] ?? 0) >= number);
    if (length < 0) length = ends.length;
    before[at] = ends[length - 1] ?? -1;
    ends[length] = at;
  });
  const run = new Set<number>();
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) run.add(numbers[at] ?? 0);
  return run;
}
