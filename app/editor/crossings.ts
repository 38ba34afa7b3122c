/**
 * Brackets are closed here, and what others did at the same moment is watched for until the server has what was done: no word
 * goes that nobody struck. Headless. Begin with `Crossings`.
 *
 * Deleted is deleted in Yjs, whoever did it. So where two accept different words of one passage at once, both would be gone.
 * Of two acts that did not know of each other the later one in the log finds out: the earlier comes in before its own answer.
 * It takes its own back and puts the passage into brackets again. Words that somebody wrote meanwhile in a passage that was
 * struck go back into its brackets, by the hand of whoever was later.
 */
import * as Y from "yjs";
import {
  clean,
  isBracket,
  type Cleaned,
  type Cleaning,
  type Formats,
  type Held,
  type Letters,
} from "#app/document/cleaning.ts";
import { markName } from "#app/document/mark-name.ts";
import { isAmong, itemsIn } from "./live-items.ts";

export interface CrossingPorts {
  readonly doc: Y.Doc;
  /** Origin of the transactions that bring what others wrote. */
  readonly others: unknown;
  /** How many changes were made here so far, and whether the server has the first so many. */
  readonly sent: { readonly written: number; isSaved(upTo: number): boolean };
  /** The manager of this person's undo, of which each act is one step; null where there is none. */
  readonly undo: Y.UndoManager | null;
  /** A passage that was closed is in brackets again. */
  reopened(): void;
}

/** Origin of the transactions that close brackets, which undo has to follow. */
export const closing = Symbol("closing brackets");

/** An act that the server may not have yet. */
interface Act {
  readonly cleaned: Cleaned;
  /** The step of the person's undo. */
  readonly step: object | null;
  readonly upTo: number;
}

/** A passage that was put into brackets again here, which the server may not know yet. */
interface Reopened {
  readonly cleaned: Cleaned;
  /** What was written for it. */
  readonly letters: readonly Letters[];
  readonly upTo: number;
}

/** Letters without brackets that belong into some. */
interface Stray {
  readonly text: Y.XmlText;
  readonly letters: Letters;
  readonly formats: Formats;
}

export class Crossings {
  private acts: readonly Act[] = [];
  private lost: readonly Act[] = [];
  private strays: readonly Stray[] = [];
  private reopened: readonly Reopened[] = [];
  private doubled: readonly Reopened[] = [];
  /** From this clock on, letters of this client may not have been seen by anybody. */
  private unseen = { client: -1, clock: 0 };

  constructor(private readonly ports: CrossingPorts) {
    ports.doc.on("afterTransaction", this.changed);
    ports.doc.on("afterAllTransactions", this.settle);
  }

  /** One step of undo; null where there is no such bracket any more. */
  clean(cleaning: Cleaning): Cleaned | null {
    const { doc, sent } = this.ports;
    const { undo } = this.ports;
    undo?.stopCapturing();
    const cleaned = clean(doc, cleaning, closing);
    undo?.stopCapturing();
    if (cleaned === null) return null;
    const step = undo?.undoStack.at(-1) ?? null;
    this.acts = [...this.acts, { cleaned, step, upTo: sent.written }];
    return cleaned;
  }

  stop(): void {
    this.ports.doc.off("afterTransaction", this.changed);
    this.ports.doc.off("afterAllTransactions", this.settle);
  }

  /** What others wrote is only looked at here; it is answered once Yjs has done with it. */
  private readonly changed = (transaction: Y.Transaction): void => {
    const { sent, others, doc } = this.ports;
    const seen = sent.isSaved(sent.written);
    if (transaction.origin !== others) {
      const client = doc.clientID;
      if (seen || client !== this.unseen.client)
        this.unseen = { client, clock: transaction.beforeState.get(client) ?? 0 };
      return;
    }
    this.forget();
    if (seen) return;
    this.strays = [...this.strays, ...this.left(transaction), ...this.written(transaction)];
    const lost = this.acts.filter(({ cleaned }) =>
      isLost(cleaned, transaction, (item) => this.isUnseen(item)),
    );
    this.lost = [...this.lost, ...lost];
    this.acts = this.acts.filter((act) => !lost.includes(act));
    const doubled = this.reopened.filter(({ cleaned, letters }) => isOpen(cleaned, letters));
    this.doubled = [...this.doubled, ...doubled];
    this.reopened = this.reopened.filter((one) => !doubled.includes(one));
  };

