/**
 * One open document: updates come in, pass the gate, are appended, and only then go out to everybody, the sender
 * included. Nothing in here holds the document's text: bytes come and bytes go (see reader.ts for who reads them).
 */
import { encodeFrame, type CommittedEntry } from "#app/document/frames.ts";
import { Vocabulary } from "#app/document/vocabulary.ts";
import type { Reason } from "#app/document/wire.ts";
import { judge, type Writer } from "./gate.ts";
import type { Appended, Entry, Keeper, Row, Stored } from "./keeper.ts";
import type { Log, Source } from "./log.ts";
import { Reader, type Fold, type State } from "./reader.ts";

/** Told to whoever handed in an update: exactly one of the two. */
export interface Ticket {
  /** Committed. `alone`: no frame to everybody brings it back, as it was in the log before. */
  stored(seq: number, alone: boolean): void;
  refused(reason: Reason, detail?: string, retryAfter?: number): void;
}

export interface RoomPorts {
  readonly keeper: Keeper;
  readonly log: Log;
  /** One frame to every member. */
  send(frame: Uint8Array): void;
  members(): number;
  /** The epoch is another one, or the document is gone: nobody may stay. */
  shut(reason: Reason): void;
  /** A fold was made and kept. */
  folded?(fold: Fold, epoch: number): void;
  fault(error: unknown, what: string): void;
}

interface Waiting {
  readonly entry: Entry;
  readonly member: number;
  readonly n: number;
  readonly ticket: Ticket;
}

/** A room keeps this many committed rows, so that a newcomer's state and the frames after it join without a gap. */
const recentRows = 1024;

export class Room implements Source {
  readonly epoch: number;
  private seq: number;
  private vocabulary = new Vocabulary();
  private owners: Map<number, string>;
  private reader: Reader;
  private readonly recent: Row[] = [];
  private pending: Waiting[] = [];
  private flying: readonly Waiting[] = [];
  private lastFlush = 0;
  private timer: NodeJS.Timeout | null = null;
  private mending: Promise<void> | null = null;
  private folding: Promise<void> | null = null;

  constructor(
    readonly documentId: string,
    readonly handle: number,
    stored: Stored,
    private readonly ports: RoomPorts,
  ) {
    this.epoch = stored.epoch;
    this.seq = stored.seq;
    this.owners = new Map(stored.owners);
    this.reader = new Reader(stored);
    for (const row of rowsOf(stored)) this.vocabulary.trust(row.bytes);
  }

  /**
   * Takes an update, or refuses it through the ticket. Taken means: on its way to the log. The frame that brings it
   * to everybody is sent after the commit; where the commit fails the ticket says `not-stored`.
   */
  offer(writer: Writer, n: number, update: Uint8Array, ticket: Ticket): void {
    if (this.mending) return ticket.refused("not-stored", undefined, 1);
    const gated = judge(writer, update, this.vocabulary, this.owners);
    if (!gated.ok) return ticket.refused(gated.reason, gated.detail, gated.retryAfter);
    const personId = writer.personId;
    if (personId === null) return ticket.refused("read-only");
    gated.take();
    for (const client of gated.clients) this.owners.set(client, personId);
    const { updateId, clients } = gated;
    const entry = {
      documentId: this.documentId,
      epoch: this.epoch,
      personId,
      updateId,
      bytes: update,
      clients,
    };
    this.pending.push({ entry, member: writer.member, n, ticket });
    this.schedule();
  }

  /** The state for a newcomer, complete up to the last committed row at the moment it is returned. */
  async state(vector: Uint8Array | null): Promise<State & { readonly tail: readonly Row[] }> {
    const state = await this.reader.state(vector);
    return { ...state, tail: this.recent.filter((row) => row.seq > state.seq) };
  }

  /** Rows came into the log from elsewhere: reads them and sends them to everybody. */
  catchUp(): void {
    this.mend();
  }

  get committed(): number {
    return this.seq;
  }

  /** Whether nothing is on its way to the log. */
  get quiet(): boolean {
    return this.pending.length === 0 && this.flying.length === 0 && !this.mending;
  }

  /** Folds the log into a snapshot and keeps it; called when the room empties, and when much has come. */
  async fold(): Promise<void> {
    while (this.folding) await this.folding;
    if (!this.reader.behind) return;
    this.folding = this.makeFold().finally(() => (this.folding = null));
    await this.folding;
  }

  /** Frees the room. What is on its way to the log still arrives there. */
  close(): void {
    if (this.timer) clearTimeout(this.timer);
    if (this.pending.length > 0) this.ports.log.mark(this);
    this.reader.close();
  }

