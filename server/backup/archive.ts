/**
 * A backup as one file: parts, a manifest with the SHA-256 of each, a seal on the manifest. Knows files and no database.
 * May import: domain. Begin with `writeArchive` and `openArchive`; tar.ts is the format, manifest.ts what it says of itself.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, open, rename, rm, stat, type FileHandle } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { refuse } from "#app/domain/refusal.ts";
import { backupVersion, manifestPart, readManifest, sealPart, type Manifest, type Part } from "./manifest.ts";
import { tarEnd, tarHeader, tarIndex, tarPadding, TarFault } from "./tar.ts";

export interface ArchiveWriter {
  add(name: string, bytes: Uint8Array): Promise<Part>;
  /** Adds a file as it lies there; null where it is gone. */
  addFile(name: string, path: string): Promise<Part | null>;
}

/**
 * Writes an archive to `path`: beside it first, then read back and checked, then under its name, so that under that name there
 * is never half of one. Answers the manifest with its parts. Refused: a file that is there already (`command.file-there`), one
 * that cannot be written (`command.file-unwritable`); then nothing of it remains.
 */
export async function writeArchive(
  path: string,
  at: Date,
  fill: (writer: ArchiveWriter) => Promise<Omit<Manifest, "parts">>,
): Promise<{ manifest: Manifest; bytes: number }> {
  const there = () =>
    access(path).then(
      () => true,
      () => false,
    );
  if (await there()) throw refuse("conflict", "command.file-there", { file: path });
  const beside = `${path}.part`;
  try {
    const file = await open(beside, "w", 0o600);
    try {
      const manifest = await writeParts(file, at, fill);
      await file.sync();
      await file.close();
      await (await openArchive(beside)).close();
      if (await there()) throw refuse("conflict", "command.file-there", { file: path });
      const { size } = await stat(beside);
      await rename(beside, path);
      await syncFolder(dirname(path));
      return { manifest, bytes: size };
    } finally {
      await file.close().catch(() => {});
    }
  } catch (caught) {
    await rm(beside, { force: true }).catch(() => {});
    throw unwritable(caught, path);
  }
}

async function writeParts(
  file: FileHandle,
  at: Date,
  fill: (writer: ArchiveWriter) => Promise<Omit<Manifest, "parts">>,
): Promise<Manifest> {
  const parts: Part[] = [];
  const put = async (
    name: string,
    size: number,
    content: AsyncIterable<Uint8Array> | readonly Uint8Array[],
  ) => {
    const hash = createHash("sha256");
    await file.appendFile(tarHeader(name, size, at));
    let left = size;
    for await (const chunk of content) {
      hash.update(chunk);
      left -= chunk.byteLength;
      await file.appendFile(chunk);
    }
    if (left !== 0) throw new Error(`${name} changed while it was read`);
    await file.appendFile(tarPadding(size));
    const part = { name, bytes: size, sha256: hash.digest("hex") };
    parts.push(part);
    return part;
  };
  const add = (name: string, bytes: Uint8Array) => put(name, bytes.byteLength, [bytes]);
  const said = await fill({
    add,
    async addFile(name, path) {
      const size = await stat(path).then(
        (found) => found.size,
        () => null,
      );
      return size === null ? null : put(name, size, createReadStream(path));
    },
  });
  const manifest: Manifest = { ...said, parts: [...parts] };
  const { sha256 } = await add(manifestPart, Buffer.from(JSON.stringify(manifest, null, 1)));
  await add(sealPart, Buffer.from(`${sha256}  ${manifestPart}\n`));
  await file.appendFile(tarEnd);
  return manifest;
}

/** An archive in which every part is what the manifest says. */
export interface Archive {
  readonly manifest: Manifest;
  /** The seal: SHA-256 of the manifest. */
  readonly sha256: string;
  /** The bytes of a part that the manifest names. */
  read(name: string): Promise<Uint8Array>;
  close(): Promise<void>;
}

/**
 * Opens an archive and checks all of it, without keeping it in memory. Refused, by the file's name: `command.file-missing`,
 * `command.file-unreadable`, no backup (`backup.not-one`), cut off (`backup.truncated`), a part that is not what was written
 * (`backup.damaged`), a format that this product does not read (`backup.format`).
 */
export async function openArchive(path: string): Promise<Archive> {
  const file = await open(path, "r").catch((caught: unknown) => {
    throw unreadable(caught, path);
  });
  try {
    return await check(file, basename(path));
  } catch (caught) {
    await file.close();
    if (caught instanceof TarFault)
      throw refuse("invalid", `backup.${caught.what}`, { file: basename(path), part: caught.part || "…" });
    throw unreadable(caught, path);
  }
}

async function check(file: FileHandle, name: string): Promise<Archive> {
  const index = await tarIndex(file);
  const read = async (part: string): Promise<Uint8Array> => {
    const extent = index.get(part);
    if (extent === undefined) throw new TarFault("damaged", part);
    const bytes = Buffer.alloc(extent.size);
    const { bytesRead } = await file.read(bytes, 0, extent.size, extent.start);
    if (bytesRead < extent.size) throw new TarFault("truncated", part);
    return bytes;
  };
  if (!index.has(manifestPart) || !index.has(sealPart)) throw new TarFault("not-one");
  const text = await read(manifestPart);
  const sha256 = createHash("sha256").update(text).digest("hex");
  if (Buffer.from(await read(sealPart)).toString("latin1") !== `${sha256}  ${manifestPart}\n`)
    throw new TarFault("damaged", manifestPart);
  const manifest = readManifest(Buffer.from(text).toString("utf8"));
  if ("unread" in manifest)
    throw refuse("invalid", "backup.format", { file: name, found: manifest.unread, known: backupVersion });
  for (const part of manifest.parts) {
    const bytes = await read(part.name);
    if (bytes.byteLength !== part.bytes || createHash("sha256").update(bytes).digest("hex") !== part.sha256)
      throw new TarFault("damaged", part.name);
  }
  if (index.size !== manifest.parts.length + 2) throw new TarFault("damaged", manifestPart);
  return { manifest, sha256, read, close: () => file.close() };
}

/** A rename outlives a power cut once the folder is written too. */
async function syncFolder(folder: string): Promise<void> {
  const held = await open(folder, "r");
  try {
    await held.sync();
  } finally {
    await held.close();
  }
}

const codeOf = (caught: unknown): string | null =>
  caught instanceof Error && "code" in caught && typeof caught.code === "string" && "syscall" in caught
    ? caught.code
    : null;

function unwritable(caught: unknown, path: string): unknown {
  const why = codeOf(caught);
  return why === null ? caught : refuse("invalid", "command.file-unwritable", { file: path, why });
}

function unreadable(caught: unknown, path: string): unknown {
  const why = codeOf(caught);
  if (why === null) return caught;
  if (why === "ENOENT" || why === "ENOTDIR") return refuse("unknown", "command.file-missing", { file: path });
  return refuse("invalid", "command.file-unreadable", { file: path, why });
}
