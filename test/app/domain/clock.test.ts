/** Ends where clocks are put back or forward, in the zones of the region: an instant is one, whatever a wall shows. */
import { describe, expect, it } from "vitest";
import { read } from "#app/domain/consensus.ts";
import {
  addWorkingDays,
  endOfRegionalDay,
  millisecondsADay,
  millisecondsAnHour,
  officeHoursEnd,
  regionalDay,
  regionalInstant,
  regionalMinute,
  regionalTimeZone,
} from "#app/domain/region.ts";
import { earliestEnd } from "#app/domain/round-check.ts";
import { defaultTerms } from "#app/domain/round.ts";
import { hours, ms } from "./sample.ts";
import { allJoin, give, round, silence } from "./sample-round.ts";

/** A zone of each country, or group of countries, whose clocks were put back and forward in 2011. */
const zones = [
  "America/Santiago",
  "America/Asuncion",
  "America/Campo_Grande",
  "America/Sao_Paulo",
  "America/Havana",
  "America/Mexico_City",
  "America/Tijuana",
  "America/Nassau",
];

const offsetAt = (zone: string, at: number): string =>
  new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" })
    .formatToParts(at)
    .find(({ type }) => type === "timeZoneName")?.value ?? "";

/** The instants of 2011 at which the clock of a zone was changed, to the hour. */
function changesOf(zone: string): Date[] {
  const found: Date[] = [];
  const from = Date.UTC(2011, 0, 1);
  for (let day = 0; day < 365; day += 1) {
    const at = from + day * millisecondsADay;
    if (offsetAt(zone, at) === offsetAt(zone, at + millisecondsADay)) continue;
    for (let hour = 1; hour <= 24; hour += 1) {
      const instant = at + hour * millisecondsAnHour;
      if (offsetAt(zone, instant - 1) !== offsetAt(zone, instant)) found.push(new Date(instant));
    }
  }
  return found;
}

const changes = zones.flatMap((zone) => changesOf(zone).map((at) => [zone, at] as const));

it("every one of these zones changed its clock twice in 2011", () => {
  expect(changes).toHaveLength(2 * zones.length);
});

describe("an end at the instant at which a clock is changed", () => {
  it.each(changes)("in %s, at %s", (_, closing) => {
    const opening = hours(closing, -24 * 8);
    const span = { opening, closing };
    const objects = { passage: "3" };
    for (const at of [ms(closing, -1), closing, ms(closing, millisecondsAnHour)]) {
      const over = at >= closing;
      expect(read(round(span), at).state).toBe(over ? "lapsed" : "open");
      expect(read(silence(span), at).state).toBe(over ? "consensus" : "open");
      const given = give("MX", "objects", at, objects);
      expect(read(silence({ ...span, positions: [given] }), at).state).toBe(over ? "consensus" : "broken");
      expect(read(round({ ...span, positions: allJoin.map((join) => ({ ...join, at })) }), at).state).toBe(
        over ? "lapsed" : "consensus",
      );
    }
  });

  it("a silence lasts its hours as they pass, not as the wall counts them", () => {
    for (const [, at] of changes) {
      const opening = hours(at, -24);
      expect(earliestEnd({ terms: defaultTerms, opening })).toEqual(hours(opening, 72));
    }
  });
});

describe("the wall clock of the region", () => {
  const [back, forward] = changesOf(regionalTimeZone);
  if (back === undefined || forward === undefined) throw new Error("the clock of Santiago was not changed");

  it("is read as it is shown, every hour of the year", () => {
    for (let at = Date.UTC(2011, 0, 1); at < Date.UTC(2012, 0, 1); at += millisecondsAnHour) {
      const instant = new Date(at);
      const read = regionalInstant(regionalMinute(instant));
      // The hour that comes twice is read as the later one.
      const twice = instant >= hours(back, -1) && instant < back;
      expect(read).toEqual(twice ? hours(instant, 1) : instant);
    }
  });

  it("leaves an hour out when it is put forward, and nothing can end in it", () => {
    expect(regionalMinute(ms(forward, -60_000))).toBe("2011-08-20T23:59");
    expect(regionalMinute(forward)).toBe("2011-08-21T01:00");
    expect(regionalInstant("2011-08-21T00:00")).toBeNull();
    expect(regionalInstant("2011-08-21T00:59")).toBeNull();
    expect(regionalInstant("2011-08-21T01:00")).toEqual(forward);
  });

  it("ends a day at its last millisecond also when the day has 25 hours or 23", () => {
    const span = (day: string, before: string) =>
      ((endOfRegionalDay(day)?.getTime() ?? 0) - (endOfRegionalDay(before)?.getTime() ?? 0)) /
      millisecondsAnHour;
    expect(span("2011-05-07", "2011-05-06") + span("2011-05-08", "2011-05-07")).toBe(49);
    expect(span("2011-08-20", "2011-08-19") + span("2011-08-21", "2011-08-20")).toBe(47);
  });

  it("counts working days at the same hour of the wall on both sides of a change", () => {
    for (const at of [back, forward]) {
      const friday = regionalInstant(`${regionalDay(hours(at, -30))}T17:00`) ?? at;
      const next = addWorkingDays(friday, 1);
      expect(regionalMinute(next).slice(11)).toBe("17:00");
      expect(next.getTime() - friday.getTime()).not.toBe(3 * millisecondsADay);
    }
  });

  it("offers five in the afternoon of a working day as the end of a round", () => {
    for (let day = 0; day < 365; day += 1) {
      const now = new Date(Date.UTC(2011, 0, 1, 12) + day * millisecondsADay);
      const end = officeHoursEnd(now, 10);
      expect(regionalMinute(end).slice(11)).toBe("17:00");
      expect([0, 6]).not.toContain(new Date(`${regionalDay(end)}T12:00:00Z`).getUTCDay());
      const days = (end.getTime() - now.getTime()) / millisecondsADay;
      expect(days > 9.9 && days < 12.6).toBe(true);
    }
  });
});
