/**
 * Words of others on their way into the text. They are put in at once; where that took long, as in a text of many pages in
 * which many write, the next ones go in together after a rest, so that the keys of whoever writes here come first.
 */
import type { Coming } from "./authors.ts";
import type { Timers } from "./timers.ts";

/** A rest is so many times as long as the putting in, where that took some milliseconds; and it is never long. */
const rests = { times: 3, from: 2, most: 250 } as const;

export class Arrivals {
  private rows: Coming[] = [];
  /** By `performance.now()`. */
  private restUntil = 0;

  constructor(
    private readonly timers: Timers,
    private readonly put: (rows: readonly Coming[]) => void,
  ) {}

  add(rows: readonly Coming[]): void {
    if (rows.length === 0) return;
    this.rows.push(...rows);
    const left = this.restUntil - performance.now();
    if (left <= 0) this.takeIn();
    else if (!this.timers.has("arrive")) this.timers.after("arrive", left, () => this.takeIn());
  }

  /** Puts in what is there, without a rest. */
  takeIn(): void {
    this.timers.clear("arrive");
    const { rows } = this;
    if (rows.length === 0) return;
    this.rows = [];
    const began = performance.now();
    this.put(rows);
    const now = performance.now();
    const took = now - began;
    this.restUntil = took < rests.from ? now : now + Math.min(rests.most, took * rests.times);
  }
}
