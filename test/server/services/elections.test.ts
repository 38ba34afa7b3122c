import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { CountryGroup } from "#app/domain/region.ts";
import type { Composition, ElectedEntered } from "#server/services/elections.ts";
import type { PersonEntered } from "#server/services/naming.ts";
import { chainIds, verifyChain } from "#server/store/journal-reading.ts";
import { rollFor } from "#server/store/rolls.ts";
import { actorOf, nobody, person, refusalFrom, representative, start } from "#test/factories.ts";
import { by, cycleId, fieldsOf, openPeopleHouse, someone, type PeopleHouse } from "./people-house.ts";

let house: PeopleHouse;

beforeAll(async () => {
  house = await openPeopleHouse();
});
afterAll(() => house.close());
beforeEach(() => house.renew());

const hour = 3_600_000;

const seat = (
  group: CountryGroup,
  number: number,
  country: string | null,
  person: PersonEntered | null = null,
): ElectedEntered => ({ group, number, country, chair: country === "CO", person });

/** Colombia in the Chair, with whoever sits for it; Ecuador stays; other places are vacant. */
const elected = (colombia: PersonEntered | null, more: Partial<Composition> = {}): Composition => ({
  cycleId,
  seats: [
    seat("andean", 1, "CO", colombia),
    seat("andean", 2, "EC"),
    seat("southern-cone", 1, "BR", someone("Marcos")),
    seat("caribbean", 2, "JM"),
  ],
  until: null,
  act: by("conference", "eLAC2018, decision 1"),
  ...more,
});
const officers = async () =>
  (await house.seats.table(house.staff, { cycleId, language: "en" })).seats.filter(
    ({ office }) => office === "officer",
  );
/** Each step is after everything that happened in this file. */
let at = start.getTime();
const later = (hours = 1) => {
  at += hours * hour;
  house.ground.clock.set(new Date(at));
};

