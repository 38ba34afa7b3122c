/** A server of one page in the hands of a test: it answers when it is told to, loses answers, refuses, and forgets frames. */
import * as Y from "yjs";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import type { Hearer, Line } from "#app/editor/line.ts";

/** What happens next. */
export type Turn =
  | { readonly kind: "write"; readonly at: number; readonly erase: boolean }
  | { readonly kind: "others"; readonly at: number; readonly erase: boolean; readonly heard: boolean }
  /** The first update on its way is committed, and the page is told so: by an echo, by an answer, or not at all. */
  | { readonly kind: "commit"; readonly told: "echo" | "answer" | "never" }
  /** The first update on its way never arrives. */
  | { readonly kind: "lose" }
  | { readonly kind: "refuse"; readonly reason: "not-stored" | "too-many" }
  | { readonly kind: "down" }
  | { readonly kind: "up" }
  | { readonly kind: "resync" }
  | { readonly kind: "seat"; readonly edit: boolean }
  | { readonly kind: "wait"; readonly ms: number };

/** Number of the page among the members. */
const me = 1;

export class ScriptedLine implements Line {
  isConnected = false;
  isOpen = false;
  /** What is committed. */
  readonly server = new Y.Doc();
  private readonly other = new Y.Doc();
  private readonly rows: Uint8Array[] = [];
  private onTheWay: { readonly n: number; readonly update: Uint8Array }[] = [];
  private edit = true;
  private started = false;
  /** The version of the words it holds. */
  schema = SCHEMA_VERSION;

  constructor(private readonly hearer: Hearer) {
    this.server.clientID = 1;
    this.other.clientID = 2;
    this.writeAs(this.other, 0, false);
  }

  get waiting(): number {
    return this.onTheWay.length;
  }

  start(): void {
    this.started = true;
    this.up();
  }

  join(): void {
    if (!this.isConnected || !this.started) return;
    const { sv, seq } = this.hearer.request();
    this.onTheWay = [];
    this.isOpen = true;
    const last = this.rows.length;
    const known = seq !== undefined && seq <= last;
    const updates = known ? this.rows.slice(seq) : [Y.encodeStateAsUpdate(this.server, sv)];
    this.hearer.opened({
      epoch: 1,
      seq: last,
      schema: this.schema,
      member: me,
      members: [],
      edit: this.edit,
      why: null,
      updates,
      vector: known && seq === last ? null : Y.encodeStateVector(this.server),
    });
  }

  send(n: number, update: Uint8Array): void {
    if (this.isOpen) this.onTheWay.push({ n, update });
  }

  point(): void {}
  wake(): void {}
  stop(): void {
    this.isConnected = false;
    this.isOpen = false;
  }

  /** Everything but what the page itself does, and the clock. */
  take(turn: Exclude<Turn, { kind: "write" | "wait" }>): void {
    switch (turn.kind) {
      case "others":
        return this.others(turn.at, turn.erase, turn.heard);
      case "commit":
        return this.commit(turn.told);
      case "lose":
        return void this.onTheWay.shift();
      case "refuse":
        return this.refuse(turn.reason);
      case "down":
        return this.down();
      case "up":
        return this.up();
      case "resync":
        return this.again("resync");
      case "seat":
        this.edit = turn.edit;
        if (this.isOpen) this.hearer.seat(turn.edit, turn.edit ? null : "read-only");
    }
  }

  private up(): void {
    if (this.isConnected) return;
    this.isConnected = true;
    this.hearer.up();
    this.join();
  }

  private down(): void {
    if (!this.isConnected) return;
    this.isConnected = false;
    this.isOpen = false;
    this.onTheWay = [];
    this.hearer.down();
  }

  private again(reason: "gap" | "resync"): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.onTheWay = [];
    this.hearer.ended(reason);
    this.join();
  }

  private commit(told: "echo" | "answer" | "never"): void {
    const next = this.onTheWay.shift();
    if (next === undefined) return;
    if (!this.edit) return this.hearer.seat(false, "read-only");
    if (this.isGap(next.update)) return this.again("gap");
    const seq = this.append(next.update);
    if (told === "echo") this.hearer.committed(seq, [{ member: me, ...next }]);
    else if (told === "answer") this.hearer.saved(next.n, seq);
    else this.down();
  }

  private refuse(reason: "not-stored" | "too-many"): void {
    const next = this.onTheWay.shift();
    if (next !== undefined) this.hearer.refused({ n: next.n, reason, retryAfter: 1 });
  }

  private others(at: number, erase: boolean, heard: boolean): void {
    Y.applyUpdate(this.other, Y.encodeStateAsUpdate(this.server, Y.encodeStateVector(this.other)));
    const update = this.writeAs(this.other, at, erase);
    if (update === null || !this.isOpen || !heard) return;
    this.hearer.committed(this.rows.length, [{ member: 7, n: 1, update }]);
  }

  private writeAs(doc: Y.Doc, at: number, erase: boolean): Uint8Array | null {
    const before = Y.encodeStateVector(doc);
    if (!writeIn(doc, at, erase)) return null;
    const update = Y.encodeStateAsUpdate(doc, before);
    this.append(update);
    return update;
  }

  private append(update: Uint8Array): number {
    Y.applyUpdate(this.server, update);
    return this.rows.push(update);
  }

  /** Whether it builds on what is not here. */
  private isGap(update: Uint8Array): boolean {
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.server));
    Y.applyUpdate(copy, update);
    return copy.store.pendingStructs !== null || copy.store.pendingDs !== null;
  }
}

let signs = 0;

/** Writes a sign that nobody else writes, or erases one; false where there is none. */
export function writeIn(doc: Y.Doc, at: number, erase: boolean): boolean {
  const text = doc.getText("t");
  if (erase && text.length === 0) return false;
  if (erase) text.delete(at % text.length, 1);
  else text.insert(at % (text.length + 1), String.fromCharCode(0x4e00 + (signs++ % 20_000)));
  return true;
}
