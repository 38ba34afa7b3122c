import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { planOfNode } from "#app/document/plan.ts";
import { schema } from "#app/document/schema.ts";
import { limits } from "#app/document/wire.ts";
import { planFragment } from "#app/document/ydoc.ts";
import { sameOrigin } from "#server/realtime/gateway.ts";
import type { Client } from "./client.ts";
import { until } from "./client.ts";
import { House } from "./house.ts";

let house: House;
beforeEach(async () => {
  house = await House.open();
});
afterEach(() => house.close());

const plan = planOfNode(
  schema.node("doc", null, [schema.node("paragraph", { id: "p1" }, [schema.text("Purpose. ")])]),
);
const quiet = (ms = 120) => new Promise((resolve) => setTimeout(resolve, ms));
const rows = () => house.keeper.documents.get("plan-1")?.rows.length;

async function enter(token: string, transport: "websocket" | "polling" = "websocket"): Promise<Client> {
  const client = house.client(token, { transport });
  const reply = await client.join("plan-1");
  expect(reply.ok).toBe(true);
  return client;
}

describe("only who may, may", () => {
  for (const transport of ["websocket", "polling"] as const) {
    it(`shows a reader the text live, and takes nothing from them over ${transport}`, async () => {
      house.begin("plan-1", plan);
      const [ana, olga] = [await enter("ana"), await enter("olga", transport)];
      ana.type("live");
      await until(() => olga.words() === "Purpose. live");
      olga.type("mine");
      await until(() => olga.refusals.length > 0);
      expect(olga.refusals[0]?.reason).toBe("read-only");
      await quiet();
      expect(ana.words()).toBe("Purpose. live");
      expect(rows()).toBe(2);
    });
  }

  it("takes nothing from a stranger, who may read", async () => {
    house.begin("plan-1", plan);
    const nobody = await enter("nobody");
    nobody.type("x");
    await until(() => nobody.refusals.length > 0);
    expect(nobody.refusals[0]?.reason).toBe("read-only");
    expect(rows()).toBe(1);
  });

  it("lets nobody in without a session, and tells nobody of what they may not know", async () => {
    await expect(house.client("mallory").connected()).rejects.toThrow("session-ended");
    house.begin("secret-1", plan);
    expect(await house.client("ana").join("secret-1")).toMatchObject({
      ok: false,
      reason: "unknown-document",
    });
    expect(await house.client("bruno").join("plan-none")).toMatchObject({
      ok: false,
      reason: "unknown-document",
    });
  });

  it("takes no update for a document that was not joined", async () => {
    house.begin("plan-1", plan);
    const [ana, bruno] = [await enter("ana"), house.client("bruno")];
    await bruno.connected();
    bruno.handle = ana.handle;
    bruno.send(Y.encodeStateAsUpdate(ana.doc));
    await until(() => bruno.refusals.length > 0);
    expect(bruno.refusals[0]?.reason).toBe("resync");
    expect(rows()).toBe(1);
  });

  it("turns a seat read-only within two seconds when the right ends, and tells it", async () => {
    house.begin("plan-1", plan);
    const [ana, bruno] = [await enter("ana"), await enter("bruno")];
    house.editors.delete("ana");
    const at = Date.now();
    house.bus.tell({ kind: "rights-changed", personId: "ana" });
    await until(() => ana.seats.length > 0);
    expect(Date.now() - at).toBeLessThan(2000);
    expect(ana.seats[0]).toMatchObject({ edit: false, why: "read-only" });
    await until(() => bruno.members.get(ana.member)?.edit === false);
    ana.type("late");
    await until(() => ana.refusals.length > 0);
    bruno.type("in time");
    await until(() => ana.words().includes("in time"));
    expect(rows()).toBe(2);
  });

  it("closes the sockets of a session that ended", async () => {
    house.begin("plan-1", plan);
    const [ana, bruno] = [await enter("ana"), await enter("bruno")];
    house.bus.tell({ kind: "session-ended", personId: "ana", handle: "session-ana" });
    await until(() => !ana.socket.connected);
    expect(ana.goodbyes).toEqual(["session-ended"]);
    expect(bruno.socket.connected).toBe(true);
    await until(() => !bruno.members.has(ana.member));
  });

  it("ends by itself a right that has an end", async () => {
    house.begin("plan-1", plan);
    house.seatUntil = new Date(Date.now() + 300);
    const ana = await enter("ana");
    await until(() => ana.seats.length > 0, "the seat's end", 2000);
    ana.type("late");
    await until(() => ana.refusals.length > 0);
    expect(ana.refusals[0]?.reason).toBe("read-only");
  });
});

