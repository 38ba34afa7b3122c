import { describe, expect, test } from "vitest";
import { read } from "#app/domain/consensus.ts";
import {
  confirmationsDue,
  crowded,
  hasBegun,
  marksIn,
  marksOf,
  remindersDue,
} from "#app/domain/reminders.ts";
import { defaultTerms, type Round, type Terms } from "#app/domain/round.ts";
import { hours, ms } from "./sample.ts";
import { allJoin, closing, confirmBy, consultation, give, opening, round, silence } from "./sample-round.ts";

const length = (closing.getTime() - opening.getTime()) / 3_600_000;
const half = hours(opening, length / 2);
const h72 = hours(closing, -72);
const h24 = hours(closing, -24);

const due = (of: Round, now: Date, since = of.opening) => {
  const found = remindersDue(of, since, read(of, now), now);
  return found === null ? null : `${found.mark} ${found.seats.join("+")}`;
};

describe("the marks of an end", () => {
  test.each([
    ["eight days", 200, "half@100 72h@128 24h@176"],
    ["a silence of three days: the mark at 72 hours is its opening", 72, "half@36 24h@48"],
    ["six days: halfway is 72 hours before the end, and said once", 144, "72h@72 24h@120"],
    ["five days and a half: halfway is too near to the next mark", 150, "72h@78 24h@126"],
    ["less than two days: the later of two that are near is kept", 40, "half@20"],
    ["a day", 24, "half@12"],
    ["some hours", 20, ""],
  ])("%s", (_, span, marks) => {
    const found = marksOf(opening, hours(opening, span), marksIn(defaultTerms));
    const said = found.map(({ name, at }) => `${name}@${(at.getTime() - opening.getTime()) / 3_600_000}`);
    expect(said.join(" ")).toBe(marks);
  });
});

/** Terms that remind halfway or not, and so many hours before the end. */
const reminding = (halfway: 0 | 1, ...given: readonly number[]): Terms => {
  const set = (value = 0) => ({ value, basis: "cycle", reason: "Decision 4" }) as const;
  const [first, second, third] = given;
  const [remindFirst, remindSecond, remindThird] = [set(first), set(second), set(third)];
  return { ...defaultTerms, remindHalfway: set(halfway), remindFirst, remindSecond, remindThird };
};

describe("the terms of a round", () => {
  test.each([
    [
      "halfway and three times, in whatever order",
      reminding(1, 24, 120, 48),
      "120h@80 half@100 48h@152 24h@176",
    ],
    ["not halfway", reminding(0, 48), "48h@152"],
    ["never", reminding(0), ""],
  ])("set the marks: %s", (_, terms, marks) => {
    const found = marksOf(opening, hours(opening, 200), marksIn(terms));
    const said = found.map(({ name, at }) => `${name}@${(at.getTime() - opening.getTime()) / 3_600_000}`);
    expect(said.join(" ")).toBe(marks);
  });

  test("are what its reminders follow, those to a capital too", () => {
    const own = round({ terms: reminding(0, 48) });
    expect(due(own, half)).toBeNull();
    expect(due(own, h72)).toBeNull();
    expect(due(own, hours(closing, -48))).toBe("48h PE+EC+MX");
    const positions = [give("PE", "joins"), give("EC", "ad-referendum"), give("MX", "joins")];
    const pending = round({ terms: reminding(1, 48), positions });
    const asked = (now: Date) => confirmationsDue(pending, read(pending, now), now).map(({ mark }) => mark);
    expect(asked(hours(confirmBy, -72))).toEqual([]);
    expect(asked(hours(confirmBy, -48))).toEqual(["48h"]);
  });

  test.each([
    [[72, 24, 0], null],
    [[72, 60, 48], null],
    [[72, 61, 0], 1],
    [[72, 0, 72], 2],
    [[0, 0, 5], null],
  ])("keep reminders %j twelve hours apart: at fault is %j", (given, place) => {
    expect(crowded(given)).toBe(place);
  });
});

