import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { Registry } from "prom-client";
import { afterEach, expect, test } from "vitest";
import { readEnv } from "#server/env.ts";
import type { Store } from "#server/store/client.ts";
import { databaseAnswers, health, measure, measureCommits, type Check } from "#server/web/health.ts";

let close: () => void = () => {};
afterEach(() => close());

/** The three addresses on a server of their own; `answers` is whether the database does. */
async function serving(
  env: Record<string, string>,
  answers = true,
  others: readonly Check[] = [],
): Promise<string> {
  const registry = new Registry();
  measure(registry, "elac_realtime", "counts", () => ({ documents: 3 }));
  const query = () => (answers ? Promise.resolve([]) : Promise.reject(new Error("gone")));
  const store = { raw: { query, script: query } } as unknown as Store;
  const checks = [databaseAnswers(store), ...others];
  const app = express().use(health(readEnv(env), checks, registry));
  const server = createServer(app);
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  close = () => server.close();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("health is of the process, readiness of the database too", async () => {
  const url = await serving({}, false);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  const ready = await fetch(`${url}/readyz`);
  expect(ready.status).toBe(503);
  expect(ready.headers.get("retry-after")).toBe("5");
  expect(await ready.text()).toBe("database: does not answer\n");
});

test("readiness names every part that does not work, also one that fails or never answers", async () => {
  const url = await serving({}, true, [
    { name: "live texts", ask: () => "nothing could be saved" },
    { name: "hall", ask: () => Promise.reject(new Error("with words of somebody")) },
    { name: "well", ask: () => new Promise(() => undefined) },
    { name: "roof", ask: () => null },
  ]);
  const ready = await fetch(`${url}/readyz`);
  expect(ready.status).toBe(503);
  expect((await ready.text()).split("\n")).toEqual([
    "live texts: nothing could be saved",
    "hall: fails",
    "well: does not answer within 3 s",
    "",
  ]);
  close();
  const well = await fetch(`${await serving({})}/readyz`);
  expect([well.status, await well.text()]).toEqual([200, "ready\n"]);
});

test("commits of live texts are counted and timed", async () => {
  const registry = new Registry();
  const observe = measureCommits(registry);
  observe({ updates: 3, seconds: 0.004, stored: true });
  observe({ updates: 2, seconds: 6, stored: false });
  const told = await registry.metrics();
  expect(told).toContain('elac_realtime_updates_total{outcome="stored"} 3');
  expect(told).toContain('elac_realtime_updates_total{outcome="failed"} 2');
  expect(told).toContain('elac_realtime_commit_seconds_bucket{le="0.005"} 1');
  expect(told).toContain("elac_realtime_commit_seconds_count 2");
});

test("what happened is a counter, and what is now a gauge", async () => {
  const registry = new Registry();
  let refused = 2;
  measure(registry, "elac_refused_total", "refused", () => ({ vocabulary: refused }), "total");
  expect(await registry.metrics()).toContain('elac_refused_total{what="vocabulary"} 2');
  refused = 5;
  const told = await registry.metrics();
  expect(told).toContain("# TYPE elac_refused_total counter");
  expect(told).toContain('elac_refused_total{what="vocabulary"} 5');
});

test("metrics are for loopback, and not for somebody whom a proxy names", async () => {
  const url = await serving({});
  const open = await fetch(`${url}/metrics`);
  expect(open.status).toBe(200);
  expect(await open.text()).toContain('elac_realtime{what="documents"} 3');
  for (const name of ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Via", "X-Forwarded-Proto"])
    expect((await fetch(`${url}/metrics`, { headers: { [name]: "203.0.113.7" } })).status).toBe(404);
});

test("with a token, metrics are for whoever has it, and for nobody else", async () => {
  const url = await serving({ METRICS_TOKEN: "a-token" });
  expect((await fetch(`${url}/metrics`)).status).toBe(404);
  expect((await fetch(`${url}/metrics`, { headers: { Authorization: "Bearer another" } })).status).toBe(404);
  expect((await fetch(`${url}/metrics`, { headers: { Authorization: "Bearer a-token" } })).status).toBe(200);
});

test("behind a proxy metrics are for the token alone: a proxy may name nobody", async () => {
  expect((await fetch(`${await serving({ TRUST_PROXY: "1" })}/metrics`)).status).toBe(404);
  close();
  const url = await serving({ TRUST_PROXY: "1", METRICS_TOKEN: "long-and-secret" });
  const given = (authorization: string) => fetch(`${url}/metrics`, { headers: { authorization } });
  expect((await given("Bearer long-and-secret")).status).toBe(200);
  expect((await given("Bearer other")).status).toBe(404);
});
