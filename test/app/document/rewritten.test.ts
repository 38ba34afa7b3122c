import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { anchorInBlock, changeOf } from "#app/document/rewritten.ts";
import { firstState } from "#app/document/ydoc.ts";
import { p, planOf, ul } from "./plans.ts";

describe("a text written anew", () => {
  it.each([
    ["a fund of all", "a body of all", { from: 2, to: 6, replacement: "body" }],
    ["a fund of all", "a funds of all", { from: 2, to: 6, replacement: "funds" }],
    ["a fund", "a regional fund", { from: 2, to: 6, replacement: "regional fund" }],
    ["a regional fund", "a fund", { from: 2, to: 15, replacement: "fund" }],
    ["", "words", { from: 0, to: 0, replacement: "words" }],
    ["words", "", { from: 0, to: 5, replacement: "" }],
    ["same", "same", null],
  ])("%j → %j: %j", (shown, wanted, change) => {
    expect(changeOf(shown, wanted)).toEqual(change);
  });

  it("is always made by its change, and by whole words", () => {
    const words = fc.string({ unit: fc.constantFrom("a", "b", " "), maxLength: 20 });
    fc.assert(
      fc.property(words, words, (shown, wanted) => {
        const change = changeOf(shown, wanted);
        if (change === null) {
          expect(shown).toBe(wanted);
          return;
        }
        const { from, to, replacement } = change;
        expect(shown.slice(0, from) + replacement + shown.slice(to)).toBe(wanted);
        expect(/\S$/.test(shown.slice(0, from))).toBe(false);
        expect(/^\S/.test(shown.slice(to))).toBe(false);
      }),
    );
  });

  it("is fastened to its block, the one that was shown", () => {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, firstState(planOf(p("p1", "x"), ul([p("l1", "same")], [p("l2", "same")]))));
    const shown = { clause: "l-2", block: 1, words: "same" };
    expect(anchorInBlock(doc, 1, shown, { from: 0, to: 4 })).toMatchObject({ quote: "same", clause: "l-2" });
    expect(anchorInBlock(doc, 1, { ...shown, words: "other" }, { from: 0, to: 4 })).toBeNull();
    expect(anchorInBlock(doc, 1, { ...shown, block: 2 }, { from: 0, to: 4 })).toBeNull();
  });
});
