/** What a hand-made client may try on the line itself: who it says it is, what it sends, how often. */
import { connect } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, expect, it } from "vitest";
import { SCHEMA_VERSION } from "#app/document/schema.ts";
import { limits, REALTIME_PATH } from "#app/document/wire.ts";
import { WebSocketLine } from "#test/running/websocket.ts";
import { until, type Client } from "./client.ts";
import { House } from "./house.ts";

let house: House;
beforeEach(async () => {
  house = await House.open();
  house.begin("plan-1");
});
afterEach(() => house.close());

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

const quiet = (ms = 150) => new Promise((resolve) => setTimeout(resolve, ms));

async function enter(token: string): Promise<Client> {
  const client = house.client(token);
  expect((await client.join("plan-1")).ok).toBe(true);
  return client;
}

async function stillGood(): Promise<void> {
  const bruno = await enter("bruno");
  bruno.type("still here");
  await until(() => bruno.unacknowledged.size === 0);
  expect(house.errors).toEqual([]);
}

function line(headers: Readonly<Record<string, string | undefined>>, query = "") {
  const texts: string[] = [];
  const opened = WebSocketLine.connect(
    house.port,
    `${REALTIME_PATH}/?EIO=4&transport=websocket${query}`,
    Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value ? [[name, value]] : []))),
    { text: (message) => void texts.push(message), binary: () => {}, closed: () => {} },
  );
  return { opened, texts };
}

