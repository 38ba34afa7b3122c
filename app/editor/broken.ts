/**
 * A paragraph that is broken, or joined to the one before it, has words that are written again: Yjs cannot move. What somebody else
 * wrote among them at that moment is carried to where they stand now, and what somebody struck is struck there, by whoever is later
 * in the log. Of words that two wrote again at once the earlier stay. Where no line, and no part of one, came or went, nothing is done.
 * Headless. Begin with `Broken`.
 */
import * as Y from "yjs";
import {
  filled,
  forgetIn,
  goneIn,
  isLone,
  isWithin,
  keepAll,
  movedIn,
  newIn,
  putIn,
  rowsOf,
  takeOut,
} from "./broken-lines.ts";
import {
  anchorOf,
  goingIn,
  nothing,
  placeOf,
  type Anchor,
  type Change,
  type Meeting,
  type Sight,
} from "./carried.ts";
import {
  besides,
  erase,
  isLine,
  lettersIn,
  lineOf,
  nameOf,
  placeAt,
  signOf,
  write,
  writtenIn,
  type LiveLetter,
  type Pair,
} from "./live-letters.ts";
import type { ReplacedPorts } from "./replaced.ts";
import { writtenAgain, type Again } from "./written-again.ts";

export interface BrokenPorts extends Pick<ReplacedPorts, "doc" | "others" | "sent" | "coming"> {
  /** The manager of this person's undo; null where there is none. */
  readonly undo: Y.UndoManager | null;
}

export class Broken {
  private unsaved: readonly Change[] = [];
  /** What was written again in those changes: of most it is nothing. */
  private written: readonly Again[] = [];
  private writtenIn: readonly Change[] = [];
  private meetings: readonly Meeting[] = [];
  /** Lines that others took out while something was unsaved here. */
  private takenOut = new Set<string>();

  constructor(private readonly ports: BrokenPorts) {
    ports.doc.on("afterTransaction", this.changed);
    ports.doc.on("afterAllTransactions", this.settle);
  }

  stop(): void {
    this.ports.doc.off("afterTransaction", this.changed);
    this.ports.doc.off("afterAllTransactions", this.settle);
  }

  /** Before Yjs forgets what was deleted. */
  private readonly changed = (transaction: Y.Transaction): void => {
    const { others } = this.ports;
    if (transaction.origin !== others) return this.note(transaction);
    this.forget();
    const meeting = this.meet(transaction);
    if (meeting !== null) this.meetings = [...this.meetings, meeting];
  };

  private forget(): void {
    const { sent } = this.ports;
    if (sent.isSaved(sent.written)) this.unsaved = [];
    const first = this.unsaved.findIndex(({ upTo }) => !sent.isSaved(upTo));
    this.unsaved = first === -1 ? [] : this.unsaved.slice(first);
    if (this.unsaved.length === 0) this.takenOut = new Set();
  }

  private note(transaction: Y.Transaction): void {
    const { doc, sent } = this.ports;
    const { beforeState, afterState, deleteSet } = transaction;
    const client = doc.clientID;
    const clock = beforeState.get(client) ?? 0;
    if ((afterState.get(client) ?? 0) === clock && deleteSet.clients.size === 0) return;
    if (sent.isSaved(sent.written)) this.unsaved = [];
    // This change is counted after this.
    const change = { upTo: sent.written + 1, client, clock, struck: deleteSet };
    const isUndo = transaction.origin instanceof Y.UndoManager;
    if (deleteSet.clients.size === 0 && !isUndo) {
      this.unsaved = [...this.unsaved, { ...change, ...nothing }];
      return;
    }
    const { lines, blocks } = goneIn(transaction);
    keepAll(transaction);
    const isNew = (id: Y.ID) => id.clock >= (beforeState.get(id.client) ?? 0);
    const made = newIn(transaction);
    const isMoved = movedIn(blocks, made.blocks);
    const gone = rowsOf(lines, ({ id }) => Y.isDeleted(deleteSet, id) && !isNew(id), signOf);
    const signs = new Map(gone.flatMap(({ row }) => row.letters.map(({ id, sign }) => [nameOf(id), sign])));
    const put = putIn(made.lines, ({ id, item }) => isNew(id) && !item.deleted, isNew);
    const isOwn = transaction.origin === this;
    const whole = [...gone, ...put].some(({ row }) => row.whole) || blocks.some(isLine);
    const again = new Map(isOwn || !whole ? [] : writtenAgain(filled(gone), filled(put)));
    const full = new Set(gone.filter(({ row }) => row.letters.length > 0).map(({ line }) => line));
    const emptied = blocks.filter(
      (block) => isLine(block) && isLone(block) && !full.has(block) && !isMoved(block),
    );
    const moved = new Set([...lines].filter(isMoved));
    const inMoved = new Set<string>();
    for (const [of, to] of whole ? this.broughtBack(transaction) : []) {
      again.set(nameOf(of), [of, to]);
      if (this.lineOf(of) !== this.lineOf(to)) inMoved.add(nameOf(to));
    }
    for (const [, to] of again.values()) if (this.isIn(to, isMoved)) inMoved.add(nameOf(to));
    this.unsaved = [
      ...this.unsaved,
      { ...change, signs, lines, emptied: new Set(emptied), moved, inMoved, blocks, again, whole },
    ];
  }

