/**
 * The provider: carries a Y.Doc to the server and back so that "saved" means committed by the database.
 * Knows no page and no view; runs headless. What carries the words is a line (line.ts). Begin with `SocketProvider`.
 */
import * as Y from "yjs";
import type { CommittedEntry, CursorEntry } from "#app/document/frames.ts";
import { verbatim } from "#app/document/verbatim.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { limits, type Join, type Reason } from "#app/document/wire.ts";
import { Arrivals } from "./arrivals.ts";
import type { Coming } from "./authors.ts";
import type { RealtimeSocket } from "./connection.ts";
import { watchTopic } from "./hints.ts";
import type { Hearer, Line, Opened, Refusal } from "./line.ts";
import { openLine } from "./lines.ts";
import type { LocalCopy } from "./local-copy.ts";
import { Outbox } from "./outbox.ts";
import type { PlainOptions } from "./plain-line.ts";
import { encodePlace, Presence, type Peer, type Place } from "./presence.ts";
import { isClosing, isFinal, stateOf, type SavedState } from "./saved-state.ts";
import { Signals } from "./signals.ts";
import { Timers } from "./timers.ts";
import { isBlank, isTorn, missing } from "./update.ts";
import { hearChanges } from "./written-down.ts";

export type { SavedState } from "./saved-state.ts";

export interface ProviderOptions {
  readonly document: string;
  /** Epoch of the page and of the local copy. */
  readonly epoch: number;
  readonly doc: Y.Doc;
  readonly socket: RealtimeSocket;
  /** Who answers documents over plain HTTP where no socket gets through; left out: nobody. */
  readonly plain?: PlainOptions;
  /** Another line than those two, for tests that play the server. */
  readonly line?: (hearer: Hearer) => Line;
  /** Null keeps nothing on the device. */
  readonly local: LocalCopy | null;
  readonly now?: () => Date;
  readonly random?: () => number;
}

/** Milliseconds between two messages: the first change goes at once, those of this time go together after it. */
const mergeFor = 30;
/** Milliseconds after which "saving" is no longer the truth. */
const lateAfter = 5000;
/** Milliseconds for which an update may wait for one that it builds on. */
const holeFor = 2000;

export class SocketProvider {
  private readonly outbox = new Outbox();
  private readonly presence = new Presence();
  private readonly signals = new Signals();
  private readonly timers = new Timers();
  private readonly arrivals = new Arrivals(this.timers, (rows) => this.apply(rows));
  private readonly line: Line;
  /** All rows of the log up to this one are in the text here; null where that is not known. */
  private seq: number | null = null;
  /** The server has taken a change of this screen into a row that others' rows come before which are not here yet; 0: none. */
  private ahead = 0;
  private edit = false;
  private why: Reason | null = null;
  private halted: Reason | null = null;
  private trouble: Reason | null = null;
  private late = false;
  private place: Place | null = null;
  private savedAt: Date;
  /** The text has come from the server. */
  private opened = false;
  private gone = false;
  private deaf = () => {};

  constructor(private readonly options: ProviderOptions) {
    const { socket, plain = null } = options;
    const random = options.random ?? Math.random;
    const now = () => this.now().getTime();
    this.line = options.line?.(this.hearer) ?? openLine({ socket, plain, random, now }, this.hearer);
    this.savedAt = this.now();
    verbatim(options.doc);
  }

  /** Whether the text has come from the server or from this device: before that there is nothing to edit. */
  get isOpen(): boolean {
    return this.opened || !isBlank(this.options.doc);
  }

  /** Whether one may write now. Without a line yes, once one might: it is kept and sent later. */
  get mayWrite(): boolean {
    return this.halted === null && this.why === null && (this.edit || !this.opened);
  }

  /** Whether what is not saved is kept on this device; null before that is known, and where nothing should be. */
  get keeps(): boolean | null {
    return this.options.local?.keeps ?? null;
  }

  get peers(): readonly Peer[] {
    return this.presence.peers;
  }

  get state(): SavedState {
    const { halted, why, opened, edit, trouble, late, savedAt } = this;
    const facts = { halted, why, opened, edit, trouble, late, savedAt };
    return stateOf({ ...facts, changes: this.outbox.changes, connected: this.line.isConnected });
  }

  /** How many changes were made on this screen so far. */
  get written(): number {
    return this.outbox.written;
  }

  /** Whether the first so many of them are committed, and all is here that was committed before them. */
  isSaved(upTo: number): boolean {
    return this.ahead === 0 && this.outbox.isSaved(upTo);
  }

  on: Signals["on"] = (name, listener) => this.signals.on(name, listener);

  /** Calls `told` whenever what stands behind a topic may have changed, until the returned function is called. */
  watch(topic: string, told: () => void): () => void {
    return watchTopic(this.options.socket, topic, told);
  }

