/** One socket: who it is, the documents it has open, and what it may still send. Knows no Socket.IO. */
import { decodeFrame, encodeFrame } from "#app/document/frames.ts";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import type { Actor } from "#app/domain/roles.ts";
import { limits, readJoin, type Join, type JoinReply, type Member, type Reason } from "#app/document/wire.ts";
import { Backlog } from "./backlog.ts";
import type { Caps } from "./caps.ts";
import type { Documents, Open } from "./documents.ts";
import { Rate, type Writer } from "./gate.ts";
import type { Handshaken } from "./handshaken.ts";
import type { Door, Pass, Seat } from "./keeper.ts";
import type { Line } from "./line.ts";
import type { Rates } from "./rates.ts";
import type { State } from "./rows.ts";

function personOf({ actor }: Pass): string | null {
  return actor.kind === "person" ? actor.id : null;
}

export interface ConnectionPorts {
  readonly door: Door;
  readonly documents: Documents;
  readonly rates: Rates;
  readonly caps: Caps;
  now(): Date;
  /** How many notices the bus has brought so far. */
  told(): number;
  /** Counts what was refused or dropped, by kind. */
  count(what: string): void;
}

interface Chair {
  readonly open: Open;
  readonly member: number;
  readonly client: number;
  readonly older: boolean;
  seat: Seat;
  unacknowledged: number;
  told: boolean;
}

/** So many messages that are none, and the socket is closed. */
const patience = 10;

export class Connection {
  private readonly chairs = new Map<number, Chair>();
  readonly personId: string | null;
  readonly session: string | null;
  private until: Date | null;
  /** For the first join alone. */
  private handshaken: Handshaken | null;
  private readonly updates: Rate;
  private readonly bytes: Rate;
  private readonly cursors: Rate;
  private readonly joins: Rate;
  private readonly topics: Rate;
  private strikes = 0;
  /** How often the door was asked again: an answer from before the last time does not count. */
  private asked = 0;
  private readonly backlog: Backlog;
  /** Why it has ended: whoever asks for anything afterwards, while the goodbye is on its way, is answered this. */
  private ended: Reason | null = null;

  constructor(
    handshaken: Handshaken,
    private readonly line: Line,
    private readonly ports: ConnectionPorts,
  ) {
    const { rates } = ports;
    const { pass } = handshaken;
    this.backlog = new Backlog(line);
    this.updates = new Rate(...rates.updates);
    this.bytes = new Rate(...rates.bytes);
    this.cursors = new Rate(...rates.cursors);
    this.joins = new Rate(...rates.joins);
    this.topics = new Rate(...rates.topics);
    this.personId = personOf(pass);
    this.session = pass.session;
    this.until = pass.until;
    this.handshaken = handshaken;
  }

  /** Bytes that wait for its client. */
  get waiting(): number {
    return this.line.waiting;
  }

  /** Whether it may write somewhere at this moment. */
  get writes(): boolean {
    return [...this.chairs.values()].some((chair) => this.shutTo(chair) === null);
  }

  /** Whether it has a text open of which this holds. */
  sits(where: (text: { readonly documentId: string; readonly groupId: string }) => boolean): boolean {
    return [...this.chairs.values()].some(({ open: { documentId }, seat: { groupId } }) =>
      where({ documentId, groupId }),
    );
  }

  /**
   * Answers a `join`, and lets the client in. Every refusal has its reason; a stranger never learns what exists.
   * `reply` is called before any frame of the document is sent.
   */
  async join(request: unknown, reply: (answer: JoinReply) => void): Promise<void> {
    if (this.ended) return reply(this.no(this.ended));
    const join = readJoin(request);
    if (!join) return reply(this.no("malformed"));
    const retryAfter = this.joins.spend(1);
    if (retryAfter !== null) return reply({ ...this.no("too-many"), retryAfter });
    if (join.schema > SCHEMA_VERSION) return reply({ ...this.no("schema-newer"), retryAfter: 5 });
    if (this.chairs.size >= limits.documents) return reply(this.no("too-many"));
    const asked = this.asked;
    const known = this.handshaken?.actorNow(this.ports.told());
    this.handshaken = null;
    const actor = known ?? (await this.who());
    if (!actor) return reply(this.no(this.ended ?? "session-ended"));
    const seat = await this.ports.door.mayJoin(actor, join.document);
    if (!seat) return reply(this.no("unknown-document"));
    const open = await this.ports.documents.open(join.document);
    if (!open) return reply(this.no("unknown-document"));
    try {
      this.sit(open, seat, join, asked, reply);
    } finally {
      this.ports.documents.release(open);
    }
  }

