/** Words of others go in at once while that is quick; where it is slow they wait for a rest, and none is lost. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Arrivals } from "#app/editor/arrivals.ts";
import { Timers } from "#app/editor/timers.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

/** `cost` is how many milliseconds it takes to put some in. */
function stage(cost: number) {
  const put: number[][] = [];
  const arrivals = new Arrivals(new Timers(), (rows) => {
    put.push(rows.map(({ update: [first = 0] }) => first));
    vi.advanceTimersByTime(cost);
  });
  const come = (first: number) => arrivals.add([{ by: null, update: Uint8Array.of(first) }]);
  return { put, arrivals, come };
}

test("quick ones go in one by one, at once", () => {
  const { put, come } = stage(1);
  for (const first of [1, 2, 3]) come(first);
  expect(put).toEqual([[1], [2], [3]]);
});

test("slow ones rest three times as long as they took; what comes meanwhile goes in together", () => {
  const { put, come } = stage(10);
  come(1);
  come(2);
  come(3);
  expect(put).toEqual([[1]]);
  vi.advanceTimersByTime(29);
  expect(put).toEqual([[1]]);
  vi.advanceTimersByTime(1);
  expect(put).toEqual([[1], [2, 3]]);
});

test("no rest is longer than a quarter of a second, and none is kept where all is asked for", () => {
  const { put, arrivals, come } = stage(1000);
  come(1);
  come(2);
  vi.advanceTimersByTime(250);
  expect(put).toEqual([[1], [2]]);
  come(3);
  arrivals.takeIn();
  expect(put).toEqual([[1], [2], [3]]);
  vi.advanceTimersByTime(1000);
  expect(put).toEqual([[1], [2], [3]]);
});
