import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { asBytes, unpackUpdates } from "#app/document/frames.ts";
import { planOfNode } from "#app/document/plan.ts";
import { schema } from "#app/document/schema.ts";
import { firstState, planFragment } from "#app/document/ydoc.ts";
import { webSocketFrame } from "#server/realtime/adapter.ts";
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

describe("coming back", () => {
  it("is answered with the rows after the last one read, where they are at hand", async () => {
    const id = house.begin("plan-1", plan);
    const [ana, bruno] = [house.client("ana"), house.client("bruno")];
    await ana.join(id);
    await bruno.join(id);
    for (const word of ["one ", "two ", "three "]) {
      ana.type(word);
      await until(() => bruno.words().includes(word));
    }
    const again = await bruno.join(id, { seq: 2 });
    if (!again.ok) throw new Error(again.reason);
    expect(again.seq).toBe(4);
    expect(unpackUpdates(asBytes(again.state) ?? new Uint8Array())).toHaveLength(2);
    const nothing = await bruno.join(id, { seq: 4 });
    expect(nothing.ok && asBytes(nothing.state)).toHaveLength(0);
  });

  it("is answered by the state vector where the rows are not at hand, or are said to be more than there are", async () => {
    const id = house.begin("plan-1", plan);
    const ana = house.client("ana");
    await ana.join(id);
    for (const seq of [7, 999]) {
      const again = await ana.join(id, { seq });
      expect(again.ok && unpackUpdates(asBytes(again.state) ?? new Uint8Array())?.length).toBe(1);
    }
    const copy = new Y.Doc();
    Y.applyUpdate(copy, firstState(plan));
    const bruno = house.client("bruno");
    const reply = await bruno.join(id, { epoch: 1, seq: 0, sv: Y.encodeStateVector(copy) });
    expect(reply.ok).toBe(true);
  });

  it("tells as the server's state vector what is committed, never what is on its way", async () => {
    const id = house.begin("plan-1", plan);
    const [ana, bruno] = [house.client("ana"), house.client("bruno")];
    await ana.join(id);
    house.keeper.stall();
    ana.type("on its way ");
    await until(() => ana.unacknowledged.size === 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const reply = await bruno.join(id);
    if (!reply.ok) throw new Error(reply.reason);
    const vector = Y.decodeStateVector(asBytes(reply.sv) ?? new Uint8Array());
    expect(vector.has(ana.doc.clientID)).toBe(false);
    house.keeper.resume();
    await until(() => bruno.words().includes("on its way"));
    const later = await house.client("olga").join(id);
    const now = Y.decodeStateVector((later.ok && asBytes(later.sv)) || new Uint8Array());
    expect(now.get(ana.doc.clientID)).toBe(Y.getState(ana.doc.store, ana.doc.clientID));
  });
});

describe("who joins", () => {
  /** How often the door was asked who it is. */
  const asked = () => {
    const who = vi.spyOn(house.door, "who");
    return () => who.mock.calls.length;
  };

  it("is not asked for twice where it comes at once, and is where something was told since, or a second text is opened", async () => {
    const id = house.begin("plan-1", plan);
    house.begin("plan-2", plan);
    const times = asked();
    const ana = house.client("ana");
    expect((await ana.join(id)).ok).toBe(true);
    expect(times()).toBe(1);
    expect((await ana.join("plan-2")).ok).toBe(true);
    expect(times()).toBe(2);
    const bruno = house.client("bruno");
    await bruno.connected();
    house.bus.tell({ kind: "letters-queued" });
    expect((await bruno.join(id)).ok).toBe(true);
    expect(times()).toBe(4);
  });

  it("and whose session ended between the handshake and the join is not let in", async () => {
    const id = house.begin("plan-1", plan);
    const olga = house.client("olga");
    const { who } = house.door;
    // It ends while the answer that it is good is on its way: no socket of it is known yet.
    vi.spyOn(house.door, "who").mockImplementationOnce(async (handshake) => {
      const pass = await who(handshake);
      house.sessions.delete("olga");
      house.bus.tell({ kind: "session-ended", personId: "olga", handle: null });
      return pass;
    });
    expect(await olga.join(id)).toMatchObject({ ok: false, reason: "session-ended" });
  });
});

describe("what passed the gate and is no plan", () => {
  it("is taken out of the text for everybody, once, and whoever wrote it has to leave", async () => {
    const id = house.begin("plan-1", plan);
    // As an older server let it in: it is in the log, under an id of Bruno's.
    const spoiler = new Y.Doc();
    Y.applyUpdate(spoiler, firstState(plan));
    const before = Y.encodeStateVector(spoiler);
    planFragment(spoiler).insert(1, [new Y.XmlElement("script")]);
    const kept = house.keeper.documents.get(id);
    kept?.rows.push({ seq: 2, bytes: Y.encodeStateAsUpdate(spoiler, before) });
    kept?.owners.set(spoiler.clientID, "bruno");

    const [ana, bruno, olga] = [house.client("ana"), house.client("bruno"), house.client("olga")];
    await Promise.all([ana.join(id), bruno.join(id), olga.join(id)]);
    expect(planFragment(ana.doc).length).toBe(2);
    for (let i = 0; i < 500; i++) ana.type("x");
    await until(() => bruno.closings.length > 0, "Bruno leaves");
    expect(bruno.closings[0]?.reason).toBe("vocabulary");
    await until(() => planFragment(olga.doc).length === 1, "it is gone");
    await until(() => planFragment(ana.doc).length === 1, "it is gone");
    expect(ana.closings).toEqual([]);
    expect([...(kept?.ids.keys() ?? [])].filter((name) => name.startsWith("mend-"))).toHaveLength(1);
    expect(house.errors).toContainEqual(expect.objectContaining({ what: "not a plan" }));
  });
});

describe("what was written while nobody had it open", () => {
  it("is read in a while, and the document closes again", async () => {
    const other = await House.open(undefined, { readBehindEvery: 20 });
    const id = other.begin("plan-1", plan);
    await until(() => other.keeper.documents.get(id)?.snapshot?.seq === 1, "it is folded");
    await until(() => other.gateway.open()["documents"] === 0, "it is closed");
    await other.close();
  });
});

describe("a hot frame in its WebSocket frame", () => {
  for (const length of [0, 1, 125, 126, 65_535, 65_536, 70_000])
    it(`of ${length} bytes has the header that RFC 6455 asks for`, () => {
      const payload = new Uint8Array(length).fill(7);
      const [frame] = webSocketFrame(payload);
      expect(frame[0]).toBe(0b1000_0010);
      const [said, head] =
        length < 126
          ? [frame[1], 2]
          : length < 65_536
            ? [frame.readUInt16BE(2), 4]
            : [Number(frame.readBigUInt64BE(2)), 10];
      expect(said).toBe(length);
      expect(frame.length).toBe(head + length);
      expect(frame.subarray(head).equals(payload)).toBe(true);
    });
});

describe("a server that is about to stop", () => {
  it("never says that a session has ended to who joins or writes in its last moment", async () => {
    const id = house.begin("plan-1", plan);
    const [ana, bruno, olga] = [house.client("ana"), house.client("bruno"), house.client("olga")];
    for (const one of [ana, bruno]) expect((await one.join(id)).ok).toBe(true);
    await olga.connected();
    // Its word that it stops is on its way to all of them, and they do not know yet.
    const stopping = house.gateway.close();
    ana.type("x");
    const answers = await Promise.all([bruno.join(id), olga.join(id)]);
    expect(answers).toMatchObject([
      { ok: false, reason: "restarting" },
      { ok: false, reason: "restarting" },
    ]);
    await until(() => ana.refusals.length > 0, "it is refused");
    expect(ana.refusals[0]?.reason).toBe("restarting");
    await stopping;
  });
});
