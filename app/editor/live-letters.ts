/** The letters of a line of a live text, those that were deleted too; a sign among words (a gap, a footnote) is one letter. */
import * as Y from "yjs";
import { isAtom } from "#app/document/atoms.ts";
import type { Formats } from "#app/document/cleaning.ts";
import { schema } from "#app/document/schema.ts";
import { itemsIn } from "./live-items.ts";

export interface LiveLetter {
  readonly id: Y.ID;
  readonly item: Y.Item;
  readonly offset: number;
}

/** A letter as it is written again: with its marks; or a sign with its fields. */
export type Written =
  | { readonly id: Y.ID; readonly letter: string; readonly formats: Formats }
  | { readonly id: Y.ID; readonly name: string; readonly attrs: Readonly<Record<string, unknown>> };

export const nameOf = ({ client, clock }: Y.ID): string => `${client} ${clock}`;

export function lettersIn(line: Y.XmlElement): readonly LiveLetter[] {
  const letters: LiveLetter[] = [];
  const add = (item: Y.Item) => {
    for (let offset = 0; offset < item.length; offset++)
      letters.push({ id: { client: item.id.client, clock: item.id.clock + offset }, item, offset });
  };
  for (const item of itemsIn(line)) {
    if (!(item.content instanceof Y.ContentType)) continue;
    const { type } = item.content;
    if (!(type instanceof Y.XmlText)) add(item);
    else
      for (const one of itemsIn(type)) if (one.countable || one.content instanceof Y.ContentDeleted) add(one);
  }
  return letters;
}

/** The line that an item has letters of; null of any other item. */
export function lineOf(item: Y.Item): Y.XmlElement | null {
  const { parent, content } = item;
  if (item.parentSub !== null) return null;
  if (content instanceof Y.ContentType) {
    const isSign = content.type instanceof Y.XmlElement && isAtom(content.type.nodeName);
    return isSign && parent instanceof Y.XmlElement ? parent : null;
  }
  if (!(parent instanceof Y.XmlText)) return null;
  const line: unknown = parent._item?.parent;
  return line instanceof Y.XmlElement ? line : null;
}

export const isLine = ({ nodeName }: Y.XmlElement): boolean => schema.nodes[nodeName]?.isTextblock === true;

/** What a letter reads as; of a sign its name and fields; empty where it is forgotten. */
export function signOf({ item: { content }, offset }: LiveLetter): string {
  if (content instanceof Y.ContentString) return content.str[offset] ?? "";
  const sign = signIn(content);
  return sign === null ? "" : JSON.stringify([sign.nodeName, fieldsOf(sign)]);
}

/** Those letters as they stand, in the order of the line. `counts`: whether what is deleted by now counts for its marks. */
export function writtenIn(
  line: Y.XmlElement,
  ids: ReadonlySet<string>,
  counts: (item: Y.Item) => boolean,
): readonly Written[] {
  const written: Written[] = [];
  for (const child of itemsIn(line)) {
    const sign = signIn(child.content);
    if (sign !== null && ids.has(nameOf(child.id)))
      written.push({ id: child.id, name: sign.nodeName, attrs: fieldsOf(sign) });
    const text = child.content instanceof Y.ContentType ? child.content.type : null;
    if (!(text instanceof Y.XmlText)) continue;
    const marks = new Map<string, unknown>();
    for (const item of itemsIn(text)) {
      const { content, id } = item;
      if (content instanceof Y.ContentFormat) {
        if (item.deleted && !counts(item)) continue;
        if (content.value === null) marks.delete(content.key);
        else marks.set(content.key, content.value);
      } else if (content instanceof Y.ContentString)
        for (let offset = 0; offset < item.length; offset++) {
          const own = { client: id.client, clock: id.clock + offset };
          if (!ids.has(nameOf(own))) continue;
          const formats = Object.fromEntries(marks);
          written.push({ id: own, letter: content.str[offset] ?? "", formats });
        }
    }
  }
  return written;
}

export interface Place {
  readonly line: Y.XmlElement;
  /** A child of the line, and how far into it; beyond the last where there is no text. */
  readonly child: number;
  readonly at: number;
}

