/**
 * An editor without a text: speaks the real protocol over a websocket (Socket.IO's handshake with a cookie, join, update
 * frames, committed frames) and types by hand-made updates. Hundreds of them cost a process little.
 */
import { decodeFrame, encodeFrame } from "#app/document/frames.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import {
  PROTOCOL_VERSION,
  REALTIME_PATH,
  type Closed,
  type JoinReply,
  type Reason,
  type Refused,
} from "#app/document/wire.ts";
import { readTyped, typed, type Spot } from "./typing.ts";
import { WebSocketLine } from "./websocket.ts";

export interface LightOptions {
  readonly port: number;
  readonly cookie: string;
  readonly document: string;
  /** Yjs client id under which it types; above 15. */
  readonly client: number;
  /** Where it types: behind this character. */
  readonly spot: Spot;
  /** What it is told of; without it, frames are counted and not read. */
  readonly witness?: Witness;
}

export interface Witness {
  /** Characters of somebody came, committed: `length` from `clock` on. */
  seen(client: number, clock: number, length: number): void;
  /** Its own character with this clock came back: it is saved. */
  saved(clock: number): void;
}

/** The moment, in milliseconds, comparable between processes of one machine. */
export const moment = () => performance.timeOrigin + performance.now();

export class LightClient {
  /** Updates that the server brought, own ones included, and the bytes they came in, framing included. */
  heard = 0;
  frames = 0;
  readonly refusals: Refused[] = [];
  readonly endings: (Reason | "gone")[] = [];
  /** Own characters sent so far: the next one's clock. */
  next = 0;
  /** Own characters that the server brought back: below this clock all are saved. */
  savedUpTo = 0;
  epoch: number | null = null;
  private line: WebSocketLine | null = null;
  private handle = 0;
  private member = 0;
  private n = 0;
  private readonly waiting = new Map<number, { clock: number; update: Uint8Array }>();
  private spot: Spot;
  private bytesBefore = 0;
  private joining: { resolve(): void; reject(fault: Error): void } | null = null;
  /** A Socket.IO packet whose binary parts are still to come. */
  private half: { text: string; missing: number; parts: Buffer[] } | null = null;

  constructor(private readonly options: LightOptions) {
    this.spot = options.spot;
  }

  get bytes(): number {
    return this.bytesBefore + (this.line?.bytesIn ?? 0);
  }

  get unacknowledged(): number {
    return this.waiting.size;
  }

  /** Connects and joins; after a line was lost, sends again what was not brought back. Fails with the reason. */
  async join(): Promise<void> {
    this.drop();
    this.half = null;
    const joined = new Promise<void>((resolve, reject) => (this.joining = { resolve, reject }));
    joined.catch(() => {});
    const { port, cookie } = this.options;
    const line: WebSocketLine = await WebSocketLine.connect(
      port,
      `${REALTIME_PATH}/?EIO=4&transport=websocket`,
      { Cookie: cookie },
      {
        text: (message) => this.text(message),
        binary: (message) => this.binary(message),
        closed: () => {
          if (this.line !== line) return;
          this.endings.push("gone");
          this.joining?.reject(new Error("the line was lost"));
        },
      },
    );
    this.line = line;
    await joined;
    for (const [n, { update }] of this.waiting) this.send(n, update);
  }

  /** One key: a character behind the last one. */
  type(letter = "x"): void {
    const clock = this.next;
    this.next += letter.length;
    const update = typed(this.options.client, clock, this.spot, letter);
    this.spot = { client: this.options.client, clock: this.next - 1 };
    const n = ++this.n;
    if (this.options.witness) this.waiting.set(n, { clock, update });
    this.send(n, update);
  }

  /** Sends any bytes as an update, for those who test the gate. */
  sendUpdate(update: Uint8Array): number {
    this.send(++this.n, update);
    return this.n;
  }

  /** Says goodbye. */
  close(): void {
    const { line } = this;
    this.line = null;
    line?.close();
  }

