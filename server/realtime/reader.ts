/**
 * Reading along: one transient Y.Doc per active document, fed by committed updates, off the hot path. It answers
 * who joins, makes snapshots, and checks that what the log says is a plan. All by message, so that it can live in
 * a worker thread: what goes in and out are bytes and plain data.
 */
import * as Y from "yjs";
import type { Plan } from "#app/document/plan.ts";
import { readPlan, type Fault } from "#app/document/ydoc.ts";
import type { Row, Stored } from "./keeper.ts";

export interface State {
  readonly seq: number;
  /** Everything, or what is beyond the asked state vector. */
  readonly update: Uint8Array;
  /** The document's state vector, encoded. */
  readonly vector: Uint8Array;
}

export interface Fold {
  readonly row: Row;
  readonly plan: Plan;
  /** Empty unless something passed the gate that should not have. */
  readonly faults: readonly Fault[];
}

export class Reader {
  private readonly doc = new Y.Doc();
  private readonly waiting: Row[] = [];
  private seq = 0;
  private whole: State | null = null;

  constructor(stored: Pick<Stored, "seq" | "snapshot" | "tail">) {
    if (stored.snapshot) this.waiting.push(stored.snapshot);
    this.waiting.push(...stored.tail);
    this.folded = stored.snapshot?.seq ?? 0;
    this.grown = stored.tail.reduce((sum, row) => sum + row.bytes.length, 0);
  }

  /** The last row that a kept fold holds. */
  private folded: number;
  /** Bytes of the rows after it. */
  private grown: number;

  /** Takes a committed row; it is applied when somebody asks. */
  take(row: Row): void {
    this.waiting.push(row);
    this.grown += row.bytes.length;
  }

  /** The state up to the last row taken; bytes for newcomers are made once per row, for bursts. */
  async state(vector: Uint8Array | null): Promise<State> {
    this.apply();
    if (vector === null) {
      this.whole ??= {
        seq: this.seq,
        update: Y.encodeStateAsUpdate(this.doc),
        vector: Y.encodeStateVector(this.doc),
      };
      return this.whole;
    }
    return {
      seq: this.seq,
      update: Y.encodeStateAsUpdate(this.doc, vector),
      vector: Y.encodeStateVector(this.doc),
    };
  }

  /** Whether a fold is due: 500 rows or 256 KB since the last. */
  get due(): boolean {
    return this.latest - this.folded >= 500 || this.grown >= 256 * 1024;
  }

  /** Whether there is anything after the last fold. */
  get behind(): boolean {
    return this.latest > this.folded;
  }

  /** Folds everything taken so far, and reads it through the schema. */
  async fold(): Promise<Fold> {
    const { seq, update } = await this.state(null);
    this.folded = seq;
    this.grown = 0;
    const { plan, faults } = readPlan(this.doc);
    return { row: { seq, bytes: update }, plan, faults };
  }

  close(): void {
    this.doc.destroy();
  }

  private get latest(): number {
    return this.waiting.at(-1)?.seq ?? this.seq;
  }

  private apply(): void {
    if (this.waiting.length === 0) return;
    this.doc.transact(() => {
      for (const row of this.waiting) {
        Y.applyUpdate(this.doc, row.bytes);
        this.seq = row.seq;
      }
    });
    this.waiting.length = 0;
    this.whole = null;
  }
}
