import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { defaultTerms } from "#app/domain/round.ts";
import { letterServices } from "#server/services/letters.ts";
import { termsServices } from "#server/services/terms.ts";
import { setWanted } from "#server/store/unsubscriptions.ts";
import { start } from "#test/factories.ts";
import { full, hours, letterHouse, to } from "./letter-house.ts";

let house: Awaited<ReturnType<typeof letterHouse>>;

beforeAll(async () => {
  house = await letterHouse();
}, 120_000);
afterAll(() => house.store.close());
beforeEach(() => house.begin());

describe("a reminder", () => {
  it("goes only to those who have not answered, once for each mark, and never after the answer", async () => {
    const { number } = await house.groupRound("express", 10);
    await house.give("peru", number, "PE");
    await house.letters.follow();
    await house.fresh();
    house.set(hours(start, 119));
    await house.letters.remind();
    expect(await house.brief()).toEqual([]);
    house.set(hours(start, 120));
    await Promise.all(Array.from({ length: 6 }, () => house.letters.remind()));
    expect(await house.brief()).toEqual(to("round-reminder", "Brazil", "Chile", "Focal"));
    house.set(hours(start, 125));
    expect(await house.letters.remind()).toBe(0);
    await house.give("chile", number, "CL");
    house.set(hours(start, 240 - 72));
    await house.letters.remind();
    expect(await house.brief()).toEqual(to("round-reminder", "Brazil"));
    await house.give("brazil", number, "BR");
    house.set(hours(start, 240 - 24));
    expect(await house.letters.remind()).toBe(0);
  });

  it("is not made good when nobody was there to send it, and has new marks after an extension", async () => {
    const { roundId } = await house.groupRound("express", 10);
    await house.letters.follow();
    await house.fresh();
    house.set(hours(start, 120 + 13));
    expect(await house.letters.remind()).toBe(0);
    house.set(hours(start, 200));
    const closing = hours(start, 400);
    await house.extend(roundId, closing);
    await house.letters.follow();
    await house.fresh();
    house.set(hours(start, 240 - 24));
    expect(await house.letters.remind()).toBe(0);
    house.set(hours(start, 300));
    expect(await house.letters.remind()).toBe(4);
    const text = (await house.fresh())[0]?.text ?? "";
    expect(text).toContain(full("fr", closing));
  });

  it("does not go to somebody who declined reminders; formal letters do", async () => {
    const chile = house.who("chile").id;
    await setWanted(house.store.db, chile, "reminders", false, start);
    await house.groupRound("express", 10);
    await house.letters.follow();
    expect(await house.brief()).toContain("round-opened → Chile");
    house.set(hours(start, 120));
    await house.letters.remind();
    expect(await house.brief()).not.toContain("round-reminder → Chile");
    await setWanted(house.store.db, chile, "reminders", true, start);
    await house.letters.remind();
    expect(await house.brief()).toEqual(to("round-reminder", "Chile"));
  });

  it("of a capital goes to that country alone, 72 and 24 hours before its date", async () => {
    const { number } = await house.groupRound("express", 3);
    await house.give("chile", number, "CL", { kind: "ad-referendum", confirmDay: "2011-03-20" });
    await house.give("peru", number, "PE");
    await house.give("brazil", number, "BR");
    await house.letters.follow();
    await house.fresh();
    const date = (await house.live(number)).positions.find(({ confirmBy }) => confirmBy)?.confirmBy ?? start;
    house.set(hours(date, -72));
    await house.letters.remind();
    await house.letters.remind();
    const found = await house.fresh();
    expect(found.map(({ kind, to: name }) => `${kind} → ${name}`)).toEqual(
      to("ad-referendum", "Chile", "Focal"),
    );
    expect(found[1]?.text).toContain("To be confirmed by: Sunday 20 March 2011, 23:59 Santiago (UTC−3)");
    house.set(hours(date, -24));
    expect(await house.letters.remind()).toBe(2);
  });
});