/** Behind a letter, or before it, also where it is deleted; null where its text is. */
export function placeAt(doc: Y.Doc, id: Y.ID, behind: boolean): Place | null {
  const item: unknown = Y.getItem(doc.store, id);
  if (!(item instanceof Y.Item)) return null;
  const line = lineOf(item);
  if (line?._item?.deleted !== false) return null;
  if (item.parent === line) {
    const before = itemsIn(line).slice(0, itemsIn(line).indexOf(item));
    const child = before.filter(({ deleted }) => !deleted).length + (behind && !item.deleted ? 1 : 0);
    return { line, child, at: 0 };
  }
  const text = item.parent;
  if (!(text instanceof Y.XmlText) || text._item?.deleted !== false) return null;
  let at = 0;
  for (const one of itemsIn(text)) {
    if (one === item) {
      if (!one.deleted) at += id.clock - one.id.clock + (behind ? 1 : 0);
      break;
    }
    if (!one.deleted && one.countable) at += one.length;
  }
  return { line, child: line.toArray().indexOf(text), at };
}

/** The end of the line that stands before a block, which may be gone; of none, the beginning of the one behind it; null: none. */
export function besides(
  block: Y.XmlElement,
): { readonly line: Y.XmlElement; readonly atEnd: boolean } | null {
  for (let item = block._item; item !== null; item = ancestor(item))
    for (let left = item.left; left !== null; left = left.left) {
      const line = left.deleted ? undefined : linesIn(left).at(-1);
      if (line !== undefined) return { line, atEnd: true };
    }
  for (let item = block._item; item !== null; item = ancestor(item))
    for (let right = item.right; right !== null; right = right.right) {
      const line = right.deleted ? undefined : linesIn(right)[0];
      if (line !== undefined) return { line, atEnd: false };
    }
  return null;
}

export function endOf(line: Y.XmlElement): Place {
  const last = line.get(line.length - 1);
  return last instanceof Y.XmlText
    ? { line, child: line.length - 1, at: last.length }
    : { line, child: line.length, at: 0 };
}

const ancestor = ({ parent }: Y.Item): Y.Item | null =>
  parent instanceof Y.XmlElement ? parent._item : null;

function linesIn({ content }: Y.Item): readonly Y.XmlElement[] {
  const within = (element: unknown): readonly Y.XmlElement[] =>
    !(element instanceof Y.XmlElement) ? [] : isLine(element) ? [element] : element.toArray().flatMap(within);
  return content instanceof Y.ContentType ? within(content.type) : [];
}

/** Pairs of letters: one that is gone, and the one that was written for it. */
export type Pair = readonly [of: Y.ID, to: Y.ID];

/**
 * Writes letters at a place; what has to be written again for it, as no sign lies within words, is among the pairs. `going`: what is
 * to be taken out anyhow.
 */
export function write(
  { line, child, at }: Place,
  written: readonly Written[],
  going: ReadonlySet<string>,
): readonly Pair[] {
  const pairs: Pair[] = [];
  const signs = written.findIndex((one) => "name" in one);
  const [words, rest] = signs < 0 ? [written, []] : [written.slice(0, signs), written.slice(signs)];
  const start = words.length > 0 ? textAt(line, child, at) : null;
  if (start !== null) pairs.push(...writeWords(start, words));
  if (rest.length === 0) return pairs;
  const present: unknown = start?.text ?? (child < line.length ? line.get(child) : null);
  const here = present instanceof Y.XmlText ? present : null;
  const from = (start?.at ?? at) + words.length;
  const tail: Written[] = [];
  let next = here === null ? Math.min(child, line.length) : line.toArray().indexOf(here) + (from > 0 ? 1 : 0);
  if (here !== null && from > 0 && from < here.length) {
    const alive = lettersIn(line).filter(({ item }) => item.parent === here && !item.deleted);
    const behind = alive.slice(from).map(({ id }) => nameOf(id));
    tail.push(...writtenIn(line, new Set(behind.filter((name) => !going.has(name))), () => false));
    here.delete(from, here.length - from);
  }
  for (const one of [...rest, ...tail]) {
    if ("name" in one) {
      const sign = new Y.XmlElement(one.name);
      for (const [key, value] of Object.entries(one.attrs)) sign.setAttribute(key, value as string);
      line.insert(next++, [sign]);
      if (sign._item !== null) pairs.push([one.id, sign._item.id]);
      continue;
    }
    const before = next > 0 ? line.get(next - 1) : null;
    // Words behind a sign have a text of their own.
    const text = before instanceof Y.XmlText && before !== here ? before : textAt(line, next++, 0, true);
    pairs.push(...writeWords({ text, at: text.length }, [one]));
  }
  return pairs;
}

