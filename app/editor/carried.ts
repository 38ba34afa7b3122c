/** Letters that are carried to where those beside them stand by now (broken.ts). */
import * as Y from "yjs";
import { planFragment } from "#app/document/ydoc.ts";
import type { Lines } from "./broken-lines.ts";
import {
  endOf,
  nameOf,
  placeAt,
  type LiveLetter,
  type Pair,
  type Place,
  type Written,
} from "./live-letters.ts";
import type { Again } from "./written-again.ts";

type DeleteSet = Y.Transaction["deleteSet"];

/** One change of this screen. */
export interface Change {
  readonly upTo: number;
  readonly client: number;
  /** What it wrote begins here. */
  readonly clock: number;
  readonly struck: DeleteSet;
  /** What it took out, as it read. */
  readonly signs: ReadonlyMap<string, string>;
  /** Where it took out letters. */
  readonly lines: Lines;
  /** Lines without a letter that it took out. */
  readonly emptied: Lines;
  /** Lines that stand elsewhere since, and the letters they have there: replaced.ts looks after those. */
  readonly moved: Lines;
  readonly inMoved: ReadonlySet<string>;
  /** The blocks that it took out. */
  readonly blocks: readonly Y.XmlElement[];
  readonly again: Again;
  /** Whether lines, or parts of them, came or went: where nobody did that nothing is carried. */
  readonly whole: boolean;
}

/** Letters that are carried: behind another one, or before it, or only near to where they stood. */
export interface Carried {
  readonly letters: readonly Written[];
  readonly to: Anchor;
  /** Where that is gone by now: a line, and whether at its end. */
  readonly near: { readonly line: Y.XmlElement; readonly atEnd: boolean } | null;
}

export type Anchor = { readonly id: Y.ID; readonly behind: boolean; readonly stays?: boolean } | "near";

/** What a letter says of the place of one beside it: here; where that one stands; nothing. */
export type Sight = (letter: LiveLetter) => "here" | Y.ID | null;

/** What was gathered from what came in. */
export interface Meeting {
  readonly carried: Carried[];
  readonly dropped: Map<string, Y.ID>;
  /** Own letters that stand for such as others have written again too, and theirs. */
  readonly instead: Map<string, Pair>;
  /** Letters that were written again here, and that undo is not to bring back. */
  readonly settled: Y.ID[];
}

export const goingIn = (carried: readonly Carried[]): readonly string[] =>
  carried.flatMap(({ letters }) => letters.map(({ id }) => nameOf(id)));

export function lastOf(id: Y.ID, moved: Again): Y.ID {
  let last = id;
  for (let next = moved.get(nameOf(last)); next !== undefined; next = moved.get(nameOf(last)))
    [, last] = next;
  return last;
}

export const nothing = {
  signs: new Map<string, string>(),
  lines: new Set<Y.XmlElement>(),
  emptied: new Set<Y.XmlElement>(),
  moved: new Set<Y.XmlElement>(),
  inMoved: new Set<string>(),
  blocks: [] as readonly Y.XmlElement[],
  again: new Map<string, Pair>() as Again,
  whole: false,
};

/** Where letters from `begin` to `end` belong by those around them; null where those tell nothing. */
export function anchorOf(
  letters: readonly LiveLetter[],
  begin: number,
  end: number,
  sight: Sight,
): Anchor | null {
  const seen = (at: number, behind: boolean): Anchor | null => {
    const letter = letters[at];
    const is = letter === undefined ? null : sight(letter);
    if (letter === undefined || is === null) return null;
    return is === "here" ? { id: letter.id, behind, stays: true } : { id: is, behind };
  };
  for (let left = begin - 1; left >= 0; left--) {
    const anchor = seen(left, true);
    if (anchor !== null) return anchor;
  }
  for (let right = end; right < letters.length; right++) {
    const anchor = seen(right, false);
    if (anchor !== null) return anchor;
  }
  return null;
}

/** Where letters are written; what was moved stands elsewhere by now. */
export function placeOf(doc: Y.Doc, { to, near }: Carried, moved: Again): Place {
  const place = to !== "near" ? placeAt(doc, lastOf(to.id, moved), to.behind) : null;
  if (place !== null) return place;
  if (near !== null) return near.atEnd ? endOf(near.line) : { line: near.line, child: 0, at: 0 };
  const line = new Y.XmlElement("paragraph");
  planFragment(doc).insert(0, [line]);
  return { line, child: 0, at: 0 };
}
