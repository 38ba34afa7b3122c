import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import locks from "fs-native-extensions";

/** The folder of the embedded database is open in another process. */
export class FolderHeld extends Error {
  constructor(folder: string) {
    super(
      `The embedded database in ${folder} is in use by another process. Stop that one, give this one a DATA_DIR of its own, or use PostgreSQL (DATABASE_URL).`,
    );
    this.name = "FolderHeld";
  }
}

/**
 * Takes the folder for this process and returns what gives it back. The operating system holds the lock, so it ends
 * with the process, however that ends. Throws FolderHeld.
 */
export function holdFolder(folder: string): () => void {
  const file = openSync(join(folder, "in-use.lock"), "a+");
  if (!locks.tryLock(file)) {
    closeSync(file);
    throw new FolderHeld(folder);
  }
  return () => closeSync(file);
}