interface InText {
  readonly text: Y.XmlText;
  readonly at: number;
}

function textAt(line: Y.XmlElement, child: number, at: number): InText;
function textAt(line: Y.XmlElement, child: number, at: number, fresh: true): Y.XmlText;
function textAt(line: Y.XmlElement, child: number, at: number, fresh = false): InText | Y.XmlText {
  const here = child < line.length ? line.get(child) : null;
  if (!fresh && here instanceof Y.XmlText) return { text: here, at };
  const before = child > 0 ? line.get(child - 1) : null;
  if (!fresh && before instanceof Y.XmlText) return { text: before, at: before.length };
  const text = new Y.XmlText();
  line.insert(child, [text]);
  return fresh ? text : { text, at: 0 };
}

function writeWords({ text, at }: InText, written: readonly Written[]): readonly Pair[] {
  let end = at;
  let run = { words: "", formats: {} as Formats };
  const put = () => {
    if (run.words !== "") text.insert(end, run.words, { ...run.formats });
    end += run.words.length;
  };
  for (const one of written) {
    if (!("letter" in one)) continue;
    if (JSON.stringify(one.formats) === JSON.stringify(run.formats)) run.words += one.letter;
    else {
      put();
      run = { words: one.letter, formats: one.formats };
    }
  }
  put();
  const ids: Y.ID[] = [];
  for (const item of itemsIn(text))
    if (!item.deleted && item.countable)
      for (let offset = 0; offset < item.length; offset++)
        ids.push({ client: item.id.client, clock: item.id.clock + offset });
  return written.flatMap(({ id }, n) => {
    const to = ids[at + n];
    return to === undefined ? [] : [[id, to] as const];
  });
}

/** Takes those letters out, where they still are. */
export function erase(doc: Y.Doc, ids: readonly Y.ID[]): void {
  const names = new Set(ids.map(nameOf));
  const lines = new Set<Y.XmlElement>();
  for (const id of ids) {
    const item: unknown = Y.getItem(doc.store, id);
    const line = item instanceof Y.Item && !item.deleted ? lineOf(item) : null;
    if (line !== null) lines.add(line);
  }
  for (const line of lines)
    for (let child = line.length - 1; child >= 0; child--) {
      const type: unknown = line.get(child);
      if (type instanceof Y.XmlText) eraseWords(type, names);
      else if (type instanceof Y.XmlElement && type._item !== null && names.has(nameOf(type._item.id)))
        line.delete(child, 1);
    }
}

function eraseWords(text: Y.XmlText, names: ReadonlySet<string>): void {
  const gone: number[] = [];
  let at = 0;
  for (const item of itemsIn(text))
    if (!item.deleted && item.countable)
      for (let offset = 0; offset < item.length; offset++, at++)
        if (names.has(nameOf({ client: item.id.client, clock: item.id.clock + offset }))) gone.push(at);
  for (let last = gone.length - 1; last >= 0; last--) {
    let first = last;
    while (first > 0 && gone[first - 1] === (gone[first] ?? 0) - 1) first--;
    text.delete(gone[first] ?? 0, last - first + 1);
    last = first;
  }
}

function signIn(content: Y.Item["content"]): Y.XmlElement | null {
  const type = content instanceof Y.ContentType ? content.type : null;
  return type instanceof Y.XmlElement && isAtom(type.nodeName) ? type : null;
}

/** Also of one that is deleted. */
function fieldsOf({ _map }: Y.XmlElement): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  for (const [name, item] of [..._map].sort()) {
    const value: unknown = item.content.getContent().at(-1);
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}
