import { createServer, get, type ClientRequest, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import pino from "pino";
import { afterEach, describe, expect, test } from "vitest";
import { refuse } from "#app/domain/refusal.ts";
import { makeBus } from "#server/bus.ts";
import { liveRounds, type Live, type LiveOptions } from "#server/web/live.ts";

let server: Server | null = null;
let live: Live | null = null;
const lines: ClientRequest[] = [];
afterEach(async () => {
  for (const line of lines.splice(0)) line.destroy();
  live?.close();
  await new Promise<void>((closed) => (server === null ? closed() : server.close(() => closed())));
  server = null;
});

/** Round 7 is `r-7`, with as many entries as `written` says; round 8 is unknown to everybody. */
async function serving(options: Partial<LiveOptions> = {}) {
  const bus = makeBus(pino({ level: "silent" }));
  const written = { count: 2 };
  const rounds = {
    ordinal: (_actor: unknown, number: number) =>
      number === 7
        ? Promise.resolve({ roundId: "r-7", ordinal: written.count })
        : Promise.reject(refuse("unknown", "round.unknown")),
    entriesOf: () => Promise.resolve(written.count),
  };
  live = liveRounds({ bus, rounds, ...options });
  server = createServer(express().use(live.routes));
  await new Promise<void>((ready) => server?.listen(0, "127.0.0.1", ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/live/rounds`;
  const record = (roundId: string | null = "r-7") => {
    written.count += 1;
    const entry = { entryId: "e", event: "round.position-given", groupId: "g", link: "/goals/p1" } as const;
    bus.tell({ kind: "recorded", ...entry, roundId });
  };
  return { url, record, written };
}

interface Heard {
  readonly answer: IncomingMessage;
  said: string;
  ended: boolean;
}

const listen = (url: string): Promise<Heard> =>
  new Promise((open, failed) => {
    const line = get(url, (answer) => {
      const heard: Heard = { answer, said: "", ended: false };
      answer.on("data", (chunk: Buffer) => (heard.said += chunk.toString()));
      answer.on("end", () => (heard.ended = true));
      answer.on("error", () => (heard.ended = true));
      open(heard);
    });
    line.on("error", failed);
    lines.push(line);
  });

/** Waits for as long as a busy machine may need. */
const eventually = <T>(what: () => T) => expect.poll(what, { timeout: 10_000 });

const told = ({ said }: Heard) => [...said.matchAll(/event: changed\ndata: (\d+)\n\n/g)].map(([, at]) => at);

describe("the line of an open page", () => {
  test("says at once how much is on record, and again when there is more: a number, and nothing else", async () => {
    const { url, record } = await serving();
    const page = await listen(`${url}/7`);
    expect(page.answer.statusCode).toBe(200);
    expect(page.answer.headers["content-type"]).toMatch(/^text\/event-stream/);
    expect(page.answer.headers["cache-control"]).toBe("no-store, no-transform");
    await eventually(() => told(page)).toEqual(["2"]);
    record();
    await eventually(() => told(page)).toEqual(["2", "3"]);
    expect(page.said.replace(/event: changed\ndata: \d+\n\n/g, "")).toBe("");
  });

  test("tells the entries of one act once, and nothing of other rounds", async () => {
    const { url, record } = await serving();
    const page = await listen(`${url}/7`);
    await eventually(() => told(page)).toEqual(["2"]);
    record();
    record();
    await eventually(() => told(page)).toEqual(["2", "4"]);
    record("r-9");
    record(null);
    const other = await listen(`${url}/7`);
    await eventually(() => told(other).at(-1)).toBe("6");
    expect(told(page).length).toBeLessThanOrEqual(3);
  });

  test("beats, and finds with the beat what another process recorded", async () => {
    const { url, written } = await serving({ heartbeat: 40 });
    const page = await listen(`${url}/7`);
    written.count = 9;
    await eventually(() => told(page).at(-1)).toBe("9");
    expect(page.said).toContain(": beat\n\n");
  });

  test("is not opened for a round that nobody knows, and says no more than that", async () => {
    const { url } = await serving();
    for (const number of ["8", "0", "x", "7e1", "99999999999"]) {
      const answer = await fetch(`${url}/${number}`);
      expect([number, answer.status, await answer.text()]).toEqual([number, 404, "round.unknown\n"]);
    }
  });

  test("is limited in all, for one address, and in tries; a page that leaves makes room", async () => {
    const { url } = await serving({ mostPerAddress: 2 });
    await listen(`${url}/7`);
    await listen(`${url}/7`);
    const full = await fetch(`${url}/7`);
    expect([full.status, full.headers.get("retry-after")]).toEqual([503, "30"]);
    lines[0]?.destroy();
    await eventually(() => live?.counts().listening).toBe(1);
    expect((await listen(`${url}/7`)).answer.statusCode).toBe(200);
  });

  test("is refused after too many tries", async () => {
    const { url } = await serving({ perMinute: 3 });
    for (let nth = 0; nth < 3; nth++) expect((await fetch(`${url}/8`)).status).toBe(404);
    expect((await fetch(`${url}/8`)).status).toBe(429);
  });

  test("ends when the server stops, and none is opened after", async () => {
    const { url } = await serving();
    const page = await listen(`${url}/7`);
    live?.close();
    await eventually(() => page.ended).toBe(true);
    expect((await fetch(`${url}/7`)).status).toBe(503);
  });
});
