/** Work that may wait, of all rooms: one after the other, with rests, so that those who type at the same time come first. */

/** A rest is so many times as long as the work before it, and no longer than so many ms. */
const rest = { times: 3, most: 500 } as const;

export class Turns {
  private last: Promise<void> = Promise.resolve();

  /** Does it when its turn comes. What it throws is not heard. */
  take(work: () => Promise<void>): void {
    this.last = this.last.then(async () => {
      const began = performance.now();
      await work().catch(() => undefined);
      const took = performance.now() - began;
      await new Promise((resolve) => setTimeout(resolve, Math.min(rest.most, took * rest.times)).unref());
    });
  }
}
