/**
 * The provider: carries a Y.Doc over Socket.IO so that "saved" means committed by the database.
 * Knows no page and no view; runs headless. Speaks document/wire.ts. Begin with `SocketProvider`.
 */
import * as Y from "yjs";
import { asBytes, decodeFrame, encodeFrame, unpackUpdates, type HotFrame } from "#app/document/frames.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import {
  isReason,
  limits,
  type Closed,
  type JoinReply,
  type Member,
  type Reason,
  type Refused,
} from "#app/document/wire.ts";
import type { RealtimeSocket } from "./connection.ts";
import type { LocalCopy } from "./local-copy.ts";
import { Outbox } from "./outbox.ts";
import { encodePlace, Presence, type Peer, type Place } from "./presence.ts";
import { keepConnected, type Retry } from "./retry.ts";
import { isClosing, isFinal, type SavedState } from "./saved-state.ts";
import { Signals } from "./signals.ts";
import { Timers } from "./timers.ts";
import { isBlank, isTorn, missing } from "./update.ts";

export type { SavedState } from "./saved-state.ts";

export interface ProviderOptions {
  readonly document: string;
  /** Epoch of the page and of the local copy. */
  readonly epoch: number;
  readonly doc: Y.Doc;
  readonly socket: RealtimeSocket;
  /** Null keeps nothing on the device. */
  readonly local: LocalCopy | null;
  readonly now?: () => Date;
  readonly random?: () => number;
}

