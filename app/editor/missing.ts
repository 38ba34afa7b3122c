/** What was written in a block of a Yjs text and is missing in the one that took its place (replaced.ts). Begin with `missing`. */
import * as Y from "yjs";
import type { Formats } from "#app/document/cleaning.ts";
import { itemsIn } from "./live-items.ts";

export type Edit = () => void;

/**
 * What a letter, or a whole block, of the old one is to the new one: it was written meanwhile and is missing there; it stays as it
 * is there; it was struck meanwhile; or null, it was gone before.
 */
export type Sight = (item: Y.Item, offset: number) => "missing" | "stays" | "struck" | null;

export interface Eyes {
  readonly sight: Sight;
  /** Whether a letter of the new one stands for one of the old; null where that is told by their number alone. */
  readonly isCopy: ((id: Y.ID) => boolean) | null;
}

/** What makes `made` say what was written in `old` meanwhile; to be done in this order, at once: from behind, so that places stay right. */
export const missing = (old: Y.XmlElement, made: Y.XmlElement, eyes: Eyes): readonly Edit[] =>
  missingIn(old, made, eyes).reverse();

/** In the order of the text. */
function missingIn(old: Y.XmlElement, made: Y.XmlElement, eyes: Eyes): Edit[] {
  const { sight } = eyes;
  const edits: Edit[] = [];
  for (const [name, item] of old._map)
    if (name !== "id" && sight(item, 0) === "missing") {
      const value: unknown = item.content.getContent().at(-1);
      edits.push(() => made.setAttribute(name, value as string));
    }
  const present = made.toArray();
  let at = 0;
  for (const item of itemsIn(old)) {
    // Written into the new one already, and forgotten here.
    if (item.content instanceof Y.ContentDeleted && sight(item, 0) === "stays") at += item.length;
    if (!(item.content instanceof Y.ContentType)) continue;
    const { type } = item.content;
    const place = at;
    const seen = sight(item, 0);
    if (seen === "missing") {
      const copy = copyOf(type, sight);
      if (copy !== null) edits.push(() => made.insert(Math.min(place, made.length), [copy]));
    }
    if (seen !== "stays" && seen !== "struck") continue;
    at += 1;
    const own = present[place];
    if (seen === "struck" && !(type instanceof Y.XmlText && own instanceof Y.XmlText)) {
      if (own !== undefined) edits.push(() => made.delete(place, 1));
    } else if (type instanceof Y.XmlText && own instanceof Y.XmlText)
      // Of a text that was struck too: by now others' words may stand in it.
      edits.push(...missingWords(type, own, eyes));
    else if (type instanceof Y.XmlElement && own instanceof Y.XmlElement)
      edits.push(...missingIn(type, own, eyes));
  }
  return edits;
}

/** The same for words, and for what was marked. */
function missingWords(old: Y.XmlText, made: Y.XmlText, { sight, isCopy }: Eyes): readonly Edit[] {
  const runs = runsOf(old, sight);
  const count = runs.reduce((sum, { words, seen }) => sum + (seen === "missing" ? 0 : words.length), 0);
  const copies = copiesIn(made, count, isCopy);
  const edits: Edit[] = [];
  let at = 0;
  for (const { words, seen, formats, before } of runs) {
    if (seen === "missing") {
      const place = copies[at - 1]?.end ?? 0;
      edits.push(() => made.insert(Math.min(place, made.length), words, { ...formats }));
      continue;
    }
    const change = changeOf(before, formats);
    for (const { start, end } of copies.slice(at, at + words.length)) {
      if (end === start) continue;
      if (seen === "struck") edits.push(() => made.delete(start, 1));
      else if (change !== null) edits.push(() => made.format(start, 1, change));
    }
    at += words.length;
  }
  return edits;
}

