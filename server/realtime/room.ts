/**
 * One open document: updates come in, pass the gate, are appended, and only then go out to everybody, the sender
 * included. Nothing in here holds the document's text: bytes come and bytes go (see reader.ts for who reads them).
 */
import * as Y from "yjs";
import { encodeFrame, type CommittedEntry } from "#app/document/frames.ts";
import { vectorIn } from "#app/document/vector.ts";
import { Vocabulary } from "#app/document/vocabulary.ts";
import type { Reason } from "#app/document/wire.ts";
import { judge, type Writer } from "./gate.ts";
import type { Appended, Entry, Keeper, Row, Stored } from "./keeper.ts";
import type { Log, Source } from "./log.ts";
import { Owners } from "./owners.ts";
import { inTime } from "./patience.ts";
import type { Read } from "./read-along.ts";
import type { Reader } from "./reader.ts";
import { Rows, type State } from "./rows.ts";
import type { Turns } from "./turns.ts";

/** Told to whoever handed in an update: exactly one of the two. */
export interface Ticket {
  /** Committed. `alone`: no frame to everybody brings it back, as it was in the log before. */
  stored(seq: number, alone: boolean): void;
  refused(reason: Reason, detail?: string, retryAfter?: number): void;
}

export interface RoomPorts {
  readonly keeper: Keeper;
  readonly log: Log;
  readonly reader: Pick<Reader, "read" | "forget">;
  /** Where folds of rooms in which people write wait for each other. */
  readonly turns: Turns;
  /** One frame to every member. */
  send(frame: Uint8Array): void;
  members(): number;
  /** The epoch is another one, or the document is gone: nobody may stay. */
  shut(reason: Reason): void;
  /** Somebody managed to write what the schema does not allow: they may not stay. */
  expel(personId: string, reason: Reason): void;
  fault(error: unknown, what: string): void;
}

interface Waiting {
  readonly entry: Entry;
  readonly news: ReadonlyMap<number, number>;
  readonly member: number;
  readonly n: number;
  readonly ticket: Ticket;
}

/** A fold is due after so many rows or bytes, but not before so many ms after the last: typing fills it in seconds. */
const due = { rows: 500, bytes: 256 * 1024, after: 2000 } as const;
/** Bytes that may wait in one room for the log. With a database that answers it is a moment's work of everybody in it. */
const mostPending = 4 * 1024 * 1024;
/** What was written waits for its turn to be read so long after, in ms, where nothing else makes it due before. */
const readEvery = 30_000;
/** So long an answer of the log is waited for, in ms, while nobody can write; then it is asked again, on another line to it. */
const readFor = 5000;

export class Room implements Source {
  readonly epoch: number;
  private rows: Rows;
  private owners: Owners;
  /** Made when somebody writes: whoever opens a text to read waits for no judging, and a text that is only read holds none. */
  private vocabulary: Vocabulary | null = null;
  /** The next clock of each Yjs client, of committed rows alone. */
  private vector: Map<number, number>;
  private pending: Waiting[] = [];
  private pendingBytes = 0;
  private flying: readonly Waiting[] = [];
  private lastFlush = 0;
  private timer: NodeJS.Timeout | null = null;
  private mending: Promise<void> | null = null;
  /** The log was asked to be read again while it was being read: then once more. */
  private mendAgain = false;
  /** Who waits until nothing is on its way to the log. */
  private readonly landing: (() => void)[] = [];
  private folding: Promise<void> | null = null;
  /** A fold waits for its turn. */
  private toFold = false;
  private lastFold = -Infinity;
  private failedFolds = 0;
  private reading: NodeJS.Timeout | null = null;
  private closed = false;

  constructor(
    readonly documentId: string,
    readonly handle: number,
    stored: Stored,
    private readonly ports: RoomPorts,
  ) {
    this.epoch = stored.epoch;
    this.rows = new Rows(stored);
    this.owners = new Owners(stored.owners);
    this.vector = vectorOf(this.rows);
  }

  /**
   * Takes an update, or refuses it through the ticket. Taken means: on its way to the log. The frame that brings it
   * to everybody is sent after the commit; where the commit fails the ticket says `not-stored`.
   */
  offer(writer: Writer, n: number, update: Uint8Array, ticket: Ticket): void {
    if (this.mending) return ticket.refused("not-stored", undefined, 1);
    const gated = judge(writer, update, this.gate, this.owners);
    if (!gated.ok) return ticket.refused(gated.reason, gated.detail, gated.retryAfter);
    const personId = writer.personId;
    if (personId === null) return ticket.refused("read-only");
    if (this.pendingBytes + update.length > mostPending || !this.ports.log.hold(update.length))
      return ticket.refused("not-stored", undefined, 2);
    this.pendingBytes += update.length;
    gated.take();
    const { updateId, news } = gated;
    const entry = {
      documentId: this.documentId,
      epoch: this.epoch,
      personId,
      updateId,
      bytes: update,
      clients: this.owners.claim(news.keys(), personId),
    };
    this.pending.push({ entry, news, member: writer.member, n, ticket });
    this.schedule();
  }