  /** What there is to do about what others did, not knowing of what is unsaved here; null where there is nothing. */
  private meet(transaction: Y.Transaction): Meeting | null {
    const [first] = this.unsaved;
    if (first === undefined) return null;
    const { beforeState, deleteSet } = transaction;
    const coming = Y.mergeDeleteSets(this.ports.coming().map((update) => Y.decodeUpdate(update).ds));
    const hasOwn = this.unsaved.some(
      ({ lines, emptied, again }) => lines.size + emptied.size + again.size > 0,
    );
    if (coming.clients.size === 0 && !hasOwn) return null;
    const struck = Y.mergeDeleteSets(this.unsaved.map((change) => change.struck));
    const byThem = (id: Y.ID) => Y.isDeleted(coming, id);
    const byUs = (id: Y.ID) => Y.isDeleted(struck, id);
    const now = (id: Y.ID) => Y.isDeleted(deleteSet, id);
    const isOurs = (id: Y.ID) => id.client === first.client && id.clock >= first.clock;
    const isTheirs = (id: Y.ID) =>
      id.client !== first.client && id.clock >= (beforeState.get(id.client) ?? 0);

    const gone = goneIn(transaction);
    const made = newIn(transaction);
    const blocks = [...gone.blocks, ...this.unsaved.flatMap((change) => change.blocks)];
    const isMoved = movedIn(
      blocks.filter(({ _item: item }) => item !== null && byThem(item.id)),
      made.blocks,
    );
    const signs = new Map(this.unsaved.flatMap((change) => [...change.signs]));
    const from = new Set([...gone.lines, ...this.unsaved.flatMap(({ lines }) => [...lines])]);
    for (const { _item: item } of gone.blocks)
      if (item !== null && byThem(item.id)) this.takenOut.add(nameOf(item.id));
    // What they had not seen in a line that they took out they have carried since, or will.
    const isGone = ({ id, item }: LiveLetter) =>
      !isOurs(id) &&
      !isTheirs(id) &&
      (byThem(id)
        ? now(id) || byUs(id)
        : byUs(id) && isWithin(item, (at) => byThem(at) || this.takenOut.has(nameOf(at))));
    const lost =
      coming.clients.size + this.takenOut.size === 0
        ? []
        : rowsOf(from, isGone, (one) => signs.get(nameOf(one.id)) ?? signOf(one));
    const put = putIn(made.lines, ({ id }) => isTheirs(id) && !byThem(id), isTheirs);
    const isWhole =
      this.unsaved.some(({ whole }) => whole) ||
      [...lost, ...put].some(({ row }) => row.whole) ||
      gone.blocks.some(isLine);
    if (!isWhole) return null;
    const all = writtenAgain(filled(lost), filled(put));
    const theirs = new Map([...all].filter(([, [, to]]) => !this.isIn(to, isMoved)));
    const known = new Set([...all.values()].map(([, to]) => nameOf(to)));
    const isKnown = put.every(
      ({ line, row }) => !isMoved(line) || row.letters.every(({ id }) => known.has(nameOf(id))),
    );

    const meeting: Meeting = { carried: [], dropped: new Map(), instead: new Map(), settled: [] };
    const { dropped, instead, carried, settled } = meeting;
    const drop = (id: Y.ID) => void dropped.set(nameOf(id), id);
    const moved = new Set(this.unsaved.flatMap((change) => [...change.moved]));
    const inMoved = new Set(this.unsaved.flatMap((change) => [...change.inMoved]));
    const isMovedHere = (line: Y.XmlElement) => moved.has(line);
    for (const [of, to] of theirs.values()) {
      const at = this.standsFor(of);
      if (at === of && this.isIn(of, isMovedHere)) continue;
      // What they wrote into a block that is moved is written into the new one as a whole.
      const isLeft = this.isIn(of, isMoved) || this.isIn(to, (line) => line._item?.deleted === true);
      if (inMoved.has(nameOf(at)) && !byUs(at) && isLeft) continue;
      if (at === of) {
        if (byUs(of)) drop(to);
        // Of what was dropped here for a letter of theirs, that one stays.
      } else if (byUs(at) || !isOurs(at)) drop(to);
      else {
        drop(at);
        settled.push(of);
        instead.set(nameOf(at), [at, to]);
      }
    }
    for (const { again } of this.unsaved)
      for (const [of] of again.values()) {
        if (theirs.has(nameOf(of)) || isOurs(of) || !byThem(of)) continue;
        if (this.isIn(of, isMovedHere)) continue;
        const at = this.standsFor(of);
        const to = all.get(nameOf(of))?.[1];
        if (to !== undefined) {
          instead.set(nameOf(to), [to, at]);
          if (!inMoved.has(nameOf(at))) drop(to);
        }
        // What moved is looked after by replaced.ts, where that may be.
        if (this.isIn(of, isMoved) && (to !== undefined || !isKnown)) continue;
        settled.push(of);
        if (isOurs(at) && !byUs(at)) drop(at);
      }

    const marks = (item: Y.Item) => now(item.id) || byUs(item.id);
    const carry = (
      line: Y.XmlElement,
      goes: (letter: LiveLetter) => boolean,
      sight: Sight,
      wasEmpty: boolean,
      home: (letter: LiveLetter) => Anchor | null = () => null,
    ) => {
      // What went with an output or a cell was removed, or moved: that is looked after by replaced.ts.
      if (!isLone(line)) return;
      const letters = lettersIn(line);
      const carriedHere = new Set<string>();
      for (let begin = 0; begin < letters.length; begin++) {
        const one = letters[begin];
        if (one === undefined || !goes(one)) continue;
        let end = begin;
        for (let next = letters[end]; next !== undefined && goes(next); next = letters[++end]);
        const run = letters.slice(begin, end);
        const seen: Sight = (letter) => (carriedHere.has(nameOf(letter.id)) ? letter.id : sight(letter));
        const back = run.map(home).find((one) => one !== null);
        const isGone = one.item.deleted;
        const last = line._item?.deleted === false || wasEmpty ? "near" : null;
        const found = back ?? anchorOf(letters, begin, end, seen);
        // All that stood beside it went elsewhere on both sides: theirs is the one that stays.
        const beside = () => anchorOf(letters, begin, end, ({ id }) => theirs.get(nameOf(id))?.[1] ?? null);
        const anchor = found ?? (isGone ? (beside() ?? last) : null);
        begin = end - 1;
        if (anchor === null || (anchor !== "near" && anchor.stays === true && !isGone)) continue;
        const ids = new Set(run.map(({ id }) => nameOf(id)));
        for (const id of ids) carriedHere.add(id);
        const gone = anchor !== "near" ? this.lineOf(anchor.id) : line;
        const near = gone?._item?.deleted === false ? { line: gone, atEnd: true } : besides(gone ?? line);
        carried.push({ letters: writtenIn(line, ids, marks), to: anchor, near });
      }
    };

    const emptied = new Set(this.unsaved.flatMap((change) => [...change.emptied]));
    // It stands there under its id, and has not become part of another line since.
    const isLookedAfter = (line: Y.XmlElement) => {
      const again = lettersIn(line)
        .map(({ id }) => [id, this.standsFor(id)] as const)
        .filter(([id, at]) => at !== id);
      return again.length === 0 || again.some(([, at]) => inMoved.has(nameOf(at)) && !byUs(at));
    };
    if (hasOwn)
      for (const line of made.lines) {
        if (moved.has(line) && isLookedAfter(line)) continue;
        const goes = (letter: LiveLetter) => {
          const { id, item } = letter;
          if (!isTheirs(id) || byThem(id) || dropped.has(nameOf(id))) return false;
          // Who took out earlier what it stood in is not the one to answer.
          return !item.deleted || isWithin(item, byUs);
        };
        const sight: Sight = (letter) => {
          // Where they wrote, it stood elsewhere.
          if (theirs.has(nameOf(letter.id)) || isOurs(letter.id)) return null;
          const at = this.standsFor(letter.id);
          return at !== letter.id ? at : letter.item.deleted ? null : "here";
        };
        const isNew = line._item !== null && isTheirs(line._item.id) && isLone(line);
        carry(line, goes, sight, emptied.has(line) || isNew);
      }

    const taken = new Set(goingIn(carried));
    /** Lines that were broken off here, of which others have broken off some too. */
    const halved = new Set<Y.XmlElement>();
    const concerned = new Set(lost.filter(({ row }) => row.letters.length > 0).map(({ line }) => line));
    for (const id of dropped.values()) {
      const line = this.lineOf(id);
      if (line === null) continue;
      concerned.add(line);
      const to = instead.get(nameOf(id))?.[1];
      if (to !== undefined && !taken.has(nameOf(to)) && line._item !== null && isOurs(line._item.id))
        halved.add(line);
    }
    for (const line of [...gone.lines, ...gone.blocks]) if (isLine(line)) concerned.add(line);
    const copied = new Map(
      this.unsaved.flatMap(({ again }) => [...again.values()].map(([of, to]) => [nameOf(to), of])),
    );
    const full = new Set(lost.filter(({ row }) => row.letters.length > 0).map(({ line }) => line));
    for (const line of concerned) {
      if (isMoved(line)) continue;
      const goes = ({ id, item }: LiveLetter) =>
        isOurs(id) && !byUs(id) && !dropped.has(nameOf(id)) && (!item.deleted || now(id));
      const sight: Sight = ({ id, item }) => {
        const name = nameOf(id);
        // Where it was written here, it stood elsewhere.
        if (this.standsFor(id) !== id) return null;
        const to = instead.get(name)?.[1] ?? theirs.get(name)?.[1];
        if (to !== undefined) return instead.has(name) && taken.has(nameOf(to)) ? null : to;
        if (isTheirs(id)) return null;
        return item.deleted || dropped.has(name) ? null : "here";
      };
      const home = ({ id }: LiveLetter): Anchor | null => {
        const was = halved.has(line) ? copied.get(nameOf(id)) : undefined;
        return was === undefined || placeAt(this.ports.doc, was, false) === null
          ? null
          : { id: was, behind: false };
      };
      carry(line, goes, sight, gone.blocks.includes(line) && !full.has(line) && isLone(line), home);
    }
    return carried.length + dropped.size === 0 ? null : meeting;
  }

