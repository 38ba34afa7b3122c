import { Router, raw } from "express";
import { refusalOf, statusOf } from "#app/domain/refusal.ts";
import type { Actor } from "#app/domain/roles.ts";

/** What the live texts offer over plain HTTP, where neither sockets nor long polling get through. */
export interface Fallback<Pass> {
  push(
    pass: Pass,
    documentId: string,
    request: { epoch: number; schema: number; updates: Uint8Array },
  ): Promise<{ epoch: number; seqs: readonly number[] }>;
  pull(
    pass: Pass,
    documentId: string,
    request: { epoch: number | null; sv: Uint8Array | null },
  ): Promise<{ epoch: number; seq: number; state: Uint8Array }>;
}

interface PlainPass {
  readonly actor: Actor;
  readonly session: string | null;
  readonly until: Date | null;
}

const most = 300 * 1024;

/** `POST /documents/:id/updates?epoch&schema` stores packed updates; `GET /documents/:id?epoch&sv` answers the difference. */
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
        .push(passOf(response.locals), request.params.id, { epoch, schema, updates })
        .then((stored) => response.json(stored))
        .catch((caught: unknown) => refused(caught, response) || next(caught));
    },
  );

  router.get("/documents/:id", (request, response, next) => {
    const sv = request.query["sv"];
    const vector = typeof sv === "string" && sv !== "" ? Buffer.from(sv, "base64url") : null;
    fallback
      .pull(passOf(response.locals), request.params.id, { epoch: whole(request.query["epoch"]), sv: vector })
      .then(({ epoch, seq, state }) =>
        response
          .set({ "X-Epoch": String(epoch), "X-Seq": String(seq), "Cache-Control": "no-store" })
          .type("application/octet-stream")
          .send(Buffer.from(state)),
      )
      .catch((caught: unknown) => refused(caught, response) || next(caught));
  });
  return router;
}

function whole(text: unknown): number | null {
  return typeof text === "string" && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function refused(
  caught: unknown,
  response: {
    status(code: number): { json(body: unknown): unknown };
    set(name: string, value: string): unknown;
  },
): boolean {
  const refusal = refusalOf(caught);
  if (refusal === null) return false;
  if (refusal.retryAfter !== undefined) response.set("Retry-After", String(Math.ceil(refusal.retryAfter)));
  response.status(statusOf(refusal)).json({ refused: refusal.key });
  return true;
}
