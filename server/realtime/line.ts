import type { Reason, Refused } from "#app/document/wire.ts";
import type { Handshake } from "./keeper.ts";

/** What a connection says to its own client, and the rooms of the socket it is in. */
export interface Line {
  hot(frame: Uint8Array): void;
  refused(notice: Refused): void;
  seat(handle: number, edit: boolean, why: Reason | null): void;
  closed(handle: number, reason: Reason): void;
  goodbye(reason: Reason): void;
  /** From now on the connection is told of changes of these pages alone. */
  watch(topics: readonly string[]): void;
  /** What is kept of the request that opened the line. */
  readonly handshake: Handshake;
  /** Bytes that were said and that the network has not taken. */
  readonly waiting: number;
  /** From now on, or no longer, the document's frames reach this socket. */
  listen(handle: number, on: boolean): void;
}