  /** Reads the copy on this device, then connects and joins. */
  async start(): Promise<void> {
    const { doc, local } = this.options;
    await local?.load(doc, () => this.signals.tell("state"));
    if (this.gone) return;
    this.deaf = hearChanges(doc, this.changed, (origin) => origin === this);
    this.timers.after("late", lateAfter, this.tooLate);
    this.line.start();
    this.signals.tell("state");
  }

  /** The page was asleep, or the device is online again: whether the line holds is looked at now. */
  wake(): void {
    if (this.halted === null) this.line.wake();
  }

  /** The person has signed out: nothing more comes or goes, and nothing is kept. */
  signOut(): void {
    this.options.local?.stop();
    this.end("session-ended");
  }

  /** Shows the others where this person is; null when the caret is not in the text. At most one message in 50 ms. */
  point(place: Place | null): void {
    this.place = place;
    if (!this.timers.has("cursor")) this.timers.after("cursor", limits.cursorEvery, this.sendCursor);
  }

  /** Sends what waits without waiting longer. */
  flush(): void {
    this.timers.clear("flush");
    if (!this.line.isOpen || !this.edit || this.halted !== null || this.timers.has("hold")) return;
    const taken = this.outbox.take();
    if (taken.length === 0) return;
    for (const { n, update } of taken) this.line.send(n, update);
    this.timers.after("gap", mergeFor, () => this.sendSoon());
  }

  /** What one moment brings leaves as one message. */
  private sendSoon(): void {
    if (!this.outbox.hasWaiting || this.timers.has("flush") || this.timers.has("gap")) return;
    this.timers.after("flush", 0, () => this.flush());
  }

  /** Leaves the document; what is not saved stays on the device. */
  destroy(): void {
    if (this.gone) return;
    this.flush();
    this.gone = true;
    this.timers.clearAll();
    this.deaf();
    this.line.stop();
    this.options.local?.stop();
  }

  private readonly changed = (update: Uint8Array): void => {
    if (this.outbox.changes === 0) {
      this.late = false;
      this.timers.after("late", lateAfter, this.tooLate);
    }
    this.outbox.add(update);
    this.sendSoon();
    this.signals.tell("state");
  };

  private readonly hearer: Hearer = {
    request: () => this.request(),
    up: () => this.signals.tell("state"),
    down: () => this.lost(),
    opened: (opened) => this.open(opened),
    committed: (seq, entries) => this.committed(seq, entries),
    saved: (n, seq) => this.saved(n, seq),
    refused: (refusal) => this.refused(refusal),
    ended: (reason) => this.end(reason),
    seat: (edit, why) => this.sit(edit, why),
    members: (joined, left) => {
      this.presence.change(joined, left);
      this.signals.tell("peers");
    },
    cursors: (entries: readonly CursorEntry[]) => {
      this.presence.move(entries);
      this.signals.tell("peers");
    },
  };

  private request(): Join {
    this.arrivals.takeIn();
    const { document, epoch, doc } = this.options;
    const sv = isBlank(doc) ? {} : { sv: Y.encodeStateVector(doc) };
    const seq = this.seq === null ? {} : { seq: this.seq };
    return { document, epoch, schema: SCHEMA_VERSION, client: doc.clientID, ...sv, ...seq };
  }

  private open(opened: Opened): void {
    const { doc, epoch, local } = this.options;
    if (opened.epoch !== epoch) return this.halt("epoch");
    // Words of a later schema would be deleted by this editor for everybody: they never enter it.
    if (opened.schema > SCHEMA_VERSION) return this.halt("schema-older");
    this.arrivals.takeIn();
    const { updates, vector } = opened;
    const [first, blank] = [!this.opened, isBlank(doc)];
    this.seq = opened.seq;
    this.edit = opened.edit;
    this.why = opened.why;
    this.trouble = null;
    this.opened = true;
    this.presence.reset(opened.member, opened.members);
    const put = () => this.apply(updates.map((update) => ({ by: "away", update })));
    if (blank && local) local.take(updates, this, put);
    else put();
    // What came may have been answered here at once. From the first time on, all that is not saved is in the outbox; before, the
    // local copy may hold more.
    const unsaved = first ? null : this.outbox.unsaved;
    if (vector === null) this.outbox.restart(unsaved === null ? null : merged(unsaved));
    else this.outbox.restart(blank ? null : missing(doc, vector, updates, unsaved));
    this.ahead = 0;
    this.answered();
    this.flush();
    this.sendCursor();
    this.signals.tell("state");
    this.signals.tell("peers");
  }

