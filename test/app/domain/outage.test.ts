import { describe, expect, it } from "vitest";
import { endAfterOutages, movedEnd } from "#app/domain/outage.ts";
import type { Round } from "#app/domain/round.ts";
import { hours } from "./sample.ts";
import { closing, opening, round, silence } from "./sample-round.ts";

describe("the end of a silence after outages", () => {
  const at = (from: number, until: number | null): { from: Date; until: Date | null } => ({
    from: hours(closing, from),
    until: until === null ? null : hours(closing, until),
  });
  it.each([
    ["does not move without one", [], 0],
    ["does not move for one before the last day", [at(-30, -24)], 0],
    ["moves by the part within the last day", [at(-25, -23)], 1],
    ["moves once for outages that overlap", [at(-5, -3), at(-4, -2)], 3],
    ["moves again for what is lost in the time added", [at(-2, -1), at(0, 0.5)], 1.5],
    ["counts an outage that lasts until now", [at(-1, null)], 3],
  ])("%s", (_, outages, moved) => {
    expect(endAfterOutages(silence(), outages, hours(closing, 2))).toEqual(hours(closing, moved));
  });
});

describe("the end that outages have moved", () => {
  const outage = (from: number, until: number) => ({
    from: hours(closing, from),
    until: hours(closing, until),
  });
  const moved = (subject: Round, since: Date, ...outages: ReturnType<typeof outage>[]) =>
    (movedEnd(subject, since, outages).getTime() - closing.getTime()) / 3_600_000;

  it.each([
    ["does not move without one", silence(), opening, [], 0],
    ["moves for one since the end was set", silence(), opening, [outage(-2, -1)], 1],
    [
      "does not move for one that ended before it was set",
      silence(),
      hours(closing, -1),
      [outage(-2, -1)],
      0,
    ],
    ["moves over an outage that lasts past the end", silence(), opening, [outage(-1, 3)], 4],
    ["does not move for one after the end", silence(), opening, [outage(1, 3)], 0],
    [
      "moves by time in which it was open alone",
      silence({ opening: hours(closing, -10) }),
      hours(closing, -30),
      [outage(-20, -8)],
      2,
    ],
    ["never moves in express mode", round(), opening, [outage(-2, -1)], 0],
  ] as const)("%s", (_, subject, since, outages, expected) => {
    expect(moved(subject, since, ...outages)).toBe(expected);
  });

  it("is the same whether each outage was put on record or all are counted at once", () => {
    const outages = [outage(-23, -20), outage(-19, -18.5), outage(-3, 1), outage(2, 5)];
    const atOnce = movedEnd(silence(), opening, outages);
    let subject = silence();
    let since = opening;
    for (const one of outages) {
      subject = { ...subject, closing: movedEnd(subject, since, [one]) };
      since = one.until;
    }
    expect(subject.closing).toEqual(atOnce);
  });
});
