/** Editors around one log, without a server: what each writes is sent, committed in order, and heard when the test says so. */
import { EditorState, type Command } from "prosemirror-state";
import { initProseMirrorDoc, updateYFragment } from "y-prosemirror";
import * as Y from "yjs";
import type { Cleaned, Cleaning } from "#app/document/cleaning.ts";
import { canonical, wordsOf, type Plan } from "#app/document/plan.ts";
import { schema } from "#app/document/schema.ts";
import { firstState, planFragment, readPlan } from "#app/document/ydoc.ts";
import { offer } from "#app/editor/brackets.ts";
import { closing, Crossings } from "#app/editor/crossings.ts";
import { exactly } from "#app/editor/exactly.ts";
import { Outbox } from "#app/editor/outbox.ts";

interface Row {
  readonly by: Seat;
  readonly n: number;
  readonly update: Uint8Array;
}

export class Table {
  readonly log: Row[] = [];

  constructor(readonly plan: Plan) {}

  seat(): Seat {
    return new Seat(this);
  }
}

/** One screen at the table. */
export class Seat {
  readonly doc = new Y.Doc();
  readonly undo: Y.UndoManager;
  /** How often it put a passage into brackets again. */
  reopened = 0;
  private readonly outbox = new Outbox();
  private readonly crossings: Crossings;
  private heard = 0;

  constructor(private readonly table: Table) {
    const { doc, outbox } = this;
    Y.applyUpdate(doc, firstState(table.plan), this);
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== this) outbox.add(update);
    });
    const fragment = planFragment(doc);
    this.undo = new Y.UndoManager(fragment, { trackedOrigins: new Set<unknown>([closing, "hand"]) });
    this.crossings = new Crossings({
      doc,
      others: this,
      sent: outbox,
      undo: this.undo,
      reopened: () => void this.reopened++,
    });
  }

  clean(cleaning: Cleaning): Cleaned | null {
    return this.crossings.clean(cleaning);
  }

  /** Does what the editor does with a command. */
  run(command: Command): boolean {
    const fragment = planFragment(this.doc);
    const { doc, mapping } = initProseMirrorDoc(fragment, schema);
    return command(EditorState.create({ doc }), (tr) => {
      this.doc.transact(
        () => updateYFragment(this.doc, fragment, tr.doc, { mapping, isOMark: new Map() }),
        "hand",
      );
    });
  }

  offer(id: string, words: string, country: string): boolean {
    const fragment = planFragment(this.doc);
    const state = EditorState.create({ doc: initProseMirrorDoc(fragment, schema).doc });
    return exactly(offer(id, words, country), { state, doc: this.doc, fragment, origin: "hand" });
  }

  /** Writes words before the first place where those others stand in a paragraph. */
  write(before: string, words: string): void {
    this.run((state, dispatch) => {
      let place: number | null = null;
      state.doc.descendants((node, pos) => {
        const at = node.isTextblock ? node.textContent.indexOf(before) : -1;
        if (at >= 0) place ??= pos + 1 + at;
        return !node.isTextblock;
      });
      if (place === null) return false;
      dispatch?.(state.tr.insertText(words, place));
      return true;
    });
  }

  /** What waits is committed. */
  send(): void {
    for (const { n, update } of this.outbox.take()) this.table.log.push({ by: this, n, update });
  }

  /** Takes in the next rows of the log, its own as answers. */
  hear(rows = Infinity): void {
    for (const { by, n, update } of this.table.log.slice(this.heard, this.heard + rows)) {
      this.heard++;
      if (by === this) this.outbox.committed(n);
      else Y.applyUpdate(this.doc, update, this);
    }
  }

  get read(): Plan {
    return readPlan(this.doc).plan;
  }

  get said(): string {
    return wordsOf(this.read);
  }
}

/** Everybody sends and hears until there is nothing more; whether all read the same, and a valid plan. */
export function calm(...seats: readonly Seat[]): boolean {
  for (let turn = 0; turn < 6; turn++) {
    for (const seat of seats) seat.send();
    for (const seat of seats) seat.hear();
  }
  const faults = seats.flatMap(({ doc }) => readPlan(doc).faults);
  return faults.length === 0 && new Set(seats.map(({ read }) => canonical(read))).size === 1;
}
