import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { goalKey, goalReferences } from "#app/domain/goal-reference.ts";

describe("what an output says of its goals", () => {
  test.each([
    ["", [], []],
    ["1 2", ["elac2015:1", "elac2015:2"], []],
    ["2  1 2", ["elac2015:2", "elac2015:1"], []],
    ["1, 2; 3.", ["elac2015:1", "elac2015:2", "elac2015:3"], []],
    ["#7", ["elac2015:7"], []],
    ["elac2015:12", ["elac2015:12"], []],
    ["eLAC2007-3 4", ["elac2007:3", "elac2015:4"], []],
    ["3-5", ["elac2015:3", "elac2015:4", "elac2015:5"], []],
    ["5-3 0 A1", [], ["5-3", "0", "A1"]],
    ["2011-05-13 1-999", [], ["2011-05-13", "1-999"]],
    ["goal 1", ["elac2015:1"], ["goal"]],
  ])("%j", (written, goals, unread) => {
    const read = goalReferences(written, "elac2015");
    expect(read.goals.map(goalKey)).toEqual(goals);
    expect(read.unread).toEqual(unread);
  });

  test("is never refused, and names a goal once", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 30 }), { maxLength: 20 }), (pieces) => {
        const keys = goalReferences(pieces, "elac2015").goals.map(goalKey);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });
});
