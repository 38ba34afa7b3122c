import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scheduleOf } from "#app/domain/schedule.ts";

interface Thing {
  readonly name: string;
  readonly start: string;
  readonly due: string;
}

const of = (things: readonly Thing[], today = "2011-08-01") => scheduleOf(things, (thing) => thing, today);

describe("a line of time", () => {
  test("groups by the quarter of the last day, what has no day at the end", () => {
    const line = of([
      { name: "event", start: "", due: "lo antes posible" },
      { name: "later", start: "2011-06", due: "2011-11-30" },
      { name: "sooner", start: "2011-05-12", due: "2011-05-13" },
      { name: "mid", start: "", due: "Mid-2011" },
    ]);
    expect(
      line.quarters.map(({ quarter, things }) => [quarter, things.map(({ thing }) => thing.name)]),
    ).toEqual([
      [{ year: 2011, quarter: 2 }, ["sooner"]],
      [{ year: 2011, quarter: 3 }, ["mid"]],
      [{ year: 2011, quarter: 4 }, ["later"]],
      [null, ["event"]],
    ]);
    expect([line.from, line.to]).toEqual(["2011-04-01", "2011-12-31"]);
    expect(line.quarters[3]?.things[0]?.bar).toBeNull();
  });

  test("a bar begins with its first day and ends with its last", () => {
    const line = of([
      { name: "half", start: "2011-01-01", due: "2011-06-30" },
      { name: "end", start: "", due: "2011-12-31" },
    ]);
    expect(line.quarters[0]?.things[0]?.bar).toEqual({ from: 0, length: 496 });
    expect(line.now).toBe(581);
    expect(line.years).toEqual([{ year: 2011, at: 0 }]);
  });

  test("without any day there is no line", () => {
    expect(of([{ name: "event", start: "", due: "" }])).toMatchObject({
      from: null,
      to: null,
      now: null,
      years: [],
    });
  });

  test("every bar lies on the line and marks stay few, whatever is written", () => {
    const date = fc.oneof(
      fc.integer({ min: 1, max: 9999 }).map((year) => String(year).padStart(4, "0")),
      fc
        .date({ min: new Date("1900-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
        .map((at) => at.toISOString().slice(0, 10)),
      fc.string({ maxLength: 20 }),
    );
    const thing = fc.record({ name: fc.string(), start: date, due: date });
    fc.assert(
      fc.property(fc.array(thing, { maxLength: 20 }), (things) => {
        const line = of(things);
        expect(line.years.length).toBeLessThanOrEqual(8);
        const rows = line.quarters.flatMap((quarter) => quarter.things);
        expect(rows).toHaveLength(things.length);
        for (const { bar } of rows)
          if (bar !== null) {
            expect(bar.from).toBeGreaterThanOrEqual(0);
            expect(bar.length).toBeGreaterThan(0);
            expect(bar.from + bar.length).toBeLessThanOrEqual(1000);
          }
      }),
    );
  });
});
