import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignClauses, longestRising } from "#app/document/alignment.ts";
import { comparePlans, compareWholePlans, type ComparedPassage } from "#app/document/compare.ts";
import { canonical, type Plan } from "#app/document/plan.ts";
import { clausesOf } from "#app/document/reading.ts";
import { diffWords, type WordChange } from "#app/document/word-diff.ts";
import { bracket, output, p, planOf, table, td, text, ul } from "./plans.ts";
import { plans } from "./random-plans.ts";

const side = (words: readonly WordChange[], without: "added" | "removed"): string =>
  words.flatMap(({ kind, words: said }) => (kind === without ? [] : [said])).join("");

/** So many paragraphs of so many words that come from a sequence which begins at `seed`. */
const long = (seed: number, paragraphs: number, length: number): Plan => ({
  type: "doc",
  content: Array.from({ length: paragraphs }, (_, at) => ({
    type: "paragraph",
    attrs: { id: `p${at}` },
    content: [
      {
        type: "text",
        text: Array.from(
          { length },
          (_, nth) => `w${((seed * 7919 + at * 131 + nth) * 2654435761) % 5003}`,
        ).join(" "),
      },
    ],
  })),
});

/** The same with every word of a step changed. */
const spoilt = (plan: Plan, step: number): Plan => ({
  ...plan,
  content: plan.content.map((node) => ({
    ...node,
    content: (node.content ?? []).map((run) => ({
      ...run,
      text: (run.text ?? "")
        .split(" ")
        .map((word, nth) => (nth % step === 0 ? `${word}x` : word))
        .join(" "),
    })),
  })),
});

describe("texts of sixty pages that are as different as can be", () => {
  const sixty = long(1, 600, 100);
  const one = long(1, 1, 40_000);
  it.each([
    ["every word another", sixty, long(2, 600, 100)],
    ["every second word another", sixty, spoilt(sixty, 2)],
    ["one paragraph without an end, every third word another", one, spoilt(one, 3)],
    ["one paragraph without an end, every word another", one, long(2, 1, 40_000)],
    ["every clause at another place", sixty, { ...sixty, content: [...sixty.content].reverse() }],
    [
      "no clause in both",
      sixty,
      { ...sixty, content: sixty.content.map((node) => ({ ...node, attrs: {} })) },
    ],
  ])("are compared in bounded time, and no word is lost: %s", (_, before, after) => {
    const begun = performance.now();
    const compared = comparePlans(before, after);
    // It takes under a second; the bound is that of a slow machine with other things to do, and far below minutes.
    expect(performance.now() - begun).toBeLessThan(15_000);
    const newer = compared
      .filter(({ change }) => change !== "removed")
      .map(({ words }) => side(words, "removed"));
    expect(newer).toEqual(clausesOf(after).map(({ words }) => words));
  });

  it("are told coarsely where words would say nothing, and by word where they do", () => {
    const [first] = comparePlans(long(1, 1, 100), long(2, 1, 100));
    expect(first?.words.map(({ kind }) => kind)).toEqual(["removed", "added"]);
    const [second] = comparePlans(long(1, 1, 100), spoilt(long(1, 1, 100), 10));
    expect(second?.words.filter(({ kind }) => kind === "added")).toHaveLength(10);
  });
});

describe("words", () => {
  const texts = fc
    .array(fc.constantFrom("a", "b", " ", "  ", "\n", ".", "Peru", "é"), { maxLength: 30 })
    .map((all) => all.join(""));
  it("are all there again on both sides, however little effort is left", () => {
    fc.assert(
      fc.property(texts, texts, fc.constantFrom(0, 1, 20, 1000), (before, after, left) => {
        const words = diffWords(before, after, { left });
        expect(side(words, "added")).toBe(before);
        expect(side(words, "removed")).toBe(after);
        expect(words.every(({ words: said }) => said !== "")).toBe(true);
      }),
    );
  });

  it("that were replaced in a row are told as one, old before new; what was only added or removed stays as it is", () => {
    expect(diffWords("done in a reasonable time, all", "done before the end, all")).toEqual([
      { kind: "same", words: "done " },
      { kind: "removed", words: "in a reasonable time" },
      { kind: "added", words: "before the end" },
      { kind: "same", words: ", all" },
    ]);
    expect(diffWords("a b c", "a x b y c").map(({ kind }) => kind)).toEqual([
      "same",
      "added",
      "same",
      "added",
      "same",
    ]);
  });

  it("that both begin and end with stay where only the middle is replaced", () => {
    expect(
      diffWords("The group meets in Lima every year", "The group meets in Quito every year", { left: 0 }),
    ).toEqual([
      { kind: "same", words: "The group meets in " },
      { kind: "removed", words: "Lima" },
      { kind: "added", words: "Quito" },
      { kind: "same", words: " every year" },
    ]);
  });
});

