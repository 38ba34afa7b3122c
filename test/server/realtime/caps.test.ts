/** How much one person, one line or one text may take of the server, and what happens to who takes more. */
import { request, type IncomingMessage } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { REALTIME_PATH } from "#app/document/wire.ts";
import { planOfNode } from "#app/document/plan.ts";
import { schema } from "#app/document/schema.ts";
import { refusalOf } from "#app/domain/refusal.ts";
import { stranger, type Actor } from "#app/domain/roles.ts";
import { Crowd, defaultCaps } from "#server/realtime/caps.ts";
import { Connection } from "#server/realtime/connection.ts";
import { Handshaken } from "#server/realtime/handshaken.ts";
import type { GatewayOptions } from "#server/realtime/gateway.ts";
import type { Pass } from "#server/realtime/keeper.ts";
import type { Line } from "#server/realtime/line.ts";
import { defaultRates } from "#server/realtime/rates.ts";
import { WebSocketLine } from "#test/running/websocket.ts";
import { until, type Client } from "./client.ts";
import { House } from "./house.ts";

let house: House;
async function open(more: Partial<GatewayOptions> = {}): Promise<void> {
  await house.close();
  house = await House.open(house.keeper, more);
}
beforeEach(async () => {
  house = await House.open();
  house.begin("plan-1");
});
afterEach(() => house.close());

async function enter(token: string): Promise<Client> {
  const client = house.client(token);
  expect((await client.join("plan-1")).ok).toBe(true);
  return client;
}

/** A bare line that has said hello, with the texts that came over it. */
async function greeted(token: string): Promise<{ readonly line: WebSocketLine; readonly said: string[] }> {
  const said: string[] = [];
  const line = await WebSocketLine.connect(
    house.port,
    `${REALTIME_PATH}/?EIO=4&transport=websocket`,
    { cookie: `person=${token}` },
    { text: (text) => void said.push(text), binary: () => {}, closed: () => {} },
  );
  line.send('40{"protocol":1}');
  await until(() => said.some((text) => text.startsWith("40")));
  return { line, said };
}

describe("lines", () => {
  it("of one person are eight at most; one that ends makes room for another", async () => {
    const eight = [];
    for (let count = 0; count < defaultCaps.person; count++) eight.push(await enter("ana"));
    const ninth = house.client("ana");
    await until(() => ninth.goodbyes.length > 0);
    expect(ninth.goodbyes).toEqual(["too-many"]);
    await until(() => !ninth.socket.connected);
    expect(house.gateway.counts()["too-many lines"]).toBe(1);
    await enter("bruno");
    eight[0]?.close();
    await until(() => house.gateway.open()["connections"] === defaultCaps.person);
    await enter("ana");
  });

  it("that went without a word give their place to the next of the same person", () => {
    const crowd = new Crowd({ ...defaultCaps, person: 2 });
    const ended: string[] = [];
    const line = (name: string) => ({ personId: "ana", end: () => void ended.push(name) });
    const now = performance.now();
    expect(crowd.enter(line("a"), { heard: now })).toBe(true);
    expect(crowd.enter(line("b"), { heard: now - 31_000 })).toBe(true);
    expect(crowd.enter(line("c"), { heard: now })).toBe(true);
    expect(ended).toEqual(["b"]);
    expect(crowd.enter(line("d"), { heard: now })).toBe(false);
    expect(crowd.enter({ ...line("e"), personId: "bruno" }, { heard: now })).toBe(true);
  });

  it("of strangers are counted together, and keep no person out", async () => {
    await open({ caps: { strangers: 2 } });
    await enter("nobody");
    await enter("nobody");
    const third = house.client("nobody");
    await until(() => third.goodbyes.length > 0);
    await enter("ana");
  });
});

describe("a text", () => {
  it("has places for so many who read, and some more for those who write", async () => {
    await open({ caps: { document: 4, readers: 2 } });
    await enter("olga");
    await enter("nobody");
    expect(await house.client("olga").join("plan-1")).toMatchObject({ ok: false, reason: "too-many" });
    const ana = await enter("ana");
    await enter("bruno");
    expect(await house.client("bruno").join("plan-1")).toMatchObject({ ok: false, reason: "too-many" });
    // Who is in it comes back on the same line.
    expect(await ana.join("plan-1")).toMatchObject({ ok: true });
  });
});

