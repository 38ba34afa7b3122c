import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparePassages, comparePlans, type ComparedPassage, type Passage } from "#app/document/compare.ts";
import { note, output, p, planOf } from "./plans.ts";

const text = (...words: string[]): Passage[] =>
  words.map((one, place) => ({ number: String(place + 1), heading: null, words: one }));

const changes = (compared: readonly ComparedPassage[]) => compared.map(({ change }) => change);

/** The words of one side, put together again. */
const side = (compared: readonly ComparedPassage[], without: "added" | "removed"): string[] =>
  compared
    .filter(({ change }) => change !== without)
    .map(({ words }) =>
      words
        .filter(({ kind }) => kind !== without)
        .map((word) => word.words)
        .join(""),
    );

describe("two releases of a text in passages", () => {
  it("say nothing changed where nothing has", () => {
    expect(changes(comparePassages(text("one", "two"), text("one", "two")))).toEqual(["same", "same"]);
  });

  it("tell a passage that was rewritten by word, and one that came in at its place", () => {
    const compared = comparePassages(
      text("Each country names one town.", "What was learnt is published."),
      text(
        "Each country names at least one town.",
        "Every town has a line.",
        "What was learnt is published.",
      ),
    );
    expect(changes(compared)).toEqual(["changed", "added", "same"]);
    expect(compared[0]?.words.filter(({ kind }) => kind === "added")).toEqual([
      { kind: "added", words: "at least " },
    ]);
    expect(compared[2], "a passage that only has another number is the same").toMatchObject({
      number: "3",
      was: "2",
    });
  });

  it("tell one removed and another added where they have nothing in common", () => {
    const compared = comparePassages(text("Alpha beta gamma."), text("Quite another thing altogether."));
    expect(changes(compared)).toEqual(["removed", "added"]);
  });

  it("never take passages under different headings for one", () => {
    const before = [{ number: "1", heading: "Chair", words: "Chile" }];
    const after = [{ number: "1", heading: "Vice Chairs", words: "Chile" }];
    expect(changes(comparePassages(before, after))).toEqual(["removed", "added"]);
  });

  it("keep every word of both texts, in their order, whatever they are", () => {
    const words = fc.array(fc.constantFrom("a b c d", "a b x d", "e f g", "h", "e f", "a b c d e"), {
      maxLength: 7,
    });
    fc.assert(
      fc.property(words, words, (before, after) => {
        const compared = comparePassages(text(...before), text(...after));
        expect(side(compared, "added")).toEqual(before);
        expect(side(compared, "removed")).toEqual(after);
      }),
    );
  });
});

describe("two releases of a plan", () => {
  it("are compared by clause and by word, with the numbers they had", () => {
    const compared = comparePlans(
      planOf(p("1", "We meet."), p("2", "We meet every month."), p("3", "Gone.")),
      planOf(p("2", "We meet every six months."), p("9", "New.")),
    );
    expect(compared.map(({ change, number, was }) => [change, number, was])).toEqual([
      ["removed", "1", null],
      ["changed", "1", "2"],
      ["removed", "3", null],
      ["added", "2", null],
    ]);
  });
});

it("an output that is new, or gone, says all its fields, and a new passage its footnotes", () => {
  const one = output(
    "o",
    { title: "A guide", due: "2012-06", indicator: "Schools" },
    p("d", "Words", note("n", "Said.")),
  );
  const [added] = comparePlans(planOf(), planOf(one));
  expect(added).toMatchObject({ change: "added" });
  expect(added?.fields).toEqual([
    { name: "title", before: "", after: "A guide" },
    { name: "due", before: "", after: "2012-06" },
    { name: "indicator", before: "", after: "Schools" },
    { name: "footnote", before: "", after: "Said." },
  ]);
  const [removed] = comparePlans(planOf(one), planOf());
  expect(removed?.fields.map(({ name, before, after }) => [name, before, after])).toContainEqual([
    "due",
    "2012-06",
    "",
  ]);
  expect(comparePlans(planOf(one), planOf(one))[0]?.fields).toEqual([]);
});
