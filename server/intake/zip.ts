/**
 * The XML inside a Word file, unpacked within bounds: what the archive says of itself is not believed, what unpacks to more
 * than it may is let go of at that point, and pictures are never unpacked. Begin with `xmlParts`.
 */
import { crc32, inflateRawSync } from "node:zlib";
import { refuse } from "#app/domain/refusal.ts";

export interface ZipLimits {
  readonly entries: number;
  /** Of one part and of all together, unpacked, in bytes. */
  readonly part: number;
  readonly all: number;
  /** Unpacked to packed, of parts over a megabyte. */
  readonly ratio: number;
  /** How deep elements may lie in each other. */
  readonly depth: number;
}

export const zipLimits: ZipLimits = {
  entries: 2000,
  part: 30_000_000,
  all: 60_000_000,
  ratio: 150,
  depth: 100,
};

const unreadable = () => refuse("invalid", "draft.unreadable");
const tooMuch = () => refuse("too-large", "draft.too-much");

/**
 * The XML parts by name. Refused: what is no archive, is locked by a password, or holds a document type or entities
 * (`draft.unreadable`); what goes beyond a limit (`draft.too-much`).
 */
export function xmlParts(bytes: Uint8Array, limits: ZipLimits = zipLimits): ReadonlyMap<string, string> {
  const archive = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = new Map<string, string>();
  let all = 0;
  for (const entry of entriesOf(archive, limits)) {
    if (!/\.(xml|rels)$/i.test(entry.name) || parts.has(entry.name)) continue;
    const most = Math.min(limits.part, limits.all - all);
    const unpacked = unpack(archive, entry, most);
    all += unpacked.byteLength;
    if (unpacked.byteLength > 1_000_000 && unpacked.byteLength > entry.packed * limits.ratio) throw tooMuch();
    parts.set(entry.name, xmlOf(unpacked, limits));
  }
  return parts;
}

/** An archive of these parts, not packed: for a reader that wants an archive. */
export function zipOf(parts: ReadonlyMap<string, string>): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of parts) {
    const [path, data] = [Buffer.from(name), Buffer.from(text)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.concat([signature(0x04034b50), common, path, data]);
    const end = Buffer.alloc(14);
    end.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([signature(0x02014b50), Buffer.from([20, 0]), common, end, path]));
    files.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...files, central, signature(0x06054b50), end]);
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly at: number;
}

/** The entries as the archive lists them at its end. */
function entriesOf(archive: Buffer, limits: ZipLimits): readonly Entry[] {
  const end = archive.lastIndexOf(signature(0x06054b50));
  if (end === -1 || end + 22 > archive.length || archive.indexOf(signature(0x04034b50)) !== 0)
    throw unreadable();
  const count = archive.readUInt16LE(end + 10);
  if (count > limits.entries) throw tooMuch();
  const entries: Entry[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let nth = 0; nth < count; nth++) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== 0x02014b50) throw unreadable();
    const [name, extra, comment] = [28, 30, 32].map((place) => archive.readUInt16LE(at + place));
    const flags = archive.readUInt16LE(at + 8);
    // Locked by a password.
    if ((flags & 1) !== 0) throw unreadable();
    entries.push({
      name: archive.toString("utf8", at + 46, at + 46 + (name ?? 0)),
      method: archive.readUInt16LE(at + 10),
      packed: archive.readUInt32LE(at + 20),
      at: archive.readUInt32LE(at + 42),
    });
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}

function unpack(archive: Buffer, { at, packed, method }: Entry, most: number): Buffer {
  if (at + 30 > archive.length || archive.readUInt32LE(at) !== 0x04034b50) throw unreadable();
  const begin = at + 30 + archive.readUInt16LE(at + 26) + archive.readUInt16LE(at + 28);
  if (begin + packed > archive.length) throw unreadable();
  const data = archive.subarray(begin, begin + packed);
  if (method === 0) {
    if (data.length > most) throw tooMuch();
    return data;
  }
  if (method !== 8) throw unreadable();
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, most) });
  } catch (failure) {
    const code = failure instanceof Error && "code" in failure ? failure.code : null;
    throw code === "ERR_BUFFER_TOO_LARGE" ? tooMuch() : unreadable();
  }
}

/** The text of a part. A document type would bring entities, which can stand for anything of any length. */
function xmlOf(bytes: Buffer, { depth }: ZipLimits): string {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw unreadable();
  }
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw unreadable();
  if (depthOf(text) > depth) throw tooMuch();
  return text;
}

/** How deep elements lie in each other. */
export function depthOf(xml: string): number {
  let [depth, deepest] = [0, 0];
  for (const [tag] of xml.matchAll(
    /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<(?:[^<>"']|"[^"]*"|'[^']*')*>/g,
  )) {
    if (tag.startsWith("<!") || tag.startsWith("<?") || tag.endsWith("/>")) continue;
    depth += tag.startsWith("</") ? -1 : 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function signature(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
}
