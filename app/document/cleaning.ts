/**
 * Words in brackets are accepted or struck, in the live text itself, letter by letter: what stays keeps its letters, and with
 * them comments, authorship and what others write there at that moment. Begin with `clean`.
 */
import * as Y from "yjs";
import { isAtom, leafWords } from "./atoms.ts";
import { liveBlocks, liveClauses, type LiveBlock } from "./blocks.ts";
import { bracketIn, passagesOf } from "./openness.ts";
import { markOf } from "./ydoc.ts";

/**
 * `accept`: these words stay, the other words of the passage and its brackets go. `strike`: these words go; `strike-all`: the
 * whole passage goes. `id` is that of a bracket, whichever it is of its passage where all go.
 */
export interface Cleaning {
  readonly act: "accept" | "strike" | "strike-all";
  readonly id: string;
}

/** What was done, and what it has to be known by should others have done something else at that moment (crossings.ts). */
export interface Cleaned {
  /** Id of the bracket whose words were accepted; null where none were. */
  readonly accepted: string | null;
  /** The passage as it stood before, block by block. */
  readonly passage: readonly Held[];
  readonly struck: readonly Struck[];
}

/** The marks of a Yjs text, by their keys. */
export type Formats = Readonly<Record<string, unknown>>;

/** Letters by their names in Yjs: so many of one client, from a clock on. */
export interface Letters {
  readonly client: number;
  readonly clock: number;
  readonly length: number;
}

/** What one block had of a passage. */
export interface Held {
  /** The text it begins in. */
  readonly text: Y.XmlText;
  readonly letters: readonly Letters[];
  /** Those of them that were accepted. */
  readonly accepted: readonly Letters[];
  readonly runs: readonly { readonly words: string; readonly formats: Formats }[];
}

/** Words of one bracket that were struck from one text. */
export interface Struck {
  readonly text: Y.XmlText;
  readonly letters: readonly Letters[];
  readonly words: string;
  /** The bracket they stood in. */
  readonly bracket: string;
  readonly formats: Formats;
}

/** Letters under the same marks, or a sign, in the order of their block. */
interface Piece {
  readonly type: Y.XmlText | Y.XmlElement;
  /** Which child of the block it is in. */
  readonly index: number;
  /** Where it begins in its text. */
  readonly at: number;
  readonly length: number;
  readonly words: string;
  readonly formats: Formats;
  /** Ids of the brackets it is in. */
  readonly ids: ReadonlySet<string>;
}

/** Does it in one transaction; null where there is no such bracket, and then nothing is changed. */
export function clean(doc: Y.Doc, { act, id }: Cleaning, origin: unknown): Cleaned | null {
  const blocks = liveBlocks(liveClauses(doc)).map((block) => ({ block, pieces: piecesOf(block) }));
  const pieces = blocks.flatMap((one) => one.pieces);
  const passage = passagesOf(pieces.flatMap(({ formats }) => bracketsOf(formats))).get(id);
  if (passage === undefined) return null;
  const taken = act === "accept" ? id : null;
  const going = act === "strike" ? new Set([id]) : new Set([...passage].filter((one) => one !== taken));
  const concerned = blocks.filter((one) =>
    one.pieces.some(({ ids }) => [...ids].some((own) => passage.has(own))),
  );
  const held = concerned.flatMap((one) => heldIn(one.pieces, passage, taken));
  const struck = concerned.flatMap((one) => struckIn(one.pieces, going, taken));
  doc.transact(() => {
    for (const { block, pieces: own } of concerned) {
      if (taken !== null) unmark(own, taken);
      erase(block.element, goingIn(own, going, taken));
    }
  }, origin);
  return { accepted: taken, passage: held, struck };
}

/** Whether a format says that bracket. */
export const isBracket = (key: string, value: unknown, id: string): boolean =>
  bracketsOf({ [key]: value }).some((one) => one.id === id);

/** The brackets that formats say. */
function bracketsOf(formats: Formats): readonly { readonly id: string; readonly group: string }[] {
  return Object.entries(formats).flatMap(([key, value]) => {
    const mark = markOf(key, value);
    return mark === null ? [] : bracketIn(mark);
  });
}

function piecesOf(block: LiveBlock): readonly Piece[] {
  const read = block.parts.flatMap(({ type, index }): Piece[] => {
    if (type instanceof Y.XmlElement) {
      const words = isAtom(type.nodeName) ? leafWords(type.nodeName, type.getAttributes()) : "";
      return [{ type, index, at: 0, length: 1, words, formats: {}, ids: new Set() }];
    }
    let at = 0;
    const runs: readonly { insert?: unknown; attributes?: Formats }[] = type.toDelta();
    return runs.map(({ insert, attributes: formats = {} }) => {
      const words = typeof insert === "string" ? insert : "";
      const [begin, length] = [at, words.length || 1];
      at += length;
      const ids = new Set(bracketsOf(formats).map(({ id }) => id));
      return { type, index, at: begin, length, words, formats, ids };
    });
  });
  // A sign has no marks: it is in the brackets that the words before and after it are both in.
  return read.map((piece, place) => {
    if (piece.type instanceof Y.XmlText) return piece;
    const isWord = ({ type }: Piece) => type instanceof Y.XmlText;
    const [before, after] = [read.slice(0, place).findLast(isWord), read.slice(place).find(isWord)];
    return { ...piece, ids: new Set([...(before?.ids ?? [])].filter((id) => after?.ids.has(id))) };
  });
}

const isIn = ({ ids }: Piece, set: ReadonlySet<string>): boolean => [...ids].some((id) => set.has(id));

/** Whether a piece goes: what is accepted stays, also where other brackets of the passage lie on it. */
const goes = (piece: Piece, going: ReadonlySet<string>, taken: string | null): boolean =>
  isIn(piece, going) && !(taken !== null && piece.ids.has(taken));

