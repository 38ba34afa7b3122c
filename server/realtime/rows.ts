/** The committed rows of one document as bytes: a fold, what came after it, and what went before it for a while. */
import * as Y from "yjs";
import { packUpdates } from "#app/document/frames.ts";
import type { Row, Stored } from "./keeper.ts";

/** So many rows below the fold, and bytes in them, are kept for clients that come back and know how far they have read. */
const kept = { rows: 1024, bytes: 1024 * 1024 } as const;

/** What to send to somebody who joins. */
export interface State {
  /** The state holds everything up to this row. */
  readonly seq: number;
  /** Updates packed by `packUpdates`, to be applied in order. */
  readonly state: Uint8Array;
}

export class Rows {
  base: Row | null;
  private rows: Row[];
  private last: number;
  private bytesAfter: number;
  private whole: Uint8Array | null = null;

  constructor(stored: Pick<Stored, "seq" | "snapshot" | "tail">) {
    this.base = stored.snapshot;
    this.rows = [...stored.tail];
    this.last = stored.seq;
    this.bytesAfter = sizeOf(this.rows);
  }

  /** Number of the last row. */
  get seq(): number {
    return this.last;
  }

  /** How many rows, and bytes in them, the fold does not hold. */
  get unfolded(): { readonly rows: number; readonly bytes: number } {
    return { rows: this.last - (this.base?.seq ?? 0), bytes: this.bytesAfter };
  }

  /** Takes the next row. */
  add(row: Row): void {
    this.rows.push(row);
    this.last = row.seq;
    this.bytesAfter += row.bytes.length;
    this.whole = null;
  }

  /** Rows after `seq`, where all of them are here; null where some are only in a fold. */
  after(seq: number): readonly Row[] | null {
    const first = this.rows[0]?.seq ?? this.last + 1;
    if (seq > this.last || seq < first - 1) return null;
    return this.rows.slice(seq - first + 1);
  }

  /** Everything that was not folded. */
  get tail(): readonly Row[] {
    return this.after(this.base?.seq ?? 0) ?? [];
  }

  /** A fold was made: the rows in it are let go after a while. */
  fold(base: Row): void {
    if (base.seq <= (this.base?.seq ?? 0)) return;
    this.base = base;
    this.whole = null;
    const folded = base.seq - (this.rows[0]?.seq ?? 0) + 1;
    let from = folded;
    for (let bytes = 0; from > 0 && folded - from < kept.rows; from--) {
      bytes += this.rows[from - 1]?.bytes.length ?? 0;
      if (bytes > kept.bytes) break;
    }
    if (from > 0) this.rows = this.rows.slice(from);
    this.bytesAfter = sizeOf(this.tail);
  }

  /** Everything, as bytes; made once for each row, for bursts of newcomers. */
  all(): State {
    this.whole ??= packUpdates([
      ...(this.base ? [this.base.bytes] : []),
      ...this.tail.map((row) => row.bytes),
    ]);
    return { seq: this.last, state: this.whole };
  }

  /** What somebody lacks who has everything up to `seq`; null where that is not at hand any more. */
  since(seq: number): State | null {
    const rows = this.after(seq);
    return rows === null ? null : { seq: this.last, state: packUpdates(rows.map((row) => row.bytes)) };
  }

  /** What is beyond an encoded state vector. @throws Error where the vector is none. */
  beyond(vector: Uint8Array): State {
    const base = this.base ? [Y.diffUpdate(this.base.bytes, vector)] : [];
    if (base.length === 0) Y.decodeStateVector(vector);
    return { seq: this.last, state: packUpdates([...base, ...this.tail.map((row) => row.bytes)]) };
  }
}

function sizeOf(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => sum + row.bytes.length, 0);
}