  /** Acts that the server has, or that were undone here, meet nothing any more. */
  private forget(): void {
    const undone = ({ step }: Act) =>
      step !== null && this.ports.undo?.undoStack.some((one) => one === step) !== true;
    const over = this.acts.filter((act) => this.ports.sent.isSaved(act.upTo) || undone(act));
    this.acts = this.acts.filter((act) => !over.includes(act));
    this.reopened = this.reopened.filter(({ upTo }) => !this.ports.sent.isSaved(upTo));
  }

  /** Words of this screen that nobody had seen when somebody struck the passage around them. */
  private left(transaction: Y.Transaction): readonly Stray[] {
    const strays: Stray[] = [];
    Y.iterateDeletedStructs(transaction, transaction.deleteSet, (item) => {
      if (!(item instanceof Y.Item) || !(item.content instanceof Y.ContentFormat)) return;
      const { key, value }: { key: string; value: unknown } = item.content;
      const text: unknown = item.parent;
      if (value === null || markName(key) !== "bracket" || !(text instanceof Y.XmlText)) return;
      // A block that went as a whole struck nothing in particular (replaced.ts).
      if (text._item?.deleted === true) return;
      const { struck, words } = within(item, transaction);
      if (struck && words.every((one) => this.isUnseen(one)))
        strays.push(...words.map((one) => ({ text, letters: lettersOf(one), formats: { [key]: value } })));
    });
    return strays;
  }

  private isUnseen({ id }: Y.Item): boolean {
    return id.client === this.unseen.client && id.clock >= this.unseen.clock;
  }

  /** Words of others, new here, that were written in the midst of what was struck here. */
  private written(transaction: Y.Transaction): readonly Stray[] {
    return this.acts
      .flatMap(({ cleaned }) => cleaned.struck)
      .flatMap(({ text, letters, formats }) =>
        writtenAmong(text, letters, transaction).map((item) => ({ text, letters: lettersOf(item), formats })),
      );
  }

  private readonly settle = (): void => {
    const { strays, lost, doubled } = this;
    if (strays.length + lost.length + doubled.length === 0) return;
    [this.strays, this.lost, this.doubled] = [[], [], []];
    const { doc } = this.ports;
    doc.transact(() => doubled.forEach(takeBack), this);
    doc.transact(() => strays.forEach(hold), this);
    for (const act of lost) this.reopen(act);
    if (strays.length + lost.length > 0) this.ports.reopened();
  };

  /** Takes an act back, as far as it concerns the words of its passage. */
  private reopen({ step, cleaned }: Act): void {
    const { doc, sent } = this.ports;
    const [client, clock] = [doc.clientID, Y.getState(doc.store, doc.clientID)];
    doc.transact(() => cleaned.passage.forEach(putBack), this);
    const letters = [{ client, clock, length: Y.getState(doc.store, client) - clock }];
    this.reopened = [...this.reopened, { cleaned, letters, upTo: sent.written }];
    const { undo } = this.ports;
    if (undo !== null) undo.undoStack = undo.undoStack.filter((one) => one !== step);
  }
}

/**
 * Whether what was accepted is gone, from its first letter to its last, by what somebody else did, though the blocks it stood in
 * are not: a word that somebody corrected in it is no other choice.
 */
function isLost(
  cleaned: Cleaned,
  { deleteSet }: Y.Transaction,
  isUnseen: (item: Y.Item) => boolean,
): boolean {
  const held = cleaned.passage.filter(({ accepted }) => accepted.length > 0);
  const gone = ({ text, accepted }: Held) => {
    const items = itemsIn(text).filter((item) => item.countable && meets(item, accepted));
    const ends = [items[0], items.at(-1)].filter((item) => item !== undefined);
    const theirs = items.some((item) => Y.isDeleted(deleteSet, item.id));
    return text._item?.deleted === false && theirs && ends.every((item) => item.deleted || isUnseen(item));
  };
  return held.length > 0 && held.every(gone) && !isOpen(cleaned, []);
}

/** Writes a passage again as it stood; what is left of it is among its words. */
function putBack({ text, letters, runs }: Held): void {
  erase(text, letters);
  const all = itemsIn(text);
  const place = all.findIndex((item) => meets(item, letters));
  let at = all.slice(0, place).reduce((sum, item) => sum + (isThere(item) ? item.length : 0), 0);
  for (const { words, formats } of runs) {
    if (words === "") continue;
    text.insert(at, words, { ...formats });
    at += words.length;
  }
}

