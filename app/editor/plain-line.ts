/**
 * A document over plain HTTP: one request at a time, what is to be sent first, then what is new. An answer counts
 * only where it is ours by status, type and form: a portal that answers everything with a page has saved nothing.
 */
import { packUpdates } from "#app/document/frames.ts";
import { limits, type Reason } from "#app/document/wire.ts";
import type { Hearer, Line } from "./line.ts";
import { ask, readOpened, readSaved, type Answer } from "./plain-answers.ts";
import { pause } from "./retry.ts";
import { isClosing, isSeatless } from "./saved-state.ts";
import { Timers } from "./timers.ts";

export interface PlainOptions {
  /** "" for the page's own. */
  readonly origin: string;
  /** The browser's own where it is left out. */
  readonly fetch?: typeof globalThis.fetch;
}

/** Milliseconds between two looks for what is new: while the page is seen, and while it is not. */
const lookEvery = { seen: 3000, hidden: 20_000 } as const;
/** Milliseconds until a document that was closed to this reader is asked for again. */
const closedFor = 30_000;
/** Milliseconds after which a request that is still under way when the page wakes is not waited for. */
const hangs = 5000;
/** Characters of a state vector that an address may carry; with a longer one everything is asked for. */
const mostVector = 4000;
/** Updates in one request. */
const mostUpdates = 64;

interface Outgoing {
  readonly n: number;
  readonly update: Uint8Array;
}

export class PlainLine implements Line {
  isConnected = false;
  isOpen = false;
  private outgoing: readonly Outgoing[] = [];
  private readonly timers = new Timers();
  private running: AbortController | null = null;
  /** When the request under way began, in ms. */
  private begun = 0;
  /** When it was last asked what is new, in ms. */
  private looked = 0;
  /** Since when nothing gets through, in ms; null where all is well. */
  private failing: number | null = null;
  private edit: boolean | null = null;
  private stopped = false;

  constructor(
    private readonly options: PlainOptions,
    private readonly hearer: Hearer,
    private readonly random: () => number,
  ) {}

  start(): void {
    this.join();
  }

  join(): void {
    this.isOpen = false;
    this.soon(0);
  }

  send(n: number, update: Uint8Array): void {
    this.outgoing = [...this.outgoing, { n, update }];
    if (this.isConnected) this.soon(0);
  }

  /** Nobody sees carets over this line: they would be old when they came. */
  point(): void {}

  wake(): void {
    this.failing = null;
    if (this.running !== null && Date.now() - this.begun > hangs) this.running.abort();
    else this.soon(0);
  }

  stop(): void {
    this.stopped = true;
    this.timers.clearAll();
    this.running?.abort();
  }

  /** The next request after `wait` milliseconds; at once where one is under way and ends before. */
  private soon(wait: number): void {
    if (!this.stopped) this.timers.after("turn", wait, () => void this.turn());
  }

  private async turn(): Promise<void> {
    if (this.running !== null || this.stopped) return;
    const running = new AbortController();
    this.running = running;
    this.begun = Date.now();
    // Whoever writes without a pause still reads.
    const sends = this.isOpen && this.outgoing.length > 0 && this.begun - this.looked < lookEvery.seen;
    const answer = await (sends ? this.push(running.signal) : this.pull(running.signal));
    this.running = null;
    if (this.stopped) return;
    if (answer.kind === "refused")
      this.soon(this.isOpen || !isClosing(answer.reason) ? answer.retryAfter * 1000 : closedFor);
    else this.soon(answer.kind === "not-ours" || answer.kind === "wait" ? this.failed(answer) : this.held());
  }

  private async push(signal: AbortSignal): Promise<Answer> {
    const { document, epoch, schema } = this.hearer.request();
    const batch = fitting(this.outgoing);
    const answer = await ask(
      this.address(`${encodeURIComponent(document)}/updates?epoch=${epoch}&schema=${schema}`),
      { method: "POST", body: packUpdates(batch.map(({ update }) => update)), signal, fetch: this.fetch },
      (response) => readSaved(response, epoch, batch.length),
    );
    if (this.stopped) return answer;
    if (answer.kind === "saved") {
      this.outgoing = this.outgoing.filter((one) => !batch.includes(one));
      batch.forEach(({ n }, at) => this.hearer.saved(n, answer.seqs[at] ?? 0));
    }
    if (answer.kind === "refused") {
      const { reason, retryAfter } = answer;
      // Sent again by whoever hears of it.
      this.outgoing = this.outgoing.filter((one) => !batch.includes(one));
      if (reason === "too-many" || reason === "not-stored")
        for (const { n } of batch) this.hearer.refused({ n, reason, retryAfter });
      else if (isSeatless(reason)) this.sit(false, reason);
      else this.end(reason);
    }
    return answer;
  }

  private async pull(signal: AbortSignal): Promise<Answer> {
    this.looked = this.begun;
    const { document, epoch, schema, seq, sv } = this.hearer.request();
    const asked = new URLSearchParams({ epoch: String(epoch), schema: String(schema) });
    if (seq !== undefined) asked.set("seq", String(seq));
    const vector = sv === undefined ? "" : toBase64(sv);
    if (vector.length > 0 && vector.length <= mostVector) asked.set("sv", vector);
    const answer = await ask(
      this.address(`${encodeURIComponent(document)}?${asked.toString()}`),
      { method: "GET", signal, fetch: this.fetch },
      readOpened,
    );
    if (this.stopped) return answer;
    if (answer.kind === "refused") this.end(answer.reason);
    if (answer.kind !== "opened") return answer;
    const { opened } = answer;
    const same = opened.vector === null && this.isOpen;
    this.isOpen = true;
    this.isConnected = true;
    if (!same) {
      // All that is not saved is sent anew after it.
      this.outgoing = [];
      this.hearer.opened(opened);
      this.edit = opened.edit;
    } else if (opened.edit !== this.edit) this.sit(opened.edit, opened.why);
    return answer;
  }

  private sit(edit: boolean, why: Reason | null): void {
    this.edit = edit;
    this.hearer.seat(edit, why);
  }

  private address(rest: string): string {
    return `${this.options.origin}/documents/${rest}`;
  }

  private readonly fetch: typeof globalThis.fetch = (...asked) =>
    (this.options.fetch ?? globalThis.fetch)(...asked);

  /** Returns how long to wait for the next look. */
  private held(): number {
    this.failing = null;
    if (!this.isConnected) {
      this.isConnected = true;
      this.hearer.up();
    }
    if (this.outgoing.length > 0 || !this.isOpen) return 0;
    const every = isHidden() ? lookEvery.hidden : lookEvery.seen;
    return every * (0.9 + 0.2 * this.random());
  }

  private failed(answer: Answer): number {
    const least = answer.kind === "wait" ? answer.retryAfter : 1;
    if (this.isConnected) {
      this.isConnected = false;
      this.hearer.down();
    }
    this.failing ??= this.begun;
    return least * 1000 + pause(Date.now() - this.failing, this.random);
  }

  private end(reason: Reason): void {
    this.isOpen = false;
    this.hearer.ended(reason);
  }
}

/** As many as one request may carry, in order. */
function fitting(outgoing: readonly Outgoing[]): readonly Outgoing[] {
  let size = 0;
  const past = outgoing.findIndex(
    ({ update }, at) => at >= mostUpdates || ((size += update.length) > limits.update && at > 0),
  );
  return past < 0 ? outgoing : outgoing.slice(0, past);
}

function isHidden(): boolean {
  return typeof document !== "undefined" && document.visibilityState === "hidden";
}

/** Base64 for addresses. */
function toBase64(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