  /**
   * Answers which of these pages the connection may be told of, and tells it of those from now on. Whoever asks too often
   * is answered none, and told of the same as before.
   */
  async watch(topics: readonly string[]): Promise<readonly string[]> {
    if (this.topics.spend(topics.length) !== null) {
      this.ports.count("watch too-many");
      return [];
    }
    const granted: string[] = [];
    const actor = await this.who();
    if (actor)
      for (const topic of new Set(topics))
        if (await this.ports.door.mayWatch(actor, topic)) granted.push(topic);
    this.line.watch(granted);
    return granted;
  }

  leave(handle: unknown): void {
    if (typeof handle === "number") this.rise(handle);
  }

  /** Takes a hot frame as it came. */
  hot(bytes: unknown): void {
    const frame = bytes instanceof Uint8Array ? decodeFrame(bytes) : null;
    if (frame?.kind === "update") this.write(frame.handle, frame.n, frame.update);
    else if (frame?.kind === "cursor") this.point(frame.handle, frame.cursor);
    else this.strike();
  }

  /** A message that is none. */
  strike(): void {
    this.ports.count("malformed");
    if (++this.strikes >= patience) this.end("malformed");
  }

  /** Rights may have changed: whatever was asked before does not count any more, of joins on their way neither. */
  doubt(): void {
    this.asked++;
  }

  /**
   * Asks the door again. A right that ended turns the text read-only, a seat that is gone closes the document, a session
   * that is gone ends the connection; of several that are asked at once the last one counts. @throws Error where the door
   * does not answer: in doubt nobody writes, and it has to be asked again.
   */
  async recheck(door: Pick<Door, "who" | "mayJoin"> = this.ports.door): Promise<void> {
    if (this.ended) return;
    const asked = ++this.asked;
    try {
      const actor = await this.who(door);
      if (!actor) return;
      for (const chair of [...this.chairs.values()]) {
        const seat = await door.mayJoin(actor, chair.open.documentId);
        if (asked !== this.asked || this.ended) return;
        if (this.chairs.get(chair.open.handle) !== chair) continue;
        if (seat) this.reseat(chair, seat);
        else this.close(chair, "unknown-document");
      }
    } catch (error) {
      if (asked === this.asked) this.hold();
      throw error;
    }
  }

  /** Nobody knows whether it still may: until the door has answered it does not write. */
  hold(): void {
    for (const chair of this.chairs.values())
      if (chair.seat.edit) this.reseat(chair, { ...chair.seat, edit: false, why: "read-only" });
  }

  /** Compares the ends of session and seats with the time: rights that end by themselves are told. */
  sweep(): void {
    const now = this.ports.now();
    if (this.until && this.until <= now) return this.end("session-ended");
    for (const chair of this.chairs.values()) {
      if (chair.seat.edit && chair.seat.until && chair.seat.until <= now) {
        this.reseat(chair, { ...chair.seat, edit: false, why: "read-only" });
      }
    }
  }

  /**
   * Looks at what waits in the line. A client that does not keep up is told to join again, and nothing more is buffered for
   * it; the second time, or where it takes nothing at all, the line ends: it would be held open by pongs alone.
   */
  press(): void {
    const open = this.chairs.size > 0;
    const what = this.backlog.look(open);
    if (what === "nothing") return;
    if (open) this.ports.count("resync");
    if (what === "end") return this.end("resync");
    for (const chair of [...this.chairs.values()]) this.close(chair, "resync");
  }

  end(reason: Reason): void {
    if (this.ended) return;
    this.ended = reason;
    this.riseAll();
    this.line.goodbye(reason);
  }

  /** The socket is closed. */
  gone(): void {
    this.ended ??= "restarting";
    this.riseAll();
  }

  private riseAll(): void {
    for (const handle of [...this.chairs.keys()]) this.rise(handle);
  }

  /** Who this is now; null, and the connection ends, where it is not the one any more who opened it. */
  private async who(door: Pick<Door, "who"> = this.ports.door): Promise<Actor | null> {
    const pass = await door.who(this.line.handshake);
    if (!pass || personOf(pass) !== this.personId) {
      this.end("session-ended");
      return null;
    }
    this.until = pass.until;
    return pass.actor;
  }

