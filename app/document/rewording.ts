/** Suggested words on their way into the live text: the smallest change, under the marks of what was there; a field as a whole. */
import * as Y from "yjs";
import { liveBlock, type LiveBlock, type Part } from "./blocks.ts";
import type { LivePlace } from "./anchor.ts";
import { takes } from "./fields.ts";
import { markName } from "./mark-name.ts";
import { newId } from "./new-id.ts";

/** The marks of a Yjs text, by their keys; a mark that is taken away is null. */
type Formats = Readonly<Record<string, unknown>>;

/**
 * Puts words in the place of those that stand there; empty words take them away, and a paragraph that says nothing then goes too.
 * What both have at their ends stays as it is. The end of a line begins a new paragraph; what stood behind the place follows the
 * last line, and stays the paragraph it was where nothing stood before. New words get the marks that all the replaced ones had,
 * and every bracket that lay on any of them: that a passage is not agreed is never lost in passing. Between words they get what
 * both neighbours have. Signs without words, as a footnote, stay.
 */
export function reword(doc: Y.Doc, place: LivePlace, replacement: string): void {
  const { element, clause } = place;
  const block = liveBlock(element, clause);
  const { from, to, lines } = changeIn(block, place, replacement);
  const [first = "", ...more] = lines;
  const last = more.at(-1);
  const isBefore = from === 0 && last !== undefined && to < block.words.length;
  const here = isBefore ? last : first;
  doc.transact(() => {
    const formats = from < to ? formatsOver(block, from, to) : formatsBetween(block, from);
    if (here !== "") write(block, from, here, formats);
    erase(liveBlock(element, clause), from + here.length, to + here.length);
    join(element);
    if (isBefore)
      putBeside(
        element,
        0,
        lines.slice(0, -1).map((line) => paragraphOf(line, formats)),
      );
    else if (last !== undefined) {
      const rest = cutOff(liveBlock(element, clause), from + here.length);
      putBeside(
        element,
        1,
        more.map((line, at) => paragraphOf(line, formats, at < more.length - 1 ? [] : rest)),
      );
    } else if (to > from) dropEmpty(element);
  });
}

/** Fills a field of an output anew, or empties it. What the field does not take is nothing that can be written. */
export function refill(doc: Y.Doc, { element, field }: LivePlace, value: string): void {
  if (field === undefined || !takes(field, value)) throw new Error("nothing that a field takes");
  doc.transact(() => {
    if (value === "") element.removeAttribute(field);
    else element.setAttribute(field, value);
  });
}

/** What is to be replaced by which lines. None of them is empty at an end of the block, and no blank is left where it is broken. */
function changeIn(
  block: LiveBlock,
  place: LivePlace,
  replacement: string,
): { readonly from: number; readonly to: number; readonly lines: readonly string[] } {
  const quote = block.words.slice(place.from, place.to);
  const { before, after } = common(quote, replacement);
  let [from, to] = [place.from + before, place.to - after];
  const lines = replacement.slice(before, replacement.length - after).split("\n");
  if (lines.length > 1 && lines[0] === "") while (block.words[from - 1] === " ") from--;
  if (lines.length > 1 && lines.at(-1) === "") while (block.words[to] === " ") to++;
  if (lines.length > 1 && lines[0] === "" && from === 0) lines.shift();
  if (lines.length > 1 && lines.at(-1) === "" && to === block.words.length) lines.pop();
  return { from, to, lines };
}

/** How many characters two texts share at their beginnings and, of the rest, at their ends; no letter of two halves is cut. */
function common(a: string, b: string): { readonly before: number; readonly after: number } {
  const shorter = Math.min(a.length, b.length);
  let before = 0;
  while (before < shorter && a[before] === b[before]) before++;
  if (isHalf(a[before - 1], /[\uD800-\uDBFF]/)) before--;
  let after = 0;
  while (after < shorter - before && a[a.length - 1 - after] === b[b.length - 1 - after]) after++;
  if (isHalf(a[a.length - after], /[\uDC00-\uDFFF]/) && after > 0) after--;
  return { before, after };
}

const isHalf = (letter: string | undefined, half: RegExp): boolean =>
  letter !== undefined && half.test(letter);

/** The text that words at a place belong to: the one whose letters stand there, else one beside it. */
function textAt(block: LiveBlock, at: number): (Part & { readonly type: Y.XmlText }) | null {
  const texts = block.parts.flatMap((part) =>
    part.type instanceof Y.XmlText && part.from <= at && at <= part.to ? [{ ...part, type: part.type }] : [],
  );
  return texts.find((part) => at < part.to) ?? texts.at(-1) ?? null;
}

function write(block: LiveBlock, at: number, words: string, formats: Formats): void {
  const part = textAt(block, at);
  if (part !== null) return part.type.insert(at - part.from, words, { ...formats });
  const text = new Y.XmlText();
  const next = block.parts.find(({ from }) => from >= at);
  block.element.insert(next?.index ?? block.element.length, [text]);
  text.insert(0, words, { ...formats });
}

function erase(block: LiveBlock, from: number, to: number): void {
  for (const { type, index, from: begin, to: end } of [...block.parts].reverse()) {
    const [start, stop] = [Math.max(from, begin), Math.min(to, end)];
    if (start >= stop) continue;
    if (type instanceof Y.XmlText) type.delete(start - begin, stop - start);
    else block.element.delete(index, 1);
  }
}