describe("a letter on its way", () => {
  const deliver = async (where: { kind: string; roundId: string; personId: string }) => {
    const service = letterServices(house.ground);
    const letter = await house.store.db.letter.findFirstOrThrow({ where });
    const sent: unknown[] = [];
    await service.deliver(letter.id, async (ready) => void sent.push(ready), false);
    const row = await house.store.db.letter.findUniqueOrThrow({ where: { id: letter.id } });
    return { sent, row };
  };

  it("that reminds is dropped where the answer, the end or a decline came before it", async () => {
    const { number, roundId } = await house.groupRound("express", 10);
    house.set(hours(start, 120));
    await house.letters.remind();
    await house.give("chile", number, "CL");
    const chile = await deliver({ kind: "round-reminder", roundId, personId: house.who("chile").id });
    expect(chile.sent).toEqual([]);
    expect(chile.row).toMatchObject({ state: "dropped", error: null });
    await setWanted(house.store.db, house.who("brazil").id, "reminders", false, start);
    expect(
      (await deliver({ kind: "round-reminder", roundId, personId: house.who("brazil").id })).sent,
    ).toEqual([]);
    await setWanted(house.store.db, house.who("brazil").id, "reminders", true, start);
    house.set(hours(start, 240));
    expect((await deliver({ kind: "round-reminder", roundId, personId: house.who("peru").id })).sent).toEqual(
      [],
    );
  });

  it("that is formal goes, with the calendar file as the round now stands", async () => {
    const { roundId } = await house.groupRound("express", 10);
    await house.letters.follow();
    const { sent } = await deliver({ kind: "round-opened", roundId, personId: house.who("peru").id });
    expect(sent).toMatchObject([{ calendar: { name: expect.stringMatching(/^elac-\d+\.ics$/) } }]);
    expect(sent).toMatchObject([{ decline: null }]);
  });

  it("to an account that was suspended or erased is not sent", async () => {
    const { roundId } = await house.groupRound("express", 10);
    await house.letters.follow();
    const where = { id: house.who("peru").id };
    await house.store.db.person.update({ where, data: { erasedAt: start } });
    expect((await deliver({ kind: "round-opened", roundId, personId: where.id })).sent).toEqual([]);
    await house.store.db.person.update({ where, data: { erasedAt: null } });
  });
});

describe("the marks at which a round reminds", () => {
  it("are its own: other terms of the body do not move those of a round that is open", async () => {
    const terms = termsServices(house.ground);
    const { number: before } = await house.groupRound("express", 10);
    const secretariat = house.who("secretariat");
    const { cycle, latest } = await terms.table(secretariat, { cycleId: null, roll: "group" });
    const act = { kind: "conference", reference: "Decision 8", date: null, letterId: null } as const;
    await terms.change(secretariat, {
      cycleId: cycle.id,
      roll: "group",
      terms: { remindHalfway: 0, remindFirst: 100, remindSecond: 0 },
      after: latest,
      act,
    });
    const { number: after } = await house.groupRound("express", 10);
    const reminded = async (at: number) => {
      await house.fresh();
      house.set(hours(start, at));
      await house.letters.remind();
      return new Set((await house.fresh()).map(({ roundId }) => roundId));
    };
    const [old, fresh] = [(await house.live(before)).id, (await house.live(after)).id];
    await house.letters.follow();
    expect(await reminded(120)).toEqual(new Set([old]));
    expect(await reminded(140)).toEqual(new Set([fresh]));
    expect(await reminded(168)).toEqual(new Set([old]));
    expect(await reminded(216)).toEqual(new Set([old]));
  });

  it("are the platform's for a round that was opened before there was such a term", async () => {
    const { roundId } = await house.groupRound("express", 10);
    const { db } = house.store;
    const { outcomeDays } = defaultTerms;
    const values = Object.fromEntries(
      Object.entries(defaultTerms).filter(([name]) => !name.startsWith("remind")),
    );
    const terms = { ...values, outcomeDays: { ...outcomeDays, value: 4 } };
    await db.round.update({ where: { id: roundId }, data: { terms } });
    const { round } = await house.recordedOf(roundId);
    expect(round.terms).toEqual({ ...defaultTerms, outcomeDays: { ...outcomeDays, value: 4 } });
    await house.letters.follow();
    await house.fresh();
    house.set(hours(start, 120));
    expect(await house.letters.remind()).toBe(4);
  });
});
