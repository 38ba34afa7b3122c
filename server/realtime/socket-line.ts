/** A connection's way to its own client: one Socket.IO socket. */
import type { IncomingMessage } from "node:http";
import type { Socket } from "socket.io";
import type { ClientEvents, Reason, ServerEvents } from "#app/document/wire.ts";
import type { Line } from "./line.ts";
import type { Handshaken } from "./handshaken.ts";
import type { Handshake } from "./keeper.ts";

export type LiveSocket = Socket<
  ClientEvents,
  ServerEvents,
  object,
  { handshaken: Handshaken | null; handshake: Handshake }
>;

/** Name of the Socket.IO room of a document. */
export const roomOf = (handle: number) => `document:${handle}`;

/** What the names of the Socket.IO rooms of pages begin with. */
export const topicRoom = "topic:";

/** Who comes back after a restart is spread over so many seconds. */
const spread = 4;

/** Who has too many lines comes back after so many seconds at the soonest: one may have ended by then. */
const another = 20;

export class SocketLine implements Line {
  /** When the client answered last, in ms. */
  heard = performance.now();

  constructor(private readonly socket: LiveSocket) {
    socket.conn.on("heartbeat", () => (this.heard = performance.now()));
  }

  hot(frame: Uint8Array): void {
    this.socket.emit("hot", frame);
  }

  refused(notice: Parameters<ServerEvents["refused"]>[0]): void {
    this.socket.emit("refused", notice);
  }

  seat(handle: number, edit: boolean, why: Reason | null): void {
    this.socket.emit("seat", { handle, edit, why });
  }

  closed(handle: number, reason: Reason): void {
    this.socket.emit("closed", { handle, reason });
  }

  listen(handle: number, on: boolean): void {
    if (on) void this.socket.join(roomOf(handle));
    else void this.socket.leave(roomOf(handle));
  }

  goodbye(reason: Reason): void {
    const least = reason === "restarting" ? 0.5 : reason === "too-many" ? another : undefined;
    const retryAfter = least === undefined ? undefined : least + Math.random() * spread;
    this.socket.emit("goodbye", { reason, ...(retryAfter ? { retryAfter } : {}) });
    setTimeout(() => this.socket.disconnect(true), 20).unref();
  }

  /** Bytes that the socket has not yet passed on to the network. */
  get waiting(): number {
    const { transport, writeBuffer } = this.socket.conn as unknown as {
      transport?: { socket?: { bufferedAmount?: number } };
      writeBuffer?: readonly { data?: string | Uint8Array }[];
    };
    const queued = (writeBuffer ?? []).reduce((sum, packet) => sum + (packet.data?.length ?? 0), 0);
    return queued + (transport?.socket?.bufferedAmount ?? 0);
  }

  watch(topics: readonly string[]): void {
    for (const room of this.socket.rooms) if (room.startsWith(topicRoom)) void this.socket.leave(room);
    void this.socket.join(topics.map((topic) => topicRoom + topic));
  }

  get handshake(): Handshake {
    return this.socket.data.handshake;
  }
}

/**
 * Lets go of the request that opened a line, which is kept for as long as the line lives: of it only what tells who asks
 * is needed again, also where a client leaves and comes back on the same line.
 */
export function lighten(line: { request: IncomingMessage }): void {
  const { request } = line;
  const { cookie, "user-agent": agent } = request.headers;
  Object.assign(line, {
    request: { headers: { cookie, "user-agent": agent }, connection: {}, url: "", _query: {} },
  });
  Object.assign(request, { headers: {}, rawHeaders: [] });
}
