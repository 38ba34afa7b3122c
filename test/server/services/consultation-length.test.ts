/** How long all 33 countries have at least to be heard on a group: hours that pass, by the terms of the region. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { regionalInstant } from "#app/domain/region.ts";
import { refusalOf } from "#app/domain/refusal.ts";
import { groupHouse } from "./group-house.ts";

type House = Awaited<ReturnType<typeof groupHouse>>;
let house: House;
let slug: string;

beforeAll(async () => {
  house = await groupHouse();
  slug = await house.propose();
});
afterAll(async () => house.store.close());

/** The instant at which the regional clock shows this. */
function regional(text: string): Date {
  const at = regionalInstant(text);
  if (at === null) throw new Error(`the clock never shows ${text}`);
  return at;
}

const on = (from: Date, hours: number, ms = 0) => new Date(from.getTime() + hours * 3_600_000 + ms);
const tooShort = (hours: number) => ({
  closing: { key: "group.consultation-too-short", params: { hours } },
});

/** Opens the consultation and takes it back again: what it was refused for by field, or null. */
async function refusedFields(opening: Date | null, closing: Date) {
  const { services, who, at } = house;
  const before = await at(slug);
  try {
    const form = { ...before, opening, closing };
    const roundId = await services.groups.openConsultation(who("chair"), form);
    const { round } = await house.live(slug);
    expect([round.opening, round.closing]).toEqual([opening ?? house.ground.clock.now(), closing]);
    await services.rounds.withdraw(who("chair"), { roundId, reason: "Otra fecha." });
    return null;
  } catch (caught) {
    const refusal = refusalOf(caught);
    if (refusal === null) throw caught;
    expect(await at(slug)).toEqual(before);
    expect(refusal.kind).toBe("invalid");
    return refusal.fields;
  }
}

async function enter(minSilenceHours: number | null, reference: string): Promise<void> {
  const { terms } = house.services;
  const staff = house.who("secretariat");
  const { cycle, terms: standing, latest } = await terms.table(staff, { cycleId: null, roll: "region" });
  const numbers = Object.fromEntries(Object.entries(standing).map(([name, { value }]) => [name, value]));
  const act = { kind: "conference", reference, date: null, letterId: null } as const;
  const entered = { ...numbers, minSilenceHours };
  await terms.change(staff, { cycleId: cycle.id, roll: "region", terms: entered, after: latest, act });
}

const now = regional("2011-03-07T09:00");
const later = regional("2011-03-10T09:00");
// The clock is put back in the night to 8 May 2011 and forward in the night to 21 August.
const autumn = regional("2011-05-06T09:00");
const spring = regional("2011-08-19T09:00");

type Case = readonly [
  name: string,
  clock: Date,
  opening: Date | null,
  closing: Date,
  refused: Readonly<Record<string, unknown>> | null,
];

const cases: readonly Case[] = [
  ["of exactly 72 hours is taken", now, null, on(now, 72), null],
  ["a millisecond shorter is not", now, null, on(now, 72, -1), tooShort(72)],
  ["that opens later counts from its opening: 72 hours are taken", now, later, on(later, 72), null],
  ["that opens later is not as long as its end is far from now", now, later, on(later, 72, -1), tooShort(72)],
  ["has its end after now", now, null, on(now, 0, -1), { closing: { key: "round.no-span", params: {} } }],
  ["does not end as it opens", now, later, later, { closing: { key: "round.no-span", params: {} } }],
  [
    "does not open in the past, however long it is",
    now,
    on(now, 0, -1),
    on(now, 96),
    { opening: { key: "round.opening-past", params: {} } },
  ],
  ["over the end of summer time lasts 72 hours that pass", autumn, null, regional("2011-05-09T08:00"), null],
  ["over the end of summer time is a minute short", autumn, null, regional("2011-05-09T07:59"), tooShort(72)],
  [
    "over the return of summer time is three days by the clock, but 71 hours",
    spring,
    null,
    regional("2011-08-22T09:00"),
    tooShort(72),
  ],
  [
    "over the return of summer time is as long an hour later",
    spring,
    null,
    regional("2011-08-22T10:00"),
    null,
  ],
];

describe("a consultation", () => {
  it.each(cases)("%s", async (_, clock, opening, closing, refused) => {
    house.ground.clock.set(clock);
    expect(await refusedFields(opening, closing)).toEqual(refused);
  });
});

describe("a consultation under terms of its own", () => {
  beforeAll(async () => {
    house.ground.clock.set(now);
    await enter(96, "Decision 7");
  });

  it.each([
    ["of exactly as many hours is taken", null, on(now, 96), null],
    ["a millisecond shorter is not", null, on(now, 96, -1), tooShort(96)],
    ["of 72 hours is not", null, on(now, 72), tooShort(96)],
    ["that opens later is as long from its opening", later, on(later, 96), null],
    ["that opens later is not as long from now", later, on(later, 96, -1), tooShort(96)],
  ] as const)("%s", async (_, opening, closing, refused) => {
    house.ground.clock.set(now);
    expect(await refusedFields(opening, closing)).toEqual(refused);
  });

  it("says on its page how long it has to be, and on its round what that rests on", async () => {
    const { services, who, at } = house;
    house.ground.clock.set(now);
    expect((await services.groups.proposal(who("chair"), slug, "es")).leastHours).toBe(96);
    await services.groups.openConsultation(who("chair"), {
      ...(await at(slug)),
      opening: later,
      closing: on(later, 96),
    });
    const announced = { value: 96, basis: "cycle", reason: "Decision 7" };
    expect((await house.live(slug)).round.terms.minSilenceHours).toEqual(announced);
    // Its end was set by these terms; others do not make it too short afterwards.
    await enter(120, "Decision 8");
    expect((await house.live(slug)).round.terms.minSilenceHours).toEqual(announced);
    const { id: roundId } = await house.live(slug);
    await services.rounds.withdraw(who("chair"), { roundId, reason: "Otra fecha." });
    await enter(null, "Decision 9");
    expect(await refusedFields(null, on(now, 72))).toBeNull();
  });
});
