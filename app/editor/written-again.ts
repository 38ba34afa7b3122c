/** Which letters of a change stand for others that it took out: Yjs tells of neither. Begin with `writtenAgain`. */
import type * as Y from "yjs";
import { nameOf, type Pair } from "./live-letters.ts";

/** Letters of one line in its order, with what each reads as. */
export interface Row {
  readonly letters: readonly { readonly id: Y.ID; readonly sign: string }[];
  /** Of what was taken out: that the line went too. Of what was put in: that the line, or the text in it, is new. */
  readonly whole: boolean;
}

export type Again = ReadonlyMap<string, Pair>;

/** Fewer letters may well be the same by chance, unless they are one end of what was taken out. */
const longEnough = 3;
/** Letters taken out times letters put in, beyond which only what is alike from one end on is known again. */
const most = 400_000;
/** Lines taken out times lines put in, beyond which it is no break and no join. */
const mostLines = 400;

/** What is known already, or forgotten: it is like nothing. */
const used = "\u0000";

export function writtenAgain(gone: readonly Row[], made: readonly Row[]): Again {
  const pairs = new Map<string, Pair>();
  if (gone.length * made.length > mostLines) return pairs;
  const coder = new Map<string, string>();
  const codeOf = (sign: string): string => {
    if (sign.length === 1) return sign;
    const known = coder.get(sign) ?? String.fromCharCode(0xe000 + coder.size);
    coder.set(sign, known);
    return sign === "" ? used : known;
  };
  const olds = gone.map((row) => ({ row, code: row.letters.map(({ sign }) => codeOf(sign)) }));
  const news = made.map((row) => ({ row, code: row.letters.map(({ sign }) => codeOf(sign)) }));
  const size = (rows: typeof olds) => rows.reduce((sum, { code }) => sum + code.length, 0);
  const thorough = size(olds) * size(news) <= most;
  for (;;) {
    let best = { length: 0, old: olds[0], is: news[0], from: 0, at: 0 };
    for (const old of olds)
      for (const is of news) {
        const found = thorough ? longest(old.code, is.code) : fromEnds(old.code, is.code);
        if (found.length <= best.length) continue;
        const { length, from } = found;
        const isEnd = (n: number) => (old.code[n] ?? used) === used;
        const atEnd = isEnd(from - 1) || isEnd(from + length);
        const known = (old.row.whole || is.row.whole) && atEnd;
        const all = length === old.row.letters.length && length === is.row.letters.length;
        if (length >= longEnough || known || all) best = { ...found, old, is };
      }
    const { old, is, length, from, at } = best;
    if (length === 0 || old === undefined || is === undefined) return pairs;
    for (let n = 0; n < length; n++) {
      const [of, to] = [old.row.letters[from + n], is.row.letters[at + n]];
      if (of !== undefined && to !== undefined) pairs.set(nameOf(of.id), [of.id, to.id]);
      old.code[from + n] = used;
      is.code[at + n] = "\u0001";
    }
  }
}

interface Found {
  readonly length: number;
  readonly from: number;
  readonly at: number;
}

/** The longest run that both have; of two such, the one nearer to the end of the old one. */
function longest(old: readonly string[], is: readonly string[]): Found {
  let best: Found = { length: 0, from: 0, at: 0 };
  let before = new Uint32Array(is.length + 1);
  for (let from = 0; from < old.length; from++) {
    const now = new Uint32Array(is.length + 1);
    for (let at = 0; at < is.length; at++) {
      if (old[from] !== is[at] || old[from] === used) continue;
      const length = (before[at] ?? 0) + 1;
      now[at + 1] = length;
      if (length >= best.length) best = { length, from: from - length + 1, at: at - length + 1 };
    }
    before = now;
  }
  return best;
}

function fromEnds(old: readonly string[], is: readonly string[]): Found {
  const same = (from: number, at: number) => old[from] === is[at] && old[from] !== used;
  const shorter = Math.min(old.length, is.length);
  let end = 0;
  while (end < shorter && same(old.length - 1 - end, is.length - 1 - end)) end++;
  let start = 0;
  while (start < shorter && same(start, start)) start++;
  return end >= start
    ? { length: end, from: old.length - end, at: is.length - end }
    : { length: start, from: 0, at: 0 };
}
