import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { rollFor } from "#server/store/rolls.ts";
import { focalPointHistory } from "#server/store/focal-points.ts";
import { refusalFrom, start } from "#test/factories.ts";
import { by, cycleId, fieldsOf, openPeopleHouse, someone, type PeopleHouse } from "./people-house.ts";

let house: PeopleHouse;
let at = start.getTime();

beforeAll(async () => {
  house = await openPeopleHouse();
});
afterAll(() => house.close());
beforeEach(() => {
  house.renew();
  later();
});

const day = 86_400_000;
const later = () => {
  at += day;
  house.ground.clock.set(new Date(at));
};
const roll = () => rollFor(house.store.db, { kind: "officers", cycleId }, house.ground.clock.now());
const appoint = (seatId: string, country: string, person = someone(), act = by("letter")) =>
  house.seats.appoint(house.staff, { seatId, country, person, act });

describe("a seat of the officers", () => {
  it("stays its country's through a change of person, and so does its line of a roll", async () => {
    const seat = await house.seatAt(0);
    await appoint(seat.id, seat.country ?? "");
    const before = await roll();
    later();
    const next = someone("Next");
    await appoint(seat.id, seat.country ?? "", next);
    expect(await house.seatAt(0)).toMatchObject({
      id: seat.id,
      country: seat.country,
      holders: [{ name: "Next" }],
    });
    expect(await roll()).toEqual(before);
    expect(before.entries[0]).toMatchObject({ seat: seat.id, occupied: true });
  });

  it("passes to another country, or to none, for the rest of its term, and the record says so", async () => {
    const seat = await house.seatAt(2);
    await house.seats.end(house.staff, { seatId: seat.id, country: true, act: by("ending") });
    const vacant = await house.seatAt(2);
    expect(vacant).toMatchObject({ country: null, untilEvent: "next-conference" });
    expect(house.recorded()).toContain("seat.passed");
    await appoint(vacant.id, "GT");
    const entries = await house.store.db.journalEntry.findMany({
      where: { kind: "seat.passed" },
      orderBy: { at: "desc" },
      take: 2,
    });
    const facts = entries.map((entry) => {
      const { facts } = JSON.parse(entry.facts) as { facts: { from: string | null; to: string | null } };
      return [facts.from, facts.to];
    });
    expect(facts).toContainEqual(["MX", null]);
    expect(facts).toContainEqual([null, "GT"]);
  });

  it("is held since the day of the act where it says so, and never before that day has come", async () => {
    const seat = await house.seatAt(1);
    const from = new Date(at - 20 * day);
    await appoint(seat.id, seat.country ?? "", someone("Since"), { ...by("letter"), from });
    expect((await house.seatAt(1)).holders[0]?.from).toEqual(from);
    const soon = { ...by("letter"), from: new Date(at + 1) };
    expect(await fieldsOf(appoint(seat.id, seat.country ?? "", someone(), soon))).toEqual({
      from: "act.not-yet",
    });
  });

  it("names the letter that its act rests on", async () => {
    const { id } = await house.store.db.storedFile.create({
      data: {
        title: "note.pdf",
        language: "es",
        name: "note.pdf",
        mediaType: "application/pdf",
        bytes: 1,
        sha256: "0".repeat(64),
        personId: house.staff.id,
        at: new Date(at),
      },
    });
    const seat = await house.seatAt(4);
    await appoint(seat.id, seat.country ?? "", someone(), { ...by("letter"), letterId: id });
    expect((await house.seatAt(4)).holders[0]?.letterId).toBe(id);
  });
});

describe("the observer of a sector", () => {
  const observers = async () =>
    (await house.seats.table(house.staff, { cycleId, language: "en" })).seats.filter(
      ({ office }) => office === "observer",
    );
  it("is designated by a body of that sector; a sector without one is vacant", async () => {
    const given = { cycleId, sector: "civil-society", institution: "Redes", act: by("designation") } as const;
    await house.seats.enterObserver(house.staff, {
      ...given,
      designatedBy: "Regional Caucus",
      person: someone("Ana"),
    });
    const shown = await observers();
    expect(shown).toHaveLength(3);
    expect(shown[0]?.holders).toMatchObject([
      { name: "Ana", institution: "Redes", designatedBy: "Regional Caucus" },
    ]);
    expect(shown[1]?.holders).toEqual([]);
  });
});

describe("a focal point", () => {
  const enter = (person = someone(), institution: string | null = null, more = {}) =>
    house.seats.enterFocalPoint(house.staff, {
      country: "UY",
      person,
      institution,
      beside: false,
      act: by("ratification"),
      ...more,
    });
  it("is an entity with its persons; each change stays in the history, with the act that ended it", async () => {
    const first = someone("First");
    await enter(first, "Agency");
    later();
    const second = someone("Second");
    await enter(second, "Ministry", { act: by("appointment", "Note 20/2011") });
    await enter(someone("Beside"), "Ministry", { beside: true });
    const { points, history } = await house.seats.focalPoints(house.staff, "en", "UY");
    const uruguay = points.find(({ iso }) => iso === "UY");
    expect(uruguay?.holders.map(({ name, institution }) => `${name}, ${institution}`).sort()).toEqual([
      "Beside, Ministry",
      "Second, Ministry",
    ]);
    expect(history.find(({ name }) => name === "First")).toMatchObject({
      institution: "Agency",
      until: new Date(at),
      endedBy: "Note 20/2011",
    });
    expect(history).toHaveLength(3);
  });

  it("who was known before speaks from the entity that the letter names", async () => {
    const known = someone("Known");
    await enter(known, "Agency");
    later();
    await enter(someone(), "Agency");
    later();
    await enter(known, "Presidency");
    const history = await focalPointHistory(house.store.db, "UY");
    expect(history[0]).toMatchObject({ name: "Known", institution: "Presidency", until: null });
  });

  it("is entered by the secretariat alone", async () => {
    const given = {
      country: "BR",
      person: someone(),
      institution: null,
      beside: false,
      act: by("appointment"),
    };
    expect((await refusalFrom(house.seats.enterFocalPoint(house.focalBr, given))).key).toBe(
      "may-not.focal-point.enter",
    );
  });
});
