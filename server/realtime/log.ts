/** Group commit: the updates of all rooms that wait are appended in one statement, one after the other. */
import type { Appended, Entry, Keeper } from "./keeper.ts";
import { Pace } from "./pace.ts";

/** A room as the log sees it. */
export interface Source {
  /** Hands over what waits; it is the log's until `settle` or `fail`. */
  drain(): readonly Entry[];
  /** One answer for each entry handed over. */
  settle(answers: readonly Appended[]): void;
  /** Nobody knows whether what was handed over is stored. */
  fail(error: unknown): void;
}

export interface Commit {
  readonly updates: number;
  readonly seconds: number;
  readonly stored: boolean;
}

export interface LogOptions {
  /** Told of every commit. */
  readonly observe?: (commit: Commit) => void;
}

/** Bytes in one statement, and in all rooms together while they wait for one: what is beyond waits with who wrote it. */
const most = { batch: 8 * 1024 * 1024, held: 64 * 1024 * 1024 } as const;

/** A failure is news for so long, in ms: then nobody has written since, and nobody knows. */
const newsFor = 10_000;

export class Log {
  private readonly dirty = new Set<Source>();
  private running: Promise<void> | null = null;
  private readonly pace = new Pace();
  /** When the commit that is on its way began. */
  private begun: number | null = null;
  /** Bytes that were taken and are not stored. */
  private held = 0;
  /** Since when every commit failed, and when the last one did. */
  private failing: { readonly since: number; readonly last: number } | null = null;

  constructor(
    private readonly keeper: Pick<Keeper, "append">,
    private readonly options: LogOptions = {},
  ) {}

  /** Something waits in this room: it goes with the next commit, at once where none is on its way and the last one is long enough ago. */
  mark(source: Source): void {
    this.dirty.add(source);
    this.running ??= this.run();
  }

  /** Whether a room may take so many bytes more; where it may, they are counted until it gives them back. */
  hold(bytes: number): boolean {
    if (this.held + bytes > most.held) return false;
    this.held += bytes;
    return true;
  }

  /** So many bytes are stored, or were refused. */
  free(bytes: number): void {
    this.held -= bytes;
  }

  /** Bytes that were taken and are not stored. */
  get holding(): number {
    return this.held;
  }

  /** Resolved when nothing waits any more. */
  async idle(): Promise<void> {
    while (this.running) await this.running;
  }

  /** For how long, in ms, nothing could be stored although something waited; 0 where all is well. */
  get stuckFor(): number {
    const now = performance.now();
    const failing = this.failing && now - this.failing.last < newsFor ? now - this.failing.since : 0;
    return Math.max(failing, this.begun === null ? 0 : now - this.begun);
  }

  private async run(): Promise<void> {
    // What arrives in this turn of the event loop goes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.dirty.size > 0) {
      const left = this.pace.left();
      if (left > 0.5) await new Promise((resolve) => setTimeout(resolve, left));
      await this.commit();
    }
    this.running = null;
  }

  private async commit(): Promise<void> {
    const parts: { source: Source; entries: readonly Entry[] }[] = [];
    let bytes = 0;
    for (const source of this.dirty) {
      // Whoever does not fit goes with the next one: no room is drained twice in one commit.
      if (bytes >= most.batch) break;
      this.dirty.delete(source);
      const entries = source.drain();
      for (const entry of entries) bytes += entry.bytes.length;
      parts.push({ source, entries });
    }
    const batch = parts.flatMap((part) => part.entries);
    if (batch.length === 0) return;
    let answers: readonly Appended[];
    const begun = performance.now();
    this.begun = begun;
    this.pace.begins(batch.length, begun);
    const ended = (stored: boolean) => {
      const now = performance.now();
      this.begun = null;
      this.failing = stored ? null : { since: this.failing?.since ?? begun, last: now };
      this.options.observe?.({ updates: batch.length, seconds: (now - begun) / 1000, stored });
    };
    try {
      answers = await this.keeper.append(batch);
      if (answers.length !== batch.length) throw new Error("the keeper did not answer for every entry");
      ended(true);
    } catch (error) {
      ended(false);
      for (const { source, entries } of parts) if (entries.length > 0) source.fail(error);
      return;
    }
    let at = 0;
    for (const { source, entries } of parts) {
      if (entries.length > 0) source.settle(answers.slice(at, at + entries.length));
      at += entries.length;
    }
  }
}
