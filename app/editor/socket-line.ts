/** A document over Socket.IO: joined whenever the socket connects, and again where the server asks for it. */
import { asBytes, decodeFrame, encodeFrame, unpackUpdates, type HotFrame } from "#app/document/frames.ts";
import { isReason, type Closed, type JoinReply, type Reason, type ServerEvents } from "#app/document/wire.ts";
import type { RealtimeSocket } from "./connection.ts";
import type { Hearer, Line, Opened } from "./line.ts";
import { keepConnected, type Retry } from "./retry.ts";
import { isClosing, isFinal, isSeatless } from "./saved-state.ts";
import { Timers } from "./timers.ts";

/** What the events of a socket tell, by name. */
type Told<Name extends keyof ServerEvents> = Parameters<ServerEvents[Name]>[0];

/** Milliseconds for the answer to a join; and to one that asks whether the line still holds. */
const patience = 10_000;
const quick = 3000;
/** Milliseconds: the server says something at least every 25 s. */
const silent = 30_000;

export class SocketLine implements Line {
  private readonly timers = new Timers();
  private retry: Retry | null = null;
  private handle: number | null = null;
  /** Number of the latest attempt to join: answers to earlier ones are not heard. */
  private attempt = 0;
  private failures = 0;
  /** When something was heard last, in ms. */
  private heard = 0;
  private stopped = false;

  constructor(
    private readonly socket: RealtimeSocket,
    private readonly hearer: Hearer,
    private readonly random: () => number,
    private readonly now: () => number,
  ) {}

  get isConnected(): boolean {
    return this.socket.connected;
  }

  get isOpen(): boolean {
    return this.handle !== null;
  }

  start(): void {
    this.listen("on");
    this.retry = keepConnected(this.socket, this.random);
    if (this.socket.connected) this.connected();
  }

  join = (): void => this.ask(patience);

  private ask(wait: number): void {
    if (this.stopped || !this.socket.connected) return;
    this.timers.clear("join");
    if (this.handle !== null) this.socket.emit("leave", this.handle);
    this.handle = null;
    const attempt = ++this.attempt;
    const answer = (fault: Error | null, reply: JoinReply) => {
      if (attempt !== this.attempt || this.stopped) return;
      if (fault && wait === quick) this.renew();
      else if (fault) this.rejoin(null);
      else if (reply.ok) this.joined(reply);
      else this.end(reply.reason, reply.retryAfter);
    };
    this.socket.timeout(wait).emit("join", this.hearer.request(), answer);
  }

  send(n: number, update: Uint8Array): void {
    if (this.handle !== null) this.emit({ kind: "update", handle: this.handle, n, update });
  }

  point(cursor: Uint8Array): void {
    if (this.handle === null) return;
    this.socket.volatile.emit("hot", encodeFrame({ kind: "cursor", handle: this.handle, cursor }));
  }

  /** A line that was silent for longer than it should be is asked, and given up where it does not answer soon. */
  wake(): void {
    if (!this.socket.connected) this.retry?.now();
    else if (this.now() - this.heard > silent) this.ask(quick);
  }

  stop(): void {
    if (this.stopped) return;
    this.stopped = true;
    if (this.handle !== null) this.socket.emit("leave", this.handle);
    this.handle = null;
    this.timers.clearAll();
    this.listen("off");
    this.retry?.stop();
    this.socket.disconnect();
  }

  private listen(turn: "on" | "off"): void {
    const { socket } = this;
    socket[turn]("connect", this.connected);
    socket[turn]("disconnect", this.lost);
    socket[turn]("connect_error", this.failed);
    socket[turn]("hot", this.hot);
    socket[turn]("refused", this.refused);
    socket[turn]("seat", this.seat);
    socket[turn]("members", this.members);
    socket[turn]("closed", this.closed);
    socket[turn]("goodbye", this.goodbye);
  }

  /** The line is dead, whatever it says of itself: another at once. */
  private renew(): void {
    this.socket.io.engine.close();
    this.retry?.now();
  }

  private readonly connected = (): void => {
    const { engine } = this.socket.io;
    this.heard = this.now();
    engine.on("packet", () => (this.heard = this.now()));
    this.hearer.up();
    this.join();
  };

  private joined(reply: JoinReply & { ok: true }): void {
    const opened = readReply(reply);
    if (opened === null) return this.rejoin(null);
    this.handle = reply.handle;
    this.failures = 0;
    this.hearer.opened(opened);
  }

  private readonly hot = (bytes: Uint8Array): void => {
    const frame = decodeFrame(bytes);
    if (frame === null || frame.handle !== this.handle) return;
    if (frame.kind === "committed") this.hearer.committed(frame.seq, frame.entries);
    if (frame.kind === "cursors") this.hearer.cursors(frame.entries);
  };

  private readonly refused = (refused: Told<"refused">): void => {
    if (refused.handle !== this.handle) return;
    const { reason } = refused;
    if (reason === "too-many" || reason === "not-stored") return this.hearer.refused(refused);
    if (isSeatless(reason)) this.hearer.seat(false, reason);
    else this.end(reason, refused.retryAfter);
  };

  private readonly seat = ({ handle, edit, why }: Told<"seat">): void => {
    if (handle === this.handle) this.hearer.seat(edit, why);
  };

  private readonly members = ({ handle, joined, left }: Told<"members">): void => {
    if (handle === this.handle) this.hearer.members(joined, left);
  };

  private readonly closed = ({ handle, reason, retryAfter }: Closed): void => {
    if (handle === this.handle) this.end(reason, retryAfter);
  };

  private readonly goodbye = ({ reason, retryAfter }: Told<"goodbye">): void => {
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
    this.hearer.down();
  };

  private end(reason: Reason, retryAfter?: number): void {
    this.handle = null;
    this.hearer.ended(reason);
    if (!isFinal(reason) && !isClosing(reason)) this.rejoin(retryAfter ?? null);
  }

  private rejoin(seconds: number | null): void {
    const backoff = Math.min(30_000, 250 * 2 ** Math.min(this.failures++, 8));
    this.timers.after("join", (seconds ?? 0) * 1000 + this.random() * backoff, this.join);
  }

  private emit(frame: HotFrame): void {
    // Socket.IO would keep what is emitted without a line and send it after the next joining: the outbox does that.
    if (this.socket.connected) this.socket.emit("hot", encodeFrame(frame));
  }
}

/** Null where the bytes of an answer are not what they should be. */
function readReply(reply: JoinReply & { ok: true }): Opened | null {
  const vector = asBytes(reply.sv);
  const state = asBytes(reply.state);
  const updates = state === null ? null : unpackUpdates(state);
  return vector === null || updates === null ? null : { ...reply, updates, vector };
}
