/** Suggested words on their way into the live text: the smallest change, under the marks of what was there. */
import * as Y from "yjs";
import { liveBlock, type LiveBlock, type Part } from "./blocks.ts";
import type { LivePlace } from "./anchor.ts";
import { markName } from "./mark-name.ts";

/** The marks of a Yjs text, by their keys; a mark that is taken away is null. */
type Formats = Readonly<Record<string, unknown>>;

/**
 * Puts words in the place of those that stand there; empty words take them away. What both have at their ends stays as it is.
 * New words get the marks that all the replaced ones had, and every bracket that lay on any of them: that a passage is not
 * agreed is never lost in passing. Between words they get what both neighbours have. Signs without words, as a footnote, stay.
 */
export function reword(doc: Y.Doc, place: LivePlace, replacement: string): void {
  const block = liveBlock(place.element, place.clause);
  const quote = block.words.slice(place.from, place.to);
  const { before, after } = common(quote, replacement);
  const [from, to] = [place.from + before, place.to - after];
  const words = replacement.slice(before, replacement.length - after);
  doc.transact(() => {
    const formats = from < to ? formatsOver(block, from, to) : formatsBetween(block, from);
    if (words !== "") write(block, from, words, formats);
    const longer = liveBlock(place.element, place.clause);
    erase(longer, from + words.length, to + words.length);
    join(place.element);
  });
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