  /** Cuts the line. */
  drop(): void {
    const { line } = this;
    this.bytesBefore = this.bytes;
    this.line = null;
    line?.destroy();
  }

  /** Reads no more: what comes waits in the network, and then at the server. */
  stall(): void {
    this.line?.socket.pause();
  }

  get isOpen(): boolean {
    return this.line?.isOpen ?? false;
  }

  private send(n: number, update: Uint8Array): void {
    this.line?.send(encodeFrame({ kind: "update", handle: this.handle, n, update }));
  }

  private text(message: string): void {
    // Engine.IO: 0 open, 2 ping, 4 message; Socket.IO after the 4: 0 connect, 2 event, 4 refused, 5 and 6 with parts.
    if (message === "2") return this.line?.send("3");
    if (message.startsWith("0"))
      return this.line?.send(`40${JSON.stringify({ protocol: PROTOCOL_VERSION })}`);
    if (message.startsWith("40")) return this.askToJoin();
    if (message.startsWith("44")) return this.joining?.reject(new Error(message.slice(2)));
    if (message.startsWith("45") || message.startsWith("46")) {
      const count = /^4[56](\d+)-/.exec(message)?.[1] ?? "0";
      this.half = {
        text: message.slice(0, 2) + message.slice(3 + count.length),
        missing: Number(count),
        parts: [],
      };
      return;
    }
    if (message.startsWith("43")) return this.answered(message.slice(message.indexOf("[")));
    if (message.startsWith("42")) this.event(message.slice(message.indexOf("[")));
  }

  private binary(message: Buffer): void {
    const { half } = this;
    if (half === null) return this.hot(message);
    half.parts.push(message);
    if (--half.missing > 0) return;
    this.half = null;
    const body = half.text.slice(half.text.indexOf("["));
    if (half.text.startsWith("46")) this.answered(body);
  }

  private askToJoin(): void {
    const { document, client } = this.options;
    // Without a text there is no state vector to tell: the server answers with everything.
    const request = { document, epoch: this.epoch, schema: SCHEMA_VERSION, client };
    this.line?.send(`421${JSON.stringify(["join", request])}`);
  }

  private answered(body: string): void {
    const [reply] = JSON.parse(body) as [JoinReply];
    if (!reply.ok) {
      this.endings.push(reply.reason);
      return this.joining?.reject(new Error(`not let in: ${reply.reason}`));
    }
    if (!reply.edit) return this.joining?.reject(new Error(`may not write: ${reply.why}`));
    this.handle = reply.handle;
    this.member = reply.member;
    this.epoch = reply.epoch;
    this.joining?.resolve();
  }

  private event(body: string): void {
    const [name, notice] = JSON.parse(body) as [string, unknown];
    if (name === "refused") this.refusals.push(notice as Refused);
    if (name === "closed" || name === "goodbye") this.endings.push((notice as Closed).reason);
  }

  private hot(message: Buffer): void {
    this.frames++;
    const { witness } = this.options;
    if (!witness) {
      this.heard += entriesIn(message);
      return;
    }
    const frame = decodeFrame(message);
    if (frame?.kind !== "committed") return;
    for (const { member, n, update } of frame.entries) {
      this.heard++;
      if (member === this.member) this.acknowledged(n, witness);
      readTyped(update, witness.seen);
    }
  }

  private acknowledged(n: number, witness: Witness): void {
    const sent = this.waiting.get(n);
    if (!sent) return;
    this.waiting.delete(n);
    this.savedUpTo = Math.max(this.savedUpTo, sent.clock + 1);
    witness.saved(sent.clock);
  }
}

/** How many updates a committed frame brings, without reading them: the fourth number of the frame. */
function entriesIn(frame: Uint8Array): number {
  if (frame[0] !== 3) return 0;
  let at = 1;
  let value = 0;
  for (let numbers = 0; numbers < 3; numbers++) {
    value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = frame[at++] ?? 0;
      value += (byte & 127) * unit;
      if (byte < 128) break;
    }
  }
  return value;
}
