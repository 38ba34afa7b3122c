/** The times of rounds against a clock that is set: scheduled openings, exact ends, outages, annulment, the stamp of an act. */
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { read } from "#app/domain/consensus.ts";
import { addWorkingDays, regionalInstant } from "#app/domain/region.ts";
import { outageServices } from "#server/services/outages.ts";
import { roundSubjects } from "#server/services/subjects.ts";
import { chainIds, verifyChain } from "#server/store/journal-reading.ts";
import { roundById, roundsOf } from "#server/store/rounds.ts";
import { onServer } from "#test/database.ts";
import { refusalFrom, start } from "#test/factories.ts";
import { goalHouse, inDays, objection } from "./goal-house.ts";

const { store, ground, goals, rounds, who, draft, at, live, form } = await goalHouse();
const outages = outageServices(ground, roundSubjects);

afterAll(() => store.close());

const hour = 3_600_000;
const later = (instant: Date, ms: number) => new Date(instant.getTime() + ms);

/** A round of the group on a goal. */
async function opened(
  times: { opening?: Date; closing: Date },
  mode: "express" | "silence" = "express",
): Promise<{ number: number; roundId: string }> {
  ground.clock.set(start);
  const number = await draft();
  await goals.discuss(who("chile"), await at(number));
  const roundId = await goals.openGroupRound(who("peru"), { ...(await at(number)), mode, ...times });
  return { number, roundId };
}

const roundOf = async (roundId: string) => {
  const recorded = await roundById(store.db, roundId);
  if (recorded === null) throw new Error("there is no such round");
  return recorded;
};
const state = async (roundId: string) => read((await roundOf(roundId)).round, ground.clock.now()).state;
const extensions = async (roundId: string) =>
  (await store.db.journalEntry.findMany({ where: { roundId, kind: "round.extended" } })).map(
    ({ facts }) => JSON.parse(facts) as { facts: Record<string, unknown>; actorId: string | null },
  );

/** The platform stands still between two instants, and starts again at the second. */
async function down(from: Date, until: Date): Promise<void> {
  ground.clock.set(from);
  await store.db.setting.upsert({
    where: { key: "heartbeat" },
    create: { key: "heartbeat", value: from.toISOString() },
    update: { value: from.toISOString() },
  });
  ground.clock.set(until);
  await outages.beat();
}

describe("a scheduled round", () => {
  const opening = inDays(2);

  it("is scheduled until its exact opening; positions are refused with the time", async () => {
    const { number, roundId } = await opened({ opening, closing: inDays(9) });
    ground.clock.set(later(opening, -1));
    expect(await state(roundId)).toBe("scheduled");
    expect(await refusalFrom(rounds.give(who("chile"), await form(number, "CL")))).toMatchObject({
      key: "round.not-open",
    });
    ground.clock.set(opening);
    expect(await state(roundId)).toBe("open");
    await rounds.give(who("chile"), await form(number, "CL"));
  });

  it("may be withdrawn or annulled before, and its goal goes back to the group", async () => {
    for (const act of ["withdraw", "annul"] as const) {
      const { number, roundId } = await opened({ opening, closing: inDays(9) });
      await rounds[act](who("peru"), { roundId, reason: "Otra fecha." });
      expect(await roundOf(roundId)).toMatchObject({ annulled: act === "annul" });
      expect(await at(number)).toMatchObject({ stage: "discussed" });
    }
  });

  it("is not opened in the past, nor a silence that is too short from its opening; the earliest end is told", async () => {
    const invalid = { kind: "invalid" };
    const past = opened({ opening: later(start, -1), closing: inDays(9) });
    expect(await refusalFrom(past)).toMatchObject({ ...invalid, key: "round.opening-past" });
    const closing = later(opening, 72 * hour);
    const short = opened({ opening, closing: later(closing, -1) }, "silence");
    await expect(short).rejects.toMatchObject({
      refusal: { key: "round.silence-too-short", params: { hours: 72, at: closing.toISOString() } },
    });
    await opened({ opening, closing }, "silence");
  });
});

