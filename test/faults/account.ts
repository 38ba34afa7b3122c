/** What one client knows about what it wrote and what it was shown: what the oracle asks of it. */
import { createHash } from "node:crypto";
import * as Y from "yjs";
import { asBytes, decodeFrame, unpackUpdates } from "#app/document/frames.ts";

/** The id under which the log keeps an update: equal bytes are the same update. */
export const idOf = (update: Uint8Array): string =>
  createHash("sha256").update(update).digest("base64url").slice(0, 27);

export class Account {
  /** Updates that went out, by the client's own numbers; the numbers begin anew with every provider only. */
  private readonly sent = new Map<number, Uint8Array>();
  /** Updates that the server brought back as committed, by their id in the log. */
  readonly acknowledged = new Map<string, Uint8Array>();
  /** Ids of all updates the server has shown in committed frames. */
  readonly seen = new Set<string>();
  /** Marker words written here, and whether they should still stand. */
  readonly words = new Map<string, boolean>();
  /** By Yjs client id: everything written below this clock was said to be saved. */
  readonly savedUpTo = new Map<number, number>();

  constructor(readonly name: string) {}

  /** A hot frame left. */
  left(bytes: unknown): void {
    const frame = read(bytes);
    if (frame?.kind === "update") this.sent.set(frame.n, frame.update.slice());
  }

  /** A hot frame came. */
  came(bytes: unknown): void {
    const frame = read(bytes);
    if (frame?.kind !== "committed") return;
    for (const { n, update } of frame.entries) {
      const id = idOf(update);
      this.seen.add(id);
      const own = this.sent.get(n);
      if (own && idOf(own) === id) this.acknowledged.set(id, own);
    }
  }

  /** Packed updates were sent over plain HTTP, and the answer says that they are committed. */
  stored(packed: Uint8Array): void {
    for (const update of unpackUpdates(packed) ?? []) {
      const own = update.slice();
      this.acknowledged.set(idOf(own), own);
    }
  }

  /** The page said "Saved" while the text was this. */
  saidSaved(doc: Y.Doc): void {
    this.savedUpTo.set(doc.clientID, Y.getState(doc.store, doc.clientID));
  }

  /** As it travels between processes. */
  toJSON(): AccountJson {
    return {
      name: this.name,
      acknowledged: [...this.acknowledged.values()].map((one) => Buffer.from(one).toString("base64")),
      seen: [...this.seen],
      words: [...this.words],
      savedUpTo: [...this.savedUpTo],
    };
  }

  static from(json: AccountJson): Account {
    const account = new Account(json.name);
    for (const text of json.acknowledged) {
      const update = new Uint8Array(Buffer.from(text, "base64"));
      account.acknowledged.set(idOf(update), update);
    }
    for (const id of json.seen) account.seen.add(id);
    for (const [word, stands] of json.words) account.words.set(word, stands);
    for (const [client, clock] of json.savedUpTo) account.savedUpTo.set(client, clock);
    return account;
  }
}

export interface AccountJson {
  readonly name: string;
  readonly acknowledged: readonly string[];
  readonly seen: readonly string[];
  readonly words: readonly (readonly [string, boolean])[];
  readonly savedUpTo: readonly (readonly [number, number])[];
}

function read(bytes: unknown) {
  const frame = asBytes(bytes);
  return frame === null ? null : decodeFrame(frame);
}