  /**
   * The state for a newcomer, complete up to the last committed row: the rows after `seq` where they are at hand, else
   * what is beyond the state vector, else everything. @throws Error where the vector is none.
   */
  state(has: { readonly seq?: number | null; readonly vector?: Uint8Array | null }): State {
    const rows = has.seq === null || has.seq === undefined ? null : this.rows.since(has.seq);
    if (rows) return rows;
    return has.vector ? this.rows.beyond(has.vector) : this.rows.all();
  }

  /** The state vector of what is committed, encoded. */
  get committedVector(): Uint8Array {
    return Y.encodeStateVector(this.vector);
  }

  /** Rows came into the log from elsewhere: reads them and sends them to everybody. */
  catchUp(): void {
    this.mend();
  }

  get committed(): number {
    return this.rows.seq;
  }

  /** Updates that were taken and are not stored. */
  get waiting(): number {
    return this.pending.length + this.flying.length;
  }

  /** Whether nothing is on its way to the log. */
  get quiet(): boolean {
    return this.waiting === 0 && !this.mending;
  }

  /** Folds the log into a snapshot and keeps it, with what it says; called when the room empties, and when much has come. */
  async fold(): Promise<void> {
    while (this.folding) await this.folding;
    if (this.rows.unfolded.rows === 0) return;
    this.folding = this.makeFold().finally(() => (this.folding = null));
    await this.folding;
  }

  /** Frees the room. What is on its way to the log still arrives there. */
  close(): void {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    if (this.reading) clearTimeout(this.reading);
    if (this.pending.length > 0) this.ports.log.mark(this);
    this.ports.reader.forget(this.documentId);
  }

  drain(): readonly Entry[] {
    this.flying = this.pending;
    this.pending = [];
    this.pendingBytes = 0;
    this.lastFlush = performance.now();
    return this.flying.map((waiting) => waiting.entry);
  }