describe("clauses", () => {
  it("that kept their order are the most there can be", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(50), { maxLength: 12 }), (values) => {
        const row = longestRising(values).map((at) => values[at] ?? -1);
        expect([...row].sort((a, b) => a - b)).toEqual(row);
        // The length of the longest, by all ways there are.
        const best = values.map(() => 1);
        values.forEach((value, at) => {
          for (let i = 0; i < at; i++)
            if ((values[i] ?? 0) < value) best[at] = Math.max(best[at] ?? 1, (best[i] ?? 1) + 1);
        });
        expect(row).toHaveLength(Math.max(0, ...best));
      }),
    );
  });

  it("are each fixed, moved, or in one text alone", () => {
    fc.assert(
      fc.property(plans, plans, (before, after) => {
        const [older, newer] = [clausesOf(before), clausesOf(after)];
        const { fixed, moved } = alignClauses(older, newer);
        const pairs = [...fixed, ...moved];
        expect(new Set(pairs.map(([was]) => was)).size).toBe(pairs.length);
        expect(new Set(pairs.map(([, is]) => is)).size).toBe(pairs.length);
        expect([...fixed].sort((a, b) => a[0] - b[0])).toEqual([...fixed].sort((a, b) => a[1] - b[1]));
      }),
    );
  });

  it("say both texts again, whatever these are", () => {
    fc.assert(
      fc.property(plans, plans, (before, after) => {
        const compared = comparePlans(before, after);
        const without = (change: ComparedPassage["change"]) =>
          compared.filter((passage) => passage.change !== change);
        expect(without("removed").map(({ clause }) => clause)).toEqual(clausesOf(after).map(({ id }) => id));
        expect(without("removed").map(({ words }) => side(words, "removed"))).toEqual(
          clausesOf(after).map(({ words }) => words),
        );
        expect(without("added")).toHaveLength(clausesOf(before).length);
        if (canonical(before) === canonical(after))
          expect(new Set(compared.map(({ change }) => change)).size).toBeLessThan(2);
      }),
    );
  });

  it("without an id of their own are known by their words: a list below a new paragraph has not changed", () => {
    const list = ul([p("i", "first")], [p("i", "second")]);
    const compared = comparePlans(planOf(p("1", "x"), list), planOf(p("0", "new"), p("1", "x"), list));
    expect(compared.map(({ change, kind }) => `${change} ${kind}`)).toEqual([
      "added paragraph",
      "same paragraph",
      "same list",
    ]);
  });
});

describe("lists, tables and outputs", () => {
  const lines = (compared: readonly ComparedPassage[]) =>
    compared.flatMap((passage) =>
      passage.lines.map(({ change, cells }) => [change, ...cells.map((cell) => side(cell, "removed"))]),
    );

  it("tell each item of a list, nested ones too", () => {
    const before = planOf(ul([p("i", "first one"), ul([p("i", "below it")])], [p("i", "second one")]));
    const after = planOf(
      ul([p("i", "first one"), ul([p("i", "below it now")])], [p("i", "in between")], [p("i", "second one")]),
    );
    expect(lines(comparePlans(before, after))).toEqual([
      ["same", "first one"],
      ["changed", "below it now"],
      ["added", "in between"],
      ["same", "second one"],
    ]);
    expect(comparePlans(before, after)[0]?.lines.map(({ depth }) => depth)).toEqual([0, 1, 0, 0]);
  });

  it("tell each cell of a table by word", () => {
    const row = (...cells: string[]) => cells.map((cell) => td(p("i", cell)));
    const before = planOf(table(row("Seminar", "Lima in May"), row("Study", "Quito")));
    const after = planOf(table(row("Seminar", "Lima in June"), row("Tool", "Bogotá")));
    const [table_] = comparePlans(before, after);
    expect(table_?.lines.map(({ change }) => change)).toEqual(["changed", "removed", "added"]);
    expect(table_?.lines[0]?.cells[1]?.filter(({ kind }) => kind !== "same")).toEqual([
      { kind: "removed", words: "May" },
      { kind: "added", words: "June" },
    ]);
  });

  it("tell the title of an output and the paragraphs below it apart", () => {
    const before = planOf(output("o", { title: "Study on ducts" }, p("d", "For regulators.")));
    const after = planOf(
      output("o", { title: "Study on masts" }, p("d", "For regulators."), p("e", "In two parts.")),
    );
    expect(lines(comparePlans(before, after))).toEqual([
      ["changed", "Study on masts"],
      ["same", "For regulators."],
      ["added", "In two parts."],
    ]);
  });
});

describe("what stands in no line", () => {
  it("a footnote that says something else is told by its words", () => {
    const noted = (words: string): Plan => ({
      type: "doc",
      content: [
        {
          type: "paragraph",
          attrs: { id: "1" },
          content: [
            { type: "text", text: "We meet" },
            { type: "footnote", attrs: { id: "f1", text: words } },
          ],
        },
      ],
    });
    const [passage] = comparePlans(noted("In Lima."), noted("In Quito."));
    expect(passage).toMatchObject({
      change: "changed",
      markedOtherwise: false,
      fields: [{ name: "footnote", before: "In Lima.", after: "In Quito." }],
    });
  });

  it("brackets are told with their words and holders: opened, closed, held by others", () => {
    const held = (id: string, holders: string) => p("1", text("by 2012", bracket(id, holders)));
    expect(compareWholePlans(planOf(held("a", "CL")), planOf(held("b", "PE"))).brackets).toMatchObject({
      opened: [{ id: "b", words: "by 2012", holders: ["PE"] }],
      closed: [{ id: "a" }],
      held: [],
    });
    expect(compareWholePlans(planOf(held("a", "CL")), planOf(held("a", "CL PE"))).brackets).toMatchObject({
      opened: [],
      closed: [],
      held: [{ bracket: { holders: ["CL", "PE"] }, before: ["CL"] }],
    });
  });
});
