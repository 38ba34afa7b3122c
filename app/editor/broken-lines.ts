/** What a transaction took out and put in, line by line, as broken.ts has to know it. */
import * as Y from "yjs";
import { blockIn, idOf } from "./live-blocks.ts";
import { lettersIn, lineOf, signOf, type LiveLetter } from "./live-letters.ts";
import type { Row } from "./written-again.ts";

export type Lines = ReadonlySet<Y.XmlElement>;

/** The lines of which a transaction took out letters, and the blocks that it took out. */
export function goneIn(transaction: Y.Transaction): { lines: Lines; blocks: readonly Y.XmlElement[] } {
  const lines = new Set<Y.XmlElement>();
  const blocks: Y.XmlElement[] = [];
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (item) => {
    if (!(item instanceof Y.Item)) return;
    const block = blockIn(item);
    if (block !== null) blocks.push(block);
    const line = item.countable ? lineOf(item) : null;
    if (line !== null) lines.add(line);
  });
  return { lines, blocks };
}

/** The lines into which a transaction wrote letters, and the blocks that it put in and left there. */
export function newIn({ doc, beforeState, afterState }: Y.Transaction): {
  lines: Lines;
  blocks: readonly Y.XmlElement[];
} {
  const lines = new Set<Y.XmlElement>();
  const blocks: Y.XmlElement[] = [];
  for (const [client, end] of afterState) {
    const begin = beforeState.get(client) ?? 0;
    if (end === begin) continue;
    const structs = doc.store.clients.get(client) ?? [];
    const from = structs.findLastIndex(({ id }) => id.clock < begin) + 1;
    for (const item of structs.slice(from)) {
      if (!(item instanceof Y.Item)) continue;
      const block = item.deleted ? null : blockIn(item);
      if (block !== null) blocks.push(block);
      const line = item.countable ? lineOf(item) : null;
      if (line !== null) lines.add(line);
    }
  }
  return { lines, blocks };
}

/** Whether a line is of a block that was taken out and put in under one id: what is in such is looked after by replaced.ts. */
export function movedIn(
  gone: readonly Y.XmlElement[],
  made: readonly Y.XmlElement[],
): (line: Y.XmlElement) => boolean {
  const ids = new Set(made.map(idOf));
  const moved = new Set(gone.map(idOf).filter((id) => id !== "" && ids.has(id)));
  if (moved.size === 0) return () => false;
  return (line) => {
    for (let at: unknown = line; at instanceof Y.XmlElement; at = at.parent)
      if (moved.has(idOf(at))) return true;
    return false;
  };
}

export interface Found {
  readonly line: Y.XmlElement;
  readonly row: Row;
}

export function rowsOf(
  lines: Lines,
  isOne: (letter: LiveLetter) => boolean,
  sign: (letter: LiveLetter) => string,
): readonly Found[] {
  return [...lines].map((line) => {
    const letters = lettersIn(line).filter(isOne);
    const row = {
      letters: letters.map((one) => ({ id: one.id, sign: sign(one) })),
      whole: letters.some(isTorn),
    };
    return { line, row };
  });
}

/** Whether it went with its text. */
const isTorn = ({ item: { parent } }: LiveLetter): boolean =>
  parent instanceof Y.XmlText ? parent._item?.deleted === true : true;

/** What was put in, where the line or its text is new apart from where it is not. */
export function putIn(
  lines: Lines,
  isOne: (letter: LiveLetter) => boolean,
  isNew: (id: Y.ID) => boolean,
): readonly Found[] {
  return [...lines].flatMap((line) => {
    const rows: { letters: Row["letters"][number][]; whole: boolean }[] = [];
    for (const letter of lettersIn(line).filter(isOne)) {
      const { parent } = letter.item;
      const text = parent instanceof Y.XmlText ? parent._item : letter.item;
      const whole = text !== null && isNew(text.id);
      const last = rows.at(-1);
      const row = last?.whole === whole ? last : { letters: [], whole };
      if (row !== last) rows.push(row);
      row.letters.push({ id: letter.id, sign: signOf(letter) });
    }
    return rows.map((row) => ({ line, row }));
  });
}

export const filled = (rows: readonly Found[]): readonly Row[] =>
  rows.map(({ row }) => row).filter(({ letters }) => letters.length > 0);

/** Whether a line that is gone went by itself, or as one of a list: of an output or a table that goes, nothing is kept. */
export function isLone(line: Y.XmlElement): boolean {
  for (let at: unknown = line.parent; at instanceof Y.XmlElement; at = at.parent)
    if (at._item?.deleted === true && at.nodeName !== "list_item" && !at.nodeName.endsWith("_list"))
      return false;
  return true;
}

export function isWithin(item: Y.Item, isOne: (id: Y.ID) => boolean): boolean {
  for (let at: Y.Item | null = item; at !== null;) {
    at = at.parent instanceof Y.AbstractType ? at.parent._item : null;
    if (at !== null && isOne(at.id)) return true;
  }
  return false;
}

/** Others may have written beside what is deleted: it is known as long as they may not know of it. */
export function keepAll(transaction: Y.Transaction): void {
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    let item: Y.Item | null = struct instanceof Y.Item ? struct : null;
    while (item !== null && !item.keep) {
      item.keep = true;
      item = item.parent instanceof Y.AbstractType ? item.parent._item : null;
    }
  });
}

/** Takes out a line in which nothing is left, with the item of a list that held nothing else; where it was put in here. */
export function takeOut(line: Y.XmlElement, isOwn: (id: Y.ID) => boolean): void {
  const item = line._item;
  if (item === null || item.deleted || !isOwn(item.id)) return;
  if (lettersIn(line).some((letter) => !letter.item.deleted)) return;
  const parent: unknown = line.parent;
  if (!(parent instanceof Y.XmlFragment)) return;
  if (parent.length > 1) parent.delete(parent.toArray().indexOf(line), 1);
  else if (parent instanceof Y.XmlElement && parent._item !== null && isOwn(parent._item.id)) {
    const above: unknown = parent.parent;
    if (above instanceof Y.XmlFragment && above.length > 1) above.delete(above.toArray().indexOf(parent), 1);
  }
}

/** Undo brings those back no more: they stand elsewhere, or somebody else has struck them. */
export function forgetIn(undo: Y.UndoManager, ids: readonly Y.ID[]): void {
  for (const step of [...undo.undoStack, ...undo.redoStack]) {
    const known = ids.filter((id) => Y.isDeleted(step.deletions, id));
    if (known.length === 0) continue;
    const rest = Y.createDeleteSet();
    for (const [client, ranges] of step.deletions.clients) {
      const clocks = known.filter((id) => id.client === client).map(({ clock }) => clock);
      const left = clocks.reduce((all, clock) => all.flatMap((one) => minus(one, clock)), ranges);
      if (left.length > 0) rest.clients.set(client, left);
    }
    // What was deleted is one with what is noted of the change: it is not changed itself.
    step.deletions = rest;
  }
}

type Range = { readonly clock: number; readonly len: number };

/** A range of letters without one of them. */
function minus(range: Range, clock: number): Range[] {
  const [before, after] = [clock - range.clock, range.clock + range.len - clock - 1];
  if (before < 0 || after < 0) return [range];
  return [
    { clock: range.clock, len: before },
    { clock: clock + 1, len: after },
  ].filter(({ len }) => len > 0);
}
