/**
 * Reading along: one transient Y.Doc for each active document, fed by committed rows. It folds the log, reads the plan
 * through the schema, and says what has to be mended. Pure but for its memory; runs in a thread of its own (reader-thread.ts).
 */
import * as Y from "yjs";
import { verbatim } from "#app/document/verbatim.ts";
import { canonical, wordsOf } from "#app/document/plan.ts";
import { unpackUpdates } from "#app/document/frames.ts";
import { outputsOf, type Output } from "#app/document/reading.ts";
import { mendPlan, readPlan, type Fault } from "#app/document/ydoc.ts";

/** What to read: the rows after `from`, and the fold up to `from` where the reader does not know the document any more. */
export interface ReadRequest {
  readonly documentId: string;
  readonly epoch: number;
  /** Number of the last row before these. */
  readonly from: number;
  /** Number of the last of these. */
  readonly to: number;
  /** A fold of everything up to `from`; null where it is not sent along. */
  readonly base: Uint8Array | null;
  /** The rows after `from`, packed by `packUpdates`. */
  readonly rows: Uint8Array;
}

/** What the log says up to `seq`. */
export interface Read {
  readonly seq: number;
  /** A fold of all rows up to `seq`: one update (V1), without what was deleted. */
  readonly fold: Uint8Array;
  /** The plan as canonical JSON, parsed through the schema: what is at fault is left out. */
  readonly plan: string;
  /** Its words, for searching. */
  readonly words: string;
  readonly outputs: readonly Output[];
  /** Empty unless something passed the gate that should not have. */
  readonly faults: readonly Fault[];
  /** The update (V1) that takes out what is at fault; null where nothing is. */
  readonly mending: Uint8Array | null;
}

/** What is asked of it. */
export type Ask =
  | { readonly kind: "read"; readonly id: number; readonly request: ReadRequest }
  | { readonly kind: "forget"; readonly documentId: string };

/** What it says: what was read, that the base is needed, or what failed. */
export type Answer = { readonly id: number } & (
  | { readonly kind: "read"; readonly read: Read }
  | { readonly kind: "base" }
  | { readonly kind: "failed"; readonly message: string }
);

interface Known {
  readonly epoch: number;
  seq: number;
  readonly doc: Y.Doc;
}

/** Documents kept in memory; the one that was not asked for longest goes first. */
const mostKnown = 16;

export class ReadAlong {
  private readonly known = new Map<string, Known>();

  /** Does what is asked; null where that needs no answer. What fails is answered, and its document forgotten. */
  answer(ask: Ask): Answer | null {
    if (ask.kind === "forget") {
      this.forget(ask.documentId);
      return null;
    }
    const { id, request } = ask;
    try {
      const read = this.read(request);
      return read === null ? { kind: "base", id } : { kind: "read", id, read };
    } catch (error) {
      this.forget(request.documentId);
      return { kind: "failed", id, message: String(error) };
    }
  }

  /** Reads; null where the base is needed and was not sent. */
  read(request: ReadRequest): Read | null {
    const known = this.open(request);
    if (known === null) return null;
    const { doc } = known;
    const rows = unpackUpdates(request.rows);
    if (rows === null) throw new Error("the rows are not packed updates");
    doc.transact(() => {
      for (const row of rows) Y.applyUpdate(doc, row);
    });
    known.seq = request.to;
    const { plan, faults } = readPlan(doc);
    const fold = Y.encodeStateAsUpdate(doc);
    const mending = faults.length > 0 ? mendPlan(doc) : null;
    return {
      seq: request.to,
      fold,
      plan: canonical(plan),
      words: wordsOf(plan),
      outputs: outputsOf(plan),
      faults,
      mending,
    };
  }

  forget(documentId: string): void {
    this.known.get(documentId)?.doc.destroy();
    this.known.delete(documentId);
  }

  private open({ documentId, epoch, from, base }: ReadRequest): Known | null {
    const known = this.known.get(documentId);
    if (known && known.epoch === epoch && known.seq === from) {
      this.known.delete(documentId);
      this.known.set(documentId, known);
      return known;
    }
    this.forget(documentId);
    if (base === null && from > 0) return null;
    const doc = verbatim(new Y.Doc());
    if (base !== null) Y.applyUpdate(doc, base);
    const made: Known = { epoch, seq: from, doc };
    this.known.set(documentId, made);
    for (const id of this.known.keys()) {
      if (this.known.size <= mostKnown) break;
      this.forget(id);
    }
    return made;
  }
}
