/**
 * Who changed which clause, of what has just come in: by the rows of the log, each of which has one sender. A batch often
 * brings those of several people at once; which clause each of them touched is read from the row itself.
 */
import * as Y from "yjs";
import type { Member } from "#app/document/wire.ts";
import type { SocketProvider } from "./socket-provider.ts";

/**
 * Who sent something: a person; this person in another window; `away`, whoever it was while there was no line; null
 * where nobody is named, as of the platform itself.
 */
export type Author = Member | "own" | "away" | null;

export interface Coming {
  readonly by: Author;
  readonly update: Uint8Array;
}

export interface Authors {
  /** Who changed the clause with that id, while words of others are being put in. */
  of(clause: string): readonly Author[];
  stop(): void;
}

export function watchAuthors(
  doc: Y.Doc,
  fragment: Y.XmlFragment,
  provider: Pick<SocketProvider, "on">,
): Authors {
  let coming: readonly Coming[] = [];
  let all: readonly Author[] = [];
  let touched: ReadonlyMap<string, ReadonlySet<Author>> = new Map();
  /** Names of the clauses before: what was taken out has none any more. */
  let named: ReadonlyMap<unknown, string> = new Map();
  const of = (transaction: Y.Transaction) => transaction.origin === provider && all.length > 1;
  const before = (transaction: Y.Transaction) => {
    if (of(transaction)) named = new Map(fragment.toArray().map((one) => [one, nameOf(one)]));
  };
  // Before anything is drawn, and before what was deleted is forgotten.
  const after = (transaction: Y.Transaction) => {
    if (of(transaction)) touched = touchedBy(doc, fragment, named, coming);
  };
  doc.on("beforeTransaction", before);
  doc.on("beforeObserverCalls", after);
  const stop = provider.on("coming", (rows) => {
    coming = rows;
    all = [...new Set(rows.map(({ by }) => by))];
    touched = new Map();
  });
  return {
    of: (clause) => [...(touched.get(clause) ?? all)],
    stop: () => {
      doc.off("beforeTransaction", before);
      doc.off("beforeObserverCalls", after);
      stop();
    },
  };
}

function touchedBy(
  doc: Y.Doc,
  fragment: Y.XmlFragment,
  named: ReadonlyMap<unknown, string>,
  coming: readonly Coming[],
): ReadonlyMap<string, ReadonlySet<Author>> {
  const found = new Map<string, Set<Author>>();
  for (const { by, update } of coming)
    for (const item of itemsOf(doc, update)) {
      const clause = clauseOf(item, fragment);
      const name = clause === null ? "" : (named.get(clause) ?? nameOf(clause));
      if (name === "") continue;
      const people = found.get(name) ?? new Set();
      found.set(name, people.add(by));
    }
  return found;
}

/** What an update put in and what it took out, as it stands in the text by now. */
function* itemsOf(doc: Y.Doc, update: Uint8Array): Generator<Y.Item> {
  const { structs, ds } = Y.decodeUpdate(update);
  for (const { id } of structs) {
    const item = itemAt(doc, id.client, id.clock);
    if (item instanceof Y.Item) yield item;
  }
  for (const [client, ranges] of ds.clients)
    for (const { clock, len } of ranges)
      for (let at = clock; at < clock + len;) {
        const item = itemAt(doc, client, at);
        if (item === null) break;
        if (item instanceof Y.Item) yield item;
        at = item.id.clock + item.length;
      }
}

function itemAt(doc: Y.Doc, client: number, clock: number): Y.Item | Y.GC | null {
  return clock < Y.getState(doc.store, client) ? Y.getItem(doc.store, Y.createID(client, clock)) : null;
}

/** The element right below the text that an item stands in, or is. */
function clauseOf(item: Y.Item, fragment: Y.XmlFragment): unknown {
  for (let at: Y.Item | null = item; at !== null;) {
    const parent: unknown = at.parent;
    if (!(parent instanceof Y.AbstractType)) return null;
    if (parent === fragment) return at.content instanceof Y.ContentType ? at.content.type : null;
    at = parent._item;
  }
  return null;
}

function nameOf(clause: unknown): string {
  const name: unknown = clause instanceof Y.XmlElement ? clause.getAttribute("id") : "";
  return typeof name === "string" ? name : "";
}
