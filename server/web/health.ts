import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { Router } from "express";
import { collectDefaultMetrics, Gauge, type Registry } from "prom-client";
import type { Env } from "#server/env.ts";
import type { Store } from "#server/store/client.ts";

/** Shows counts that a room keeps of itself (documents open, sockets, what was refused and why) under one name. */
export function measure(
  registry: Registry,
  name: string,
  help: string,
  counts: () => Readonly<Record<string, number>>,
): void {
  new Gauge({
    name,
    help,
    labelNames: ["what"],
    registers: [registry],
    collect() {
      this.reset();
      for (const [what, count] of Object.entries(counts())) this.set({ what }, count);
    },
  });
}

const loopback = /^(127\.|::1$|::ffff:127\.)/;

/** `/healthz`: the process answers. `/readyz`: so does the database. `/metrics`: to loopback, or with the token. */
export function health(env: Env, store: Store, registry: Registry): Router {
  collectDefaultMetrics({ register: registry });
  const router = Router();
  router.get("/healthz", (_request, response) => void response.type("text/plain").send("ok\n"));
  router.get("/readyz", (_request, response, next) => {
    store.raw
      .query("SELECT 1")
      .then(() => response.type("text/plain").send("ready\n"))
      .catch(() =>
        response
          .status(503)
          .set("Retry-After", "5")
          .type("text/plain")
          .send("the database does not answer\n"),
      )
      .catch(next);
  });
  router.get("/metrics", (request, response, next) => {
    if (!mayMeasure({ from: request.socket.remoteAddress, headers: request.headers }, env))
      return void response.status(404).type("text/plain").send("There is nothing here.\n");
    registry
      .metrics()
      .then((text) => response.set("Content-Type", registry.contentType).send(text))
      .catch(next);
  });
  return router;
}

/** What proxies add to a request: one on the same machine also comes from loopback, and this tells it. */
const relayed = ["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "forwarded", "via"];

/** Whether the figures may be read: with the token, else from loopback by a request that no proxy passed on. */
export function mayMeasure(
  request: { readonly from: string | undefined; readonly headers: IncomingHttpHeaders },
  env: Pick<Env, "metricsToken" | "trustProxy">,
): boolean {
  const { from, headers } = request;
  if (env.metricsToken !== null) {
    const digest = (text: string) => createHash("sha256").update(text).digest();
    return timingSafeEqual(digest(headers.authorization ?? ""), digest(`Bearer ${env.metricsToken}`));
  }
  // Behind a proxy that adds nothing, everybody would come from loopback: there only the token opens.
  if (env.trustProxy > 0) return false;
  return loopback.test(from ?? "") && relayed.every((name) => headers[name] === undefined);
}
