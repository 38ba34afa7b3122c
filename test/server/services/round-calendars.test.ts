import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { languages } from "#app/i18n/language.ts";
import { calendarServices } from "#server/services/round-calendars.ts";
import { eventIn, instantOf, one } from "#test/calendar.ts";
import { refusalFrom, start } from "#test/factories.ts";
import { objection } from "./goal-house.ts";
import { full, hours, letterHouse, to } from "./letter-house.ts";

let house: Awaited<ReturnType<typeof letterHouse>>;
let calendars: ReturnType<typeof calendarServices>;

beforeAll(async () => {
  house = await letterHouse();
  calendars = calendarServices(house.ground);
}, 120_000);
afterAll(() => house.store.close());
beforeEach(() => house.begin());

const eventOf = async (roundId: string, language: (typeof languages)[number] = "en") =>
  eventIn(await calendars.ofRound((await house.recordedOf(roundId)).number, language));

describe("the calendar file of a round", () => {
  it("says the exact end in every language, as one event that keeps its name", async () => {
    const { roundId } = await house.groupRound("silence", 10);
    const { number, round } = await house.recordedOf(roundId);
    const names = new Set<string>();
    for (const language of languages) {
      const event = await eventOf(roundId, language);
      expect(instantOf(one(event, "DTSTART"))).toEqual(round.closing);
      expect(one(event, "URL").raw).toBe(`http://localhost:3000/${language}/rounds/${number}`);
      expect(one(event, "DESCRIPTION").text).toContain(full(language, round.closing));
      expect(one(event, "STATUS").raw).toBe("CONFIRMED");
      expect(one(event, "SEQUENCE").raw).toBe("0");
      names.add(one(event, "UID").text);
    }
    expect([...names]).toEqual([`round-${roundId}@localhost`]);
  });

  it("has a number that grows with every move of the end, by the Chair or by an outage", async () => {
    const { roundId } = await house.groupRound("silence", 10);
    const numberOf = async () => Number(one(await eventOf(roundId), "SEQUENCE").raw);
    const numbers = [await numberOf()];
    await house.extend(roundId, hours(start, 300));
    numbers.push(await numberOf());
    await house.extend(roundId, hours(start, 400));
    numbers.push(await numberOf());
    await house.store.db.outage.create({ data: { from: hours(start, 380), until: hours(start, 385) } });
    house.set(hours(start, 386));
    numbers.push(await numberOf());
    expect(instantOf(one(await eventOf(roundId), "DTSTART"))).toEqual(hours(start, 405));
    // The outage is entered with the next act; the end does not move again.
    await house.letters.follow();
    await house.extend(roundId, hours(start, 500));
    numbers.push(await numberOf());
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  });

  it("is cancelled by a withdrawal and by a broken silence", async () => {
    const withdrawn = await house.groupRound();
    await house.rounds.withdraw(house.who("peru"), { roundId: withdrawn.roundId, reason: "Otro texto" });
    const broken = await house.groupRound("silence", 10);
    await house.give("chile", broken.number, "CL", objection);
    for (const { roundId } of [withdrawn, broken]) {
      const event = await eventOf(roundId);
      expect(one(event, "STATUS").raw).toBe("CANCELLED");
      expect(Number(one(event, "SEQUENCE").raw)).toBeGreaterThan(0);
    }
  });

  it.each([0, -1, 1.5, 999, Number.NaN, 2 ** 40])("is not there for a round %s", async (number) => {
    expect(await refusalFrom(calendars.ofRound(number, "en"))).toEqual({
      kind: "unknown",
      key: "round.unknown",
    });
  });
});

describe("an outage", () => {
  it("that moves an end is told by the clock, and not again when it is entered", async () => {
    const { roundId } = await house.groupRound("silence", 10);
    await house.letters.follow();
    await house.fresh();
    await house.store.db.outage.create({ data: { from: hours(start, 230), until: hours(start, 235) } });
    house.set(hours(start, 236));
    await house.letters.remind();
    await house.letters.remind();
    const found = await house.fresh();
    const asked = ["Brazil", "Chile", "Focal", "Peru"];
    expect(found.map(({ kind, to: name }) => `${kind} → ${name}`)).toEqual(to("round-extended", ...asked));
    expect(found.find(({ to: name }) => name === "Focal")?.text).toContain(full("en", hours(start, 245)));
    await house.extend(roundId, hours(start, 300));
    await house.letters.follow();
    expect(await house.brief()).toEqual(to("round-extended", ...asked));
  });
});
