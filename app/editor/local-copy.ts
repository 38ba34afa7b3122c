/** Copies of texts on this device: one for each person, document and epoch. Erased on signing out. */
import * as Y from "yjs";
import { verbatim } from "#app/document/verbatim.ts";
import { applyAll, DeviceStore, eraseStore, storeNames } from "./device-store.ts";
import { hearChanges } from "./written-down.ts";

/** Where a provider keeps a text between visits. */
export interface LocalCopy {
  /** Whether what is written is kept on this device; null before that is known. */
  readonly keeps: boolean | null;
  /** Puts what is kept into `doc`, and keeps every change of it from then on; `lost` is told when that ends. */
  load(doc: Y.Doc, lost: () => void): Promise<void>;
  /** Keeps `updates` as they are, where they are few, and does not write down once more what `put` changes under this origin: it puts them into the text. */
  take(updates: readonly Uint8Array[], origin: object, put: () => void): void;
  /** The copy is kept, but no longer opened as the text: it cannot be joined to the server's any more. */
  setAside(): void;
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

/** A text that comes in no more updates than this is kept as it came. */
const mostWhole = 16;

/** Name of the list of copies, and beginning of their stores' names. */
const listKey = "elac:copies";

/** A copy in IndexedDB, shared by all windows of one person on one text. */
export function deviceCopy(key: CopyKey): LocalCopy {
  let keeps: boolean | null = null;
  let store: DeviceStore | null = null;
  let name = "";
  /** Under which origin comes what is kept already. */
  let taken: object | null = null;
  let stop = () => {};
  return {
    get keeps() {
      return keeps;
    },
    async load(doc, lost) {
      keeps = false;
      // A copy of another epoch is never merged, whatever is in it.
      const entries = readList().map((entry) =>
        sameText(entry, key) && entry.epoch !== key.epoch ? { ...entry, aside: true } : entry,
      );
      const known = entries.find((entry) => isLive(entry, key));
      name = known?.name ?? nameFor(key, entries);
      // A copy that is on no list would never be found again, nor erased.
      if (!writeList(known ? entries : [...entries, { ...key, name, aside: false }])) return;
      const failed = () => {
        keeps = false;
        lost();
      };
      store = canKeep() ? await DeviceStore.open(name, failed) : null;
      const rows = (await store?.read()) ?? null;
      if (store === null || rows === null) return store?.close();
      applyAll(doc, rows, null);
      const deaf = hearChanges(
        doc,
        (update) => store?.add(update),
        (origin) => taken !== null && origin === taken,
      );
      stop = () => {
        deaf();
        store?.close();
      };
      keeps = true;
    },
    take(updates, origin, put) {
      // Of many rows Yjs makes one.
      if (updates.length > mostWhole) return put();
      for (const update of updates) store?.add(update);
      taken = origin;
      try {
        put();
      } finally {
        taken = null;
      }
    },
    setAside() {
      writeList(readList().map((entry) => (entry.name === name ? { ...entry, aside: true } : entry)));
      stop();
    },
    stop() {
      keeps = false;
      stop();
    },
  };
}

/** The copies of a text that were set aside on this device, to be shown beside it. */
export async function asideCopies(key: Omit<CopyKey, "epoch">): Promise<readonly AsideCopy[]> {
  if (!canKeep()) return [];
  const own = readList().filter((entry) => entry.aside && sameText(entry, key));
  return Promise.all(
    own.map(async ({ name }) => {
      const doc = verbatim(new Y.Doc());
      const store = await DeviceStore.open(name, () => {});
      applyAll(doc, (await store?.read()) ?? [], null);
      store?.close();
      return { name, doc };
    }),
  );
}

/** Erases one copy. */
export async function eraseCopy(name: string): Promise<void> {
  writeList(readList().filter((entry) => entry.name !== name));
  if (canKeep()) await eraseStore(name);
}

/**
 * Erases every copy on this device, or every copy but those of the person `except`; those on no list too. Of that person a
 * copy may be on no list: another window has just made it, or the browser ended before it had written the list.
 */
export async function eraseCopies(except?: string): Promise<void> {
  if (!canKeep()) return;
  const staying = readList().filter((entry) => entry.person === except);
  const going = new Set([...readList().map(({ name }) => name), ...(await storeNames(listKey))]);
  for (const { name } of staying) going.delete(name);
  writeList(readList().filter((entry) => entry.person === except));
  await Promise.all(
    [...going].filter((name) => except === undefined || personIn(name) !== except).map(eraseStore),
  );
}

function sameText(entry: Entry, key: Omit<CopyKey, "epoch">): boolean {
  return entry.document === key.document && entry.person === key.person;
}

function isLive(entry: Entry, key: CopyKey): boolean {
  return sameText(entry, key) && entry.epoch === key.epoch && !entry.aside;
}

/** The same in two windows that open a text at one moment; another than those of the copies set aside. */
function nameFor(key: CopyKey, entries: readonly Entry[]): string {
  const taken = new Set(entries.map(({ name }) => name));
  for (let at = 0; ; at++) {
    const name = [listKey, key.document, key.epoch, key.person, at].join(":");
    if (!taken.has(name)) return name;
  }
}

/** The person in a store's name, as `nameFor` gives it. */
function personIn(name: string): string | undefined {
  return name.slice(listKey.length + 1).split(":")[2];
}

function canKeep(): boolean {
  try {
    return typeof indexedDB === "object" && typeof localStorage === "object" && localStorage !== null;
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

/** Whether it was taken: a browser may be full, or forbid it. */
function writeList(entries: readonly Entry[]): boolean {
  try {
    localStorage.setItem(listKey, JSON.stringify(entries));
    return true;
  } catch {
    return false;
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
