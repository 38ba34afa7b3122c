/**
 * What stands beside one text, and what this person is doing to it: fetched, sent, tried again. No React, no view.
 * Begin with `Desk`. What is sent is shown as being sent until the margin that holds it has come.
 */
import type { Margin } from "#app/document/margin.ts";
import type { Refusal } from "#app/domain/refusal.ts";
import { Timers } from "../timers.ts";
import { hasWords, type Draft, type Shelf } from "./drafts.ts";

/** Acts that need no words. */
export type Press = "resolve" | "reopen" | "sponsor" | "unsponsor" | "accept" | "withdraw";

/** Why something was not taken, as a sentence of the namespace `refusals`. */
export type Reason = Pick<Refusal, "key" | "params">;

/** Where something stands that was sent or is still being written. */
export type Sending =
  | { readonly kind: "writing" }
  | { readonly kind: "sending" }
  /** It did not get through, or nobody knows whether it did: it is tried again under the same key. */
  | { readonly kind: "failed" }
  | { readonly kind: "refused"; readonly refusal: Reason };

export interface Written extends Draft {
  readonly sending: Sending;
}

export interface DeskPorts {
  /** Address of the margin of the plan. */
  readonly address: string;
  readonly initial: Margin | null;
  readonly shelf: Shelf;
  readonly fetch?: typeof globalThis.fetch;
  readonly newKey?: () => string;
  readonly random?: () => number;
}

type Fields = Readonly<Record<string, string>>;
type Answer =
  | { readonly kind: "done"; readonly number: number | null }
  | { readonly kind: "refused"; readonly refusal: Reason }
  | { readonly kind: "failed" };

/** Milliseconds: a hint is followed within this, not by everybody at once. */
const spread = 400;
/** Milliseconds after which a margin that could not be fetched is asked for again. */
const again = 5000;

export class Desk {
  margin: Margin | null;
  private drafts: readonly Written[];
  private readonly pressed = new Map<string, { readonly sending: Sending; readonly key: string }>();
  private readonly listeners = new Set<() => void>();
  private readonly timers = new Timers();
  private fetching: Promise<void> | null = null;
  private stopped = false;

  constructor(private readonly ports: DeskPorts) {
    this.margin = ports.initial;
    this.drafts = ports.shelf.all().map((draft) => ({ ...draft, sending: { kind: "writing" } }));
  }

  get written(): readonly Written[] {
    return this.drafts;
  }

  /** Returns what ends the listening. */
  on(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Something changed: asks for the margin again within half a second. */
  hint(): void {
    const random = this.ports.random ?? Math.random;
    if (!this.timers.has("hint")) this.timers.after("hint", random() * spread, () => void this.refresh());
  }

  /** Asks for the margin; what is asked for meanwhile is asked for once more after it. */
  async refresh(): Promise<void> {
    this.timers.clear("hint");
    // An answer that is under way may be older than what is asked for.
    while (this.fetching !== null) await this.fetching;
    if (this.stopped) return;
    this.fetching = this.load();
    await this.fetching;
  }

  /** Begins a note, or goes on with the one that was begun on the same thing. Answers its id. */
  begin(note: Pick<Draft, "act" | "anchor" | "number" | "replacement">): string {
    const same = this.drafts.find(
      ({ act, anchor, number, sending }) =>
        act === note.act &&
        number === note.number &&
        anchor === null &&
        note.anchor === null &&
        isOpen(sending),
    );
    if (same !== undefined) return same.id;
    const id = this.newKey();
    this.put([
      ...this.drafts,
      { ...note, id, text: "", tell: [], as: "", onceKey: this.newKey(), sending: { kind: "writing" } },
    ]);
    return id;
  }

  write(id: string, change: Partial<Pick<Draft, "text" | "replacement" | "tell" | "as">>): void {
    this.change(id, (draft) => ({ ...draft, ...change, sending: { kind: "writing" } }));
    const draft = this.drafts.find((one) => one.id === id);
    if (draft === undefined) return;
    if (hasWords(draft)) this.ports.shelf.keep(kept(draft));
    else this.ports.shelf.drop(id);
  }

  discard(id: string): void {
    this.ports.shelf.drop(id);
    this.put(this.drafts.filter((draft) => draft.id !== id));
  }

  /** Back to its words, after it did not get through: what is sent then is another act. */
  edit(id: string): void {
    this.change(id, (draft) => ({ ...draft, onceKey: this.newKey(), sending: { kind: "writing" } }));
  }

  /** Sends a draft; true once it is on record. */
  async send(id: string): Promise<boolean> {
    const draft = this.drafts.find((one) => one.id === id);
    if (draft === undefined || draft.sending.kind === "sending") return false;
    this.ports.shelf.keep(kept(draft));
    this.change(id, (one) => ({ ...one, sending: { kind: "sending" } }));
    const answer = await this.post(fieldsOf(draft));
    if (answer.kind === "done") {
      this.ports.shelf.drop(id);
      await this.refresh();
      this.put(this.drafts.filter((one) => one.id !== id));
      return true;
    }
    // A voice that is theirs no more is not chosen again; which one speaks now is seen before the next try.
    const lost = answer.kind === "refused" && answer.refusal.key === "post.voice-not-yours";
    this.change(id, (one) => ({ ...one, ...(lost ? { as: "" } : {}), sending: answer }));
    if (lost) {
      this.ports.shelf.keep({ ...kept(draft), as: "" });
      this.hint();
    }
    return false;
  }

  /** Sends again what did not get through. */
  retry(): void {
    for (const { id, sending } of this.drafts) if (sending.kind === "failed") void this.send(id);
  }

  /** An act without words on a thread or a suggestion; true once it is on record. */
  async press(act: Press, number: number): Promise<boolean> {
    const name = `${act} ${number}`;
    const before = this.pressed.get(name);
    if (before?.sending.kind === "sending") return false;
    const key = before?.sending.kind === "failed" ? before.key : this.newKey();
    this.pressed.set(name, { key, sending: { kind: "sending" } });
    this.tell();
    const answer = await this.post({ act, number: String(number), onceKey: key });
    if (answer.kind === "done") {
      await this.refresh();
      this.pressed.delete(name);
    } else {
      this.pressed.set(name, { key, sending: answer });
      if (answer.kind === "refused") this.hint();
    }
    this.tell();
    return answer.kind === "done";
  }

  /** How an act without words stands; null where it was not tried. */
  standing(act: Press, number: number): Sending | null {
    return this.pressed.get(`${act} ${number}`)?.sending ?? null;
  }

  stop(): void {
    this.stopped = true;
    this.timers.clearAll();
    this.listeners.clear();
  }

  private async load(): Promise<void> {
    try {
      const answer = await this.fetch(this.ports.address, {
        headers: { Accept: "application/json" },
        cache: "no-store",
      });
      const margin: unknown = answer.ok ? await answer.json() : null;
      if (this.stopped) return;
      if (isMargin(margin)) {
        this.margin = margin;
        this.timers.clear("again");
      } else if (answer.status >= 500) this.later();
    } catch {
      this.later();
    } finally {
      this.fetching = null;
    }
    this.tell();
  }

  private later(): void {
    if (!this.stopped) this.timers.after("again", again, () => void this.refresh());
  }

  private async post(fields: Fields): Promise<Answer> {
    try {
      const answer = await this.fetch(this.ports.address, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams(fields),
      });
      return readAnswer(await answer.json());
    } catch {
      return { kind: "failed" };
    }
  }

