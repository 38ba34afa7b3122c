/** Coming back to a connection that was lost, without everybody coming at once. */
import type { RealtimeSocket } from "./connection.ts";

export interface Retry {
  /** Comes back at once, as when the device is online again. */
  now(): void;
  /** Comes back after so many seconds, and a little, whenever the connection ends next. */
  after(seconds: number): void;
  /** Comes back no more. */
  stop(): void;
}

/** Tries, and the most to wait before each, in ms: a server that restarts is back in seconds, and nobody waits long for it. */
const patience = [
  { tries: 10, most: 500 },
  { tries: 30, most: 2000 },
  { tries: Infinity, most: 20_000 },
] as const;

/**
 * How long to wait: anywhere between nothing and the most ("full jitter"), in milliseconds. That is half a second for the
 * first seconds, two for the first half minute, and twenty after it.
 */
export function pause(attempt: number, random: () => number = Math.random): number {
  const { most } = patience.find(({ tries }) => attempt < tries) ?? patience[2];
  return random() * most;
}

/** Keeps `socket` connected from now on. */
export function keepConnected(socket: RealtimeSocket, random: () => number = Math.random): Retry {
  let attempt = 0;
  let least = 0;
  let stopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const connect = () => {
    clearTimeout(timer);
    if (!stopped && !socket.connected) socket.connect();
  };
  const again = () => {
    clearTimeout(timer);
    if (stopped) return;
    timer = setTimeout(connect, least * 1000 + pause(attempt++, random));
    least = 0;
  };
  const up = () => {
    attempt = 0;
  };
  socket.on("connect", up);
  socket.on("disconnect", again);
  socket.on("connect_error", again);
  if (!socket.connected) connect();

  return {
    now: connect,
    after: (seconds) => {
      least = seconds;
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      socket.off("connect", up);
      socket.off("disconnect", again);
      socket.off("connect_error", again);
    },
  };
}