  settle(answers: readonly Appended[]): void {
    const flown = this.land();
    const sent: CommittedEntry[] = [];
    let first = 0;
    let lost: Reason | null = null;
    flown.forEach(({ entry, news, member, n, ticket }, i) => {
      const answer = answers[i];
      if (!answer?.ok) {
        lost = answer?.reason ?? "not-stored";
        ticket.refused(lost);
      } else if (answer.again && answer.seq <= this.rows.seq) {
        ticket.stored(answer.seq, true);
      } else if (answer.seq === this.rows.seq + 1) {
        ticket.stored(answer.seq, false);
        if (first === 0) first = answer.seq;
        sent.push({ member, n, update: entry.bytes });
        this.owners.settle(entry.clients);
        for (const [client, next] of news)
          this.vector.set(client, Math.max(next, this.vector.get(client) ?? 0));
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
    if (this.isDue()) this.foldInTurn();
    if (this.pending.length > 0) this.schedule();
  }

  fail(error: unknown): void {
    this.ports.fault(error, "append");
    for (const { ticket } of this.land()) ticket.refused("not-stored", undefined, 1);
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
    const pending = this.pending.splice(0);
    this.pendingBytes = 0;
    this.free(pending);
    for (const { ticket } of pending) ticket.refused("not-stored", undefined, 1);
    this.mendAgain = true;
    this.mending ??= this.reload().finally(() => (this.mending = null));
  }

  /** What was on its way to the log, and is no more. */
  private land(): readonly Waiting[] {
    const flown = this.flying;
    this.flying = [];
    this.free(flown);
    for (const go of this.landing.splice(0)) go();
    return flown;
  }

  private free(waiting: readonly Waiting[]): void {
    this.ports.log.free(waiting.reduce((sum, { entry }) => sum + entry.bytes.length, 0));
  }

  /**
   * Nothing is taken while the log is read. What is on its way there is waited for: it would be in what is read or not, and
   * be answered for after it, so that it would be counted twice or not at all.
   */
  private async reload(): Promise<void> {
    for (let [wait, patience] = [100, readFor]; !this.closed;) {
      try {
        if (this.flying.length > 0) await new Promise<void>((go) => this.landing.push(go));
        this.mendAgain = false;
        const { documentId, epoch } = this;
        const { keeper } = this.ports;
        const missed = await inTime(keeper.readFrom(documentId, epoch, this.rows.seq), patience, "the log");
        // Read after the rows: whose ids the rows bring is known by then.
        const stored = await inTime(keeper.load(documentId), patience, "the log");
        if (!stored || stored.epoch !== epoch) return this.ports.shut(stored ? "epoch" : "unknown-document");
        this.resume(missed, stored);
        if (!this.mendAgain) return;
        wait = 100;
      } catch (error) {
        this.ports.fault(error, "reload");
        await new Promise((resolve) => setTimeout(resolve, wait).unref());
        // A long log takes its time.
        [wait, patience] = [Math.min(5000, wait * 2), Math.min(20_000, patience * 2)];
      }
    }
  }

  /** Sends everybody the rows that are new, and judges from now on by all rows that were sent, and by nothing else. */
  private resume(missed: readonly Row[], { owners }: Stored): void {
    const first = this.rows.seq + 1;
    const entries: CommittedEntry[] = [];
    for (const row of missed) {
      if (row.seq !== this.rows.seq + 1) continue;
      this.remember(row);
      entries.push({ member: 0, n: 0, update: row.bytes });
    }
    if (entries.length > 0) {
      this.ports.send(encodeFrame({ kind: "committed", handle: this.handle, seq: first, entries }));
    }
    this.owners = new Owners(owners);
    this.vocabulary = null;
    this.vector = vectorOf(this.rows);
  }

  /** What the committed rows say, and those that were taken since it was first asked. */
  private readonly gate: Pick<Vocabulary, "admit"> = {
    admit: (update) => {
      if (this.vocabulary === null) {
        this.vocabulary = new Vocabulary();
        for (const { bytes } of rowsIn(this.rows)) this.vocabulary.trust(bytes);
      }
      return this.vocabulary.admit(update);
    },
  };

  private remember(row: Row): void {
    this.rows.add(row);
    this.reading ??= setTimeout(() => {
      this.reading = null;
      this.foldInTurn();
    }, readEvery).unref();
  }

  private foldInTurn(): void {
    if (this.closed || this.toFold || this.folding) return;
    this.toFold = true;
    this.ports.turns.take(async () => {
      this.toFold = false;
      if (!this.closed) await this.fold();
    });
  }

  private isDue(): boolean {
    const { rows, bytes } = this.rows.unfolded;
    const much = rows >= due.rows || bytes >= due.bytes;
    // What cannot be folded is tried again ever more seldom: the log holds it meanwhile.
    const wait = due.after * 2 ** Math.min(this.failedFolds, 8);
    return much && !this.folding && performance.now() - this.lastFold >= wait;
  }

  private async makeFold(): Promise<void> {
    const { documentId, epoch } = this;
    this.lastFold = performance.now();
    try {
      const read = await this.ports.reader.read({
        documentId,
        epoch,
        base: this.rows.base,
        rows: this.rows.tail,
      });
      const row = { seq: read.seq, bytes: read.fold };
      await this.ports.keeper.fold(documentId, epoch, row, read);
      this.rows.fold(row);
      this.failedFolds = 0;
      if (read.mending) await this.putRight(read, read.mending);
    } catch (error) {
      this.failedFolds++;
      this.ports.fault(error, "fold");
    }
  }

  /** What passed the gate and is no plan is taken out of the text, once, and whoever wrote it leaves. */
  private async putRight(read: Read, mending: Uint8Array): Promise<void> {
    this.ports.fault({ faults: read.faults.slice(0, 10) }, "not a plan");
    for (const client of new Set(read.faults.map((fault) => fault.client))) {
      const personId = this.owners.of(client);
      if (personId !== undefined) this.ports.expel(personId, "vocabulary");
    }
    await this.ports.keeper.mend(this.documentId, this.epoch, `mend-${read.seq}`, mending);
    this.catchUp();
  }
}

/** The window of a room with so many members, in ms: none up to five, then 0.2 each, 17 at most: with the commit 20, where one room is all that is written in (pace.ts). */
export function windowOf(members: number): number {
  return members <= 5 ? 0 : Math.min(17, members * 0.2);
}

function rowsIn({ base, tail }: Rows): readonly Row[] {
  return base ? [base, ...tail] : tail;
}

/** The next clock of each Yjs client, read from the heads of what the rows bring. */
function vectorOf({ base, tail }: Rows): Map<number, number> {
  const vector = base ? vectorIn(base.bytes) : new Map<number, number>();
  for (const { bytes } of tail)
    for (const [client, next] of Y.parseUpdateMeta(bytes).to)
      vector.set(client, Math.max(next, vector.get(client) ?? 0));
  return vector;
}