describe("what no client of ours sends", () => {
  beforeEach(() => void house.begin("plan-1", plan));

  it("refuses new text under another person's Yjs client id, also after a restart", async () => {
    const [ana, bruno] = [await enter("ana"), await enter("bruno")];
    ana.type("mine");
    await until(() => bruno.words().includes("mine"));
    const forge = (as: Client) => {
      const forged = new Y.Doc();
      Y.applyUpdate(forged, Y.encodeStateAsUpdate(as.doc));
      forged.clientID = ana.doc.clientID;
      const seen = Y.encodeStateVector(forged);
      planFragment(forged).insert(0, [new Y.XmlElement("paragraph")]);
      return Y.encodeStateAsUpdate(forged, seen);
    };
    bruno.send(forge(bruno));
    await until(() => bruno.refusals.length > 0);
    expect(bruno.refusals[0]?.reason).toBe("foreign-client");
    await house.close();
    house = await House.open(house.keeper);
    const again = await enter("bruno");
    again.send(forge(again));
    await until(() => again.refusals.length > 0);
    expect(again.refusals[0]?.reason).toBe("foreign-client");
    expect(rows()).toBe(2);
  });

  it("refuses an editor who writes as the server", async () => {
    const ana = await enter("ana");
    ana.doc.clientID = 1;
    ana.type("x");
    await until(() => ana.refusals.length > 0);
    expect(ana.refusals[0]?.reason).toBe("foreign-client");
  });

  it("refuses words the schema does not know, before anybody sees them", async () => {
    const [ana, bruno] = [await enter("ana"), await enter("bruno")];
    planFragment(ana.doc).insert(0, [new Y.XmlElement("script")]);
    await until(() => ana.refusals.length > 0);
    expect(ana.refusals[0]).toMatchObject({ reason: "vocabulary", detail: "node" });
    await quiet();
    expect(bruno.words()).toBe("Purpose. ");
    expect(house.gateway.counts()["vocabulary"]).toBe(1);
  });

  it("refuses an update that builds on one that was refused", async () => {
    const ana = await enter("ana");
    planFragment(ana.doc).insert(0, [new Y.XmlElement("script")]);
    ana.type("after");
    await until(() => ana.refusals.length === 2);
    expect(ana.refusals.map((one) => one.reason)).toEqual(["vocabulary", "gap"]);
    expect(rows()).toBe(1);
  });

  it("refuses an update that is too large, and one that is none", async () => {
    const ana = await enter("ana");
    ana.send(new Uint8Array(limits.update + 1));
    ana.send(new Uint8Array([1, 2, 3]));
    await until(() => ana.refusals.length === 2);
    expect(ana.refusals.map((one) => one.reason)).toEqual(["too-large", "malformed"]);
  });

  it("closes a socket whose message is beyond all limits, and stays up for the others", async () => {
    const [ana, bruno] = [await enter("ana"), await enter("bruno")];
    ana.socket.emit("hot", new Uint8Array(2 * limits.message));
    await until(() => !ana.socket.connected);
    bruno.type("still here");
    await until(() => bruno.unacknowledged.size === 0);
  });

  it("counts frames that are none, and closes the socket that keeps sending them", async () => {
    const [ana, bruno] = [await enter("ana"), await enter("bruno")];
    for (let i = 0; i < 12; i++) ana.socket.emit("hot", new Uint8Array([99, i, 255]));
    await until(() => ana.goodbyes.length > 0);
    expect(ana.goodbyes).toEqual(["malformed"]);
    await until(() => !ana.socket.connected);
    expect(house.gateway.counts()["malformed"]).toBeGreaterThanOrEqual(10);
    bruno.type("still here");
    await until(() => bruno.unacknowledged.size === 0);
  });

  it("survives events nobody has heard of, with any arguments", async () => {
    const ana = await enter("ana");
    const raw = ana.socket as unknown as { emit(name: string, ...args: unknown[]): void };
    raw.emit("constructor", {});
    raw.emit("join");
    raw.emit("join", null, "no function");
    raw.emit("leave", { toString: null });
    raw.emit("watch", 7);
    raw.emit("hot", "text");
    raw.emit("hot", null, null);
    await quiet();
    ana.type("fine");
    await until(() => ana.unacknowledged.size === 0);
    expect(house.errors).toEqual([]);
  });

  it("refuses a state vector that is none", async () => {
    const ana = house.client("ana");
    expect(await ana.join("plan-1", { epoch: 1, sv: new Uint8Array([255, 255]) })).toMatchObject({
      ok: false,
      reason: "malformed",
    });
  });

  it("asks who sends too fast to slow down, and says for how long", async () => {
    await house.close();
    house = await House.open(house.keeper, { rates: { updates: [1, 3] } });
    const ana = await enter("ana");
    for (let i = 0; i < 5; i++) ana.type("x");
    await until(() => ana.refusals.length > 0);
    expect(ana.refusals[0]).toMatchObject({ reason: "too-many", retryAfter: 1 });
  });

  it("lets only our own pages connect", () => {
    const from = (headers: Record<string, string>) =>
      sameOrigin({ headers: { host: "elac.example", ...headers } } as never, ["https://www.elac.example"]);
    expect(from({ origin: "https://elac.example" })).toBe(true);
    expect(from({ origin: "https://www.elac.example" })).toBe(true);
    expect(from({})).toBe(true);
    expect(from({ origin: "https://evil.example" })).toBe(false);
    expect(from({ origin: "null" })).toBe(false);
    expect(from({ "sec-fetch-site": "cross-site" })).toBe(false);
    expect(from({ "sec-fetch-site": "same-origin", origin: "https://elac.example" })).toBe(true);
  });

  it("turns away another origin at the door", async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const headers = { origin: "https://evil.example", cookie: "person=ana" };
      request({ port: house.port, path: "/realtime/?EIO=4&transport=polling", headers }, (response) =>
        resolve(response.statusCode ?? 0),
      )
        .on("error", reject)
        .end();
    });
    expect(status).toBe(403);
    expect(house.gateway.counts()["origin"]).toBe(1);
  });
});
