/** How much waits in a line for a client that does not keep up, and what is to be done about it. */
import type { Line } from "./line.ts";

/** More than this waiting in a line, in bytes, and its client is told to join again, and to come back when it has read. */
const mostWaiting = 1024 * 1024;
/** A client that was told so once and lets as much wait again is not there any more, or means no good. */
const mostSheds = 2;
/** A line whose client takes nothing at all for so long, in ms, is ended. */
const stalledFor = 30_000;

export class Backlog {
  private sheds = 0;
  /** How much waits since when, where nothing of it is taken. */
  private stalled: { readonly waiting: number; readonly since: number } | null = null;

  constructor(private readonly line: Pick<Line, "waiting">) {}

  /** Whether nothing long may be put behind what was not taken. */
  get isLong(): boolean {
    return this.line.waiting > mostWaiting;
  }

  /**
   * What is to be done at this moment: nothing, letting the client's texts go (where it has some `open`), or ending the
   * line, which would be held open by pongs alone.
   */
  look(open: boolean): "nothing" | "shed" | "end" {
    const { waiting } = this.line;
    if (waiting <= mostWaiting) {
      this.stalled = null;
      return "nothing";
    }
    const now = performance.now();
    if (this.stalled === null || waiting < this.stalled.waiting) this.stalled = { waiting, since: now };
    else if (now - this.stalled.since > stalledFor) return "end";
    if (!open) return "nothing";
    return ++this.sheds >= mostSheds ? "end" : "shed";
  }
}