describe("an annulment", () => {
  it("takes back a round without positions, with its reason, on record; the goal may have another round", async () => {
    const { number, roundId } = await opened({ closing: inDays(9) });
    expect(await refusalFrom(rounds.annul(who("chile"), { roundId, reason: "x" }))).toMatchObject({
      kind: "forbidden",
    });
    const form = { roundId, reason: "Se abrió sobre el texto equivocado." };
    await rounds.annul(who("peru"), form);
    await rounds.annul(who("peru"), form);
    expect(await store.db.journalEntry.count({ where: { roundId, kind: "round.annulled" } })).toBe(1);
    expect(await state(roundId)).toBe("withdrawn");
    await goals.openGroupRound(who("peru"), { ...(await at(number)), mode: "express", closing: inDays(9) });
    expect(await roundsOf(store.db, { kind: "goal", id: (await at(number)).id })).toHaveLength(2);
  });

  it("is refused once a position is on record, even one that was changed; withdrawing is not", async () => {
    const { number, roundId } = await opened({ closing: inDays(9) });
    await rounds.give(who("chile"), await form(number, "CL"));
    expect(await refusalFrom(rounds.annul(who("peru"), { roundId, reason: "x" }))).toEqual({
      kind: "conflict",
      key: "round.has-positions",
    });
    await rounds.withdraw(who("peru"), { roundId, reason: "Se cambia el texto." });
    expect(await roundOf(roundId)).toMatchObject({ annulled: false });
    expect(await refusalFrom(rounds.record(who("peru"), { roundId }))).toMatchObject({
      key: "round.withdrawn",
    });
  });
});

describe("the platform down over the end of a silence", () => {
  // Outages stay: each test has days of its own.
  let days = 0;
  let closing = start;
  beforeEach(() => {
    days += 10;
    closing = inDays(days);
  });

  it("moves the end by the time lost, on reading and writing, and puts it on record once", async () => {
    const { number, roundId } = await opened({ closing }, "silence");
    await down(later(closing, -hour), later(closing, 3 * hour));
    const end = later(closing, 4 * hour);
    expect((await roundOf(roundId)).round.closing).toEqual(end);
    expect(await extensions(roundId)).toMatchObject([
      {
        actorId: null,
        facts: { before: closing.toISOString(), closing: end.toISOString(), because: "outage" },
      },
    ]);
    ground.clock.set(later(end, -1));
    expect(await state(roundId)).toBe("open");
    await rounds.give(who("chile"), await form(number, "CL", objection));
    expect(await state(roundId)).toBe("broken");
    expect(await extensions(roundId)).toHaveLength(1);
  });

  it("binds by itself where nobody put it on record, and the first act does", async () => {
    const { number, roundId } = await opened({ closing }, "silence");
    await store.db.outage.create({ data: { from: later(closing, -2 * hour), until: later(closing, hour) } });
    const end = later(closing, 3 * hour);
    ground.clock.set(later(closing, hour));
    expect((await live(number)).round.closing).toEqual(end);
    expect(await state(roundId)).toBe("open");
    expect(await refusalFrom(rounds.record(who("peru"), { roundId }))).toMatchObject({ key: "round.needs" });
    expect(await extensions(roundId)).toHaveLength(0);
    await rounds.give(who("chile"), await form(number, "CL"));
    expect(await extensions(roundId)).toHaveLength(1);
    expect((await roundOf(roundId)).closingSet).toEqual(end);
    ground.clock.set(addWorkingDays(end, 1));
    expect(await rounds.record(who("peru"), { roundId })).toBe("consensus");
    await store.db.setting.deleteMany({ where: { key: "heartbeat" } });
  });

  it("moves nothing for a short pause, an outage long before the end, an express round, or one that is over", async () => {
    const express = await opened({ closing });
    const { roundId: silent } = await opened({ closing }, "silence");
    const broken = await opened({ closing }, "silence");
    ground.clock.set(inDays(1));
    await rounds.give(who("chile"), await form(broken.number, "CL", objection));
    await down(inDays(days - 2), later(inDays(days - 2), hour));
    await down(later(closing, -hour), later(closing, -hour + 120_000));
    expect(await extensions(silent)).toHaveLength(0);
    await down(later(closing, -hour), later(closing, hour));
    for (const { roundId } of [express, broken]) expect(await extensions(roundId)).toHaveLength(0);
    expect((await roundOf(express.roundId)).round.closing).toEqual(closing);
    expect(await extensions(silent)).toHaveLength(1);
  });

  it("adds up over two outages, and what the Chair set after one stays as it was set", async () => {
    const { roundId } = await opened({ closing }, "silence");
    await down(later(closing, -3 * hour), later(closing, -2 * hour));
    await down(later(closing, -hour), later(closing, hour / 2));
    const moved = later(closing, 2.5 * hour);
    expect((await roundOf(roundId)).round.closing).toEqual(moved);
    expect(await extensions(roundId)).toHaveLength(2);
    const set = later(closing, 20 * hour);
    await rounds.extend(who("peru"), { roundId, before: moved, closing: set });
    expect((await roundOf(roundId)).round.closing).toEqual(set);
  });
});