/** Milliseconds: local changes are merged for so long before they are sent. */
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
  private retry: Retry | null = null;
  /** Number of the latest attempt to join: answers to earlier ones are not heard. */
  private attempt = 0;
  private handle: number | null = null;
  private seq = 0;
  private edit = false;
  private why: Reason | null = null;
  private halted: Reason | null = null;
  private trouble: Reason | null = null;
  private late = false;
  private failures = 0;
  private place: Place | null = null;
  private savedAt: Date;
  /** The text has come from the server. */
  private opened = false;
  private gone = false;

  constructor(private readonly options: ProviderOptions) {
    this.savedAt = this.now();
  }

  /** Whether the text has come from the server or from this device: before that there is nothing to edit. */
  get isOpen(): boolean {
    return this.opened || !isBlank(this.options.doc);
  }

  /** Whether one may write now. Without a line yes, once one might: it is kept and sent later. */
  get mayWrite(): boolean {
    return this.halted === null && this.why === null && (this.edit || !this.opened);
  }

  get peers(): readonly Peer[] {
    return this.presence.peers;
  }

  get state(): SavedState {
    const { changes } = this.outbox;
    if (this.halted !== null) return { kind: "reload-needed", changes, why: this.halted };
    if (this.why !== null || (this.opened && !this.edit))
      return { kind: "read-only", changes, why: this.why };
    if (!this.opened && !this.late && changes === 0) return { kind: "opening", changes: 0 };
    // Joining again on a line that holds is no loss of it.
    if (!this.opened || !this.options.socket.connected) return { kind: "offline", changes };
    if (changes === 0) return { kind: "saved", changes: 0, at: this.savedAt };
    if (this.late || this.trouble !== null) return { kind: "unsaved", changes, why: this.trouble };
    return { kind: "saving", changes };
  }

  on: Signals["on"] = (name, listener) => this.signals.on(name, listener);

  /** Reads the copy on this device, then connects and joins. */
  async start(): Promise<void> {
    const { doc, socket, local } = this.options;
    await local?.load(doc);
    if (this.gone) return;
    doc.on("update", this.changed);
    this.listen("on");
    this.timers.after("late", lateAfter, this.tooLate);
    this.retry = keepConnected(socket, this.options.random);
    if (socket.connected) this.join();
    this.signals.tell("state");
  }

  /** The device is online again, or somebody asks to try. */
  reconnect(): void {
    this.retry?.now();
  }

  /** Shows the others where this person is; null when the caret is not in the text. At most one message in 50 ms. */
  point(place: Place | null): void {
    this.place = place;
    if (!this.timers.has("cursor")) this.timers.after("cursor", limits.cursorEvery, this.sendCursor);
  }

  /** Sends what waits without waiting longer. */
  flush(): void {
    this.timers.clear("flush");
    if (this.handle === null || !this.edit || this.halted !== null || this.timers.has("hold")) return;
    for (const { n, update } of this.outbox.take())
      this.send({ kind: "update", handle: this.handle, n, update });
  }

  /** Leaves the document; what is not saved stays on the device. */
  destroy(): void {
    if (this.gone) return;
    this.flush();
    this.gone = true;
    const { doc, socket, local } = this.options;
    if (this.handle !== null) socket.emit("leave", this.handle);
    this.timers.clearAll();
    doc.off("update", this.changed);
    this.listen("off");
    this.retry?.stop();
    socket.disconnect();
    local?.stop();
  }

  private listen(turn: "on" | "off"): void {
    const { socket } = this.options;
    socket[turn]("connect", this.join);
    socket[turn]("disconnect", this.lost);
    socket[turn]("connect_error", this.failed);
    socket[turn]("hot", this.hot);
    socket[turn]("refused", this.refused);
    socket[turn]("seat", this.seat);
    socket[turn]("members", this.members);
    socket[turn]("closed", this.closed);
    socket[turn]("goodbye", this.goodbye);
  }

  private readonly changed = (update: Uint8Array, origin: unknown): void => {
    if (origin === this) return;
    if (this.outbox.changes === 0) {
      this.late = false;
      this.timers.after("late", lateAfter, this.tooLate);
    }
    this.outbox.add(update);
    if (!this.timers.has("flush")) this.timers.after("flush", mergeFor, () => this.flush());
    this.signals.tell("state");
  };

  private readonly join = (): void => {
    const { document, epoch, doc, socket } = this.options;
    if (this.halted !== null || this.gone || !socket.connected) return;
    this.timers.clear("rejoin");
    if (this.handle !== null) socket.emit("leave", this.handle);
    this.handle = null;
    const attempt = ++this.attempt;
    const sv = isBlank(doc) ? {} : { sv: Y.encodeStateVector(doc) };
    const request = { document, epoch, schema: SCHEMA_VERSION, client: doc.clientID, ...sv };
    socket.timeout(10_000).emit("join", request, (fault: Error | null, reply: JoinReply) => {
      if (attempt !== this.attempt || this.gone) return;
      if (fault) this.rejoin(null);
      else if (reply.ok) this.joined(reply);
      else this.end(reply.reason, reply.retryAfter);
    });
  };

  private joined(reply: JoinReply & { ok: true }): void {
    const { doc, epoch } = this.options;
    if (reply.epoch !== epoch) return this.halt("epoch");
    // Words of a later schema would be deleted by this editor for everybody: they never enter it.
    if (reply.schema > SCHEMA_VERSION) return this.halt("schema-older");
    const vector = asBytes(reply.sv);
    const state = asBytes(reply.state);
    const updates = state === null ? null : unpackUpdates(state);
    if (vector === null || updates === null) return this.rejoin(null);
    const blank = isBlank(doc);
    this.handle = reply.handle;
    this.seq = reply.seq;
    this.edit = reply.edit;
    this.why = reply.why;
    this.trouble = null;
    this.opened = true;
    this.failures = 0;
    this.presence.reset(reply.member, reply.members);
    this.apply(updates);
    this.outbox.restart(blank ? null : missing(doc, vector, updates));
    this.answered();
    this.flush();
    this.sendCursor();
    this.signals.tell("state");
    this.signals.tell("peers");
  }

  private readonly hot = (bytes: Uint8Array): void => {
    const frame = decodeFrame(bytes);
    if (frame === null || frame.handle !== this.handle) return;
    if (frame.kind === "committed") this.committed(frame);
    if (frame.kind === "cursors") {
      this.presence.move(frame.entries);
      this.signals.tell("peers");
    }
  };

  private committed({ seq, entries }: HotFrame & { kind: "committed" }): void {
    const theirs: Uint8Array[] = [];
    let by: Member | null = null;
    for (const { member, n, update } of entries) {
      if (member === this.presence.me) {
        this.outbox.committed(n);
      } else {
        theirs.push(update);
        by = this.presence.member(member) ?? by;
      }
    }
    const hole = seq > this.seq + 1;
    this.seq = Math.max(this.seq, seq + entries.length - 1);
    this.apply(theirs);
    if (hole) this.mend();
    this.trouble = null;
    this.answered();
    if (this.outbox.hasWaiting && !this.timers.has("flush")) this.flush();
    if (theirs.length > 0) this.signals.tell("remote", by);
    this.signals.tell("state");
  }

  private apply(updates: readonly Uint8Array[]): void {
    const { doc } = this.options;
    if (updates.length > 0) {
      doc.transact(() => {
        for (const update of updates) Y.applyUpdate(doc, update, this);
      }, this);
    }
    if (isTorn(doc)) this.mend();
    else this.timers.clear("hole");
  }

  /** Something is missing: it may be on its way; after two seconds it is asked for. */
  private mend(): void {
    if (!this.timers.has("hole")) this.timers.after("hole", holeFor, this.join);
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

  private readonly refused = ({ handle, n, reason, retryAfter }: Refused): void => {
    if (handle !== this.handle || this.halted !== null) return;
    if (reason === "too-many" || reason === "not-stored") {
      this.trouble = reason;
      const wait = (retryAfter ?? 2) * 1000 * (1 + this.random());
      this.timers.after(`again ${n}`, wait, () => this.resend(n));
      this.timers.after("hold", wait, () => this.flush());
      this.signals.tell("state");
    } else {
      this.end(reason, retryAfter);
    }
  };

  private resend(n: number): void {
    const update = this.outbox.again(n);
    if (update !== null && this.handle !== null)
      this.send({ kind: "update", handle: this.handle, n, update });
  }

  private readonly seat = ({
    handle,
    edit,
    why,
  }: {
    handle: number;
    edit: boolean;
    why: Reason | null;
  }): void => {
    if (handle !== this.handle) return;
    this.edit = edit;
    this.why = why;
    // What was written while the seat was taken is sent when it is given back.
    if (edit) this.flush();
    this.signals.tell("state");
  };

  private readonly members = (notice: {
    handle: number;
    joined: readonly Member[];
    left: readonly number[];
  }): void => {
    if (notice.handle !== this.handle) return;
    this.presence.change(notice.joined, notice.left);
    this.signals.tell("peers");
  };

  private readonly closed = ({ handle, reason, retryAfter }: Closed): void => {
    if (handle === this.handle) this.end(reason, retryAfter);
  };

  private readonly goodbye = ({ reason, retryAfter }: { reason: Reason; retryAfter?: number }): void => {
    if (retryAfter !== undefined) this.retry?.after(retryAfter);
    if (isFinal(reason) || isClosing(reason)) this.end(reason, retryAfter);
  };

  private readonly failed = (fault: Error): void => {
    const reason = fault.message;
    if (isReason(reason) && (isFinal(reason) || isClosing(reason))) this.end(reason);
  };

  private readonly lost = (): void => {
    this.handle = null;
    this.attempt++;
    this.presence.reset(0, []);
    this.timers.clear("hole");
    this.timers.clear("hold");
    this.signals.tell("state");
    this.signals.tell("peers");
  };

  private end(reason: Reason, retryAfter?: number): void {
    if (isFinal(reason)) return this.halt(reason);
    if (isClosing(reason)) {
      this.handle = null;
      this.edit = false;
      this.why = reason;
      if (reason === "session-ended") this.retry?.stop();
      return this.signals.tell("state");
    }
    this.handle = null;
    this.rejoin(retryAfter ?? null);
    this.signals.tell("state");
  }

  /** Nothing more is sent or received; the local copy never meets the server's text again by itself. */
  private halt(reason: Reason): void {
    this.halted = reason;
    this.handle = null;
    this.presence.reset(0, []);
    this.retry?.stop();
    if (reason === "epoch" || this.outbox.changes > 0) void this.options.local?.setAside();
    this.signals.tell("state");
    this.signals.tell("peers");
  }

  private rejoin(seconds: number | null): void {
    const backoff = Math.min(30_000, 250 * 2 ** Math.min(this.failures++, 8));
    this.timers.after("rejoin", (seconds ?? 0) * 1000 + this.random() * backoff, this.join);
  }

  private readonly sendCursor = (): void => {
    if (this.handle === null || this.gone) return;
    this.options.socket.volatile.emit(
      "hot",
      encodeFrame({ kind: "cursor", handle: this.handle, cursor: encodePlace(this.place) }),
    );
  };

  private send(frame: HotFrame): void {
    // Socket.IO would keep what is emitted without a line and send it after the next joining: the outbox does that.
    if (this.options.socket.connected) this.options.socket.emit("hot", encodeFrame(frame));
  }

  private now(): Date {
    return (this.options.now ?? (() => new Date()))();
  }

  private random(): number {
    return (this.options.random ?? Math.random)();
  }
}