  /** Letters that were taken out here, and that an undo writes again. */
  private broughtBack(transaction: Y.Transaction): readonly Pair[] {
    if (!(transaction.origin instanceof Y.UndoManager)) return [];
    const pairs: Pair[] = [];
    for (const { struck } of this.unsaved)
      Y.iterateDeletedStructs(transaction, struck, (item) => {
        if (!(item instanceof Y.Item) || item.redone === null || lineOf(item) === null) return;
        const { client, clock } = item.redone;
        if (clock < (transaction.beforeState.get(client) ?? 0)) return;
        for (let n = 0; n < item.length; n++) {
          const of = { client: item.id.client, clock: item.id.clock + n };
          if (this.standsFor(of) === of) pairs.push([of, { client, clock: clock + n }]);
        }
      });
    return pairs;
  }

  private lineOf(id: Y.ID): Y.XmlElement | null {
    const item: unknown = Y.getItem(this.ports.doc.store, id);
    return item instanceof Y.Item ? lineOf(item) : null;
  }

  private isIn(id: Y.ID, isOne: (line: Y.XmlElement) => boolean): boolean {
    const line = this.lineOf(id);
    return line !== null && isOne(line);
  }

  /** The letter that one was written again as here, in the end; itself where it was not. */
  private standsFor(id: Y.ID): Y.ID {
    if (this.writtenIn !== this.unsaved) {
      this.writtenIn = this.unsaved;
      this.written = this.unsaved.map(({ again }) => again).filter(({ size }) => size > 0);
    }
    return this.written.reduce((at, again) => again.get(nameOf(at))?.[1] ?? at, id);
  }

