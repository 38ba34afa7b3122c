/** Copies of texts on this device: one for each person, document and epoch. Erased on signing out. */
import { clearDocument, IndexeddbPersistence } from "y-indexeddb";
import * as Y from "yjs";

/** Where a provider keeps a text between visits. */
export interface LocalCopy {
  /** Puts what is kept into `doc`, and keeps every change of it from then on. */
  load(doc: Y.Doc): Promise<void>;
  /** The copy is kept, but no longer opened as the text: it cannot be joined to the server's any more. */
  setAside(): Promise<void>;
  stop(): void;
}

/** A copy that was set aside, with what it says. */
export interface AsideCopy {
  readonly name: string;
  readonly doc: Y.Doc;
}

export interface CopyKey {
  readonly person: string;
  readonly document: string;
  readonly epoch: number;
}

interface Entry extends CopyKey {
  readonly name: string;
  readonly aside: boolean;
}

/** Name of the list of copies, and beginning of their databases' names. */
const listKey = "elac:copies";
/** Milliseconds after which a browser that does not open its store is left alone. */
const patience = 2000;

/** A copy in IndexedDB; null where this browser keeps nothing. */
export function deviceCopy(key: CopyKey): LocalCopy | null {
  if (!canKeep()) return null;
  const entries = readList();
  const known = entries.find((entry) => sameText(entry, key) && entry.epoch === key.epoch && !entry.aside);
  const name =
    known?.name ??
    `${listKey}:${key.document}:${key.epoch}:${entries.length}:${Math.random().toString(36).slice(2, 8)}`;
  let store: IndexeddbPersistence | null = null;
  return {
    async load(doc) {
      if (!known) writeList([...readList(), { ...key, name, aside: false }]);
      // A copy of another epoch is never merged, whatever is in it.
      writeList(
        readList().map((entry) =>
          sameText(entry, key) && entry.epoch !== key.epoch ? { ...entry, aside: true } : entry,
        ),
      );
      store = new IndexeddbPersistence(name, doc);
      await Promise.race([store.whenSynced, new Promise((resolve) => setTimeout(resolve, patience))]);
    },
    async setAside() {
      writeList(readList().map((entry) => (entry.name === name ? { ...entry, aside: true } : entry)));
      await store?.destroy();
    },
    stop() {
      void store?.destroy();
    },
  };
}

/** The copies of a text that were set aside on this device, to be shown beside it. */
export async function asideCopies(key: Omit<CopyKey, "epoch">): Promise<readonly AsideCopy[]> {
  if (!canKeep()) return [];
  const own = readList().filter((entry) => entry.aside && sameText(entry, key));
  return Promise.all(
    own.map(async ({ name }) => {
      const doc = new Y.Doc();
      const store = new IndexeddbPersistence(name, doc);
      await Promise.race([store.whenSynced, new Promise((resolve) => setTimeout(resolve, patience))]);
      await store.destroy();
      return { name, doc };
    }),
  );
}

/** Erases one copy. */
export async function eraseCopy(name: string): Promise<void> {
  writeList(readList().filter((entry) => entry.name !== name));
  await clearDocument(name);
}

/** Erases every copy on this device, or every copy but those of the person `except`. To be called on signing out. */
export async function eraseCopies(except?: string): Promise<void> {
  if (!canKeep()) return;
  const going = readList().filter((entry) => except === undefined || entry.person !== except);
  await Promise.all(going.map((entry) => eraseCopy(entry.name)));
}

function sameText(entry: Entry, key: Omit<CopyKey, "epoch">): boolean {
  return entry.document === key.document && entry.person === key.person;
}

function canKeep(): boolean {
  try {
    return typeof indexedDB !== "undefined" && typeof localStorage !== "undefined";
  } catch {
    return false; // a browser that forbids storage throws on looking at it
  }
}

function readList(): readonly Entry[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(listKey) ?? "[]");
    return Array.isArray(list) ? list.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function writeList(entries: readonly Entry[]): void {
  try {
    localStorage.setItem(listKey, JSON.stringify(entries));
  } catch {
    // Full or forbidden: the text still works, it is only not kept here.
  }
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== "object" || value === null) return false;
  const entry = value as Readonly<Record<string, unknown>>;
  return (
    typeof entry.name === "string" &&
    typeof entry.person === "string" &&
    typeof entry.document === "string" &&
    typeof entry.epoch === "number" &&
    typeof entry.aside === "boolean"
  );
}