describe("pages to watch", () => {
  it("are looked up at a rate; who asks too often is told of the same as before", async () => {
    await open({ rates: { topics: [1, 3] } });
    const ana = house.client("ana");
    await ana.connected();
    const watch = (topics: readonly string[]) =>
      new Promise<readonly string[]>((granted) => ana.socket.emit("watch", topics, granted));
    expect(await watch(["/a", "/b", "/c"])).toEqual(["/a", "/b", "/c"]);
    expect(await watch(["/d"])).toEqual([]);
    expect(house.gateway.counts()["watch too-many"]).toBe(1);
    house.bus.tell({
      kind: "recorded",
      entryId: "e",
      event: "group.created",
      groupId: null,
      roundId: null,
      link: "/a",
    });
    await until(() => ana.changes.length === 1);
  });
});

describe("a client that does not read", () => {
  const long = planOfNode(
    schema.node(
      "doc",
      null,
      Array.from({ length: 40 }, (_, at) =>
        schema.node("paragraph", { id: `p${at}` }, [schema.text("x".repeat(100_000))]),
      ),
    ),
  );

  it("is not sent the text again and again, and its line ends the second time", async () => {
    await open({ rates: { joins: [1000, 1000] } });
    house.begin("plan-long", long);
    const { line, said } = await greeted("ana");
    let asked = 0;
    // What the network holds for a client that does not read is not known: it asks until the server has enough.
    const joinUntil = async (holds: () => boolean, what: string) => {
      line.socket.pause();
      await until(
        () => {
          line.send(`42${asked++}["join",{"document":"plan-long","epoch":null,"schema":1,"client":99}]`);
          return holds();
        },
        what,
        20_000,
      );
    };
    await joinUntil(() => (house.gateway.counts()["resync"] ?? 0) > 0, "it is told");
    expect(house.gateway.counts()["join too-many"]).toBeGreaterThan(0);
    line.socket.resume();
    await until(() => said.filter((text) => /^4[36]/.test(text)).length === asked, "it has read", 20_000);
    await joinUntil(() => house.gateway.open()["connections"] === 0, "the line has ended");
    expect(house.gateway.counts()["resync"]).toBe(2);
    line.destroy();
  });

  it("has no more than a megabyte waiting for it, however fast others write", async () => {
    const most = 1e9;
    await open({ rates: { updates: [most, most], bytes: [most, most] } });
    const writer = await enter("ana");
    const { line: reader, said } = await greeted("bruno");
    reader.send('420["join",{"document":"plan-1","epoch":null,"schema":1,"client":99}]');
    await until(() => said.some((text) => /^4[36]/.test(text)), "the reader has joined");
    reader.socket.pause();
    const [size, together] = [128 * 1024, 4];
    let longest = 0;
    // Many times what a network holds, and much faster than the clock of the sweeper.
    for (let times = 0; times < 64 && house.gateway.counts()["resync"] === undefined; times++) {
      for (let one = 0; one < together; one++) writer.type("x".repeat(size));
      await until(() => writer.unacknowledged.size === 0, "it is saved", 10_000);
      longest = Math.max(longest, house.gateway.open()["longest_line_bytes"] ?? 0);
    }
    expect(house.gateway.counts()["resync"]).toBe(1);
    expect(longest).toBeGreaterThan(1024 * 1024);
    expect(longest).toBeLessThan(1024 * 1024 + (2 * together + 1) * size);
    reader.destroy();
  });

  it("has no line any more where it takes nothing for half a minute", () => {
    const ended: string[] = [];
    const state = { waiting: 2 * 1024 * 1024, now: performance.now() };
    const clock = vi.spyOn(performance, "now").mockImplementation(() => state.now);
    const line = {
      goodbye: (reason: string) => void ended.push(reason),
      get waiting() {
        return state.waiting;
      },
    } as unknown as Line;
    const { door } = house;
    const handshaken = new Handshaken({ actor: stranger, session: null, until: null }, 0, 0);
    const connection = new Connection(handshaken, line, {
      door,
      documents: {} as never,
      rates: defaultRates,
      caps: defaultCaps,
      now: () => new Date(),
      told: () => 0,
      count: () => undefined,
    });
    for (let seconds = 0; seconds < 100; seconds++) {
      state.now += 1000;
      // It takes a little, now and then.
      if (seconds % 20 === 0) state.waiting -= 1000;
      connection.press();
    }
    expect(ended).toEqual([]);
    for (let seconds = 0; seconds < 40; seconds++) {
      state.now += 1000;
      connection.press();
    }
    expect(ended).toEqual(["resync"]);
    clock.mockRestore();
  });
});