/** Where the letters stand that a text was made with, in their order; of one that is gone by now, `end` is `start`. */
function copiesIn(
  text: Y.XmlText,
  count: number,
  isCopy: Eyes["isCopy"],
): readonly { readonly start: number; readonly end: number }[] {
  const letters: { readonly id: Y.ID; readonly start: number; readonly end: number }[] = [];
  let at = 0;
  for (const item of itemsIn(text)) {
    if (!item.countable && !(item.content instanceof Y.ContentDeleted)) continue;
    for (let offset = 0; offset < item.length; offset++) {
      const end = at + (item.deleted ? 0 : 1);
      letters.push({ id: letterOf(item, offset), start: at, end });
      at = end;
    }
  }
  if (isCopy !== null) return letters.filter(({ id }) => isCopy(id));
  // What it was made with was written before anything else of that client in it.
  const own = letters.filter(({ id }) => id.client === text._item?.id.client);
  const last = own.map(({ id }) => id.clock).sort((a, b) => a - b)[count - 1] ?? -1;
  return own.filter(({ id }) => id.clock <= last);
}

interface Run {
  words: string;
  readonly seen: "missing" | "stays" | "struck";
  readonly formats: Formats;
  /** Its marks without those that were set meanwhile. */
  readonly before: Formats;
}

function runsOf(text: Y.XmlText, sight: Sight): readonly Run[] {
  const runs: Run[] = [];
  const [formats, before] = [new Map<string, unknown>(), new Map<string, unknown>()];
  const set = (marks: Map<string, unknown>, { key, value }: Y.ContentFormat) =>
    value === null ? marks.delete(key) : marks.set(key, value);
  let last = "";
  for (const item of itemsIn(text)) {
    const { content } = item;
    if (content instanceof Y.ContentFormat) {
      const seen = sight(item, 0);
      if (seen === "missing" || seen === "stays") set(formats, content);
      if (seen === "stays" || seen === "struck") set(before, content);
    } else if (content instanceof Y.ContentString || content instanceof Y.ContentDeleted)
      for (let offset = 0; offset < item.length; offset++) {
        const seen = sight(item, offset);
        if (seen === null) continue;
        const [now, then] = [Object.fromEntries(formats), Object.fromEntries(before)];
        const kind = JSON.stringify([seen, now, then]);
        const run = runs.at(-1);
        // What was forgotten has been written into the new one already.
        const letter = content instanceof Y.ContentString ? (content.str[offset] ?? "") : " ";
        if (run !== undefined && kind === last) run.words += letter;
        else runs.push({ words: letter, seen, formats: now, before: then });
        last = kind;
      }
  }
  return runs;
}

/** What turns these marks into those, as Yjs takes it; null where they are alike. */
function changeOf(before: Formats, after: Formats): Formats | null {
  const taken = Object.keys(before).filter((key) => !(key in after));
  const given = Object.entries(after).filter(
    ([key, value]) => JSON.stringify(before[key]) !== JSON.stringify(value),
  );
  if (taken.length + given.length === 0) return null;
  return Object.fromEntries([...taken.map((key) => [key, null]), ...given]);
}

/** A block that was put in meanwhile, as it stood. */
function copyOf(type: unknown, sight: Sight): Y.XmlElement | Y.XmlText | null {
  if (type instanceof Y.XmlText) {
    const copy = new Y.XmlText();
    let at = 0;
    for (const { words, seen, formats } of runsOf(type, sight)) {
      if (seen !== "missing") continue;
      copy.insert(at, words, { ...formats });
      at += words.length;
    }
    return copy;
  }
  if (!(type instanceof Y.XmlElement)) return null;
  const copy = new Y.XmlElement(type.nodeName);
  for (const [name, item] of type._map)
    if (sight(item, 0) === "missing") {
      const value: unknown = item.content.getContent().at(-1);
      copy.setAttribute(name, value as string);
    }
  const children = itemsIn(type).map((item) =>
    item.content instanceof Y.ContentType && sight(item, 0) === "missing"
      ? copyOf(item.content.type, sight)
      : null,
  );
  copy.insert(
    0,
    children.filter((child) => child !== null),
  );
  return copy;
}

export const letterOf = ({ id }: Y.Item, offset: number): Y.ID => Y.createID(id.client, id.clock + offset);