type Gone = Pick<Piece, "type" | "index" | "at" | "length">;

/** What goes from a block: the words, the blanks between them, and a blank that would be left over. */
function goingIn(
  pieces: readonly Piece[],
  going: ReadonlySet<string>,
  taken: string | null,
): readonly Gone[] {
  const words = pieces.map((piece) => goes(piece, going, taken));
  const out = pieces.map((piece, place) => words[place] === true || isGap(piece, place, words));
  const gone: Gone[] = [];
  for (let from = 0; from < pieces.length; from++) {
    if (out[from] !== true) continue;
    let to = from;
    while (out[to + 1] === true) to++;
    const later = taken !== null && pieces.slice(to + 1).some(({ ids }) => ids.has(taken));
    gone.push(...pieces.slice(from, to + 1), ...leftOver(pieces[from - 1], pieces[to + 1], later));
    from = to;
  }
  return gone;
}

/** A blank with words that go on both sides. */
const isGap = ({ type, words }: Piece, place: number, gone: readonly boolean[]): boolean =>
  type instanceof Y.XmlText && words.trim() === "" && gone[place - 1] === true && gone[place + 1] === true;

/** The blank that words leave over which go from between two pieces: the one on the side of what is accepted, if any is. */
function leftOver(left: Piece | undefined, right: Piece | undefined, later: boolean): Gone[] {
  const before = left?.type instanceof Y.XmlText && left.words.endsWith(" ");
  const after = right?.type instanceof Y.XmlText && right.words.startsWith(" ");
  const closed = right === undefined || after || /^[.,;:!?)\]»”]/.test(right.words);
  const opened = left === undefined || before;
  if (after && (later ? opened : left === undefined))
    return [{ type: right.type, index: right.index, at: right.at, length: 1 }];
  if (before && closed)
    return [{ type: left.type, index: left.index, at: left.at + left.length - 1, length: 1 }];
  return [];
}

/** From the end to the beginning, so that every place is still where it was counted. */
function erase(block: Y.XmlElement, gone: readonly Gone[]): void {
  for (const { type, index, at, length } of [...gone].sort((a, b) => b.index - a.index || b.at - a.at)) {
    if (type instanceof Y.XmlText) type.delete(at, length);
    else block.delete(index, 1);
  }
}

function unmark(pieces: readonly Piece[], id: string): void {
  for (const { type, at, length, formats, ids } of pieces) {
    if (!(type instanceof Y.XmlText) || !ids.has(id)) continue;
    const off = Object.keys(formats).filter((key) => isBracket(key, formats[key], id));
    type.format(at, length, Object.fromEntries(off.map((key) => [key, null])));
  }
}

/** The passage in one block, from its first piece to its last; signs in it are kept as words. */
function heldIn(
  pieces: readonly Piece[],
  passage: ReadonlySet<string>,
  taken: string | null,
): readonly Held[] {
  const begin = pieces.findIndex((piece) => isIn(piece, passage));
  const own = pieces.slice(begin, pieces.findLastIndex((piece) => isIn(piece, passage)) + 1);
  const text = own[0]?.type;
  if (!(text instanceof Y.XmlText)) return [];
  const isWord = ({ type }: Piece) => type instanceof Y.XmlText;
  const runs = own.map((piece, place) => ({
    words: piece.words,
    formats: isWord(piece) ? piece.formats : (own.slice(0, place).findLast(isWord)?.formats ?? {}),
  }));
  const accepted = own.filter(({ ids }) => taken !== null && ids.has(taken));
  return [{ text, letters: lettersOf(own), accepted: lettersOf(accepted), runs }];
}

function struckIn(
  pieces: readonly Piece[],
  going: ReadonlySet<string>,
  taken: string | null,
): readonly Struck[] {
  const texts = new Set(pieces.flatMap(({ type }) => (type instanceof Y.XmlText ? [type] : [])));
  return [...going].flatMap((bracket) =>
    [...texts].flatMap((text): Struck[] => {
      const own = pieces.filter(
        (piece) => piece.type === text && piece.ids.has(bracket) && goes(piece, going, taken),
      );
      if (own.length === 0) return [];
      const marks = own.flatMap(({ formats }) =>
        Object.entries(formats).filter(([key, value]) => isBracket(key, value, bracket)),
      );
      const words = own.map((piece) => piece.words).join("");
      return [{ text, letters: lettersOf(own), words, bracket, formats: Object.fromEntries(marks) }];
    }),
  );
}

/** The names of all that lies in pieces, and between those that stand together: signs of marks, and what is deleted already. */
function lettersOf(pieces: readonly Piece[]): readonly Letters[] {
  const ranges: { readonly text: Y.XmlText; readonly from: number; to: number }[] = [];
  for (const { type: text, at, length } of pieces) {
    if (!(text instanceof Y.XmlText)) continue;
    const last = ranges.at(-1);
    if (last?.text === text && last.to === at) last.to += length;
    else ranges.push({ text, from: at, to: at + length });
  }
  return ranges.flatMap(({ text, from, to }) => lettersBetween(text, from, to));
}

function lettersBetween(text: Y.XmlText, from: number, to: number): readonly Letters[] {
  const letters: Letters[] = [];
  let place = 0;
  for (let item = text._start; item !== null && place < to; item = item.right) {
    const { client, clock } = item.id;
    if (item.deleted || !item.countable) {
      if (place > from) letters.push({ client, clock, length: item.length });
      continue;
    }
    const [first, last] = [Math.max(from - place, 0), Math.min(to - place, item.length)];
    if (first < last) letters.push({ client, clock: clock + first, length: last - first });
    place += item.length;
  }
  return letters;
}
