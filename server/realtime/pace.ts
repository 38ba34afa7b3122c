/**
 * How far apart commits are: the more comes in over all rooms, the wider, so that more goes along with each. Between a few
 * people every letter is a commit of its own.
 */

/** What came in is remembered for so long, in ms. */
const memory = 300;
/** So many ms for each update in a second, no less than the least and no more than the most. */
const gap = { each: 1 / 50, least: 2, most: 40 } as const;

export class Pace {
  private perSecond = 0;
  private last = -Infinity;

  /** A commit of so many updates begins now. `now` in ms. */
  begins(updates: number, now = performance.now()): void {
    this.perSecond = this.perSecond * Math.exp((this.last - now) / memory) + updates * (1000 / memory);
    this.last = now;
  }

  /** For how long the next commit has to wait, in ms. */
  left(now = performance.now()): number {
    const wide = Math.min(gap.most, Math.max(gap.least, this.perSecond * gap.each));
    return Math.max(0, this.last + wide - now);
  }
}
