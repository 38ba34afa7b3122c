import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { Router } from "express";
import { collectDefaultMetrics, Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { Env } from "#server/env.ts";
import type { Store } from "#server/store/client.ts";

/** Shows what a room keeps of itself under one name: how things are now, or with `total` how often something happened. */
export function measure(
  registry: Registry,
  name: string,
  help: string,
  counts: () => Readonly<Record<string, number>>,
  kind: "now" | "total" = "now",
): void {
  if (kind === "total") {
    new Counter({
      name,
      help,
      labelNames: ["what"],
      registers: [registry],
      collect() {
        this.reset();
        for (const [what, count] of Object.entries(counts())) this.inc({ what }, count);
      },
    });
    return;
  }
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

/** Measures commits of live texts: how long each took, and how many updates were stored, or not. */
export function measureCommits(
  registry: Registry,
): (commit: { readonly updates: number; readonly seconds: number; readonly stored: boolean }) => void {
  const seconds = new Histogram({
    name: "elac_realtime_commit_seconds",
    help: "Live texts: how long a commit of updates takes.",
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  const updates = new Counter({
    name: "elac_realtime_updates_total",
    help: "Live texts: updates that were stored, and that the database did not take.",
    labelNames: ["outcome"],
    registers: [registry],
  });
  return (commit) => {
    seconds.observe(commit.seconds);
    updates.inc({ outcome: commit.stored ? "stored" : "failed" }, commit.updates);
  };
}

/** A part of the house that has to work before anybody is sent here. */
export interface Check {
  readonly name: string;
  /** Null: it works; else what does not, in a few words for the operator. */
  ask(): Promise<string | null> | string | null;
}

/** So long a part may take to answer, in ms. */
const patience = 3000;

/** The database answers. */
export function databaseAnswers(store: Store): Check {
  return {
    name: "database",
    ask: () =>
      store.raw.query("SELECT 1").then(
        () => null,
        () => "does not answer",
      ),
  };
}

/** `/healthz`: the process answers. `/readyz`: so does every part of it. `/metrics`: to loopback, or with the token. */
export function health(env: Env, checks: readonly Check[], registry: Registry): Router {
  collectDefaultMetrics({ register: registry });
  const router = Router();
  router.get("/healthz", (_request, response) => void response.type("text/plain").send("ok\n"));
  router.get("/readyz", (_request, response, next) => {
    Promise.all(checks.map(asked))
      .then((answers) => {
        const wrong = answers.filter((answer) => answer !== null);
        response.type("text/plain").set("Cache-Control", "no-store");
        if (wrong.length === 0) return response.send("ready\n");
        return response
          .status(503)
          .set("Retry-After", "5")
          .send(`${wrong.join("\n")}\n`);
      })
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

async function asked({ name, ask }: Check): Promise<string | null> {
  const late = new Promise<string>((resolve) =>
    setTimeout(() => resolve(`does not answer within ${patience / 1000} s`), patience).unref(),
  );
  const wrong = await Promise.race([Promise.resolve(ask()).catch(() => "fails"), late]);
  return wrong === null ? null : `${name}: ${wrong}`;
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