/** Two texts side by side, where a sign between them went, become one, as the editors keep them. */
function join(element: Y.XmlElement): void {
  for (let index = element.length - 1; index > 0; index--) {
    const [left, right]: unknown[] = [element.get(index - 1), element.get(index)];
    if (!(left instanceof Y.XmlText) || !(right instanceof Y.XmlText)) continue;
    let at = left.length;
    for (const { insert, formats } of runsOf(right)) {
      left.insert(at, insert, { ...formats });
      at += insert.length;
    }
    element.delete(index, 1);
  }
}

/** Takes out what stands behind a place, and answers it anew. */
function cutOff(block: LiveBlock, at: number): readonly (Y.XmlText | Y.XmlElement)[] {
  const rest: (Y.XmlText | Y.XmlElement)[] = [];
  for (const { type, index, from, to } of [...block.parts].reverse()) {
    // A sign without words belongs to the words before it.
    if (to <= at) break;
    if (!(type instanceof Y.XmlText)) {
      rest.unshift(type.clone());
      block.element.delete(index, 1);
    } else if (to > at) {
      const copy = new Y.XmlText();
      let place = 0;
      let seen = from;
      for (const { insert, formats } of runsOf(type)) {
        const words = insert.slice(Math.max(0, at - seen));
        seen += insert.length;
        copy.insert(place, words, { ...formats });
        place += words.length;
      }
      rest.unshift(copy);
      type.delete(Math.max(0, at - from), to - Math.max(at, from));
    }
  }
  return rest;
}

function paragraphOf(
  words: string,
  formats: Formats,
  rest: readonly (Y.XmlText | Y.XmlElement)[] = [],
): Y.XmlElement {
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.setAttribute("id", newId());
  const text = new Y.XmlText();
  if (words !== "") text.insert(0, words, { ...formats });
  paragraph.insert(0, words === "" ? [...rest] : [text, ...rest]);
  return paragraph;
}

/** Puts paragraphs before a block (0) or behind it (1); beside one that is all of an item of a list each is an item of its own. */
function putBeside(block: Y.XmlElement, side: 0 | 1, paragraphs: readonly Y.XmlElement[]): void {
  const within = block.parent instanceof Y.XmlElement && block.parent.nodeName === "list_item";
  const item = within && block.parent.length === 1 ? block.parent : null;
  const beside = item ?? block;
  const { parent } = beside;
  if (!(parent instanceof Y.XmlFragment)) return;
  const made = paragraphs.map((paragraph) => {
    if (item === null) return paragraph;
    const own = new Y.XmlElement(item.nodeName);
    own.insert(0, [paragraph]);
    return own;
  });
  parent.insert(parent.toArray().indexOf(beside) + side, made);
  paragraphs.forEach(join);
}

/** Takes out a block that says nothing any more, with the item and the list that say nothing without it. The last one of a text stays. */
function dropEmpty(block: Y.XmlElement): void {
  if (block.toArray().some(holds)) return;
  let gone = block;
  while (isOfList(gone.parent) && gone.parent.length === 1) gone = gone.parent;
  const parent: unknown = gone.parent;
  const mayGo = isOfList(parent) || !(parent instanceof Y.XmlElement);
  if (mayGo && parent instanceof Y.XmlFragment && parent.length > 1)
    parent.delete(parent.toArray().indexOf(gone), 1);
}

const isOfList = (type: unknown): type is Y.XmlElement =>
  type instanceof Y.XmlElement && /^(list_item|bullet_list|ordered_list)$/.test(type.nodeName);

const holds = (child: unknown): boolean => !(child instanceof Y.XmlText) || child.length > 0;

interface Run {
  readonly insert: string;
  readonly formats: Formats;
}

function runsOf(text: Y.XmlText): readonly Run[] {
  const runs: readonly { insert?: unknown; attributes?: Formats }[] = text.toDelta();
  return runs.flatMap(({ insert, attributes }) =>
    typeof insert === "string" ? [{ insert, formats: attributes ?? {} }] : [],
  );
}

/** The marks of the letters from one place to another, letter run by letter run. */
function formatsIn(block: LiveBlock, from: number, to: number): readonly Formats[] {
  return block.parts.flatMap((part) => {
    if (!(part.type instanceof Y.XmlText)) return [];
    let at = part.from;
    return runsOf(part.type).flatMap(({ insert, formats }) => {
      const begin = at;
      at += insert.length;
      return begin < to && at > from ? [formats] : [];
    });
  });
}

function formatsOver(block: LiveBlock, from: number, to: number): Formats {
  const all = formatsIn(block, from, to);
  const brackets = Object.assign({}, ...all.map(onlyBrackets)) as Formats;
  return { ...shared(all), ...brackets };
}

function formatsBetween(block: LiveBlock, at: number): Formats {
  const [left, right] = [formatsIn(block, at - 1, at)[0], formatsIn(block, at, at + 1)[0]];
  return left === undefined || right === undefined ? {} : shared([left, right]);
}

const onlyBrackets = (formats: Formats): Formats =>
  Object.fromEntries(Object.entries(formats).filter(([key]) => markName(key) === "bracket"));

/** The marks that all of them have, with the same values. */
function shared(all: readonly Formats[]): Formats {
  const [first = {}, ...others] = all;
  return Object.fromEntries(
    Object.entries(first).filter(([key, value]) =>
      others.every((each) => JSON.stringify(each[key]) === JSON.stringify(value)),
    ),
  );
}