  private readonly settle = (): void => {
    const { meetings } = this;
    if (meetings.length === 0) return;
    this.meetings = [];
    const { doc, sent } = this.ports;
    const [first] = this.unsaved;
    const moved = new Map<string, Pair>();
    const upTo = sent.written + 1;
    doc.transact(() => {
      const going = new Set(
        meetings.flatMap(({ carried, dropped }) => [...goingIn(carried), ...dropped.keys()]),
      );
      for (const { carried, dropped } of meetings) {
        const out = [...dropped.values(), ...carried.flatMap(({ letters }) => letters.map(({ id }) => id))];
        for (const one of carried)
          for (const pair of write(placeOf(doc, one, moved), one.letters, going))
            moved.set(nameOf(pair[0]), pair);
        const emptied = new Set(out.flatMap((id) => this.lineOf(id) ?? []));
        erase(doc, out);
        for (const line of emptied)
          if (first !== undefined)
            takeOut(line, (id) => id.client === first.client && id.clock >= first.clock);
      }
    }, this);
    const client = doc.clientID;
    const clock = Y.getState(doc.store, client);
    const again = new Map([...moved, ...meetings.flatMap(({ instead }) => [...instead])]);
    this.unsaved = [
      ...this.unsaved,
      { ...nothing, upTo, client, clock, struck: Y.createDeleteSet(), again, whole: true },
    ];
    const { undo } = this.ports;
    if (undo !== null) for (const { settled } of meetings) forgetIn(undo, settled);
  };
}
