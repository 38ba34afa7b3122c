import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterEach, expect, test } from "vitest";
import { watchLoad } from "#server/load.ts";
import { shed } from "#server/web/shedding.ts";

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server that answers when told to. */
async function serving(isHeavy: () => boolean, limit: number) {
  const answers: (() => void)[] = [];
  const app = express().use(shed({ isHeavy, close: () => undefined }, limit));
  app.use((_request, response) => void answers.push(() => response.send("a page")));
  server = createServer(app);
  await new Promise<void>((ready) => server?.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, answers };
}

const eventually = async (holds: () => boolean) => {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 400) throw new Error("not in time");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

test("who is being answered is answered; one more is turned away, in the reader's language, and let in after", async () => {
  const { url, answers } = await serving(() => false, 2);
  const asked = [fetch(`${url}/a`), fetch(`${url}/b`)];
  await eventually(() => answers.length === 2);
  const away = await fetch(`${url}/c`, { headers: { "Accept-Language": "fr" } });
  expect(away.status).toBe(503);
  expect(away.headers.get("retry-after")).toBe("5");
  expect(away.headers.get("content-language")).toBe("fr");
  expect(await away.text()).toContain("réessayez dans quelques secondes");
  for (const answer of answers.splice(0)) answer();
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200]);
  const again = fetch(`${url}/c`);
  await eventually(() => answers.length === 1);
  answers[0]?.();
  expect((await again).status).toBe(200);
});

test("a reader who goes away makes room", async () => {
  const { url, answers } = await serving(() => false, 1);
  const leaving = new AbortController();
  const gone = fetch(`${url}/a`, { signal: leaving.signal }).catch(() => null);
  await eventually(() => answers.length === 1);
  leaving.abort();
  await gone;
  await new Promise((resolve) => setTimeout(resolve, 50));
  const next = fetch(`${url}/b`);
  await eventually(() => answers.length === 2);
  answers[1]?.();
  expect((await next).status).toBe(200);
});

test("pages that are told of changes keep their line and are no work", async () => {
  const { url, answers } = await serving(() => false, 1);
  void fetch(`${url}/live/rounds/1`).catch(() => null);
  await eventually(() => answers.length === 1);
  const page = fetch(`${url}/a`);
  await eventually(() => answers.length === 2);
  answers[1]?.();
  expect((await page).status).toBe(200);
});

test("a process that comes late on every turn takes nobody new", async () => {
  const { url } = await serving(() => true, 100);
  expect((await fetch(`${url}/a`)).status).toBe(503);
});

test("load is heavy after seconds of late turns, not after one, and light again after", async () => {
  const load = watchLoad();
  const busy = (ms: number) => {
    const end = performance.now() + ms;
    while (performance.now() < end);
  };
  const turn = () => new Promise((resolve) => setTimeout(resolve, 0));
  busy(1200);
  await turn();
  expect(load.isHeavy()).toBe(false);
  for (let tries = 0; !load.isHeavy() && tries < 20; tries++) {
    busy(900);
    await turn();
  }
  expect(load.isHeavy()).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 2500));
  expect(load.isHeavy()).toBe(false);
  load.close();
});

test("live texts go on over plain HTTP, sent and looked at; who has none of it yet waits", async () => {
  const { url, answers } = await serving(() => true, 100);
  const sent = fetch(`${url}/documents/a/updates?epoch=1&schema=1`, { method: "POST", body: "x" });
  const looked = fetch(`${url}/documents/a?epoch=1&seq=4`);
  await eventually(() => answers.length === 2);
  for (const answer of answers.splice(0)) answer();
  expect([(await sent).status, (await looked).status]).toEqual([200, 200]);
  expect((await fetch(`${url}/documents/a`)).status).toBe(503);
});