describe("requests over plain HTTP", () => {
  const pass = (id: string): Pass => {
    const actor: Actor = { kind: "person", id, name: id, email: "", language: null, grants: [] };
    return { actor, session: id, until: null };
  };
  const nobody: Pass = { actor: stranger, session: null, until: null };

  it("are so many a person, and so many an address of strangers", async () => {
    await open({ rates: { requests: [1, 4], strangers: [1, 2] } });
    let asked = 0;
    const { mayJoin } = house.door;
    house.door.mayJoin = (...who) => {
      asked++;
      return mayJoin(...who);
    };
    const { fallback } = house.gateway;
    const look = (who: Pass, from: string) =>
      fallback.pull(who, "plan-1", { epoch: null, seq: null, sv: null, from }).then(
        () => "done",
        (error: unknown) => refusalOf(error)?.key ?? String(error),
      );
    const looks = async (who: Pass, from: string, times: number) => {
      const answers = [];
      for (let time = 0; time < times; time++) answers.push(await look(who, from));
      return answers.filter((answer) => answer === "realtime.too-many").length;
    };
    expect(await looks(pass("ana"), "10.0.0.1", 6)).toBe(2);
    expect(await looks(pass("bruno"), "10.0.0.1", 4)).toBe(0);
    expect(await looks(nobody, "10.0.0.1", 3)).toBe(1);
    expect(await looks(nobody, "10.0.0.2", 2)).toBe(0);
    expect(asked).toBe(4 + 4 + 2 + 2);
    const updates = new Uint8Array();
    const pushed = fallback.push(pass("ana"), "plan-1", { epoch: 1, schema: 1, updates });
    expect(refusalOf(await pushed.catch((error: unknown) => error))).toMatchObject({
      key: "realtime.too-many",
      retryAfter: 1,
    });
  });
});

describe("a server with too much to do", () => {
  const ask = (headers: Readonly<Record<string, string>>, transport: string) =>
    new Promise<IncomingMessage>((answered, failed) => {
      const path = `${REALTIME_PATH}/?EIO=4&transport=${transport}`;
      const asked = request({ port: house.port, host: "127.0.0.1", path, headers });
      asked.on("response", (response) => {
        response.resume();
        answered(response);
      });
      asked.on("upgrade", (response, socket) => {
        socket.destroy();
        answered(response);
      });
      asked.on("error", failed);
      asked.end();
    });
  const websocket = {
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
  };

  it("asks newcomers to come back, and goes on with those who are there", async () => {
    let heavy = false;
    await open({ isHeavy: () => heavy });
    const ana = house.client("ana", { transport: "polling" });
    await ana.join("plan-1");
    heavy = true;
    for (const asked of [ask({ cookie: "person=bruno" }, "polling"), ask(websocket, "websocket")]) {
      const { statusCode, headers } = await asked;
      expect(statusCode).toBe(503);
      expect(headers["retry-after"]).toBe("5");
    }
    expect(house.gateway.counts()["busy"]).toBe(2);
    ana.type("on");
    await until(() => ana.unacknowledged.size === 0);
    heavy = false;
    expect((await ask(websocket, "websocket")).statusCode).toBe(101);
  });
});
