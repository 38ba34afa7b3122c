/** A file as an answer: always taken away, never shown in place, so that no content can act as a page of this site. */

export function download(file: {
  /** Letters, figures, hyphens and points only. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}): Response {
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      "Content-Type": file.mediaType,
      "Content-Disposition": `attachment; filename="${file.name}"`,
      "Content-Length": String(file.bytes.byteLength),
      "Content-Security-Policy": "default-src 'none'; sandbox",
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "private, no-store",
    },
  });
}
