import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodeFrame } from "#app/document/frames.ts";
import { planOfNode } from "#app/document/plan.ts";
import { schema } from "#app/document/schema.ts";
import { limits } from "#app/document/wire.ts";
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

async function enter(token: string): Promise<Client> {
  const client = house.client(token);
  const reply = await client.join("plan-1");
  expect(reply.ok).toBe(true);
  return client;
}

const quiet = (ms = 120) => new Promise((resolve) => setTimeout(resolve, ms));

describe("presence", () => {
  beforeEach(() => void house.begin("plan-1", plan));

  it("shows who is here by the name, country and office that the server knows", async () => {
    const [ana, olga] = [await enter("ana"), await enter("olga")];
    await until(() => ana.members.size === 2);
    expect(ana.members.get(olga.member)).toEqual({
      member: olga.member,
      client: olga.doc.clientID,
      name: "Olga Observer",
      country: null,
      office: "observer",
      edit: false,
    });
    expect(olga.members.get(ana.member)).toMatchObject({ name: "Ana Quispe", country: "PE", edit: true });
  });

  it("sends the latest cursor of each, stamped with whose it is", async () => {
    const [ana, bruno] = [await enter("ana"), await enter("bruno")];
    for (let i = 1; i <= 5; i++) ana.point(new Uint8Array([i]));
    await until(() => bruno.frames.some((frame) => frame.kind === "cursors"));
    const cursors = bruno.frames.filter((frame) => frame.kind === "cursors");
    expect(cursors).toHaveLength(1);
    expect(cursors[0]?.entries.map((entry) => [entry.member, [...entry.cursor]])).toEqual([
      [ana.member, [5]],
    ]);
  });

  it("shows a newcomer the cursors that are there", async () => {
    const ana = await enter("ana");
    ana.point(new Uint8Array([7]));
    await quiet();
    const bruno = await enter("bruno");
    await until(() => bruno.frames.some((frame) => frame.kind === "cursors"));
  });

  it("drops and counts a cursor that is too large, or for a document that was not joined", async () => {
    const ana = await enter("ana");
    ana.point(new Uint8Array(limits.cursor + 1));
    ana.point(new Uint8Array([1]), 4711);
    await until(() => house.gateway.counts()["cursor-dropped"] === 2);
  });

  it("drops a frame of the server's kinds that a client sends", async () => {
    const [ana, bruno] = [await enter("ana"), await enter("bruno")];
    const entries = [{ member: bruno.member, cursor: new Uint8Array([1]) }];
    ana.socket.emit("hot", encodeFrame({ kind: "cursors", handle: ana.handle, entries }));
    await until(() => house.gateway.counts()["malformed"] === 1);
    expect(bruno.frames.filter((frame) => frame.kind === "cursors")).toEqual([]);
  });

  it("tells when somebody leaves", async () => {
    const [ana, bruno] = [await enter("ana"), await enter("bruno")];
    await until(() => ana.members.has(bruno.member));
    bruno.socket.disconnect();
    await until(() => !ana.members.has(bruno.member));
  });
});

describe("hints", () => {
  it("tells those who watch a page that something on it changed, and nobody else", async () => {
    const [ana, bruno] = [house.client("ana"), house.client("bruno")];
    await Promise.all([ana.connected(), bruno.connected()]);
    const granted = await new Promise((resolve) =>
      ana.socket.emit("watch", ["/groups/a/plan", "hidden"], resolve),
    );
    expect(granted).toEqual(["/groups/a/plan"]);
    house.bus.tell({
      kind: "recorded",
      entryId: "1",
      event: "plan.frozen",
      groupId: "g",
      roundId: null,
      link: "/groups/a/plan",
    });
    await until(() => ana.changes.length > 0);
    expect(ana.changes).toEqual([{ topic: "/groups/a/plan", kind: "plan.frozen" }]);
    // Work on a draft is no matter of everybody's: what is told next is not told after it.
    const draft = {
      entryId: "2",
      event: "page.edited",
      groupId: "g",
      roundId: null,
      link: "/groups/a/plan",
    } as const;
    house.bus.tell({ kind: "recorded", ...draft });
    house.bus.tell({ kind: "recorded", ...draft, event: "plan.adopted" });
    await until(() => ana.changes.length > 1);
    expect(ana.changes.slice(1)).toEqual([{ topic: "/groups/a/plan", kind: "plan.adopted" }]);
    expect(bruno.changes).toEqual([]);
  });
});
