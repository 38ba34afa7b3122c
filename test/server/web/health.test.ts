import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { Registry } from "prom-client";
import { afterEach, expect, test } from "vitest";
import { readEnv } from "#server/env.ts";
import type { Store } from "#server/store/client.ts";
import { health, measure } from "#server/web/health.ts";

let close: () => void = () => {};
afterEach(() => close());

/** The three addresses on a server of their own; `answers` is whether the database does. */
async function serving(env: Record<string, string>, answers = true): Promise<string> {
  const registry = new Registry();
  measure(registry, "elac_realtime", "counts", () => ({ documents: 3 }));
  const query = () => (answers ? Promise.resolve([]) : Promise.reject(new Error("gone")));
  const store = { raw: { query, script: query } } as unknown as Store;
  const app = express().use(health(readEnv(env), store, registry));
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
