/**
 * How far each Yjs client is in an update (V1), read from its bytes alone. Yjs tells it too, and makes every struct of the text
 * for it: with 260,000 edits that takes a tenth of a second, for which whoever opens such a text would wait. Pure.
 */
import * as Y from "yjs";

/** What the structs of a plan hold, as the lower five bits of their first byte tell. */
const kinds = { gone: 0, deleted: 1, words: 4, mark: 6, type: 7, values: 8, skip: 10 } as const;
/** In that byte: whether it is told what stood before it, what after it, and its key. */
const told = { before: 128, after: 64, key: 32 } as const;
/** Types as they are written: an element has its name with it. */
const types = { element: 3, text: 6 } as const;

/**
 * The next clock of each client, the same that `Y.encodeStateVectorFromUpdate` tells: a client counts from its first clock on,
 * up to the first gap. @throws Error where the bytes are no update.
 */
export function vectorIn(update: Uint8Array): Map<number, number> {
  // What no plan holds is left to Yjs.
  return read(new Bytes(update)) ?? Y.decodeStateVector(Y.encodeStateVectorFromUpdate(update));
}

/** Null where there is something in it that no plan holds. */
function read(bytes: Bytes): Map<number, number> | null {
  const vector = new Map<number, number>();
  for (let clients = bytes.number(); clients > 0; clients--) {
    const structs = bytes.number();
    const client = bytes.number();
    let counts = bytes.number() === 0;
    let next = 0;
    for (let struct = 0; struct < structs; struct++) {
      const info = bytes.byte();
      if (info === kinds.skip) counts = false;
      const length = lengthOf(info, bytes);
      if (length === null) return null;
      if (counts) next += length;
    }
    if (vector.has(client)) return null;
    if (next > 0) vector.set(client, next);
  }
  return vector;
}

/** Passes over a struct, and tells how many clocks it takes; null where no plan holds such a one. */
function lengthOf(info: number, bytes: Bytes): number | null {
  const kind = info & 31;
  if (kind === kinds.gone || info === kinds.skip) return bytes.number();
  if ((info & told.before) > 0) bytes.passNumbers(2);
  if ((info & told.after) > 0) bytes.passNumbers(2);
  if ((info & (told.before | told.after)) === 0) {
    // Its parent: the name of a root, or the type that holds it.
    if (bytes.number() === 1) bytes.passText();
    else bytes.passNumbers(2);
    if ((info & told.key) > 0) bytes.passText();
  }
  switch (kind) {
    case kinds.deleted:
      return bytes.number();
    case kinds.words:
      return bytes.passText();
    case kinds.mark:
      bytes.passText();
      bytes.passText();
      return 1;
    case kinds.type: {
      const type = bytes.number();
      if (type === types.element) bytes.passText();
      return type === types.element || type === types.text ? 1 : null;
    }
    case kinds.values: {
      const count = bytes.number();
      for (let value = 0; value < count; value++) if (!bytes.passValue()) return null;
      return count;
    }
    default:
      return null;
  }
}

/** Bytes as lib0 writes them, read from the first to the last. */
class Bytes {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new Error("the update ends too early");
    return byte;
  }

  number(): number {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = this.byte();
      value += (byte & 127) * unit;
      if (byte < 128) return value;
      if (unit > Number.MAX_SAFE_INTEGER) throw new Error("a number is too long");
    }
  }

  passNumbers(count: number): void {
    for (let left = count; left > 0; left--) while (this.byte() > 127);
  }

  /** Returns how many letters it has as JavaScript counts them. */
  passText(): number {
    const size = this.number();
    const end = this.at + size;
    if (end > this.bytes.length) throw new Error("the update ends too early");
    let letters = 0;
    for (; this.at < end; this.at++) {
      const byte = this.bytes[this.at] ?? 0;
      // Bytes that go on with a letter count nothing; a letter of four bytes counts as two.
      if (byte < 128 || byte > 191) letters += byte > 239 ? 2 : 1;
    }
    return letters;
  }

  /** Passes over a text, a whole number, or yes or no; false at anything else. */
  passValue(): boolean {
    const kind = this.byte();
    if (kind === 119) this.passText();
    else if (kind === 125) this.passNumbers(1);
    else if (kind !== 120 && kind !== 121 && kind !== 126) return false;
    return true;
  }
}
