/**
 * Hot messages as bytes: one binary frame each, `kind` byte first, numbers as LEB128.
 *
 *   update     1 · handle · n · update              client → server
 *   cursor     2 · handle · cursor                  client → server; empty: no cursor
 *   committed  3 · handle · seq · count · (member · n · length · update)*     server → room, sender included
 *   cursors    4 · handle · count · (member · length · cursor)*               server → room; empty: gone
 *
 * `seq` is the log's number of the first entry; the entries are consecutive in the log. `n` is the sender's own
 * number of the update: for the connection whose `member` it is, the entry is the acknowledgement.
 */

export interface CommittedEntry {
  /** Connection that sent it; 0 for the server and for connections on other nodes. */
  readonly member: number;
  readonly n: number;
  readonly update: Uint8Array;
}

export interface CursorEntry {
  readonly member: number;
  /** Opaque to the server: two relative positions as the provider encodes them; empty: no cursor. */
  readonly cursor: Uint8Array;
}

export type HotFrame =
  | { readonly kind: "update"; readonly handle: number; readonly n: number; readonly update: Uint8Array }
  | { readonly kind: "cursor"; readonly handle: number; readonly cursor: Uint8Array }
  | {
      readonly kind: "committed";
      readonly handle: number;
      readonly seq: number;
      readonly entries: readonly CommittedEntry[];
    }
  | { readonly kind: "cursors"; readonly handle: number; readonly entries: readonly CursorEntry[] };

const kinds = { update: 1, cursor: 2, committed: 3, cursors: 4 } as const;

/** One frame as bytes. */
export function encodeFrame(frame: HotFrame): Uint8Array {
  const writer = new Writer(sizeOf(frame));
  writer.number(kinds[frame.kind]);
  writer.number(frame.handle);
  switch (frame.kind) {
    case "update":
      writer.number(frame.n);
      writer.bytes(frame.update);
      break;
    case "cursor":
      writer.bytes(frame.cursor);
      break;
    case "committed":
      writer.number(frame.seq);
      writer.number(frame.entries.length);
      for (const entry of frame.entries) {
        writer.number(entry.member);
        writer.number(entry.n);
        writer.number(entry.update.length);
        writer.bytes(entry.update);
      }
      break;
    case "cursors":
      writer.number(frame.entries.length);
      for (const entry of frame.entries) {
        writer.number(entry.member);
        writer.number(entry.cursor.length);
        writer.bytes(entry.cursor);
      }
  }
  return writer.done();
}

/** Reads a frame; null where the bytes are not exactly one. The parts are views on `bytes`, not copies. */
export function decodeFrame(bytes: Uint8Array): HotFrame | null {
  const reader = new Reader(bytes);
  const kind = reader.number();
  const handle = reader.number();
  const frame = body(kind, handle, reader);
  return frame !== null && reader.good && reader.atEnd ? frame : null;
}

function body(kind: number, handle: number, reader: Reader): HotFrame | null {
  switch (kind) {
    case kinds.update:
      return { kind: "update", handle, n: reader.number(), update: reader.rest() };
    case kinds.cursor:
      return { kind: "cursor", handle, cursor: reader.rest() };
    case kinds.committed: {
      const seq = reader.number();
      const entries: CommittedEntry[] = [];
      for (let count = reader.number(); count > 0 && reader.good; count--) {
        entries.push({ member: reader.number(), n: reader.number(), update: reader.take(reader.number()) });
      }
      return { kind: "committed", handle, seq, entries };
    }
    case kinds.cursors: {
      const entries: CursorEntry[] = [];
      for (let count = reader.number(); count > 0 && reader.good; count--) {
        entries.push({ member: reader.number(), cursor: reader.take(reader.number()) });
      }
      return { kind: "cursors", handle, entries };
    }
    default:
      return null;
  }
}

/** Several updates as one run of bytes: (length · update)*. Socket.IO carries at most ten binary parts a message. */
export function packUpdates(updates: readonly Uint8Array[]): Uint8Array {
  const writer = new Writer(updates.reduce((sum, update) => sum + 8 + update.length, 0));
  for (const update of updates) {
    writer.number(update.length);
    writer.bytes(update);
  }
  return writer.done();
}

/** The updates of `packUpdates`; null where the bytes are not that. */
export function unpackUpdates(bytes: Uint8Array): Uint8Array[] | null {
  const reader = new Reader(bytes);
  const updates: Uint8Array[] = [];
  while (reader.good && !reader.atEnd) updates.push(reader.take(reader.number()));
  return reader.good ? updates : null;
}

/** Bytes as they arrive from Socket.IO: an ArrayBuffer in browsers, a Buffer in Node; null where it is neither. */
export function asBytes(value: unknown): Uint8Array | null {
  if (value instanceof Uint8Array) return value;
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  return ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : null;
}

/** An upper bound: a number takes at most 8 bytes. */
function sizeOf(frame: HotFrame): number {
  const head = 40;
  if (frame.kind === "update") return head + frame.update.length;
  if (frame.kind === "cursor") return head + frame.cursor.length;
  if (frame.kind === "committed")
    return frame.entries.reduce((sum, entry) => sum + 24 + entry.update.length, head);
  return frame.entries.reduce((sum, entry) => sum + 16 + entry.cursor.length, head);
}

class Writer {
  private readonly buffer: Uint8Array;
  private at = 0;

  constructor(size: number) {
    this.buffer = new Uint8Array(size);
  }

  number(value: number): void {
    let left = value;
    while (left > 127) {
      this.buffer[this.at++] = (left % 128) | 128;
      left = Math.floor(left / 128);
    }
    this.buffer[this.at++] = left;
  }

  bytes(part: Uint8Array): void {
    this.buffer.set(part, this.at);
    this.at += part.length;
  }

  done(): Uint8Array {
    return this.buffer.subarray(0, this.at);
  }
}

class Reader {
  good = true;
  private at = 0;

  constructor(private readonly buffer: Uint8Array) {}

  get atEnd(): boolean {
    return this.at === this.buffer.length;
  }

  number(): number {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = this.buffer[this.at++];
      if (byte === undefined) return this.fail();
      value += (byte & 127) * unit;
      if (!Number.isSafeInteger(value)) return this.fail();
      if (byte < 128) return value;
      if (unit > 2 ** 48) return this.fail();
    }
  }

  take(length: number): Uint8Array {
    if (this.at + length > this.buffer.length) this.fail();
    const part = this.buffer.subarray(this.at, this.at + length);
    this.at += length;
    return part;
  }

  rest(): Uint8Array {
    return this.take(this.buffer.length - this.at);
  }

  private fail(): number {
    this.good = false;
    this.at = this.buffer.length;
    return 0;
  }
}
