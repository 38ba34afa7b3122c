/** Local changes on their way: waiting to be sent, sent and not yet committed. Nothing leaves it but by an echo. */
import * as Y from "yjs";
import { limits } from "#app/document/wire.ts";
import { cut } from "./update.ts";

interface Sent {
  readonly update: Uint8Array;
  /** Changes that are saved when this one is. */
  readonly changes: number;
  /** The first of them, as they are counted here. */
  readonly from: number;
}

/** Enough to keep a slow line busy, and far below what the server allows. */
const most = 64;

export class Outbox {
  private waiting: Uint8Array[] = [];
  private waitingChanges = 0;
  private waitingFrom = 1;
  private added = 0;
  private readonly sent = new Map<number, Sent>();
  private last = 0;
  private latest = 0;

  /** Changes of this screen that the database has not committed. */
  get changes(): number {
    let count = this.waitingChanges;
    for (const one of this.sent.values()) count += one.changes;
    return count;
  }

  /** How many changes were made here so far. */
  get written(): number {
    return this.added;
  }

  /** Whether the first so many changes are committed. */
  isSaved(upTo: number): boolean {
    return upTo < (this.oldest ?? Infinity);
  }

  get hasWaiting(): boolean {
    return this.waiting.length > 0;
  }

  /** Every change that is not committed, in order. */
  get unsaved(): readonly Uint8Array[] {
    return [...Array.from(this.sent.values(), ({ update }) => update), ...this.waiting];
  }

  add(update: Uint8Array): void {
    this.added++;
    if (this.waiting.length === 0) this.waitingFrom = this.added;
    this.waiting.push(update);
    this.waitingChanges++;
  }

  /** What to send now, each with its number; nothing while much is still unanswered. */
  take(): readonly { readonly n: number; readonly update: Uint8Array }[] {
    if (this.waiting.length === 0 || this.sent.size >= most) return [];
    const merged = this.waiting.length === 1 ? this.waiting[0] : Y.mergeUpdates(this.waiting);
    if (merged === undefined) return [];
    const { waitingChanges: changes, waitingFrom: from } = this;
    this.waiting = [];
    this.waitingChanges = 0;
    const pieces = cut(merged, limits.update);
    return pieces.map((update, index) => {
      const n = ++this.last;
      this.sent.set(n, { update, from, changes: index === pieces.length - 1 ? changes : 0 });
      return { n, update };
    });
  }

  /** The server has committed number `n`; a second echo of the same says nothing new. */
  committed(n: number): void {
    this.latest = Math.max(this.latest, n);
    this.sent.delete(n);
  }

  /** The first number that is not answered although a later one is; null where there is none. */
  get passedOver(): number | null {
    const [first] = this.sent.keys();
    return first !== undefined && first < this.latest ? first : null;
  }

  /** Number `n` as it was sent, to be sent again; null where it has been committed. */
  again(n: number): Uint8Array | null {
    return this.sent.get(n)?.update ?? null;
  }

  /** After joining, `rest` is all that is still to be saved, whatever was on its way when the line broke. */
  restart(rest: Uint8Array | null): void {
    const changes = this.changes;
    if (rest !== null) this.waitingFrom = this.oldest ?? ++this.added;
    this.sent.clear();
    this.waiting = rest === null ? [] : [rest];
    this.waitingChanges = rest === null ? 0 : Math.max(1, changes);
  }

  /** The first change that is not committed; null where all are. */
  private get oldest(): number | null {
    const from = Array.from(this.sent.values(), (one) => one.from);
    if (this.waiting.length > 0) from.push(this.waitingFrom);
    return from.length === 0 ? null : Math.min(...from);
  }
}