describe("a reminder", () => {
  test.each([
    ["is not due before its mark", ms(half, -1), null],
    ["is due from the exact mark on", half, "half PE+EC+MX"],
    ["is still due eleven hours later", hours(half, 11), "half PE+EC+MX"],
    ["is not made good when it was missed by twelve hours", hours(half, 12), null],
    ["is due 72 hours before the end", h72, "72h PE+EC+MX"],
    ["is due 24 hours before the end", h24, "24h PE+EC+MX"],
    ["is the last one that was passed", hours(h24, 1), "24h PE+EC+MX"],
    ["is not due at the end", closing, null],
    ["is not due before the opening", ms(opening, -1), null],
  ])("%s", (_, now, said) => expect(due(round(), now)).toBe(said));

  test("goes only to seats that have not answered; an objection is an answer, a vacant seat is not asked", () => {
    const answered = round({ positions: [give("PE", "joins"), give("EC", "objects")] });
    expect(due(answered, h24)).toBe("24h MX");
    expect(due(round({ positions: allJoin }), h24)).toBeNull();
  });

  test("does not go to a country that has left", () => {
    const left = round({ departures: [{ seat: "MX", at: hours(opening, 2) }] });
    expect(due(left, h24)).toBe("24h PE+EC");
  });

  test("goes out in a silence, since silence would mean agreement, until it is broken", () => {
    expect(due(silence(), h24)).toBe("24h PE+EC+MX");
    expect(due(silence({ positions: [give("PE", "objects")] }), h24)).toBeNull();
  });

  test("goes out in a consultation", () => {
    expect(due(consultation({ positions: [give("PE", "joins")] }), h24)).toBe("24h EC");
  });

  test("does not go out in a round that was withdrawn or entered", () => {
    expect(due(round({ withdrawn: hours(opening, 1) }), h24)).toBeNull();
    expect(due(round({ recorded: hours(opening, 1) }), h24)).toBeNull();
  });

  test("counts anew from an extension: new marks, the old ones gone", () => {
    const extendedAt = hours(closing, -1);
    const later = round({ closing: hours(closing, 240) });
    expect(due(later, h24, extendedAt)).toBeNull();
    expect(due(later, closing, extendedAt)).toBeNull();
    expect(due(later, hours(extendedAt, 241 / 2), extendedAt)).toBe("half PE+EC+MX");
    expect(due(later, hours(later.closing, -24), extendedAt)).toBe("24h PE+EC+MX");
    const found = remindersDue(
      later,
      extendedAt,
      read(later, hours(later.closing, -24)),
      hours(later.closing, -24),
    );
    expect(found?.until).toEqual(later.closing);
  });
});

describe("a capital that is awaited", () => {
  const pending = round({
    positions: [give("PE", "joins"), give("EC", "ad-referendum"), give("MX", "joins")],
  });
  const marks = (of: Round, now: Date) =>
    confirmationsDue(of, read(of, now), now).map(({ mark, seats }) => `${mark} ${seats.join()}`);

  test.each([
    ["not before its mark", hours(confirmBy, -72.1), []],
    ["72 hours before its date", hours(confirmBy, -72), ["72h EC"]],
    ["24 hours before its date", hours(confirmBy, -24), ["24h EC"]],
    ["not once the date has passed", confirmBy, []],
  ])("is reminded of: %s", (_, now, said) => expect(marks(pending, now)).toEqual(said));

  test("is left alone once it has spoken", () => {
    for (const confirmed of [true, false]) {
      const spoken = round({
        positions: pending.positions,
        confirmations: [{ seat: "EC", confirmed, at: hours(closing, 10) }],
      });
      expect(marks(spoken, hours(confirmBy, -24))).toEqual([]);
    }
  });
});

test("a round announced beforehand has begun from its exact opening on, as long as it takes positions", () => {
  const announced = hours(opening, -48);
  const begun = (now: Date, at = announced) => hasBegun(round(), at, read(round(), now), now);
  expect(begun(ms(opening, -1))).toBe(false);
  expect(begun(opening)).toBe(true);
  expect(begun(closing)).toBe(false);
  expect(begun(hours(opening, 1), opening)).toBe(false);
});
