/** What a file is, by its content: a name proves nothing. */
import { createReadStream } from "node:fs";
import { fileTypeFromFile } from "file-type";
import { refuse } from "#app/domain/refusal.ts";

/** Kinds of documents that are taken, with the media type each is handed out as. */
const binary: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  odt: "application/vnd.oasis.opendocument.text",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
  odp: "application/vnd.oasis.opendocument.presentation",
  png: "image/png",
  jpg: "image/jpeg",
  webp: "image/webp",
};

const textual: Readonly<Record<string, string>> = {
  txt: "text/plain; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  md: "text/markdown; charset=utf-8",
};

/** Endings of names that are taken, as a form says them. */
export const takenKinds: readonly string[] = [
  "pdf",
  "docx",
  "xlsx",
  "pptx",
  "odt",
  "ods",
  "odp",
  "png",
  "jpg",
  "webp",
  "txt",
  "csv",
  "md",
];

/** Endings of names of letters: a text to print, or a picture of one. */
export const letterKinds: readonly string[] = ["pdf", "docx", "odt", "png", "jpg", "webp"];

/**
 * The media type of the file at `path` that is called `name`. Refused as `invalid`, at `field`: a kind that is not taken
 * (`file.kind`, kinds), a file that is not what its name says (`file.not-what-it-says`, ending), text that is not UTF-8
 * or holds NUL (`file.not-text`), nothing at all (`file.empty`).
 */
export async function mediaTypeOf(
  path: string,
  name: string,
  bytes: number,
  {
    kinds = takenKinds,
    field = "file",
  }: { readonly kinds?: readonly string[]; readonly field?: string } = {},
): Promise<string> {
  const refused = (key: string, params: Record<string, string> = {}) =>
    refuse("invalid", key, params, { fields: { [field]: { key, params } } });
  const ending = endingOf(name);
  const kind = kinds.includes(ending) ? (binary[ending] ?? textual[ending]) : undefined;
  if (kind === undefined) throw refused("file.kind", { kinds: kinds.join(", ") });
  if (bytes === 0) throw refused("file.empty");
  const found = await fileTypeFromFile(path).catch(() => undefined);
  if (ending in textual) {
    if (found !== undefined) throw refused("file.not-what-it-says", { ending });
    if (!(await isText(path))) throw refused("file.not-text");
  } else if (found?.mime !== kind) throw refused("file.not-what-it-says", { ending });
  return kind;
}

/**
 * A name that can be handed out on every machine: one line, no folders, no signs that a file system reads, at most
 * 120 characters, its ending in lower case.
 */
export function safeName(name: string): string {
  const plain = name
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}<>:"/\\|?*]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/^\.+/, "");
  const ending = endingOf(plain);
  const stem = plain
    .slice(0, plain.length - fullEnding(plain).length)
    .slice(0, 120)
    .trim();
  return `${stem === "" ? "document" : stem}.${ending}`;
}

const fullEnding = (name: string): string => /\.[^.]*$/.exec(name)?.[0] ?? "";

function endingOf(name: string): string {
  const ending = fullEnding(name).slice(1).toLowerCase();
  return ending === "jpeg" ? "jpg" : ending;
}

async function isText(path: string): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      if (chunk.includes(0)) return false;
      decoder.decode(chunk, { stream: true });
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}
