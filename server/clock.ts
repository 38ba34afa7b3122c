/** The one place that reads the time. Tests hand in a clock they can set. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still until it is set or moved (milliseconds). */
export function settableClock(start: Date): Clock & { set(at: Date): void; pass(ms: number): void } {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    set: (to) => void (at = to.getTime()),
    pass: (ms) => void (at += ms),
  };
}
