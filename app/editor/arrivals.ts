/**
 * Words of others on their way into the text. They are put in at once; where that took long, as in a text of many pages in
 * which many write, the next ones go in together after a rest, so that the keys of whoever writes here come first.
 */
import type { Member } from "#app/document/wire.ts";
import type { Timers } from "./timers.ts";

/** A rest is so many times as long as the putting in, where that took some milliseconds; and it is never long. */
const rests = { times: 3, from: 2, most: 250 } as const;

export class Arrivals {
  private updates: Uint8Array[] = [];
  private by: Member | null = null;
  /** By `performance.now()`. */
  private restUntil = 0;

  constructor(
    private readonly timers: Timers,
    /** Puts them in; `by` wrote the last of them. */
    private readonly put: (updates: readonly Uint8Array[], by: Member | null) => void,
  ) {}

  add(updates: readonly Uint8Array[], by: Member | null): void {
    if (updates.length === 0) return;
    this.updates.push(...updates);
    this.by = by ?? this.by;
    const left = this.restUntil - performance.now();
    if (left <= 0) this.takeIn();
    else if (!this.timers.has("arrive")) this.timers.after("arrive", left, () => this.takeIn());
  }

  /** Puts in what is there, without a rest. */
  takeIn(): void {
    this.timers.clear("arrive");
    const { updates, by } = this;
    if (updates.length === 0) return;
    this.updates = [];
    this.by = null;
    const began = performance.now();
    this.put(updates, by);
    const now = performance.now();
    const took = now - began;
    this.restUntil = took < rests.from ? now : now + Math.min(rests.most, took * rests.times);
  }
}
