/** A connection's way to its own client: one Socket.IO socket. */
import type { Socket } from "socket.io";
import type { ClientEvents, Reason, ServerEvents } from "#app/document/wire.ts";
import type { Line } from "./connection.ts";
import type { Handshake, Pass } from "./keeper.ts";

export type LiveSocket = Socket<ClientEvents, ServerEvents, object, { pass: Pass; handshake: Handshake }>;

/** Name of the Socket.IO room of a document. */
export const roomOf = (handle: number) => `document:${handle}`;

/** Who comes back after a restart is spread over so many seconds. */
const spread = 4;

export class SocketLine implements Line {
  constructor(private readonly socket: LiveSocket) {}

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
    const retryAfter = reason === "restarting" ? 0.5 + Math.random() * spread : undefined;
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

  /** Lets go of the request that opened the line, which Socket.IO would keep for as long as the line lives. */
  lighten(): void {
    Object.assign(this.socket.conn, { request: null });
    Object.assign(this.socket.handshake, { headers: {} });
  }
}
