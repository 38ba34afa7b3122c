/** A block of text that somebody wrote anew as a whole, as a change of some of its words: for pages without script. */
import { anchorOfPlace } from "./anchor.ts";
import { liveBlocks, liveClauses } from "./blocks.ts";
import type { Anchor } from "./margin.ts";
import type { LiveText } from "./ydoc.ts";

/** Words of a text to be replaced, by their places in it. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly replacement: string;
}

/** What makes one text of the other: what lies between their common ends, in whole words. Null where they are the same. */
export function changeOf(shown: string, wanted: string): Change | null {
  if (shown === wanted) return null;
  const shorter = Math.min(shown.length, wanted.length);
  let from = 0;
  while (from < shorter && shown[from] === wanted[from]) from++;
  let after = 0;
  while (after < shorter - from && shown[shown.length - 1 - after] === wanted[wanted.length - 1 - after])
    after++;
  let to = shown.length - after;
  while (from > 0 && isOfWord(shown[from - 1])) from--;
  while (to < shown.length && isOfWord(shown[to])) to++;
  return { from, to, replacement: wanted.slice(from, wanted.length - (shown.length - to)) };
}

const isOfWord = (letter: string | undefined): boolean => letter !== undefined && !/\s/.test(letter);

/** An anchor on words of a block, counted within its clause; null where the block does not read as it was shown. */
export function anchorInBlock(
  text: LiveText,
  epoch: number,
  shown: { readonly clause: string; readonly block: number; readonly words: string },
  { from, to }: Pick<Change, "from" | "to">,
): Anchor | null {
  const blocks = liveBlocks(liveClauses(text)).filter(({ clause }) => clause === shown.clause);
  const found = blocks[shown.block];
  if (found === undefined || found.words !== shown.words) return null;
  const { clause, element } = found;
  return anchorOfPlace(epoch, { clause, element, from, to, whole: false });
}
