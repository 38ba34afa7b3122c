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

/**
 * The most to wait before a try, in ms, and as a part of the time for which there has been no connection: a server that restarts
 * is back in seconds, and nobody waits long for it; one that has been away for long, or has too much to do, is asked more seldom.
 */
const patience = { least: 500, part: 1 / 5, most: 20_000 } as const;

/**
 * How long to wait: anywhere between nothing and the most ("full jitter"), in milliseconds. That is half a second for the first
 * seconds, then a fifth of the time that there has been no connection for (`away`, in ms), and twenty seconds in the end.
 */
export function pause(away: number, random: () => number = Math.random): number {
  const { least, part, most } = patience;
  return random() * Math.min(most, Math.max(least, away * part));
}

/** Keeps `socket` connected from now on. */
export function keepConnected(
  socket: RealtimeSocket,
  random: () => number = Math.random,
  now: () => number = Date.now,
): Retry {
  /** Since when there is no connection, in ms. */
  let since = now();
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
    timer = setTimeout(connect, least * 1000 + pause(now() - since, random));
    least = 0;
  };
  const lost = () => {
    since = now();
    again();
  };
  socket.on("disconnect", lost);
  socket.on("connect_error", again);
  if (!socket.connected) connect();

  return {
    now: () => {
      // A device that slept was not away for that long.
      since = now();
      connect();
    },
    after: (seconds) => {
      least = seconds;
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      socket.off("disconnect", lost);
      socket.off("connect_error", again);
    },
  };
}
