/** The folder in which the bytes of files lie, each under its SHA-256, so that the same bytes lie there once. */
import { createHash, randomUUID } from "node:crypto";
import { createReadStream, type ReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/** Bytes that were received and are not yet part of the shelf. */
export interface Parked {
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
}

export interface Shelf {
  /** Writes what comes to a file of its own. Where writing or the source fails, nothing is left behind. */
  park(source: AsyncIterable<Uint8Array>): Promise<Parked>;
  /** Moves parked bytes to their place. Doing it twice changes nothing. */
  keep(parked: Parked): Promise<void>;
  /** Forgets parked bytes; after `keep` there is nothing left to forget. */
  drop(parked: Parked): Promise<void>;
  /** Destroys the bytes that lie under this hash: of a document that was redacted and that no other is made of. */
  forget(sha256: string): Promise<void>;
  pathOf(sha256: string): string;
  read(sha256: string): ReadStream;
  has(sha256: string): Promise<boolean>;
  /** The hashes under which bytes lie, in order. */
  all(): AsyncIterable<string>;
}

/** The shelf in `folder` (DATA_DIR/files). */
export function shelfIn(folder: string): Shelf {
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256);
  const has = (sha256: string) =>
    stat(pathOf(sha256)).then(
      (found) => found.isFile(),
      () => false,
    );
  return {
    async park(source) {
      await mkdir(join(folder, "incoming"), { recursive: true });
      const path = join(folder, "incoming", randomUUID());
      const hash = createHash("sha256");
      const file = await open(path, "wx");
      let bytes = 0;
      try {
        for await (const chunk of source) {
          hash.update(chunk);
          bytes += chunk.byteLength;
          await file.appendFile(chunk);
        }
        // A document that is on record must outlive a power cut.
        await file.sync();
        await file.close();
      } catch (error) {
        await file.close().catch(() => {});
        await rm(path, { force: true });
        throw error;
      }
      return { path, bytes, sha256: hash.digest("hex") };
    },
    async keep(parked) {
      const place = pathOf(parked.sha256);
      if (await has(parked.sha256)) return rm(parked.path, { force: true });
      await mkdir(join(place, ".."), { recursive: true });
      await rename(parked.path, place);
    },
    drop: (parked) => rm(parked.path, { force: true }),
    forget: (sha256) => rm(pathOf(sha256), { force: true }),
    pathOf,
    read: (sha256) => createReadStream(pathOf(sha256)),
    has,
    async *all() {
      for (const start of await namesIn(folder, /^[0-9a-f]{2}$/))
        yield* await namesIn(join(folder, start), /^[0-9a-f]{64}$/);
    },
  };
}

/** Names in a folder that look like this, in order; none where there is no folder. */
async function namesIn(folder: string, like: RegExp): Promise<string[]> {
  const names = await readdir(folder).catch((caught: NodeJS.ErrnoException) => {
    if (caught.code === "ENOENT") return [];
    throw caught;
  });
  return names.filter((name) => like.test(name)).sort();
}