/** Whether the accepted words stand in their brackets again, in letters other than those. */
function isOpen({ accepted, passage }: Cleaned, letters: readonly Letters[]): boolean {
  if (accepted === null) return false;
  return passage.some(({ text, runs }) => {
    const held = heldBy(text, accepted).filter((item) => !meets(item, letters));
    const own = runs.filter(({ formats }) =>
      Object.entries(formats).some(([key, value]) => isBracket(key, value, accepted)),
    );
    const words = own.map((run) => run.words).join("");
    return words !== "" && held.map(wordsIn).join("").includes(words);
  });
}

const wordsIn = ({ content }: Y.Item): string => (content instanceof Y.ContentString ? content.str : "");

/** Takes out what was written for a passage that somebody else has brought back. */
function takeBack({ cleaned, letters }: Reopened): void {
  for (const { text } of cleaned.passage) erase(text, letters);
}

/** Takes out those letters and no others: one item may have more, that were written right behind them. */
function erase(text: Y.XmlText, letters: readonly Letters[]): void {
  let at = 0;
  for (const { id, length } of itemsOf(text))
    for (let offset = 0; offset < length; offset++) {
      if (isAmong(Y.createID(id.client, id.clock + offset), letters)) text.delete(at, 1);
      else at += 1;
    }
}

/** Puts letters into brackets. */
function hold({ text, letters, formats }: Stray): void {
  let at = 0;
  for (const { id, length } of itemsOf(text)) {
    const from = Math.max(letters.clock, id.clock);
    const to = Math.min(letters.clock + letters.length, id.clock + length);
    if (id.client === letters.client && from < to)
      text.format(at + from - id.clock, to - from, { ...formats });
    at += length;
  }
}

/** What lies in the bracket that a sign opened: whether some of it was deleted now, and what is still there. */
function within(sign: Y.Item, { deleteSet }: Y.Transaction): { struck: boolean; words: readonly Y.Item[] } {
  const opened: unknown = sign.content;
  const words: Y.Item[] = [];
  let struck = false;
  for (let item = sign.right; item !== null; item = item.right) {
    if (item.content instanceof Y.ContentFormat) {
      if (opened instanceof Y.ContentFormat && item.content.key === opened.key) break;
    } else if (item.deleted) struck ||= Y.isDeleted(deleteSet, item.id);
    else if (item.countable) words.push(item);
  }
  return { struck, words };
}

/** New items whose neighbours, when they were written, were both among those letters. */
function writtenAmong(
  text: Y.XmlText,
  letters: readonly Letters[],
  { beforeState }: Y.Transaction,
): readonly Y.Item[] {
  const found: Y.Item[] = [];
  const isFound = (id: Y.ID) =>
    found.some(
      ({ id: own, length }) =>
        own.client === id.client && own.clock <= id.clock && id.clock < own.clock + length,
    );
  for (const item of itemsOf(text)) {
    if (item.id.clock < (beforeState.get(item.id.client) ?? 0)) continue;
    const { origin, rightOrigin } = item;
    if (origin === null || rightOrigin === null || !isAmong(rightOrigin, letters)) continue;
    if (isAmong(origin, letters) || isFound(origin)) found.push(item);
  }
  return found;
}

/** What stands in a bracket. */
function heldBy(text: Y.XmlText, bracket: string): readonly Y.Item[] {
  const held: Y.Item[] = [];
  const marks = new Set<string>();
  for (const item of itemsIn(text)) {
    if (item.deleted) continue;
    if (item.content instanceof Y.ContentFormat) {
      const { key, value }: { key: string; value: unknown } = item.content;
      if (isBracket(key, value, bracket)) marks.add(key);
      else marks.delete(key);
    } else if (marks.size > 0) held.push(item);
  }
  return held;
}

const isThere = ({ deleted, countable }: Y.Item): boolean => !deleted && countable;

/** Those that are there and hold words. */
const itemsOf = (text: Y.XmlText): readonly Y.Item[] => itemsIn(text).filter(isThere);

const lettersOf = ({ id: { client, clock }, length }: Y.Item): Letters => ({ client, clock, length });

/** Whether an item has any of those letters: what is deleted may by now be one with what was deleted beside it. */
const meets = ({ id, length }: Y.Item, letters: readonly Letters[]): boolean =>
  letters.some(
    (one) => one.client === id.client && one.clock < id.clock + length && id.clock < one.clock + one.length,
  );
