/** Chance that can be repeated: the same seed gives the same acts in the same order. */

export interface Chance {
  /** At least 0, below 1. */
  number(): number;
  /** A whole number from `low` to `high`, both possible. */
  whole(low: number, high: number): number;
  /** True in so many of a hundred cases. */
  percent(share: number): boolean;
  one<T>(choices: readonly T[]): T;
  /** Another one, which goes its own way from here. */
  branch(): Chance;
}

/** Marsaglia's xorshift with a well-mixed seed; good enough to choose moments and words. */
export function chance(seed: number): Chance {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0 || 1;
  const number = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
  const whole = (low: number, high: number) => low + Math.floor(number() * (high - low + 1));
  for (let warm = 0; warm < 8; warm++) number();
  return {
    number,
    whole,
    percent: (share) => number() * 100 < share,
    one(choices) {
      const chosen = choices[whole(0, choices.length - 1)];
      if (chosen === undefined) throw new Error("nothing to choose from");
      return chosen;
    },
    branch: () => chance(whole(1, 2 ** 31)),
  };
}

export const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

/** Waits until something holds; fails with what was waited for. The machine may be busy: `ms` is generous. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string | (() => string),
  ms = 120_000,
): Promise<void> {
  const end = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > end)
      throw new Error(`not after ${ms / 1000} s: ${typeof what === "string" ? what : what()}`);
    await pause(25);
  }
}
