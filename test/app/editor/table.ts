/** Editors around one log, without a server: what each writes is sent, committed in order, and heard when the test says so. */
import type { Node } from "prosemirror-model";
import { EditorState, type Command, type Plugin } from "prosemirror-state";
import { initProseMirrorDoc, updateYFragment, ySyncPluginKey } from "y-prosemirror";
import * as Y from "yjs";
import type { Cleaned, Cleaning } from "#app/document/cleaning.ts";
import { canonical, wordsOf, type Plan } from "#app/document/plan.ts";
import { schema } from "#app/document/schema.ts";
import { firstState, planFragment, readPlan } from "#app/document/ydoc.ts";
import { offer } from "#app/editor/brackets.ts";
import { Broken } from "#app/editor/broken.ts";
import { Crossings } from "#app/editor/crossings.ts";
import { exactly } from "#app/editor/exactly.ts";
import { Outbox } from "#app/editor/outbox.ts";
import { moveOutput } from "#app/editor/output-order.ts";
import { OwnUndo } from "#app/editor/own-undo.ts";
import { Replaced } from "#app/editor/replaced.ts";

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
  readonly undo: OwnUndo;
  /** How often it put a passage into brackets again. */
  reopened = 0;
  private readonly outbox = new Outbox();
  private readonly crossings: Crossings;
  private heard = 0;
  private coming: readonly Uint8Array[] = [];

  constructor(private readonly table: Table) {
    const { doc, outbox } = this;
    Y.applyUpdate(doc, firstState(table.plan), this);
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== this) outbox.add(update);
    });
    const fragment = planFragment(doc);
    this.undo = new OwnUndo(fragment, {
      blockOf: (id) => {
        let found: Node | null = null;
        this.state.doc.descendants((node) => {
          if (node.isBlock && node.attrs["id"] === id) found ??= node;
        });
        return found;
      },
    });
    new Replaced({ doc, fragment, others: this, sent: outbox, coming: () => this.coming });
    new Broken({ doc, others: this, sent: outbox, undo: this.undo, coming: () => this.coming });
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

  /** Does what the editor does with a command, and with what its plug-ins add. */
  run(command: Command, plugins: readonly Plugin[] = []): boolean {
    const fragment = planFragment(this.doc);
    const { doc, mapping } = initProseMirrorDoc(fragment, schema);
    const state = EditorState.create({ doc, plugins: [...plugins] });
    return command(state, (tr) => {
      const isKnownToUndo = tr.getMeta("addToHistory") !== false;
      if (!isKnownToUndo) this.undo.stopCapturing();
      this.doc.transact(({ meta }) => {
        meta.set("addToHistory", isKnownToUndo);
        const done = plugins.length === 0 ? tr.doc : state.apply(tr).doc;
        updateYFragment(this.doc, fragment, done, { mapping, isOMark: new Map() });
      }, ySyncPluginKey);
    });
  }

  move(id: string, by: -1 | 1): boolean {
    return moveOutput(this.undo, planFragment(this.doc), id, by) !== null;
  }

  offer(id: string, words: string, country: string): boolean {
    const { doc, state } = this;
    return exactly(offer(id, words, country), {
      state,
      doc,
      fragment: planFragment(doc),
      origin: ySyncPluginKey,
    });
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

  /** Takes in the next rows of the log, its own as answers; those of others one by one, or all that come together as one. */
  hear(rows = Infinity, together = false): void {
    let waiting: Uint8Array[] = [];
    const take = () => {
      this.coming = waiting;
      this.doc.transact(() => this.coming.forEach((update) => Y.applyUpdate(this.doc, update, this)), this);
      waiting = [];
    };
    for (const { by, n, update } of this.table.log.slice(this.heard, this.heard + rows)) {
      this.heard++;
      if (by !== this) waiting.push(update);
      if (waiting.length > 0 && (by === this || !together)) take();
      if (by === this) this.outbox.committed(n);
    }
    if (waiting.length > 0) take();
  }

  private get state(): EditorState {
    return EditorState.create({ doc: initProseMirrorDoc(planFragment(this.doc), schema).doc });
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