describe("the instant of an act", () => {
  const closing = inDays(10);

  it("is that at which it holds the lock: sent in time, it is refused where the end comes first", async () => {
    const { number, roundId } = await opened({ closing });
    const sent = await form(number, "CL");
    ground.clock.set(later(closing, -1));
    // Somebody holds the goal while the form is on its way; when they let go, the round has ended.
    let letGo = () => {};
    const held = new Promise<void>((resolve) => (letGo = resolve));
    let holding = () => {};
    const locked = new Promise<void>((resolve) => (holding = resolve));
    const other = store.transaction(async (tx) => {
      await tx.$queryRaw`SELECT "id" FROM "proposals" WHERE "number" = ${number} FOR UPDATE`;
      holding();
      await held;
    });
    await locked;
    const given = refusalFrom(rounds.give(who("chile"), sent));
    // On a server it stands at the row by then; embedded, its transaction begins when the other has ended.
    const waiting = `SELECT 1 FROM "pg_stat_activity" WHERE "datname" = current_database() AND "wait_event_type" = 'Lock'`;
    while (onServer && (await store.raw.query(waiting)).length === 0);
    ground.clock.set(closing);
    letGo();
    await other;
    expect(await given).toMatchObject({ key: "round.closed" });
    expect((await roundOf(roundId)).positions).toHaveLength(0);
  });

  it("is taken in the last millisecond, and stamped with it", async () => {
    const { number, roundId } = await opened({ closing });
    const sent = await form(number, "CL");
    ground.clock.set(later(closing, -1));
    await rounds.give(who("chile"), sent);
    expect((await roundOf(roundId)).positions[0]?.at).toEqual(later(closing, -1));
  });

  it("is the server's: nothing in a form says when it was sent", async () => {
    const { number, roundId } = await opened({ closing });
    const sent = { ...(await form(number, "CL")), at: inDays(1), receivedAt: inDays(1) };
    ground.clock.set(closing);
    expect(await refusalFrom(rounds.give(who("chile"), sent))).toMatchObject({ key: "round.closed" });
    expect((await roundOf(roundId)).positions).toHaveLength(0);
  });
});

describe("an end at the change of the clock", () => {
  it("is one instant: 23:30 comes twice on that night, and the later is meant", async () => {
    // Chile put its clocks back at midnight before Sunday 8 May 2011.
    const closing = regionalInstant("2011-05-07T23:30") ?? start;
    expect(closing.toISOString()).toBe("2011-05-08T03:30:00.000Z");
    const { number, roundId } = await opened({ closing });
    ground.clock.set(later(closing, -hour));
    await rounds.give(who("chile"), await form(number, "CL"));
    expect(await state(roundId)).toBe("open");
    ground.clock.set(closing);
    expect(await state(roundId)).toBe("lapsed");
  });
});

it("the chains hold after all of it", async () => {
  for (const id of await chainIds(store.db))
    expect(await verifyChain(store.db, id)).toMatchObject({ broken: null });
});
