import { Router, type Response } from "express";
import { refusalOf, statusOf } from "#app/domain/refusal.ts";
import type { Actor } from "#app/domain/roles.ts";
import type { FileServices } from "#server/services/files.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * `/files/:id/:name`: documents, always as an attachment and never shown in place, so that no content can act as a page
 * of this site. The name in the address is for people; the id decides.
 */
export function files(services: { readonly files: FileServices }): Router {
  const router = Router();
  router.get("/files/:id/:name", (request, response, next) => {
    const { id } = request.params;
    if (!uuid.test(id)) return void missing(response);
    services.files
      .serve((response.locals["actor"] as Actor | undefined) ?? { kind: "stranger" }, id)
      .then(({ name, mediaType, sha256, path }) => {
        response.set({
          "Content-Type": mediaType,
          "Content-Disposition": attachment(name),
          "Content-Security-Policy": "default-src 'none'; sandbox",
          "X-Content-Type-Options": "nosniff",
          "Cross-Origin-Resource-Policy": "same-origin",
          // A document may be taken down at any time, so every copy is asked for again.
          "Cache-Control": "private, no-cache",
          ETag: `"${sha256}"`,
        });
        response.sendFile(
          path,
          { etag: false, lastModified: false, cacheControl: false, dotfiles: "allow" },
          (error) => {
            if (error) next(error);
          },
        );
      })
      .catch((caught: unknown) => {
        const refusal = refusalOf(caught);
        if (refusal === null) return next(caught);
        missing(response, statusOf(refusal));
      });
  });
  return router;
}

const missing = (response: Response, status = 404) =>
  response
    .status(status)
    .type("text/plain")
    .send("There is no document at this address, or it was taken down.\n");

/** The header that names a download, with the name in ASCII and in full (RFC 6266, RFC 5987). */
export function attachment(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const full = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}
