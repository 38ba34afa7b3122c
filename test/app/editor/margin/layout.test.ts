import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apart, placeCards, type Band, type Card } from "#app/editor/margin/layout.ts";

const card = (key: string, wanted: number, height = 100): Card => ({ key, wanted, height });
const tops = (cards: readonly Card[], bands: readonly Band[] = [], chosen: string | null = null) => [
  ...placeCards(cards, bands, chosen).values(),
];

describe("cards in the margin", () => {
  test("stand beside their passages where there is room", () => {
    expect(tops([card("a", 0), card("b", 300)])).toEqual([0, 300]);
  });

  test("give way downwards, in the order of the text", () => {
    expect(tops([card("a", 0), card("b", 20), card("c", 30)])).toEqual([0, 112, 224]);
  });

  test("the chosen one stands beside its passage, and those before it make room upwards", () => {
    expect(tops([card("a", 400), card("b", 420), card("c", 430)], [], "c")).toEqual([206, 318, 430]);
  });

  test("where there is no room above, the chosen one gives way too", () => {
    expect(tops([card("a", 0), card("b", 20)], [], "b")).toEqual([0, 112]);
  });

  test("leave free what is wider than the text", () => {
    expect(tops([card("a", 90), card("b", 150)], [{ top: 100, bottom: 200 }])).toEqual([212, 324]);
    expect(tops([card("a", 20), card("b", 380)], [{ top: 320, bottom: 400 }], "b")).toEqual([20, 412]);
  });

  test("stand before what is wider than the text where that is nearer", () => {
    expect(tops([card("a", 150)], [{ top: 200, bottom: 600 }])).toEqual([88]);
    expect(tops([card("a", 0), card("b", 150)], [{ top: 200, bottom: 600 }])).toEqual([0, 612]);
  });

  test("never lie upon each other or upon a band, keep their order, and begin at the top", () => {
    const cards = fc
      .array(
        fc.record({ wanted: fc.integer({ min: -50, max: 2000 }), height: fc.integer({ min: 1, max: 400 }) }),
        {
          maxLength: 20,
        },
      )
      .map((all) =>
        [...all].sort((a, b) => a.wanted - b.wanted).map((one, at) => ({ ...one, key: String(at) })),
      );
    const bands = fc.array(
      fc
        .record({ top: fc.integer({ min: 0, max: 2000 }), high: fc.integer({ min: 1, max: 300 }) })
        .map(({ top, high }) => ({ top, bottom: top + high })),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(cards, bands, fc.nat({ max: 25 }), (all, blocked, chosen) => {
        const placed = placeCards(all, blocked, String(chosen));
        let free = -apart;
        for (const { key, height } of all) {
          const top = placed.get(key) ?? Number.NaN;
          expect(top).toBeGreaterThanOrEqual(Math.max(0, free + apart));
          free = top + height;
          for (const band of blocked) expect(free <= band.top || top >= band.bottom).toBe(true);
        }
      }),
    );
  });
});
