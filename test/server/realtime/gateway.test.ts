import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { planOfNode } from "#app/document/plan.ts";
import { SCHEMA_VERSION, schema } from "#app/document/schema.ts";
import { updateTo } from "#app/document/ydoc.ts";
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

async function two(): Promise<[Client, Client]> {
  const id = house.begin("plan-1", plan);
  const [ana, bruno] = [house.client("ana"), house.client("bruno")];
  expect((await ana.join(id)).ok).toBe(true);
  expect((await bruno.join(id)).ok).toBe(true);
  return [ana, bruno];
}

describe("editing together", () => {
  it("shows a newcomer the text as it stands", async () => {
    const [ana] = await two();
    expect(ana.words()).toBe("Purpose. ");
  });

  for (const transport of ["websocket", "polling"] as const) {
    it(`brings two editors to the same text over ${transport}`, async () => {
      const id = house.begin("plan-1", plan);
      const [ana, bruno] = [house.client("ana", { transport }), house.client("bruno", { transport })];
      await Promise.all([ana.join(id), bruno.join(id)]);
      for (let i = 0; i < 20; i++) {
        ana.type(`a${i} `);
        bruno.type(`b${i} `);
      }
      await until(() => ana.unacknowledged.size === 0 && bruno.unacknowledged.size === 0, "all acknowledged");
      await until(() => ana.words() === bruno.words(), "the same text");
      expect(ana.words()).toContain("a19");
      expect(ana.words()).toContain("b19");
    });
  }

  it("sends an update as one frame to everybody, the sender included", async () => {
    const [ana, bruno] = await two();
    ana.type("Hello");
    await until(() => bruno.words().includes("Hello"));
    await until(() => ana.frames.some((frame) => frame.kind === "committed"));
    const frame = ana.frames.find((one) => one.kind === "committed");
    expect(frame).toMatchObject({ seq: 2, entries: [{ member: ana.member, n: 1 }] });
  });

  it("sends what an act wrote into the log to everybody who has the text open", async () => {
    const [ana, bruno] = await two();
    const id = "plan-1";
    const stored = await house.keeper.load(id);
    const rows = [...(stored?.snapshot ? [stored.snapshot] : []), ...(stored?.tail ?? [])];
    const amended = planOfNode(
      schema.node("doc", null, [schema.node("paragraph", { id: "p1" }, [schema.text("Amended.")])]),
    );
    const bytes = updateTo(
      rows.map((row) => row.bytes),
      amended,
    );
    const entry = {
      documentId: id,
      epoch: stored?.epoch ?? 1,
      personId: "server",
      updateId: "a1",
      clients: [],
    };
    await house.keeper.append([{ ...entry, bytes }]);
    house.bus.tell({ kind: "text-written", documentId: id });
    await until(() => ana.words() === "Amended." && bruno.words() === "Amended.", "the words of the act");
    ana.type("More ");
    await until(() => bruno.words().includes("More"), "typing goes on");
  });

  it("commits what many type at once in few commits", async () => {
    const [ana, bruno] = await two();
    house.keeper.stall();
    ana.type("one ");
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (let i = 0; i < 15; i++) {
      ana.type("a");
      bruno.type("b");
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    house.keeper.resume();
    await until(() => ana.unacknowledged.size === 0 && bruno.unacknowledged.size === 0);
    expect(house.keeper.commits.length).toBeLessThanOrEqual(4);
  });
});

describe("saved means committed", () => {
  it("shows peers nothing, and acknowledges nothing, while the keeper stalls", async () => {
    const [ana, bruno] = await two();
    house.keeper.stall();
    ana.type("Hidden");
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(bruno.words()).toBe("Purpose. ");
    expect(ana.unacknowledged.size).toBe(1);
    house.keeper.resume();
    await until(() => bruno.words().includes("Hidden") && ana.unacknowledged.size === 0);
  });

  it("tells the sender when the keeper fails, shows peers nothing, and takes the update when it comes again", async () => {
    const [ana, bruno] = await two();
    house.keeper.failures = 1;
    ana.type("Once");
    await until(() => ana.refusals.length > 0);
    expect(ana.refusals[0]).toMatchObject({ n: 1, reason: "not-stored", retryAfter: 1 });
    expect(bruno.words()).toBe("Purpose. ");
    ana.unacknowledged.set(1, new Uint8Array());
    await ana.join("plan-1");
    await until(() => bruno.words().includes("Once") && ana.unacknowledged.size === 0);
  });

  it("holds no more than it may while the keeper stalls, and stores what it took", async () => {
    await house.close();
    house = await House.open(house.keeper, { rates: { bytes: [1e9, 1e9] } });
    const [ana] = await two();
    house.keeper.stall();
    ana.type("on its way ");
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (let count = 0; count < 24; count++) ana.type(`${count}${"y".repeat(200_000)} `);
    await until(() => ana.refusals.length > 0, "some is refused", 10_000);
    expect(ana.refusals[0]).toMatchObject({ reason: "not-stored", retryAfter: 2 });
    expect(house.gateway.open()["queue_bytes"]).toBeGreaterThan(3 * 1024 * 1024);
    expect(house.gateway.open()["queue_bytes"]).toBeLessThan(5 * 1024 * 1024);
    house.keeper.resume();
    await until(() => house.gateway.open()["queue_bytes"] === 0, "the queue is empty", 10_000);
    // What was taken is stored, and nothing of what was refused.
    expect(house.keeper.documents.get("plan-1")?.rows.length).toBe(2 + 24 + 1 - ana.refusals.length - 1);
  });

  it("shows everybody what was stored although the answer was lost, once", async () => {
    const [ana, bruno] = await two();
    house.keeper.lateFailures = 1;
    ana.type("Stored");
    await until(() => ana.refusals.length > 0);
    await until(() => bruno.words().includes("Stored"));
    ana.unacknowledged.set(1, new Uint8Array());
    await ana.join("plan-1");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(bruno.words()).toBe("Purpose. Stored");
    bruno.type("!");
    await until(() => ana.words() === "Purpose. Stored!");
  });

  it("has everything acknowledged after a restart with the same keeper", async () => {
    const [ana, bruno] = await two();
    for (let i = 0; i < 30; i++) (i % 2 ? ana : bruno).type(`${i} `);
    await until(() => ana.unacknowledged.size === 0 && bruno.unacknowledged.size === 0);
    await until(() => ana.words() === bruno.words());
    const text = ana.words();
    await house.close();
    house = await House.open(house.keeper);
    const later = house.client("ana");
    await later.join("plan-1");
    expect(later.words()).toBe(text);
    expect(house.keeper.documents.get("plan-1")?.snapshot?.seq).toBe(31);
  });

  it("takes what was typed without a connection when the editor returns", async () => {
    const [ana, bruno] = await two();
    const port = house.port;
    ana.socket.disconnect();
    ana.type("offline ");
    bruno.type("online ");
    await until(() => bruno.unacknowledged.size === 0);
    expect(port).toBe(house.port);
    ana.socket.connect();
    const reply = await ana.join("plan-1");
    expect(reply.ok).toBe(true);
    await until(() => ana.words() === bruno.words() && bruno.words().includes("offline"));
  });
});

describe("versions", () => {
  it("lets an older schema read and not write", async () => {
    const id = house.begin("plan-1", plan);
    const ana = house.client("ana");
    // One of version 1 would delete the footnotes that version 2 brought, for everybody.
    expect(SCHEMA_VERSION).toBeGreaterThan(1);
    expect(await ana.join(id, { schema: 1 })).toMatchObject({
      ok: true,
      edit: false,
      why: "schema-older",
      schema: SCHEMA_VERSION,
    });
    ana.type("x");
    await until(() => ana.refusals.length > 0);
    expect(ana.refusals[0]?.reason).toBe("schema-older");
  });

  it("asks a newer schema to come back later", async () => {
    const ana = house.client("ana");
    expect(await ana.join(house.begin(), { schema: 99 })).toMatchObject({
      ok: false,
      reason: "schema-newer",
    });
  });

  it("does not let a copy of another epoch in, and names the epoch", async () => {
    const ana = house.client("ana");
    expect(await ana.join(house.begin(), { epoch: 9 })).toMatchObject({
      ok: false,
      reason: "epoch",
      epoch: 1,
    });
  });

  it("closes the document for everybody when its epoch changes under them", async () => {
    const [ana, bruno] = await two();
    house.keeper.begin("plan-1", 2);
    ana.type("late");
    await until(() => ana.closings.length > 0 && bruno.closings.length > 0);
    expect(bruno.closings[0]?.reason).toBe("epoch");
    expect(await bruno.join("plan-1")).toMatchObject({ ok: false, reason: "epoch", epoch: 2 });
  });

  it("closes a document that was restored, before anybody writes again", async () => {
    const [ana] = await two();
    house.keeper.begin("plan-1", 2);
    await house.gateway.renew("plan-1");
    await until(() => ana.closings.length > 0);
    expect(ana.closings[0]?.reason).toBe("epoch");
  });

  it("does not talk to another protocol", async () => {
    const ana = house.client("ana", { protocol: 99 });
    await expect(ana.connected()).rejects.toThrow("protocol");
  });
});