describe("an election", () => {
  it("ends the former seats and puts all new ones by one act, vacancies too", async () => {
    const before = await officers();
    const sitting = someone("Teresa");
    const [first] = before;
    await house.seats.appoint(house.staff, {
      seatId: first?.id ?? "",
      country: "PE",
      person: sitting,
      act: by("letter"),
    });
    house.renew();
    later();
    const ana = someone("Ana");
    await house.seats.elect(house.staff, elected(ana));
    const now = await officers();
    expect(now.map(({ country, chair }) => (chair ? `${country} chair` : country))).toEqual([
      "CO chair",
      "EC",
      null,
      null,
      "BR",
      null,
      null,
      "JM",
    ]);
    expect(now.some(({ id }) => before.some((one) => one.id === id))).toBe(false);
    expect(new Set(now.map(({ act }) => act.reference))).toEqual(new Set(["eLAC2018, decision 1"]));
    expect(now[0]).toMatchObject({
      untilEvent: "next-conference",
      until: null,
      holders: [{ name: ana.name }],
    });
    expect(now[1]?.holders).toEqual([]);
    expect(await house.holds(sitting.email, "officer")).toBe(0);
    expect(await house.holds(ana.email, "officer")).toBe(3);
    expect(house.recorded()).toEqual(["seat.ended", "seat.elected", "seat.appointed", "seat.appointed"]);
    expect(await house.store.db.seat.count({ where: { office: "officer", until: null } })).toBe(8);
    expect((await house.lettersTo(ana.email)).map(({ kind }) => kind)).toEqual(["invitation"]);
    for (const id of await chainIds(house.store.db))
      expect(await verifyChain(house.store.db, id)).toMatchObject({ broken: null });
  });

  it("does not move the roll of a round that is open", async () => {
    later();
    const { db } = house.store;
    const now = house.ground.clock.now();
    const roll = await rollFor(db, { kind: "officers", cycleId }, now);
    const { release, round } = await openOfficersRound(
      now,
      roll.entries.map(({ seat }) => seat),
    );
    later();
    await house.seats.elect(house.staff, elected(someone()));
    const entries = await db.rollEntry.findMany({ where: { roundId: round }, orderBy: { position: "asc" } });
    expect(entries.map(({ seatId }) => seatId)).toEqual(roll.entries.map(({ seat }) => seat));
    expect(entries.map(({ country }) => country)).toEqual(roll.entries.map(({ country }) => country));
    const next = await rollFor(db, { kind: "officers", cycleId }, house.ground.clock.now());
    expect(next.entries.some(({ seat }) => entries.some(({ seatId }) => seatId === seat))).toBe(false);
    expect(release).not.toBe("");
  });

  it("begins on the day of the Conference, and no right ends before it is entered", async () => {
    later();
    const from = new Date(house.ground.clock.now().getTime() - 48 * hour);
    const [former] = await officers();
    const given = elected(someone("Ana"));
    await house.seats.elect(house.staff, { ...given, act: { ...given.act, from } });
    const [now] = await officers();
    expect(now?.from).toEqual(from);
    expect(now?.holders[0]?.from).toEqual(from);
    const ended = await house.store.db.grant.findFirstOrThrow({ where: { seatId: former?.id ?? "" } });
    expect(ended.until).toEqual(house.ground.clock.now());
    const tomorrow = new Date(house.ground.clock.now().getTime() + 24 * hour);
    const soon = { ...given, act: { ...given.act, from: tomorrow } };
    expect(await fieldsOf(house.seats.elect(house.staff, soon))).toEqual({ from: "act.not-yet" });
  });

  it("sent twice elects once: the second finds other seats than those reviewed", async () => {
    later();
    const given = elected(someone());
    const { ends } = await house.seats.reviewElection(house.staff, given);
    const reviewed = { ...given, ending: ends.map(({ id }) => id) };
    const before = await house.store.db.seat.count();
    const both = await Promise.allSettled([
      house.seats.elect(house.staff, reviewed),
      house.seats.elect(house.staff, reviewed),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await house.store.db.seat.count()).toBe(before + 8);
    expect((await refusalFrom(house.seats.elect(house.staff, reviewed))).key).toBe("election.changed");
  });

  it("changes nothing where a single seat is wrong", async () => {
    later();
    const before = await officers();
    const given = elected(null);
    const wrong = { ...given, seats: [...given.seats, seat("caribbean", 1, "PY")] };
    expect(await fieldsOf(house.seats.elect(house.staff, wrong))).toEqual({
      "country-caribbean-1": "election.other-group",
    });
    const headless = { ...given, seats: given.seats.map((one) => ({ ...one, chair: false })) };
    expect(await fieldsOf(house.seats.reviewElection(house.staff, headless))).toEqual({
      chair: "election.no-chair",
    });
    const suspended = someone();
    await house.people.invite(house.staff, {
      person: suspended,
      institution: null,
      staff: false,
      act: by("invitation"),
    });
    await house.people.suspend(house.staff, { personId: await house.idOf(suspended.email), reason: "Left" });
    expect((await refusalFrom(house.seats.elect(house.staff, elected(suspended)))).key).toBe(
      "person.suspended",
    );
    expect(await officers()).toEqual(before);
    expect(house.recorded()).not.toContain("seat.elected");
  });

  it("is entered by the secretariat alone", async () => {
    const chair = await person(house.store, "Chair", [representative("PE", house.groupId)]);
    for (const actor of [nobody, chair, house.focalBr])
      expect((await refusalFrom(house.seats.elect(actor, elected(null)))).key).toBe("may-not.seat.elect");
  });
});

describe("a term that ends on a day", () => {
  it("leaves a vacant place after it, which can be filled; the right of who sat there ends with it", async () => {
    later();
    const until = new Date(house.ground.clock.now().getTime() + 10 * hour);
    const ana = someone("Ana");
    await house.seats.elect(house.staff, elected(ana, { until }));
    expect((await officers())[0]).toMatchObject({ until, untilEvent: null, lapsed: false });
    const sitting = await actorOf(house.store.db, await house.idOf(ana.email));
    expect(sitting.grants.filter(({ office }) => office === "officer").map((grant) => grant.until)).toEqual([
      until,
      until,
      until,
    ]);
    later(10);
    const over = await officers();
    expect(over).toHaveLength(8);
    expect(over[0]).toMatchObject({ lapsed: true, country: null, holders: [] });
    expect((await rollFor(house.store.db, { kind: "officers", cycleId }, until)).entries).toEqual([]);
    const next = { country: "PE", person: someone(), act: by("letter") };
    await house.seats.appoint(house.staff, { seatId: over[0]?.id ?? "", ...next });
    expect((await officers())[0]).toMatchObject({
      lapsed: false,
      country: "PE",
      untilEvent: "next-conference",
    });
    expect(house.recorded().slice(-2)).toEqual(["seat.passed", "seat.appointed"]);
    const twice = house.seats.appoint(house.staff, { seatId: over[0]?.id ?? "", ...next });
    expect((await refusalFrom(twice)).key).toBe("seat.unknown");
  });

  it("is not ended by an election, whose composition has to fit beside it", async () => {
    later();
    const until = new Date(house.ground.clock.now().getTime() + 10 * hour);
    await house.seats.elect(house.staff, elected(null, { until }));
    later();
    expect(await fieldsOf(house.seats.elect(house.staff, elected(null)))).toMatchObject({
      "country-andean-1": "election.place-taken",
      chair: "election.two-chairs",
    });
    const past = elected(null, { until: house.ground.clock.now() });
    expect(await fieldsOf(house.seats.elect(house.staff, past))).toEqual({ until: "election.not-after" });
  });
});

/** A round of the officers as it stands in the tables, which is all that seats could move. */
async function openOfficersRound(now: Date, seatIds: readonly string[]) {
  const { db } = house.store;
  const { id: groupId } = await db.group.findFirstOrThrow({ where: { slug: "telework" } });
  const release = await db.release.create({
    data: {
      groupId,
      number: 1 + (await db.release.count({ where: { groupId } })),
      canonical: "{}",
      sha256: "0".repeat(64),
      language: "en",
      personId: house.staff.id,
      at: now,
    },
  });
  const round = await db.round.create({
    data: {
      groupId,
      releaseId: release.id,
      roll: "officers",
      mode: "express",
      terms: {},
      opensAt: now,
      closesAt: new Date(now.getTime() + 200 * hour),
      openedById: house.staff.id,
    },
  });
  const seats = await db.seat.findMany({ where: { id: { in: [...seatIds] } } });
  for (const [position, seatId] of seatIds.entries()) {
    const one = seats.find(({ id }) => id === seatId);
    await db.rollEntry.create({
      data: {
        roundId: round.id,
        seatId,
        country: one?.country ?? null,
        countryGroupId: one?.countryGroupId ?? null,
        position,
        occupied: false,
        chair: one?.chair ?? false,
        reason: "seat",
      },
    });
  }
  return { release: release.id, round: round.id };
}
