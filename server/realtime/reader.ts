/**
 * Asks the thread that reads along (reader-thread.ts). Nothing depends on it for saving: where it dies it is started
 * again and asked again, and where it does not answer in time it is ended.
 */
import { Worker } from "node:worker_threads";
import { packUpdates } from "#app/document/frames.ts";
import type { Row } from "./keeper.ts";
import type { Answer, Ask, Read } from "./read-along.ts";

/** A thread as it is needed here; a Worker is one. */
export interface Thread {
  postMessage(ask: Ask, transfer?: ArrayBuffer[]): void;
  on(event: "message", listener: (answer: Answer) => void): unknown;
  on(event: "error", listener: (error: unknown) => void): unknown;
  on(event: "exit", listener: () => void): unknown;
  unref(): void;
  terminate(): unknown;
}

export interface ReaderOptions {
  readonly start?: () => Thread;
  /** A read that takes longer than this, in ms, ends the thread. */
  readonly patience?: number;
  readonly fault?: (error: unknown) => void;
}

/** What to read of a document: a fold, and the rows after it, in order. */
export interface Unread {
  readonly documentId: string;
  readonly epoch: number;
  readonly base: Row | null;
  readonly rows: readonly Row[];
}

interface Waiting {
  readonly unread: Unread;
  readonly asked: number;
  tries: number;
  resolve(read: Read): void;
  reject(error: Error): void;
}

/** A document that has killed the thread so often is not read again until more is written. */
const mostTries = 2;

export class Reader {
  private thread: Thread | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private restarts = 0;
  private slowest = 0;
  /** When the thread began with the request it is at. */
  private begun = 0;
  private timer: NodeJS.Timeout | null = null;
  private closed = false;

  constructor(private readonly options: ReaderOptions = {}) {}

  /** @throws Error where the thread failed on it twice, or the reader is closed. */
  read(unread: Unread): Promise<Read> {
    return new Promise((resolve, reject) => {
      if (this.closed) return reject(new Error("the reader is closed"));
      const id = ++this.lastId;
      if (this.waiting.size === 0) this.begun = performance.now();
      this.waiting.set(id, { unread, asked: performance.now(), tries: 0, resolve, reject });
      this.ask(id, false);
    });
  }

  /** The document is not active any more. */
  forget(documentId: string): void {
    this.thread?.postMessage({ kind: "forget", documentId });
  }

  counts(): Readonly<Record<string, number>> {
    let oldest = 0;
    for (const { asked } of this.waiting.values()) oldest = Math.max(oldest, performance.now() - asked);
    return { waiting: this.waiting.size, restarts: this.restarts, lag_ms: oldest, slowest_ms: this.slowest };
  }

  close(): void {
    this.closed = true;
    if (this.timer) clearInterval(this.timer);
    for (const { reject } of this.waiting.values()) reject(new Error("the reader is closed"));
    this.waiting.clear();
    void this.thread?.terminate();
    this.thread = null;
  }

  private ask(id: number, whole: boolean): void {
    const waiting = this.waiting.get(id);
    if (!waiting) return;
    waiting.tries++;
    const { documentId, epoch, base, rows } = waiting.unread;
    const from = base?.seq ?? 0;
    const packed = packUpdates(rows.map((row) => row.bytes)).slice();
    const sent = whole && base ? base.bytes.slice() : null;
    const request = { documentId, epoch, from, to: rows.at(-1)?.seq ?? from, base: sent, rows: packed };
    const transfer = [packed.buffer, ...(sent ? [sent.buffer] : [])];
    this.running().postMessage({ kind: "read", id, request }, transfer);
  }

  private running(): Thread {
    if (this.thread) return this.thread;
    const thread = (this.options.start ?? startThread)();
    thread.on("message", (answer) => this.hear(answer));
    thread.on("error", (error) => this.options.fault?.(error));
    thread.on("exit", () => this.died(thread));
    thread.unref();
    this.thread = thread;
    this.timer ??= setInterval(() => this.watch(), 1000).unref();
    return thread;
  }

  private hear(answer: Answer): void {
    const waiting = this.waiting.get(answer.id);
    if (!waiting) return;
    this.waiting.delete(answer.id);
    this.begun = performance.now();
    if (answer.kind === "base") {
      // It does not know the document: that is no failure. It is asked again after the others.
      waiting.tries--;
      this.waiting.set(answer.id, waiting);
      return this.ask(answer.id, true);
    }
    this.slowest = Math.max(this.slowest, performance.now() - waiting.asked);
    if (answer.kind === "read") waiting.resolve(answer.read);
    else waiting.reject(new Error(answer.message));
  }

  private died(thread: Thread): void {
    if (this.thread !== thread || this.closed) return;
    this.thread = null;
    this.restarts++;
    const [first] = this.waiting.keys();
    for (const [id, waiting] of [...this.waiting]) {
      // Requests are answered in order: the first is the one it died on.
      if (id === first && waiting.tries >= mostTries) {
        this.waiting.delete(id);
        waiting.reject(new Error("the reading thread died on this document"));
      } else {
        if (id !== first) waiting.tries--;
        this.ask(id, true);
      }
    }
  }

  private watch(): void {
    const late = performance.now() - this.begun > (this.options.patience ?? 30_000);
    if (this.waiting.size > 0 && late) void this.thread?.terminate();
  }
}

/** Built, the thread is a file beside this one; from the sources, tsx has to be told to read TypeScript in it. */
function startThread(): Thread {
  const here = import.meta.url;
  if (!here.endsWith(".ts")) return new Worker(new URL("./reader-thread.js", here)) as Thread;
  const source = JSON.stringify(new URL("./reader-thread.ts", here).href);
  const start = `import("tsx/esm/api").then(({ register }) => { register(); return import(${source}); })`;
  return new Worker(start, { eval: true }) as Thread;
}
