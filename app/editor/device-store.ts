/**
 * One text in IndexedDB: its updates, in the order in which they came. Several windows may have it open at once.
 * A store that fails says so once, and is closed; nothing of it ever throws. The names of its parts are those of the
 * copies that are on people's devices already.
 */
import * as Y from "yjs";
import { verbatim } from "#app/document/verbatim.ts";

const part = "updates";
/** Updates after which they are folded into one. */
const mostRows = 500;
/** Milliseconds after which a browser that does not answer is left alone. */
const patience = 2000;

export class DeviceStore {
  private rows = 0;
  private closed = false;

  private constructor(
    private readonly db: IDBDatabase,
    private readonly lost: () => void,
  ) {
    // Erased in another window, closed by the browser, or full: what is written is kept here no longer.
    db.onversionchange = () => this.fail();
    db.onclose = () => this.fail();
    db.onabort = () => this.fail();
  }

  /** Opens a store, or makes it; null where the browser refuses or does not answer. `lost` is told of its end. */
  static open(name: string, lost: () => void): Promise<DeviceStore | null> {
    return within(
      new Promise((resolve) => {
        const request = indexedDB.open(name);
        request.onupgradeneeded = () => {
          request.result.createObjectStore(part, { autoIncrement: true });
          request.result.createObjectStore("custom");
        };
        request.onerror = () => resolve(null);
        request.onsuccess = () => resolve(new DeviceStore(request.result, lost));
      }),
      (late) => late?.close(),
    );
  }

  /** All that is kept; null where it cannot be read. */
  read(): Promise<readonly Uint8Array[] | null> {
    return within(
      new Promise((resolve) => {
        const request = this.db.transaction(part, "readonly").objectStore(part).getAll();
        request.onerror = () => resolve(null);
        request.onsuccess = () => {
          const rows: readonly unknown[] = request.result;
          this.rows = rows.length;
          resolve(rows.filter((row) => row instanceof Uint8Array));
        };
      }),
    );
  }

  /** Handed to the browser at once: what a page that ends in this moment wrote is kept all the same. */
  add(update: Uint8Array): void {
    if (this.closed) return;
    try {
      const transaction = this.db.transaction(part, "readwrite");
      const store = transaction.objectStore(part);
      store.add(update);
      this.rows++;
      if (this.rows > mostRows) this.fold(store);
      else transaction.commit();
    } catch {
      this.fail();
    }
  }

  close(): void {
    this.closed = true;
    this.db.close();
  }

  /** Many updates become one, those of other windows too: in one transaction, so that none falls in between. */
  private fold(store: IDBObjectStore): void {
    this.rows = 1;
    const request = store.getAll();
    request.onsuccess = () => {
      const rows: readonly unknown[] = request.result;
      const doc = verbatim(new Y.Doc());
      applyAll(
        doc,
        rows.filter((row) => row instanceof Uint8Array),
        null,
      );
      store.clear();
      store.add(Y.encodeStateAsUpdate(doc));
      doc.destroy();
    };
  }

  private fail(): void {
    if (this.closed) return;
    this.close();
    this.lost();
  }
}

/** Erases a store. Windows that have it open are told, and close it. */
export async function eraseStore(name: string): Promise<void> {
  await within(
    new Promise<null>((resolve) => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = () => resolve(null);
      request.onerror = () => resolve(null);
    }),
  );
}

/** Names of the stores of this origin that begin with `prefix`; none where the browser does not tell. */
export async function storeNames(prefix: string): Promise<readonly string[]> {
  try {
    const found = (await within(indexedDB.databases())) ?? [];
    return found.flatMap(({ name }) => (name?.startsWith(prefix) === true ? [name] : []));
  } catch {
    return [];
  }
}

/** Applies updates in order; one that is damaged is left out, the others stand. */
export function applyAll(doc: Y.Doc, updates: readonly Uint8Array[], origin: unknown): void {
  doc.transact(() => {
    for (const update of updates) {
      try {
        Y.applyUpdate(doc, update, origin);
      } catch {
        // Damaged on the device: what it held is with the server, or lost; the rest is not.
      }
    }
  }, origin);
}

/** What `work` gives, or null where it fails or takes too long; what comes later goes to `late`. */
async function within<T>(work: Promise<T | null>, late?: (value: T | null) => void): Promise<T | null> {
  let over = false;
  const timer = new Promise<null>((resolve) =>
    setTimeout(() => {
      over = true;
      resolve(null);
    }, patience),
  );
  const done = work.then(
    (value) => {
      if (over) late?.(value);
      return value;
    },
    () => null,
  );
  return Promise.race([done, timer]);
}
