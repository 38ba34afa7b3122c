import { describe, expect, it } from "vitest";
import { endAfterOutages } from "#app/domain/consensus.ts";
import { hours } from "./sample.ts";
import { closing, silence } from "./sample-round.ts";

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
