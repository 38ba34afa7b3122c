/**
 * The gate on the bytes: whether an update says only what the schema knows, where the schema allows it.
 *
 * As every container of the schema takes any number of its children in any order, an item is valid by its own
 * content and by what it stands in. So it is enough to know, for each Yjs id, where it stands and what it is:
 * no Y.Doc is needed, and a document made of admitted updates is valid at every moment (see places.ts).
 */
import * as Y from "yjs";
import { attribute } from "./attributes.ts";
import { Places, place, type Place } from "./places.ts";
import { isElement, mayHold } from "./schema.ts";
import { markName } from "./mark-name.ts";
import { ROOT, markOf } from "./ydoc.ts";
import type { Reason } from "./wire.ts";

/** How much one update may say. */
const most = { clients: 64, deletions: 100_000, length: 2_000_000, depth: 40 } as const;

export type Verdict =
  | {
      readonly ok: true;
      /** Under which Yjs client ids the update brings something new, and the next clock of each after it. */
      readonly news: ReadonlyMap<number, number>;
      /** Takes the update's places into account for those that follow; called once it is on its way to the log. */
      take(): void;
    }
  | { readonly ok: false; readonly reason: Reason; readonly detail: string };

/** What the log already says in one document and epoch: the state by which the next update is judged. */
export class Vocabulary {
  private readonly places = new Places();

  /** Takes what the log holds as given: it passed this gate before, or is the server's own. */
  trust(update: Uint8Array): void {
    const verdict = this.judge(update, true);
    if (verdict.ok) verdict.take();
  }

  /**
   * Judges an update (V1) from an editor. Refused as `malformed`, `vocabulary`, `too-large`, or as `gap` where it
   * builds on something the log does not hold: such an update would wait inside Yjs for ever.
   */
  admit(update: Uint8Array): Verdict {
    return this.judge(update, false);
  }

  private judge(update: Uint8Array, trusted: boolean): Verdict {
    let decoded: ReturnType<typeof Y.decodeUpdate>;
    try {
      decoded = Y.decodeUpdate(update);
    } catch {
      return no("malformed", "not an update");
    }
    const queues = new Map<number, Struct[]>();
    let length = 0;
    for (const struct of decoded.structs) {
      if (struct instanceof Y.Skip) continue;
      length += struct.length;
      const queue = queues.get(struct.id.client);
      if (queue) queue.push(struct);
      else queues.set(struct.id.client, [struct]);
    }
    if (!trusted && (length > most.length || queues.size > most.clients)) return no("too-large", "structs");

    const staged = this.places.stage();
    const news = new Map<number, number>();
    for (const [client, queue] of queues) {
      const end = queue.reduce((most, { id, length }) => Math.max(most, id.clock + length), 0);
      if (end > this.places.next(client)) news.set(client, end);
    }
    const wrong = this.lay(queues, staged, trusted);
    if (wrong !== null) return wrong;

    let deletions = 0;
    for (const [client, ranges] of decoded.ds.clients) {
      deletions += ranges.length;
      if (ranges.some((range) => range.clock + range.len > staged.next(client))) {
        return no("gap", "deletes what is not here");
      }
    }
    if (deletions > most.deletions && !trusted) return no("too-large", "deletions");
    return { ok: true, news, take: () => staged.keep() };
  }

  /**
   * As Yjs does: each client's structs in their order, as far as what they build on is there. A client that waits for a
   * struct of another is looked at again when that one is there, and not before: updates can be made in which each struct
   * waits for one of the next client, and looking at all clients in turn would take a second. Null where all are laid.
   */
  private lay(
    queues: ReadonlyMap<number, readonly Struct[]>,
    staged: Places,
    trusted: boolean,
  ): Verdict | null {
    const ready: Queue[] = [...queues].map(([client, structs]) => ({ client, structs, done: 0 }));
    let left = ready.length;
    /** Who waits for which clock of a client. */
    const waiting = new Map<number, { readonly clock: number; readonly queue: Queue }[]>();
    for (let queue = ready.pop(); queue !== undefined; queue = ready.pop()) {
      const { client, structs } = queue;
      const before = queue.done;
      for (let struct = structs[queue.done]; struct !== undefined; struct = structs[queue.done]) {
        if (struct.id.clock > staged.next(client)) break;
        const found = locate(struct, staged);
        if (found === "missing") {
          const lacks = lacking(struct, staged);
          const others = waiting.get(lacks.client) ?? [];
          others.push({ clock: lacks.clock, queue });
          waiting.set(lacks.client, others);
          break;
        }
        if (typeof found === "string" && !trusted) return no("vocabulary", found);
        staged.add(client, struct.id.clock, struct.length, typeof found === "string" ? null : found);
        queue.done++;
      }
      if (queue.done === structs.length) left--;
      const others = waiting.get(client);
      if (queue.done === before || others === undefined) continue;
      const next = staged.next(client);
      const still = others.filter(({ clock }) => clock >= next);
      for (const other of others) if (other.clock < next) ready.push(other.queue);
      if (still.length > 0) waiting.set(client, still);
      else waiting.delete(client);
    }
    return left > 0 ? no("gap", "builds on what is not here") : null;
  }
}

