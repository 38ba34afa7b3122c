/** A headless editor that speaks wire.ts: joins, types, keeps what is not acknowledged, applies what comes. */
import { io, type Socket } from "socket.io-client";
import * as parser from "socket.io-parser";
import * as Y from "yjs";
import { asBytes, decodeFrame, encodeFrame, unpackUpdates, type HotFrame } from "#app/document/frames.ts";
import { hotParser } from "#app/document/parser.ts";
import { SCHEMA_VERSION, schema } from "#app/document/schema.ts";
import {
  PROTOCOL_VERSION,
  REALTIME_PATH,
  type Closed,
  type ClientEvents,
  type Join,
  type JoinReply,
  type Member,
  type Reason,
  type Refused,
  type ServerEvents,
} from "#app/document/wire.ts";
import { planOfNode, wordsOf } from "#app/document/plan.ts";
import { planFragment, readPlan, writePlan } from "#app/document/ydoc.ts";

export interface ClientOptions {
  readonly transport?: "websocket" | "polling";
  readonly headers?: Readonly<Record<string, string>>;
  readonly protocol?: number;
}

export class Client {
  readonly doc = new Y.Doc();
  readonly socket: Socket<ServerEvents, ClientEvents>;
  readonly frames: HotFrame[] = [];
  readonly refusals: Refused[] = [];
  readonly seats: { edit: boolean; why: Reason | null }[] = [];
  readonly closings: Closed[] = [];
  readonly goodbyes: Reason[] = [];
  readonly changes: { topic: string; kind: string }[] = [];
  readonly members = new Map<number, Member>();
  /** Sent, and not yet brought back. */
  readonly unacknowledged = new Map<number, Uint8Array>();
  handle = 0;
  member = 0;
  epoch: number | null = null;
  private n = 0;

  constructor(port: number, token: string, options: ClientOptions = {}) {
    this.socket = io(`http://127.0.0.1:${port}`, {
      path: REALTIME_PATH,
      transports: [options.transport ?? "websocket"],
      auth: { protocol: options.protocol ?? PROTOCOL_VERSION },
      extraHeaders: { cookie: `person=${token}`, ...options.headers },
      parser: hotParser(parser),
      reconnection: false,
      forceNew: true,
    });
    this.socket.on("hot", (bytes) => this.hear(asBytes(bytes) ?? new Uint8Array()));
    this.socket.on("refused", (notice) => {
      this.refusals.push(notice);
      this.unacknowledged.delete(notice.n);
    });
    this.socket.on("seat", (notice) => void this.seats.push(notice));
    this.socket.on("closed", (notice) => void this.closings.push(notice));
    this.socket.on("goodbye", (notice) => void this.goodbyes.push(notice.reason));
    this.socket.on("changed", (notice) => void this.changes.push(notice));
    this.socket.on("members", ({ joined, left }) => {
      for (const member of joined) this.members.set(member.member, member);
      for (const member of left) this.members.delete(member);
    });
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.send(update);
    });
  }

  connected(): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.socket.connected) return resolve();
      this.socket.once("connect", () => resolve());
      this.socket.once("connect_error", reject);
    });
  }

  async join(document: string, more: Partial<Join> = {}): Promise<JoinReply> {
    await this.connected();
    const request: Join = {
      document,
      epoch: this.epoch,
      schema: SCHEMA_VERSION,
      client: this.doc.clientID,
      ...(this.epoch === null ? {} : { sv: Y.encodeStateVector(this.doc) }),
      ...more,
    };
    const reply = await new Promise<JoinReply>((resolve) => {
      this.socket.emit("join", request, (answer) => {
        if (answer.ok) this.enter(answer);
        resolve(answer);
      });
    });
    return reply;
  }

  /** Adds words at the end of the first paragraph, or makes one. */
  type(words: string): void {
    const fragment = planFragment(this.doc);
    const first: unknown = fragment.toArray()[0];
    if (first instanceof Y.XmlElement) {
      const text: unknown = first.toArray()[0];
      if (text instanceof Y.XmlText) return text.insert(text.length, words);
    }
    writePlan(
      this.doc,
      planOfNode(schema.node("doc", null, [schema.node("paragraph", { id: "p1" }, [schema.text(words)])])),
    );
  }

  words(): string {
    return wordsOf(readPlan(this.doc).plan);
  }

  send(update: Uint8Array): number {
    const n = ++this.n;
    this.unacknowledged.set(n, update);
    // Without a connection Socket.IO would keep the frame, for a handle that is no longer ours.
    if (this.socket.connected)
      this.socket.emit("hot", encodeFrame({ kind: "update", handle: this.handle, n, update }));
    return n;
  }

  point(cursor: Uint8Array, handle = this.handle): void {
    this.socket.emit("hot", encodeFrame({ kind: "cursor", handle, cursor }));
  }

  close(): void {
    this.socket.close();
    this.doc.destroy();
  }

  private enter(reply: Extract<JoinReply, { ok: true }>): void {
    this.handle = reply.handle;
    this.member = reply.member;
    this.epoch = reply.epoch;
    for (const member of reply.members) this.members.set(member.member, member);
    const state = unpackUpdates(asBytes(reply.state) ?? new Uint8Array()) ?? [];
    for (const update of state) Y.applyUpdate(this.doc, update, this);
    const sv = asBytes(reply.sv) ?? undefined;
    if (this.unacknowledged.size > 0) {
      this.unacknowledged.clear();
      this.send(Y.encodeStateAsUpdate(this.doc, sv));
    }
  }

  private hear(bytes: Uint8Array): void {
    const frame = decodeFrame(bytes);
    if (!frame) throw new Error("the server sent what is no frame");
    this.frames.push(frame);
    if (frame.kind !== "committed" || frame.handle !== this.handle) return;
    for (const { member, n, update } of frame.entries) {
      if (member === this.member) this.unacknowledged.delete(n);
      Y.applyUpdate(this.doc, update, this);
    }
  }
}

/** Waits until something holds, 3 s at most. */
export async function until(holds: () => boolean, what = "what was waited for", ms = 3000): Promise<void> {
  const end = Date.now() + ms;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
