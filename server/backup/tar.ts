/**
 * An archive file of named parts: an ordinary tar (POSIX ustar), so that whoever has one needs no tool of ours to look inside.
 * May import: domain. Begin with archive.ts; this file is the format alone.
 */
import type { FileHandle } from "node:fs/promises";

const block = 512;

/** Two blocks of zeros end an archive; where they are missing, it was cut off. */
export const tarEnd = new Uint8Array(2 * block);

/** Where a part lies in the file, in bytes. */
export interface Extent {
  readonly start: number;
  readonly size: number;
}

/** The file is no archive, or not all of one. `part` is where that was seen. */
export class TarFault extends Error {
  constructor(
    readonly what: "not-one" | "truncated" | "damaged",
    readonly part: string = "",
  ) {
    super(`${what}: ${part}`);
    this.name = "TarFault";
  }
}

/** The header of a part. Throws for a name that does not fit: names are ours. */
export function tarHeader(name: string, size: number, at: Date): Uint8Array {
  const header = Buffer.alloc(block);
  if (Buffer.byteLength(name) > 99) throw new RangeError(`a name too long for an archive: ${name}`);
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, "0")}\0`;
  header.write(name, 0);
  header.write(octal(0o600, 8), 100);
  header.write(octal(0, 8), 108);
  header.write(octal(0, 8), 116);
  header.write(octal(size, 12), 124);
  header.write(octal(Math.floor(at.getTime() / 1000), 12), 136);
  header.write("0", 156);
  header.write("ustar\0", 257);
  header.write("00", 263);
  header.write(`${sumOf(header).toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

/** Bytes that fill the last block of a part. */
export const tarPadding = (size: number): Uint8Array => new Uint8Array((block - (size % block)) % block);

/** Finds every part without reading what is in it. Throws TarFault. */
export async function tarIndex(file: FileHandle): Promise<ReadonlyMap<string, Extent>> {
  const { size: length } = await file.stat();
  const found = new Map<string, Extent>();
  const header = Buffer.alloc(block);
  let last = "";
  for (let at = 0; ;) {
    const { bytesRead } = await file.read(header, 0, block, at);
    if (bytesRead < block) throw new TarFault(at === 0 ? "not-one" : "truncated", last);
    if (header.every((byte) => byte === 0)) {
      if (length < at + tarEnd.length) throw new TarFault("truncated", last);
      return found;
    }
    if (header.toString("latin1", 257, 262) !== "ustar")
      throw new TarFault(at === 0 ? "not-one" : "damaged", last);
    if (numberIn(header, 148, 8) !== sumOf(header)) throw new TarFault("damaged", last);
    const name = textIn(header, 0, 100);
    const size = numberIn(header, 124, 12);
    if (found.has(name)) throw new TarFault("damaged", name);
    found.set(name, { start: at + block, size });
    last = name;
    at += block + Math.ceil(size / block) * block;
    if (at > length) throw new TarFault("truncated", name);
  }
}

/** Sum of all bytes of a header, its own field taken as spaces. */
function sumOf(header: Uint8Array): number {
  return header.reduce((sum, byte, place) => sum + (place >= 148 && place < 156 ? 0x20 : byte), 0);
}

const textIn = (header: Buffer, from: number, length: number): string =>
  header.toString("utf8", from, from + length).replace(/\0.*$/s, "");

const numberIn = (header: Buffer, from: number, length: number): number =>
  Number.parseInt(textIn(header, from, length).trim() || "0", 8);
