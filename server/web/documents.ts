/**
 * What the live texts offer over plain HTTP, where neither sockets nor long polling get through:
 *
 *   POST /documents/:id/updates?epoch&schema   packed updates → 200 JSON `{ epoch, seqs }`: committed under these numbers
 *   GET  /documents/:id?epoch&seq&sv           200: the server's state vector and the updates that are lacking, packed;
 *                                              204: nothing after row `seq` of the log
 *
 * Both answers to GET name epoch, log number, schema and seat in headers, so that a page that a proxy or a portal put
 * in their place is never taken for one. Refusals are JSON `{ refused: "realtime.<reason>" }`, with Retry-After.
 */
import { Router, raw, type Response } from "express";
import { refusalOf, statusOf } from "#app/domain/refusal.ts";
import type { Actor } from "#app/domain/roles.ts";

/** The realtime room as it is asked here. */
export interface Fallback<Pass> {
  push(
    pass: Pass,
    documentId: string,
    request: { epoch: number; schema: number; updates: Uint8Array; from?: string | undefined },
  ): Promise<{ epoch: number; seqs: readonly number[] }>;
  pull(
    pass: Pass,
    documentId: string,
    asked: { epoch: number | null; seq: number | null; sv: Uint8Array | null; from?: string | undefined },
  ): Promise<{
    epoch: number;
    seq: number;
    schema: number;
    edit: boolean;
    why: string | null;
    news: Uint8Array | null;
  }>;
}

interface PlainPass {
  readonly actor: Actor;
  readonly session: string | null;
  readonly until: Date | null;
}

const most = 300 * 1024;

/** The routes, for whoever has been identified before them. */
export function documentsOverHttp(fallback: Fallback<PlainPass>): Router {
  const router = Router();
  const passOf = (locals: Record<string, unknown>): PlainPass => ({
    actor: locals["actor"] as Actor,
    session: locals["sessionHandle"] as string | null,
    until: null,
  });

  router.post(
    "/documents/:id/updates",
    raw({ type: "application/octet-stream", limit: most }),
    (request, response, next) => {
      const updates: unknown = request.body;
      const epoch = whole(request.query["epoch"]);
      const schema = whole(request.query["schema"]);
      if (!Buffer.isBuffer(updates) || epoch === null || schema === null)
        return void response.status(422).json({ refused: "realtime.malformed" });
      fallback
        .push(passOf(response.locals), request.params.id, { epoch, schema, updates, from: request.ip })
        .then((stored) => response.json(stored))
        .catch((caught: unknown) => refused(caught, response) || next(caught));
    },
  );

  router.get("/documents/:id", (request, response, next) => {
    const sv = request.query["sv"];
    const vector = typeof sv === "string" && sv !== "" ? Buffer.from(sv, "base64url") : null;
    const [epoch, seq] = [whole(request.query["epoch"]), whole(request.query["seq"])];
    fallback
      .pull(passOf(response.locals), request.params.id, { epoch, seq, sv: vector, from: request.ip })
      .then((pulled) => {
        response.set({
          "X-Epoch": String(pulled.epoch),
          "X-Seq": String(pulled.seq),
          "X-Schema": String(pulled.schema),
          "X-Edit": pulled.edit ? "yes" : "no",
          "X-Why": pulled.why ?? "",
          "Cache-Control": "no-store",
        });
        if (pulled.news === null) return void response.status(204).end();
        response.type("application/octet-stream").send(Buffer.from(pulled.news));
      })
      .catch((caught: unknown) => refused(caught, response) || next(caught));
  });
  return router;
}

function whole(text: unknown): number | null {
  return typeof text === "string" && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

function refused(caught: unknown, response: Response): boolean {
  const refusal = refusalOf(caught);
  if (refusal === null) return false;
  if (refusal.retryAfter !== undefined) response.set("Retry-After", String(Math.ceil(refusal.retryAfter)));
  response.status(statusOf(refusal)).json({ refused: refusal.key });
  return true;
}
