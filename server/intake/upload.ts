/**
 * A file sent by a form (multipart/form-data), as it streams in: fields first, then one file.
 * Nothing is held in memory but the chunk that passes; where the bytes go is the caller's matter.
 */
import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import busboy from "busboy";
import { refuse } from "#app/domain/refusal.ts";

export interface Upload {
  readonly contentType: string;
  /** What the sender says it sends, in bytes; null where it does not. */
  readonly contentLength: number | null;
  readonly body: AsyncIterable<Uint8Array>;
}

export interface SentFile {
  /** As the sender's machine calls it, without folders. */
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}

export interface UploadLimits {
  readonly fileBytes: number;
  readonly fieldBytes: number;
  /** How many fields are read; 20 where it is not said. */
  readonly fields?: number;
}

/** Beyond this many bytes nothing is even read to its end. */
const patience = 8;

/** The body of a fetch Request as chunks. Refused as `invalid` (`form.unreadable`) where there is none. */
export function uploadOf(request: Request): Upload {
  if (request.body === null) throw refuse("invalid", "form.unreadable");
  const length = Number(request.headers.get("content-length") ?? NaN);
  return {
    contentType: request.headers.get("content-type") ?? "",
    contentLength: Number.isFinite(length) ? length : null,
    body: Readable.fromWeb(request.body as WebStream<Uint8Array>),
  };
}

/**
 * Reads the fields into `fields` as they come and hands the file to `take`; returns what `take` made of it, or null where no
 * file was sent. A body over the limit is read to its end and thrown away, so that the sender gets to see the answer.
 * Refused: `invalid` (`form.unreadable`) for what is no form or breaks off; `too-large` (`file.too-large`, megabytes).
 */
export async function readUpload<T>(
  upload: Upload,
  limits: UploadLimits,
  fields: Record<string, string>,
  take: (file: SentFile) => Promise<T>,
): Promise<T | null> {
  const tooLarge = () =>
    refuse("too-large", "file.too-large", { megabytes: Math.floor(limits.fileBytes / 1_000_000) });
  if ((upload.contentLength ?? 0) > limits.fileBytes * patience) throw tooLarge();
  const most = limits.fields ?? 20;
  const reader = readerOf(upload.contentType, limits, most);
  let taken: Promise<T | null> = Promise.resolve(null);
  let over = false;
  reader.on("field", (name, value) => {
    if (name.length > 64 || Object.keys(fields).length >= most) return;
    // No database keeps a NUL. A field that may be chosen several times comes as lines.
    const text = value.replaceAll("\0", "");
    fields[name] = Object.hasOwn(fields, name) ? `${fields[name]}\n${text}` : text;
  });
  reader.on("file", (_field, stream, { filename }) => {
    stream.on("limit", () => void (over = true));
    const name = (filename ?? "").replace(/^.*[/\\]/, "");
    if (name === "") return void stream.resume();
    taken = take({ name, content: stream });
    // Its failure is reported below; what still streams in must not wait for ever.
    taken.catch(() => stream.resume());
  });
  const read = new Promise<void>((resolve, reject) => {
    reader.once("close", resolve);
    reader.once("error", reject);
  });
  const source = Readable.from(upload.body);
  source.once("error", () => reader.destroy(new Error("the body broke off")));
  source.pipe(reader);
  try {
    await read;
  } catch {
    source.destroy();
    await taken.catch(() => {});
    throw refuse("invalid", "form.unreadable");
  }
  const result = await taken;
  if (over) throw tooLarge();
  return result;
}

function readerOf(contentType: string, limits: UploadLimits, fields: number): busboy.Busboy {
  try {
    return busboy({
      headers: { "content-type": contentType },
      defParamCharset: "utf8",
      limits: {
        fileSize: limits.fileBytes,
        files: 1,
        fields,
        fieldSize: limits.fieldBytes,
        parts: fields + 10,
      },
    });
  } catch {
    throw refuse("invalid", "form.unreadable");
  }
}