  private sit(open: Open, seat: Seat, join: Join, asked: number, reply: (answer: JoinReply) => void): void {
    // A state is long: it is not put behind what was not taken.
    if (this.backlog.isLong) return reply({ ...this.no("too-many"), retryAfter: 5 });
    const { document, readers } = this.ports.caps;
    const others = open.guests.size - (this.chairs.has(open.handle) ? 1 : 0);
    if (others >= (seat.edit ? document : readers)) return reply({ ...this.no("too-many"), retryAfter: 20 });
    if (join.epoch !== null && join.epoch !== open.room.epoch) {
      return reply({ ...this.no("epoch"), epoch: open.room.epoch });
    }
    const vector = join.epoch !== null && join.sv && join.sv.length > 0 ? join.sv : null;
    const seq = vector === null ? null : join.seq;
    let state: State;
    try {
      state = open.room.state({ seq, vector });
    } catch {
      return reply(this.no("malformed"));
    }
    if (this.ended) return reply(this.no(this.ended));
    if (asked !== this.asked || this.ports.documents.at(open.handle) !== open) {
      return reply({ ...this.no("restarting"), retryAfter: 1 });
    }
    // From here to the end nothing waits: what is committed from now on reaches the socket as frames.
    this.rise(open.handle);
    const member = this.ports.documents.nextMember();
    const older = join.schema < SCHEMA_VERSION;
    const chair: Chair = { open, member, client: join.client, older, seat, unacknowledged: 0, told: false };
    this.chairs.set(open.handle, chair);
    const why = this.shutTo(chair);
    chair.told = why === null;
    this.ports.documents.enter(
      open,
      { member, personId: this.personId, shut: (reason) => this.close(chair, reason) },
      this.shown(chair),
    );
    reply({
      ok: true,
      handle: open.handle,
      epoch: open.room.epoch,
      seq: open.room.committed,
      schema: SCHEMA_VERSION,
      member,
      edit: why === null,
      why,
      members: open.presence.list(),
      state: state.state,
      sv: open.room.committedVector,
    });
    this.line.listen(open.handle, true);
    const cursors = open.presence.current();
    if (cursors) this.line.hot(cursors);
  }

  private write(handle: number, n: number, update: Uint8Array): void {
    const chair = this.chairs.get(handle);
    if (this.ended) return this.refuse(handle, n, this.ended);
    if (!chair) return this.refuse(handle, n, "resync");
    if (chair.unacknowledged >= limits.unacknowledged)
      return this.refuse(handle, n, "too-many", undefined, 1);
    const writer: Writer = {
      personId: this.personId,
      member: chair.member,
      mayWrite: () => this.shutTo(chair),
      spend: (bytes) => this.updates.spend(1) ?? this.bytes.spend(bytes),
    };
    chair.unacknowledged++;
    chair.open.room.offer(writer, n, update, {
      stored: (seq, alone) => {
        chair.unacknowledged--;
        if (!alone) return;
        const entries = [{ member: chair.member, n, update }];
        this.line.hot(encodeFrame({ kind: "committed", handle, seq, entries }));
      },
      refused: (reason, detail, retryAfter) => {
        chair.unacknowledged--;
        if (reason === "malformed" || reason === "vocabulary" || reason === "foreign-client") this.strikes++;
        this.refuse(handle, n, reason, detail, retryAfter);
        if (this.strikes >= patience) this.end("malformed");
      },
    });
  }

  private point(handle: number, cursor: Uint8Array): void {
    const chair = this.chairs.get(handle);
    if (!chair || this.cursors.spend(1) !== null || !chair.open.presence.move(chair.member, cursor)) {
      this.ports.count("cursor-dropped");
    }
  }

  /** Why the text is read-only here at this moment, or null. */
  private shutTo(chair: Chair): Reason | null {
    const now = this.ports.now();
    if (this.ended) return this.ended;
    if (this.until && this.until <= now) return "session-ended";
    if (this.personId === null) return chair.seat.why ?? "read-only";
    if (!chair.seat.edit) return chair.seat.why ?? "read-only";
    if (chair.seat.until && chair.seat.until <= now) return "read-only";
    return chair.older ? "schema-older" : null;
  }

  private reseat(chair: Chair, seat: Seat): void {
    chair.seat = seat;
    const why = this.shutTo(chair);
    if (chair.told === (why === null)) return;
    chair.told = why === null;
    this.line.seat(chair.open.handle, why === null, why);
    chair.open.presence.come(this.shown(chair));
  }

  private shown(chair: Chair): Member {
    const { name, country, office } = chair.seat;
    return {
      member: chair.member,
      client: chair.client,
      name,
      country,
      office,
      edit: this.shutTo(chair) === null,
    };
  }

  private close(chair: Chair, reason: Reason): void {
    this.rise(chair.open.handle);
    this.line.closed(chair.open.handle, reason);
  }

  private rise(handle: number): void {
    const chair = this.chairs.get(handle);
    if (!chair) return;
    this.chairs.delete(handle);
    this.line.listen(handle, false);
    this.ports.documents.leave(chair.open, chair.member);
  }

  private refuse(handle: number, n: number, reason: Reason, detail?: string, retryAfter?: number): void {
    this.ports.count(reason);
    this.line.refused({
      handle,
      n,
      reason,
      ...(detail ? { detail } : {}),
      ...(retryAfter ? { retryAfter } : {}),
    });
  }

  private no(reason: Reason): { ok: false; reason: Reason } {
    this.ports.count(`join ${reason}`);
    return { ok: false, reason };
  }
}
