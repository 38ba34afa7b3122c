/** One Socket.IO connection for a page: a chunk of its own, fetched beside the editor. */
import { io, type Socket } from "socket.io-client";
import * as parser from "socket.io-parser";
import { hotParser } from "#app/document/parser.ts";
import {
  PROTOCOL_VERSION,
  REALTIME_PATH,
  type ClientEvents,
  type Hello,
  type ServerEvents,
} from "#app/document/wire.ts";

export type RealtimeSocket = Socket<ServerEvents, ClientEvents>;

/** A socket that is not connected yet. `origin` is the page's own where it is left out. */
export function openSocket(path: string = REALTIME_PATH, origin?: string): RealtimeSocket {
  const hello: Hello = { protocol: PROTOCOL_VERSION };
  const options = {
    path,
    auth: { ...hello },
    parser: hotParser(parser),
    // Where a network refuses websockets, polling still works: it is tried second.
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    rememberUpgrade: true,
    reconnection: false,
    autoConnect: false,
    forceNew: true,
    timeout: 10_000,
  };
  return origin === undefined ? io(options) : io(origin, options);
}