  private committed(seq: number, entries: readonly CommittedEntry[]): void {
    let theirs: Coming[] = [];
    // In the order of the log: what comes before an answer to this screen was written without knowing what it answers.
    for (const { member, n, update } of entries) {
      if (member !== 0 && member === this.presence.me) {
        this.arrivals.add(theirs);
        this.arrivals.takeIn();
        theirs = [];
        this.outbox.committed(n);
      } else {
        theirs.push({ by: this.presence.author(member), update });
      }
    }
    if (this.seq !== null && seq > this.seq + 1) this.seq = null;
    if (this.seq !== null) this.seq = Math.max(this.seq, seq + entries.length - 1);
    this.arrivals.add(theirs);
    if (this.seq === null) this.mend();
    else if (this.ahead > 0 && this.seq >= this.ahead) {
      this.arrivals.takeIn();
      this.ahead = 0;
      if (this.seq !== null) this.timers.clear("hole");
    }
    this.acknowledged();
  }

  private saved(n: number, seq: number): void {
    this.outbox.committed(n);
    if (this.seq !== null && seq === this.seq + 1) this.seq = seq;
    else if (this.seq === null || seq > this.seq) {
      this.ahead = Math.max(this.ahead, seq);
      this.mend();
    }
    this.acknowledged();
  }

  private acknowledged(): void {
    this.trouble = null;
    this.answered();
    this.lookBack();
    this.sendSoon();
    this.signals.tell("state");
  }

  /** What was passed over, and is not to be sent again anyway, did not get there: nothing else would show it if it only erases. */
  private lookBack(): void {
    const n = this.outbox.passedOver;
    if (n === null || this.timers.has("passed over") || this.timers.has(`again ${n}`)) return;
    this.timers.after("passed over", holeFor, () => this.outbox.again(n) !== null && this.line.join());
  }

  private apply(rows: readonly Coming[]): void {
    const { doc } = this.options;
    if (rows.length > 0) {
      this.signals.tell("coming", rows);
      doc.transact(() => {
        for (const { update } of rows) Y.applyUpdate(doc, update, this);
      }, this);
    }
    if (isTorn(doc)) {
      this.seq = null;
      this.mend();
    } else if (this.seq !== null && this.ahead === 0) this.timers.clear("hole");
  }

  /** Something is missing: it may be on its way; after two seconds it is asked for. */
  private mend(): void {
    if (!this.timers.has("hole")) this.timers.after("hole", holeFor, () => this.line.join());
  }

  private answered(): void {
    if (this.outbox.changes > 0) return;
    this.savedAt = this.now();
    this.late = false;
    this.timers.clear("late");
  }

  private readonly tooLate = (): void => {
    this.late = true;
    this.signals.tell("state");
  };

  private refused({ n, reason, retryAfter }: Refusal): void {
    if (this.halted !== null) return;
    this.trouble = reason;
    const wait = (retryAfter ?? 2) * 1000 * (1 + this.random());
    this.timers.after(`again ${n}`, wait, () => this.resend(n));
    this.timers.after("hold", wait, () => this.flush());
    this.signals.tell("state");
  }

  private resend(n: number): void {
    const update = this.outbox.again(n);
    if (update !== null) this.line.send(n, update);
  }

  private sit(edit: boolean, why: Reason | null): void {
    const given = edit && !this.edit;
    this.edit = edit;
    this.why = why;
    // What was written or refused while the seat was taken is sent when it is given back.
    if (given) this.outbox.restart(merged(this.outbox.unsaved));
    if (edit) this.flush();
    this.signals.tell("state");
  }

  private lost(): void {
    this.presence.reset(0, []);
    this.timers.clear("hole");
    this.timers.clear("hold");
    this.signals.tell("state");
    this.signals.tell("peers");
  }

  private end(reason: Reason): void {
    if (isFinal(reason)) return this.halt(reason);
    // Said by the server where it lacks something, or this side does: opened again, by state vector.
    this.seq = null;
    if (isClosing(reason)) {
      this.edit = false;
      this.why = reason;
      if (reason === "session-ended") this.line.stop();
    }
    this.signals.tell("state");
  }

  /** Nothing more is sent or received; the local copy never meets the server's text again by itself. */
  private halt(reason: Reason): void {
    this.arrivals.takeIn();
    this.halted = reason;
    this.presence.reset(0, []);
    this.timers.clearAll();
    this.line.stop();
    if (reason === "epoch" || this.outbox.changes > 0) this.options.local?.setAside();
    this.signals.tell("state");
    this.signals.tell("peers");
  }

  private readonly sendCursor = (): void => {
    if (this.line.isOpen && !this.gone) this.line.point(encodePlace(this.place));
  };

  private now(): Date {
    return (this.options.now ?? (() => new Date()))();
  }

  private random(): number {
    return (this.options.random ?? Math.random)();
  }
}

function merged(updates: readonly Uint8Array[]): Uint8Array | null {
  return updates.length === 0 ? null : Y.mergeUpdates([...updates]);
}
