/**
 * Words found again by themselves and by what stood beside them. Begin with `findQuote`.
 * What is found are the same words at a place that speaks for itself, or nothing: where two places do, or none does
 * well enough, the answer is null.
 */
import type { Block } from "./blocks.ts";

/** Characters before and after a quote that are kept with it. */
export const contextLength = 32;

/** So many characters beside a quote speak for a place. */
const telling = 8;
/** Words as long as this speak for themselves where they stand only once. */
const unmistakable = 24;

export interface Quoted {
  readonly clause: string;
  readonly quote: string;
  readonly before: string;
  readonly after: string;
}

/** Words of one block. */
export interface Found<B extends Block> {
  readonly block: B;
  readonly from: number;
  readonly to: number;
}

interface Candidate<B extends Block> extends Found<B> {
  /** How much what stands beside it speaks for it: 2 and more is enough. */
  readonly strength: number;
  readonly score: number;
}

/** What stands beside words of a block. */
export function contextOf(
  words: string,
  from: number,
  to: number,
): { readonly before: string; readonly after: string } {
  return {
    before: words.slice(Math.max(0, from - contextLength), from),
    after: words.slice(to, to + contextLength),
  };
}

/** All places of these words in a block that cut no sign. */
export function placesIn(block: Block, quote: string): readonly number[] {
  const places: number[] = [];
  if (quote === "") return places;
  for (let at = block.words.indexOf(quote); at >= 0; at = block.words.indexOf(quote, at + 1))
    if (!cuts(block, at) && !cuts(block, at + quote.length)) places.push(at);
  return places;
}

/** Whether a place lies within a sign, or between the halves of a letter. */
export function cuts({ signs, words }: Block, at: number): boolean {
  const halves = /[\uD800-\uDBFF]/.test(words[at - 1] ?? "") && /[\uDC00-\uDFFF]/.test(words[at] ?? "");
  return halves || signs.some(({ from, to }) => from < at && at < to);
}

/**
 * The one place of the quote: within its clause, else anywhere; a quote of no words is a place between words. Null where
 * there is none, or where more than one place has as much for it.
 */
export function findQuote<B extends Block>(blocks: readonly B[], quoted: Quoted): Found<B> | null {
  const all = quoted.quote === "" ? gapsIn(blocks, quoted) : wordsIn(blocks, quoted);
  const told = all.filter(({ strength }) => strength >= 2);
  const within = told.filter(({ block }) => block.clause === quoted.clause);
  if (within.length > 0) return bestOf(within);
  if (told.length > 0) return bestOf(told);
  const [only, ...others] = all;
  return only !== undefined && others.length === 0 && quoted.quote.length >= unmistakable ? only : null;
}

/** Whether what stands beside a place of a block speaks for it. */
export function isTold(block: Block, from: number, to: number, quoted: Quoted): boolean {
  return candidate(block, from, to, quoted).strength >= 2;
}

function wordsIn<B extends Block>(blocks: readonly B[], quoted: Quoted): readonly Candidate<B>[] {
  return blocks.flatMap((block) =>
    placesIn(block, quoted.quote).map((from) => candidate(block, from, from + quoted.quote.length, quoted)),
  );
}

/** Places between words with the same characters on both sides. In a block without words there is one. */
function gapsIn<B extends Block>(blocks: readonly B[], quoted: Quoted): readonly Candidate<B>[] {
  const { before, after } = quoted;
  if (before === "" && after === "")
    return blocks.flatMap((block) => (block.words === "" ? [candidate(block, 0, 0, quoted)] : []));
  const [left, right] = [before.slice(-2 * telling), after.slice(0, 2 * telling)];
  return blocks.flatMap((block) =>
    placesIn({ ...block, signs: [] }, left + right).flatMap((at) => {
      const place = at + left.length;
      const edges =
        (left !== "" || place === 0) && (right !== "" || place === block.words.length) && !cuts(block, place);
      return edges ? [candidate(block, place, place, quoted)] : [];
    }),
  );
}

function candidate<B extends Block>(block: B, from: number, to: number, quoted: Quoted): Candidate<B> {
  const { words } = block;
  const left = side(from, quoted.before.length, (n) => words[from - n] === quoted.before.at(-n));
  const right = side(
    words.length - to,
    quoted.after.length,
    (n) => words[to + n - 1] === quoted.after[n - 1],
  );
  return {
    block,
    from,
    to,
    strength: left.strength + right.strength,
    score: left.score + right.score,
  };
}

/** How much of what stood on one side stands there, read outwards from the words; `alike` compares the nth character. */
function side(
  stands: number,
  stood: number,
  alike: (n: number) => boolean,
): { readonly strength: number; readonly score: number } {
  let same = 0;
  while (same < stood && same < stands && alike(same + 1)) same++;
  const edge = same === stood && stands === stood;
  const strength = same >= telling ? 2 : edge ? 1 : 0;
  return { strength, score: same + (edge ? 1 : 0) };
}

function bestOf<B extends Block>(candidates: readonly Candidate<B>[]): Found<B> | null {
  const worth = ({ strength, score }: Candidate<B>) => strength * 1000 + score;
  const best = Math.max(...candidates.map(worth));
  const [first, ...others] = candidates.filter((each) => worth(each) === best);
  return first !== undefined && others.length === 0 ? first : null;
}