/** The first thing that a struct builds on and that is not here. */
function lacking(struct: Struct, staged: Places): { readonly client: number; readonly clock: number } {
  const parent: unknown = struct instanceof Y.Item ? struct.parent : null;
  const built = struct instanceof Y.Item ? [struct.origin, struct.rightOrigin, parent] : [];
  for (const id of built) if (id instanceof Y.ID && staged.find(id.client, id.clock) === "missing") return id;
  return struct.id;
}

type Struct = Y.Item | Y.GC;

/** The structs of one client, and how far they are laid. */
interface Queue {
  readonly client: number;
  readonly structs: readonly Struct[];
  done: number;
}
type Located = Place | null | "missing" | (string & {});

function no(reason: Reason, detail: string): Verdict {
  return { ok: false, reason, detail };
}

/** Where a struct stands: its place; null: nowhere any more; "missing"; or, as another text, what is wrong. */
function locate(struct: Struct, staged: Places): Located {
  if (!(struct instanceof Y.Item)) return null;
  const before = near(struct.origin, staged);
  const after = near(struct.rightOrigin, staged);
  if (before === "missing" || after === "missing") return "missing";
  if (before === null || after === null) return null;
  if (before !== undefined) {
    if (after !== undefined && (after.container !== before.container || after.key !== before.key))
      return "torn";
    return content(struct, before.container, before.key, before.depth);
  }
  if (after !== undefined) return content(struct, after.container, after.key, after.depth);

  const parent: unknown = struct.parent;
  if (typeof parent === "string") {
    return parent === ROOT && struct.parentSub === null ? content(struct, "doc", null, 0) : "root";
  }
  if (!(parent instanceof Y.ID)) return "parent";
  const holder = staged.find(parent.client, parent.clock);
  if (holder === "missing" || holder === null) return holder;
  if (holder.is === null) return "parent";
  if (holder.is === "#gone") return null;
  return content(struct, holder.is, struct.parentSub, holder.depth + 1);
}

function near(id: Y.ID | null, staged: Places): Place | null | "missing" | undefined {
  return id === null ? undefined : staged.find(id.client, id.clock);
}

/** Judges an item's content in its container. */
function content(item: Y.Item, container: string, key: string | null, depth: number): Place | string {
  const held: unknown = item.content;
  if (depth > most.depth) return "depth";
  if (held instanceof Y.ContentDeleted) return place(container, key, "#gone", depth);
  if (key !== null) {
    if (!(held instanceof Y.ContentAny) || held.arr.length !== 1) return "attribute";
    const value: unknown = held.arr[0];
    if (attribute(container, key, value) === null) return `attribute ${container}`;
    // The rules of fields take any sign, as texts of the first version may hold it; no table of outputs would.
    if (typeof value === "string" && value.includes("\0")) return "control";
    return place(container, key, null, depth);
  }
  if (container === "#text") {
    if (held instanceof Y.ContentString)
      return control.test(held.str) ? "control" : place(container, null, null, depth);
    if (!(held instanceof Y.ContentFormat)) return "embed";
    const value: unknown = held.value;
    const good = value === null ? markName(held.key) !== null : markOf(held.key, value) !== null;
    return good ? place(container, null, null, depth) : "mark";
  }
  if (!(held instanceof Y.ContentType)) return "embed";
  const type: unknown = held.type;
  if (exactly(type, Y.XmlText))
    return mayHold(container, "text") ? place(container, null, "#text", depth) : "nesting";
  if (!exactly(type, Y.XmlElement)) return "type";
  if (!isElement(type.nodeName)) return "node";
  return mayHold(container, type.nodeName) ? place(container, null, type.nodeName, depth) : "nesting";
}

/** Characters that no text holds and that PostgreSQL or XML would not take. */
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/;

/** Subclasses left out: an XmlHook is a map, a Text is no XmlText. */
function exactly<T extends object>(value: unknown, kind: new (...args: never[]) => T): value is T {
  return typeof value === "object" && value !== null && value.constructor === kind;
}
