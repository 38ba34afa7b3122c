/** Two lines as one: the socket, and plain HTTP for as long as no socket gets through. */
import type { RealtimeSocket } from "./connection.ts";
import type { Hearer, Line } from "./line.ts";
import { PlainLine, type PlainOptions } from "./plain-line.ts";
import { SocketLine } from "./socket-line.ts";
import { Timers } from "./timers.ts";

export interface LineOptions {
  readonly socket: RealtimeSocket;
  /** Where documents are answered over plain HTTP; null: nowhere. */
  readonly plain: PlainOptions | null;
  readonly random: () => number;
  /** Milliseconds. */
  readonly now: () => number;
}

/** So many failed attempts in a row, each over websocket and long polling, and plain HTTP is tried beside them. */
const mostFailures = 3;
/** Milliseconds without a socket after which it is not waited for any longer. */
const waitFor = 8000;

/** A line that is there as long as anything gets through. It goes back to the socket as soon as one connects. */
export function openLine({ socket, plain: options, random, now: clock }: LineOptions, hearer: Hearer): Line {
  const timers = new Timers();
  let plain: PlainLine | null = null;
  let failures = 0;
  let stopped = false;

  const byPlain = () => {
    if (stopped || plain !== null || options === null || socket.connected) return;
    plain = new PlainLine(options, hearer, random);
    plain.start();
  };
  const bySocket = () => {
    failures = 0;
    timers.clear("plain");
    plain?.stop();
    plain = null;
  };
  const failed = () => {
    if (++failures >= mostFailures) byPlain();
  };
  const wait = () => {
    if (plain === null) timers.after("plain", waitFor, byPlain);
  };
  // Before the socket's own listeners: what it joins is heard after the other line has ended.
  socket.on("connect", bySocket);
  socket.on("disconnect", wait);
  socket.on("connect_error", failed);
  const line = new SocketLine(socket, hearer, random, clock);
  const now = (): Line => plain ?? line;

  return {
    get isConnected() {
      return now().isConnected;
    },
    get isOpen() {
      return now().isOpen;
    },
    start() {
      wait();
      line.start();
    },
    join: () => now().join(),
    send: (n, update) => now().send(n, update),
    point: (cursor) => now().point(cursor),
    wake() {
      line.wake();
      plain?.wake();
    },
    stop() {
      stopped = true;
      bySocket();
      socket.off("connect", bySocket);
      socket.off("disconnect", wait);
      socket.off("connect_error", failed);
      line.stop();
    },
  };
}
