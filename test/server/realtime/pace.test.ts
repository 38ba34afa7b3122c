import { expect, test } from "vitest";
import { Pace } from "#server/realtime/pace.ts";

/** A steady stream of so many updates in a second, committed every so many ms: what the next commit waits for afterwards. */
function wait(perSecond: number, every: number): number {
  const pace = new Pace();
  let now = 0;
  for (; now < 3000; now += every) pace.begins((perSecond * every) / 1000, now);
  return pace.left(now - every);
}

test.each([
  { of: "two people in one text", perSecond: 10, every: 100, least: 2, most: 2 },
  { of: "ten people in one text", perSecond: 50, every: 20, least: 2, most: 2 },
  { of: "a hundred in one text", perSecond: 500, every: 17, least: 9, most: 11 },
  { of: "two hundred in fifty texts", perSecond: 1000, every: 20, least: 18, most: 22 },
  { of: "more than that", perSecond: 20_000, every: 40, least: 40, most: 40 },
])("commits are as far apart as it takes to gather: $of", ({ perSecond, every, least, most }) => {
  expect(wait(perSecond, every)).toBeGreaterThanOrEqual(least);
  expect(wait(perSecond, every)).toBeLessThanOrEqual(most);
});

test("after a rush the first letter does not wait", () => {
  const pace = new Pace();
  for (let now = 0; now < 1000; now += 40) pace.begins(800, now);
  expect(pace.left(960)).toBe(40);
  expect(pace.left(1100)).toBe(0);
  pace.begins(1, 4000);
  expect(pace.left(4000)).toBe(2);
});