  drain(): readonly Entry[] {
    this.flying = this.pending;
    this.pending = [];
    this.lastFlush = performance.now();
    return this.flying.map((waiting) => waiting.entry);
  }

  settle(answers: readonly Appended[]): void {
    const flown = this.flying;
    this.flying = [];
    const sent: CommittedEntry[] = [];
    let first = 0;
    let lost: Reason | null = null;
    flown.forEach(({ entry, member, n, ticket }, i) => {
      const answer = answers[i];
      if (!answer?.ok) {
        lost = answer?.reason ?? "not-stored";
        ticket.refused(lost);
      } else if (answer.again && answer.seq <= this.seq) {
        ticket.stored(answer.seq, true);
      } else if (answer.seq === this.seq + 1) {
        ticket.stored(answer.seq, false);
        if (first === 0) first = answer.seq;
        sent.push({ member, n, update: entry.bytes });
        this.remember({ seq: answer.seq, bytes: entry.bytes });
      } else {
        // Somebody else wrote in between: the log is read, in its order, and brings this one along.
        lost = "resync";
        ticket.stored(answer.seq, true);
      }
    });
    if (sent.length > 0) {
      this.ports.send(encodeFrame({ kind: "committed", handle: this.handle, seq: first, entries: sent }));
    }
    if (lost === "epoch" || lost === "unknown-document") this.ports.shut(lost);
    else if (lost !== null) this.mend();
    if (this.reader.due && !this.folding) void this.fold();
    if (this.pending.length > 0) this.schedule();
  }

  fail(error: unknown): void {
    this.ports.fault(error, "append");
    const flown = this.flying;
    this.flying = [];
    for (const { ticket } of flown) ticket.refused("not-stored", undefined, 1);
    this.mend();
  }

  /** Goes to the log on the leading edge, then at most every `window` ms: the more people, the wider. */
  private schedule(): void {
    if (this.timer || this.flying.length > 0) return;
    const window = windowOf(this.ports.members());
    const left = this.lastFlush + window - performance.now();
    if (left <= 0) return this.ports.log.mark(this);
    this.timer = setTimeout(() => {
      this.timer = null;
      if (this.pending.length > 0) this.ports.log.mark(this);
    }, left);
  }

  /**
   * What was taken and not stored may be built upon by what waits, and what was stored may not have been answered:
   * refuses what waits, reads the log again, and sends everybody the rows they have not seen.
   */
  private mend(): void {
    for (const { ticket } of this.pending.splice(0)) ticket.refused("not-stored", undefined, 1);
    this.mending ??= this.reload().finally(() => (this.mending = null));
  }

  private async reload(): Promise<void> {
    for (let wait = 100; ; wait = Math.min(5000, wait * 2)) {
      try {
        const stored = await this.ports.keeper.load(this.documentId);
        if (!stored || stored.epoch !== this.epoch)
          return this.ports.shut(stored ? "epoch" : "unknown-document");
        const missed = await this.ports.keeper.readFrom(this.documentId, this.epoch, this.seq);
        const entries = missed.map((row) => ({ member: 0, n: 0, update: row.bytes }));
        const seq = this.seq + 1;
        for (const row of missed) this.remember(row);
        if (entries.length > 0) {
          this.ports.send(encodeFrame({ kind: "committed", handle: this.handle, seq, entries }));
        }
        this.owners = new Map(stored.owners);
        this.vocabulary = new Vocabulary();
        for (const row of [...rowsOf(stored), ...missed]) this.vocabulary.trust(row.bytes);
        return;
      } catch (error) {
        this.ports.fault(error, "reload");
        await new Promise((resolve) => setTimeout(resolve, wait).unref());
      }
    }
  }

  private remember(row: Row): void {
    this.seq = row.seq;
    this.reader.take(row);
    this.recent.push(row);
    if (this.recent.length > recentRows) this.recent.splice(0, recentRows / 2);
  }

  private async makeFold(): Promise<void> {
    try {
      const fold = await this.reader.fold();
      await this.ports.keeper.fold(this.documentId, this.epoch, fold.row);
      this.ports.folded?.(fold, this.epoch);
    } catch (error) {
      this.ports.fault(error, "fold");
    }
  }
}

/** The window of a room with so many members, in ms: none up to five, then 0.2 each, 20 at most. */
export function windowOf(members: number): number {
  return members <= 5 ? 0 : Math.min(20, members * 0.2);
}

function rowsOf(stored: Stored): readonly Row[] {
  return stored.snapshot ? [stored.snapshot, ...stored.tail] : stored.tail;
}