it("takes no websocket from a page of another origin", async () => {
  for (const headers of [
    { Origin: "https://evil.example" },
    { Origin: "null" },
    { "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "same-site", Origin: `http://127.0.0.1:${house.port}` },
  ])
    await expect(line({ cookie: "person=ana", ...headers }).opened).rejects.toThrow("no websocket");
  expect(house.gateway.counts()["origin"]).toBe(4);
});

it("lets nobody in by what stands in the address", async () => {
  const { opened, texts } = line({}, "&person=ana&token=ana&cookie=person%3Dana");
  const socket = await opened;
  await until(() => texts.length > 0);
  socket.send('40{"protocol":1}');
  await until(() => texts.some((text) => text.startsWith("44")));
  expect(texts.at(-1)).toContain("session-ended");
  socket.destroy();
});

it("knows who it is when somebody leaves and comes back on the same line", async () => {
  const { opened, texts } = line({ cookie: "person=ana" });
  const socket = await opened;
  await until(() => texts.length > 0);
  for (const turn of [1, 2, 3]) {
    socket.send('40{"protocol":1}');
    await until(() => texts.filter((text) => text.startsWith("40")).length === turn);
    expect(house.gateway.open()["connections"]).toBe(1);
    socket.send("41");
    await until(() => house.gateway.open()["connections"] === 0);
  }
  socket.destroy();
});

it("answers nobody who does not say hello, and ends a line that never does", async () => {
  await house.close();
  house = await House.open(house.keeper, { helloWithin: 400 });
  const { opened, texts } = line({ cookie: "person=ana" });
  const socket = await opened;
  socket.send(`420["join",{"document":"plan-1","epoch":null,"schema":${SCHEMA_VERSION},"client":99}]`);
  socket.send(new Uint8Array([1, 1, 1, 0, 0]));
  await quiet();
  expect(texts.filter((text) => text.startsWith("43"))).toEqual([]);
  expect(house.gateway.open()["connections"]).toBe(0);
  const silent = line({ cookie: "person=ana" });
  const other = await silent.opened;
  await until(() => !other.isOpen && !socket.isOpen, "both are ended");
  await stillGood();
});

it("stays up when somebody says nothing at all: a message without anything in it, before the hello and after", async () => {
  const { opened, texts } = line({ cookie: "person=ana" });
  const socket = await opened;
  await until(() => texts.length > 0);
  socket.send("4");
  await until(() => !socket.isOpen, "it is ended");
  const other = line({ cookie: "person=ana" });
  const greeted = await other.opened;
  await until(() => other.texts.length > 0);
  greeted.send('40{"protocol":1}');
  await until(() => other.texts.some((text) => text.startsWith("40")));
  greeted.send("4");
  await until(() => !greeted.isOpen, "it is ended too");
  await stillGood();
});

it("ends a line that says much before it says who it is", async () => {
  const { opened, texts } = line({ cookie: "person=ana" });
  const socket = await opened;
  await until(() => texts.length > 0);
  socket.send(`40{"protocol":1,"more":"${"y".repeat(5000)}"}`);
  await until(() => !socket.isOpen, "it is ended");
  expect(house.gateway.counts()["early"]).toBeGreaterThan(0);
  // Whoever has said who they are may say as much.
  const ana = await enter("ana");
  ana.type("z".repeat(20_000));
  await until(() => ana.unacknowledged.size === 0);
  await stillGood();
});

it("closes a line that asks for what nobody knows, after ten times, and counts it", async () => {
  const ana = await enter("ana");
  const raw = ana.socket as unknown as { emit(name: string, ...args: unknown[]): void };
  for (const name of ["admin", "__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"])
    for (let times = 0; times < 2; times++) raw.emit(name, { a: 1 });
  await until(() => !ana.socket.connected);
  expect(ana.goodbyes).toEqual(["malformed"]);
  expect(house.gateway.counts()["malformed"]).toBeGreaterThanOrEqual(10);
  await stillGood();
});

it("refuses requests to join that are none", async () => {
  const ana = house.client("ana");
  await ana.connected();
  const raw = ana.socket as unknown as { emit(name: string, ...args: unknown[]): void };
  const good = { document: "plan-1", epoch: null, schema: SCHEMA_VERSION, client: 99 };
  const bad: unknown[] = [
    null,
    7,
    [],
    "plan-1",
    { ...good, document: { $ne: null } },
    { ...good, document: "x".repeat(100_000) },
    { ...good, epoch: "1" },
    { ...good, epoch: -1 },
    { ...good, epoch: 1.5 },
    { ...good, schema: null },
    { ...good, client: 2 ** 40 },
    { ...good, client: -1 },
    { ...good, epoch: 1, sv: "text" },
    { ...good, epoch: 1, sv: { type: "Buffer", data: [255] } },
    { ...good, seq: "1" },
    { ...good, seq: -1 },
  ];
  for (const request of bad) {
    const reply = await new Promise((resolve) => raw.emit("join", request, resolve));
    expect(reply, JSON.stringify(request).slice(0, 80)).toMatchObject({ ok: false, reason: "malformed" });
  }
  await stillGood();
});

it("asks who sends too many bytes to slow down", async () => {
  await house.close();
  house = await House.open(house.keeper, { rates: { bytes: [1000, 3000] } });
  const ana = await enter("ana");
  ana.type("x".repeat(2000));
  ana.type("y".repeat(2000));
  await until(() => ana.refusals.length > 0);
  expect(ana.refusals[0]).toMatchObject({ reason: "too-many" });
  expect(ana.refusals[0]?.retryAfter).toBeGreaterThan(0);
});

it("lets nobody open documents without end", async () => {
  for (let at = 0; at < 30; at++) house.begin(`plan-many-${at}`);
  const ana = house.client("ana");
  const replies = [];
  for (let at = 0; at < 20; at++) replies.push(await ana.join(`plan-many-${at}`, { epoch: null }));
  expect(replies.filter((reply) => reply.ok)).toHaveLength(limits.documents);
  expect(replies.at(-1)).toMatchObject({ ok: false, reason: "too-many" });
});

it("keeps nothing of ten thousand who came and went", { timeout: 180_000 }, async () => {
  await house.close();
  house = await House.open(house.keeper, { rates: { joins: [1e6, 1e6] } });
  const ana = house.client("ana");
  await ana.connected();
  const comeAndGo = async (times: number) => {
    for (let turn = 0; turn < times / 50; turn++) {
      await Promise.all(Array.from({ length: 50 }, () => ana.join("plan-1", { epoch: null })));
      ana.socket.emit("leave", ana.handle);
    }
    await until(() => house.gateway.open()["documents"] === 0, "all documents are closed", 20_000);
    ana.frames.length = 0;
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = await comeAndGo(1000);
  const after = await comeAndGo(9000);
  expect((after - before) / 1024).toBeLessThan(4 * 1024);
  for (let times = 0; times < 30; times++) {
    const one = house.client("ana");
    await one.join("plan-1");
    one.close();
  }
  await until(() => house.gateway.open()["connections"] === 1, "all lines are closed", 10_000);
  await stillGood();
});

it("moves nobody else's cursor, and shows no name that a client chose", async () => {
  const [ana, bruno] = [await enter("ana"), await enter("bruno")];
  const before = house.gateway.counts()["cursor-dropped"] ?? 0;
  ana.point(new Uint8Array(limits.cursor + 1));
  ana.point(new Uint8Array([1]), ana.handle + 1);
  await until(() => (house.gateway.counts()["cursor-dropped"] ?? 0) === before + 2);
  ana.point(new TextEncoder().encode("<img src=x onerror=alert(1)>"));
  await until(() => bruno.frames.some(({ kind }) => kind === "cursors"));
  for (const frame of bruno.frames)
    if (frame.kind === "cursors") expect(frame.entries.map(({ member }) => member)).toEqual([ana.member]);
  expect(bruno.members.get(ana.member)).toMatchObject({ name: "Ana Quispe", country: "PE" });
});

it("ends a line that sends a cursor of a megabyte", async () => {
  const ana = await enter("ana");
  ana.point(new Uint8Array(1024 * 1024));
  await until(() => !ana.socket.connected);
  await stillGood();
});

it("survives bytes that are no HTTP and no websocket", async () => {
  for (const bytes of [
    "\u0016\u0003\u0001",
    "GET / HTTP/9.9\r\n\r\n",
    "\r\n\r\n\r\n",
    "POST /realtime/?EIO=4&transport=polling HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
  ])
    await new Promise<void>((done) => {
      const socket = connect({ port: house.port, host: "127.0.0.1" }, () => socket.end(bytes, "latin1"));
      socket.on("error", () => done());
      socket.on("close", () => done());
      socket.resume();
    });
  const { opened } = line({ cookie: "person=ana" });
  const socket = await opened;
  // A frame of a websocket that says it is longer than anything.
  socket.socket.write(Buffer.from([0x82, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]));
  await until(() => !socket.isOpen);
  await stillGood();
});
