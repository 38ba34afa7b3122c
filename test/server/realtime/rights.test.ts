/** Rights that change while a text is open: who is asked again, how soon, and what counts where answers are late or lost. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Seat } from "#server/realtime/keeper.ts";
import { until, type Client } from "./client.ts";
import { House } from "./house.ts";

let house: House;
beforeEach(async () => {
  house = await House.open();
  house.begin("plan-1");
});
afterEach(() => house.close());

const quiet = (ms = 150) => new Promise((resolve) => setTimeout(resolve, ms));

async function enter(token: string, id = "plan-1"): Promise<Client> {
  const client = house.client(token);
  expect((await client.join(id)).ok).toBe(true);
  return client;
}

/** From now on the door answers about seats when it is told to, each question by itself. */
function slowDoor() {
  const { door } = house;
  const quick = door.mayJoin;
  const asked: {
    document: string;
    person: string;
    answer: (seat?: Seat | null) => void;
    fail: () => void;
  }[] = [];
  door.mayJoin = async (actor, documentId) => {
    // What the database said when it was asked.
    const then = await quick(actor, documentId);
    return new Promise((resolve, reject) => {
      asked.push({
        document: documentId,
        person: actor.kind === "person" ? actor.id : "",
        answer: (seat = then) => resolve(seat),
        fail: () => reject(new Error("the door does not answer")),
      });
    });
  };
  return { asked, quick: () => void (door.mayJoin = quick) };
}

const changed = (personId: string) => house.bus.tell({ kind: "rights-changed", personId });

describe("a right that ended", () => {
  it("does not come back where an older answer arrives after a newer one", async () => {
    const ana = await enter("ana");
    const slow = slowDoor();
    changed("ana");
    await until(() => slow.asked.length === 1);
    house.editors.delete("ana");
    changed("ana");
    await until(() => slow.asked.length === 2);
    slow.asked[1]?.answer();
    await until(() => ana.seats.length > 0);
    slow.asked[0]?.answer();
    await quiet();
    expect(ana.seats.map(({ edit }) => edit)).toEqual([false]);
    ana.type("late");
    await until(() => ana.refusals.length > 0);
    expect(ana.refusals[0]?.reason).toBe("read-only");
  });

  it("is not in use any more where the door does not answer, and comes back when the door says that it holds", async () => {
    const ana = await enter("ana");
    const slow = slowDoor();
    changed("ana");
    await until(() => slow.asked.length === 1);
    slow.asked[0]?.fail();
    await until(() => ana.seats.length === 1);
    expect(ana.seats[0]).toMatchObject({ edit: false, why: "read-only" });
    await until(() => slow.asked.length === 2, "it is asked again");
    slow.asked[1]?.fail();
    await until(() => slow.asked.length === 3, "and again");
    slow.asked[2]?.answer();
    await until(() => ana.seats.length === 2);
    expect(ana.seats[1]).toMatchObject({ edit: true, why: null });
    ana.type("on");
    await until(() => ana.unacknowledged.size === 0);
    expect(ana.refusals).toEqual([]);
  });

  it("is not in use for more than two seconds where the door says nothing", async () => {
    const ana = await enter("ana");
    slowDoor();
    const at = Date.now();
    changed("ana");
    await until(() => ana.seats.length === 1);
    expect(Date.now() - at).toBeLessThan(2000);
    expect(ana.seats[0]).toMatchObject({ edit: false });
  });
});

describe("a session that ended", () => {
  it("opens no text, where it ended after the line was let in and before it was known", async () => {
    const { door } = house;
    const quick = door.who;
    let answer: () => void = () => undefined;
    door.who = async (handshake) => {
      const pass = await quick(handshake);
      await new Promise<void>((resolve) => (answer = resolve));
      door.who = quick;
      return pass;
    };
    const ana = house.client("ana");
    await quiet();
    house.sessions.delete("ana");
    house.bus.tell({ kind: "session-ended", personId: "ana", handle: "session-ana" });
    answer();
    await ana.connected();
    expect(await ana.join("plan-1")).toMatchObject({ ok: false, reason: "session-ended" });
    await until(() => !ana.socket.connected);
    expect(ana.goodbyes).toEqual(["session-ended"]);
  });

  it("opens no second text", async () => {
    house.begin("plan-2");
    const ana = await enter("ana");
    house.sessions.delete("ana");
    expect(await ana.join("plan-2", { epoch: null })).toMatchObject({ ok: false, reason: "session-ended" });
  });
});

describe("who is asked for again", () => {
  const recorded = (event: "group.discontinued" | "grant.ended", groupId: string | null) =>
    house.bus.tell({ kind: "recorded", entryId: "e", event, groupId, roundId: null, link: "/groups/x" });

  it("are those in the texts of the group that it was recorded for", async () => {
    house.begin("plan-south");
    await enter("ana");
    await enter("bruno", "plan-south");
    const slow = slowDoor();
    recorded("group.discontinued", "south");
    await until(() => slow.asked.length > 0);
    await quiet();
    expect(slow.asked.map(({ person }) => person)).toEqual(["bruno"]);
    slow.asked[0]?.answer();
  });

  it("are all persons and no stranger, where it was recorded for no group", async () => {
    house.begin("plan-south");
    await enter("ana");
    await enter("bruno", "plan-south");
    await enter("nobody");
    const slow = slowDoor();
    recorded("grant.ended", null);
    await until(() => slow.asked.length === 2);
    await quiet();
    expect(slow.asked.map(({ person }) => person)).toEqual(["ana", "bruno"]);
    for (const { answer } of slow.asked) answer();
  });

  it("are those whose right it is before all others, and only they do not write meanwhile", async () => {
    for (let count = 0; count < 6; count++) await enter("ana");
    await enter("bruno");
    const slow = slowDoor();
    recorded("grant.ended", null);
    await until(() => slow.asked.length === 4);
    changed("bruno");
    slow.asked[0]?.answer();
    await until(() => slow.asked.length === 5);
    expect(slow.asked[4]?.person).toBe("bruno");
    for (const at of [4, 1, 2, 3, 5, 6]) {
      await until(() => slow.asked.length > at);
      slow.asked[at]?.answer();
    }
    await quiet();
    expect(slow.asked).toHaveLength(7);
    for (const { seats } of house.clients) expect(seats).toEqual([]);
  });

  it("are few at once, those who write first, and strangers once for all", async () => {
    for (let count = 0; count < 6; count++) await enter("nobody");
    for (let count = 0; count < 3; count++) await enter("olga");
    for (let count = 0; count < 3; count++) await enter("ana");
    const slow = slowDoor();
    recorded("group.discontinued", "north");
    await until(() => slow.asked.length === 4);
    await quiet();
    expect(slow.asked.slice(0, 3).map(({ person }) => person)).toEqual(["ana", "ana", "ana"]);
    for (let at = 0; at < 7; at++) {
      await until(() => slow.asked.length > at);
      slow.asked[at]?.answer();
    }
    await quiet();
    expect(slow.asked).toHaveLength(7);
    expect(slow.asked.filter(({ person }) => person === "")).toHaveLength(1);
  });
});