  private change(id: string, how: (draft: Written) => Written): void {
    this.put(this.drafts.map((draft) => (draft.id === id ? how(draft) : draft)));
  }

  private put(drafts: readonly Written[]): void {
    this.drafts = drafts;
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  private readonly fetch: typeof globalThis.fetch = (...asked) =>
    (this.ports.fetch ?? globalThis.fetch)(...asked);

  private newKey(): string {
    return (this.ports.newKey ?? newUuid)();
  }
}

/** A random UUID (version 4); the browser's own is there on secure pages only. */
function newUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte, at) => {
    const marked = at === 6 ? (byte & 0x0f) | 0x40 : at === 8 ? (byte & 0x3f) | 0x80 : byte;
    return marked.toString(16).padStart(2, "0");
  }).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const isOpen = (sending: Sending): boolean => sending.kind !== "sending";

function kept({ id, act, anchor, number, text, replacement, tell, as, onceKey }: Written): Draft {
  return { id, act, anchor, number, text, replacement, tell, as, onceKey };
}

function fieldsOf({ act, anchor, number, text, replacement, tell, as, onceKey }: Draft): Fields {
  return {
    act,
    onceKey,
    ...(anchor === null ? {} : { anchor: JSON.stringify(anchor) }),
    ...(number === null ? {} : { number: String(number) }),
    ...(act === "suggest" ? { replacement } : act === "reject" ? { reason: text } : { text }),
    ...(tell.length === 0 ? {} : { tell: tell.join("\n") }),
    ...(as === "" ? {} : { as }),
  };
}

/** Anything that is not an answer of ours says nothing about what was sent. */
function readAnswer(value: unknown): Answer {
  if (typeof value !== "object" || value === null || !("ok" in value)) return { kind: "failed" };
  const { ok, number, refusal } = value as Readonly<Record<string, unknown>>;
  if (ok === true) return { kind: "done", number: typeof number === "number" ? number : null };
  const reason = reasonIn(refusal);
  return reason === null ? { kind: "failed" } : { kind: "refused", refusal: reason };
}

/** What is wrong with a field says more than that some field is wrong. */
function reasonIn(value: unknown): Reason | null {
  if (typeof value !== "object" || value === null) return null;
  const { key, params, fields } = value as Readonly<Record<string, unknown>>;
  const [field] = typeof fields === "object" && fields !== null ? Object.values(fields as object) : [];
  const within = reasonIn(field);
  if (within !== null) return within;
  if (typeof key !== "string") return null;
  return { key, params: typeof params === "object" && params !== null ? (params as Reason["params"]) : {} };
}

function isMargin(value: unknown): value is Margin {
  return (
    typeof value === "object" &&
    value !== null &&
    "threads" in value &&
    "wordings" in value &&
    "topic" in value
  );
}
