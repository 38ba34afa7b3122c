/** The open documents of this node: each is loaded once, shared by all who join, and folded when the last one leaves. */
import type { Member, Reason } from "#app/document/wire.ts";
import type { Keeper } from "./keeper.ts";
import { Log, type LogOptions } from "./log.ts";
import { Presence } from "./presence.ts";
import type { Reader } from "./reader.ts";
import { Room } from "./room.ts";
import { Turns } from "./turns.ts";

/** Somebody in a document, as the others' acts reach them. */
export interface Guest {
  readonly member: number;
  /** Null for strangers. */
  readonly personId: string | null;
  /** The document is closed for this guest. */
  shut(reason: Reason): void;
}

export interface Open {
  readonly documentId: string;
  readonly handle: number;
  readonly room: Room;
  readonly presence: Presence;
  readonly guests: Map<number, Guest>;
  /** Who has opened it and not yet entered or gone away again. */
  visitors: number;
}

/** How a document's messages reach those who joined. */
export interface Fanout {
  frame(handle: number, frame: Uint8Array): void;
  cursors(handle: number, frame: Uint8Array): void;
  members(handle: number, joined: readonly Member[], left: readonly number[]): void;
}

/** Where faults are written. A pino logger is one. */
export interface Notes {
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface DocumentsOptions {
  readonly keeper: Keeper;
  readonly fanout: Fanout;
  readonly notes: Notes;
  readonly reader: Pick<Reader, "read" | "forget">;
  readonly observe?: LogOptions["observe"];
}

export class Documents {
  private readonly opening = new Map<string, Promise<Open | null>>();
  private readonly byHandle = new Map<number, Open>();
  private readonly closing = new Set<Promise<void>>();
  private readonly log: Log;
  private readonly turns = new Turns();
  private lastHandle = 0;
  private lastMember = 0;

  constructor(private readonly options: DocumentsOptions) {
    this.log = new Log(options.keeper, { observe: options.observe });
  }

  /** The document, loaded where it was not open; null where there is none. It stays open until `release`. */
  async open(documentId: string): Promise<Open | null> {
    let loading = this.opening.get(documentId);
    if (!loading) {
      loading = this.load(documentId);
      this.opening.set(documentId, loading);
      const drop = () => this.opening.delete(documentId);
      loading.then((open) => open ?? drop(), drop);
    }
    const open = await loading;
    if (!open) return null;
    if (this.byHandle.get(open.handle) !== open) return this.open(documentId);
    open.visitors++;
    return open;
  }

  release(open: Open): void {
    open.visitors--;
    this.settle(open);
  }

  /** Lets a guest in; until then nothing is sent to them. */
  enter(open: Open, guest: Guest, member: Member): void {
    open.guests.set(guest.member, guest);
    open.presence.come(member);
  }

  leave(open: Open, member: number): void {
    open.guests.delete(member);
    open.presence.go(member);
    this.settle(open);
  }

  /** Closes the document where nobody is in it, after what waits is stored and folded. */
  private settle(open: Open): void {
    if (open.guests.size + open.visitors > 0) return;
    const closing = this.retire(open).finally(() => this.closing.delete(closing));
    this.closing.add(closing);
  }

  /** The log grew from elsewhere: whoever has the document open is sent what is new. */
  async catchUp(documentId: string): Promise<void> {
    (await this.opening.get(documentId))?.room.catchUp();
  }

  /** Reads what was written while nobody had it open, or was not read before a crash: opens it, and lets it close again. */
  async readBehind(most: number): Promise<void> {
    for (const documentId of await this.options.keeper.unread(most)) {
      if (this.opening.has(documentId)) continue;
      const open = await this.open(documentId);
      if (open) this.release(open);
    }
  }

  /** Closes the document for everybody, where it is open. */
  async end(documentId: string, reason: Reason): Promise<void> {
    const open = await this.opening.get(documentId);
    if (open) this.shut(documentId, open.handle, reason);
  }

  at(handle: number): Open | undefined {
    return this.byHandle.get(handle);
  }

  nextMember(): number {
    return ++this.lastMember;
  }

  /** What is open now: documents, and updates that were taken and are not stored. */
  counts(): Readonly<Record<string, number>> {
    let queue = 0;
    for (const { room } of this.byHandle.values()) queue += room.waiting;
    return { documents: this.byHandle.size, queue, queue_bytes: this.log.holding };
  }

  /** For how long, in ms, nothing could be stored although something waited. */
  get stuckFor(): number {
    return this.log.stuckFor;
  }

  /** Stores and folds everything; nobody may be in any document any more. */
  async close(): Promise<void> {
    for (const open of this.byHandle.values()) this.settle(open);
    await Promise.all(this.closing);
    await this.log.idle();
  }

  private async load(documentId: string): Promise<Open | null> {
    const { keeper, fanout, notes, reader } = this.options;
    const stored = await keeper.load(documentId);
    if (!stored) return null;
    const handle = ++this.lastHandle;
    const guests = new Map<number, Guest>();
    const presence = new Presence(handle, {
      cursors: (frame) => fanout.cursors(handle, frame),
      members: (joined, left) => fanout.members(handle, joined, left),
    });
    const room: Room = new Room(documentId, handle, stored, {
      keeper,
      log: this.log,
      reader,
      turns: this.turns,
      send: (frame) => fanout.frame(handle, frame),
      members: () => guests.size,
      shut: (reason) => this.shut(documentId, handle, reason),
      expel: (personId, reason) => {
        for (const guest of [...guests.values()]) if (guest.personId === personId) guest.shut(reason);
      },
      fault: (error, what) => notes.error({ err: error, documentId, what }, "realtime keeper"),
    });
    const open: Open = { documentId, handle, room, presence, guests, visitors: 0 };
    this.byHandle.set(handle, open);
    return open;
  }

  /** The log is not this one any more: everybody leaves, and whoever comes loads it anew. */
  private shut(documentId: string, handle: number, reason: Reason): void {
    const open = this.byHandle.get(handle);
    if (!open) return;
    this.forget(open, documentId);
    for (const guest of [...open.guests.values()]) guest.shut(reason);
    open.guests.clear();
  }

  private async retire(open: Open): Promise<void> {
    while (!open.room.quiet) {
      await this.log.idle();
      if (!open.room.quiet) await new Promise((resolve) => setTimeout(resolve, 20));
    }
    if (open.guests.size + open.visitors > 0) return;
    await open.room.fold();
    if (open.guests.size + open.visitors > 0 || this.byHandle.get(open.handle) !== open || !open.room.quiet)
      return;
    this.forget(open, open.documentId);
  }

  private forget(open: Open, documentId: string): void {
    this.byHandle.delete(open.handle);
    this.opening.delete(documentId);
    open.presence.close();
    open.room.close();
  }
}
