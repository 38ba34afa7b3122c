import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { anchorsIn, findLive } from "#app/document/anchor.ts";
import { canonical, wordsOf, type Plan } from "#app/document/plan.ts";
import { reword } from "#app/document/rewording.ts";
import { Vocabulary } from "#app/document/vocabulary.ts";
import { firstState, planFragment, planOfUpdates, readPlan, updateBy } from "#app/document/ydoc.ts";
import { inLines } from "#app/domain/wording.ts";
import { bracket, gap, h, link, note, output, p, planOf, strong, text, ul } from "./plans.ts";

/** The plan after words were put in the place of a quote, as the server does it. */
function reworded(plan: Plan, quote: string, replacement: string): Plan {
  const before = firstState(plan);
  const bytes = updateBy([before], (doc) => {
    const [anchor] = anchorsIn(plan, 1, "p1", quote);
    const place = anchor === undefined ? null : findLive(doc, 1)(anchor);
    if (place === null) throw new Error(`no "${quote}"`);
    reword(doc, place, replacement);
  });
  if (bytes === null) return plan;
  const vocabulary = new Vocabulary();
  vocabulary.trust(before);
  expect(vocabulary.admit(bytes)).toMatchObject({ ok: true });
  const { plan: after, faults } = planOfUpdates([before, bytes]);
  expect(faults).toEqual([]);
  return after;
}

const one = (...parts: readonly (string | Node)[]): Plan => planOf(p("p1", ...parts));
const ulOf = (id: string, ...items: readonly Node[][]): Node => {
  const list = ul(...items);
  return list.type.create({ id }, list.content);
};
const [cl, br] = [bracket("b1", "CL"), bracket("b2", "BR")];

describe("suggested words that are taken into the text", () => {
  it.each<[string, Plan, string, string, Plan]>([
    ["replace words", one("a fund receives"), "fund", "body", one("a body receives")],
    ["are put in", one("a fund"), "a fund", "a regional fund", one("a regional fund")],
    ["take words away", one("a regional fund"), " regional", "", one("a fund")],
    [
      "keep the marks of what they replace",
      one("a ", text("regional", strong()), " fund"),
      "regional",
      "common",
      one("a ", text("common", strong()), " fund"),
    ],
    [
      "leave what both have at their ends as it is",
      one(text("regional", strong()), " fund of all"),
      "regional fund of",
      "regional body of",
      one(text("regional", strong()), " body of all"),
    ],
    [
      "stay within the bracket",
      one("a ", text("by 2012", cl), " end"),
      "by 2012",
      "in 2013 at the latest",
      one("a ", text("in 2013 at the latest", cl), " end"),
    ],
    [
      "stay within every bracket that lay on any of the words",
      one("x ", text("one", cl), " two ", text("three", br), " y"),
      "one two three",
      "4",
      one("x ", text("4", cl, br), " y"),
    ],
    [
      "do not become a link beside one",
      one("see ", text("here", link("https://example.org/"))),
      "see ",
      "see also ",
      one("see also ", text("here", link("https://example.org/"))),
    ],
    [
      "inside bold words are bold",
      one(text("one three", strong())),
      "one three",
      "one two three",
      one(text("one two three", strong())),
    ],
    [
      "fill a gap",
      one("receives ", gap("amount"), " a year"),
      "XXX",
      "USD 40",
      one("receives USD 40 a year"),
    ],
    ["fill a gap that stands alone", one(gap()), "XXX", "40", one("40")],
    ["leave nothing", one("all"), "all", "", one()],
    ["do not cut a letter of two halves", one("😀 x"), "😀", "😁", one("😁 x")],
  ])("%s", (_, plan, quote, replacement, after) => {
    expect(canonical(reworded(plan, quote, replacement))).toBe(canonical(after));
  });

  /** Blocks that were there keep their names; the others are new. */
  const anew = (plan: Plan): Plan =>
    JSON.parse(canonical(plan), (key, value: unknown) =>
      key === "id" && typeof value === "string" && value.length === 12 ? "new" : value,
    ) as Plan;
  const said = p("p2", "In Lima.");

  it.each<[string, Plan, string, string, Plan]>([
    [
      "begin a paragraph behind",
      one("We meet."),
      "meet.",
      "meet.\nHere.",
      planOf(p("p1", "We meet."), p("new", "Here.")),
    ],
    [
      "begin one before, and the paragraph stays itself",
      one("We meet."),
      "We",
      "Here.\nThere.\nWe",
      planOf(p("new", "Here."), p("new", "There."), p("p1", "We meet.")),
    ],
    [
      "break a paragraph, with marks and signs",
      one("We meet ", text("each year ", strong()), "in ", text("Lima", cl), note("f1", "Or Quito.")),
      "year in",
      "year.\nIn",
      planOf(
        p("p1", "We meet ", text("each year", strong()), "."),
        p("new", "In ", text("Lima", cl), note("f1", "Or Quito.")),
      ),
    ],
    [
      "leave a footnote with the words it is on",
      one("We meet.", note("f1", "Each year.")),
      "meet.",
      "meet.\nHere.",
      planOf(p("p1", "We meet.", note("f1", "Each year.")), p("new", "Here.")),
    ],
    [
      "are paragraphs below a heading",
      planOf(h("p1", 1, "Purpose"), said),
      "Purpose",
      "Purpose\nTo meet.",
      planOf(h("p1", 1, "Purpose"), p("new", "To meet."), said),
    ],
    [
      "are items of a list",
      planOf(ulOf("p1", [p("i1", "one")], [p("i3", "three")]), said),
      "one",
      "one\ntwo",
      planOf(ulOf("p1", [p("i1", "one")], [p("new", "two")], [p("i3", "three")]), said),
    ],
    [
      "stay in an item that says more",
      planOf(ulOf("p1", [p("i1", "one two"), ul([p("i2", "within")])]), said),
      "one two",
      "one\ntwo",
      planOf(ulOf("p1", [p("i1", "one"), p("new", "two"), ul([p("i2", "within")])]), said),
    ],
    ["make no empty paragraph behind", one("one two"), "two", "two\n", one("one two")],
    ["make none before", one("one two"), "one", "\none", one("one two")],
    ["make none of a whole one", one("one two"), "one two", "\nnew", one("new")],
    [
      "leave no blank where a paragraph is broken",
      one("one two"),
      "one",
      "one\n",
      planOf(p("p1", "one"), p("new", "two")),
    ],
    ["leave none before the break", one("one two"), "two", "\ntwo", planOf(p("p1", "one"), p("new", "two"))],
    [
      "stay in the description of an output",
      planOf(output("p1", { title: "Seminar" }, p("d", "Two days.")), said),
      "days.",
      "days.\nIn May.",
      planOf(output("p1", { title: "Seminar" }, p("d", "Two days."), p("new", "In May.")), said),
    ],
    [
      "take a paragraph out with all it says",
      planOf(p("p1", "We meet."), said),
      "We meet.",
      "",
      planOf(said),
    ],
    [
      "take out an item of a list, and the list with the last",
      planOf(ulOf("p1", [p("i1", "one")]), said),
      "one",
      "",
      planOf(said),
    ],
    [
      "leave a paragraph of which a sign is left",
      planOf(p("p1", "We meet.", note("f1", "Each year.")), said),
      "We meet.",
      "",
      planOf(p("p1", note("f1", "Each year.")), said),
    ],
    [
      "leave the place of a description",
      planOf(output("p1", { title: "Seminar" }, p("d", "Two days.")), said),
      "Two days.",
      "",
      planOf(output("p1", { title: "Seminar" }, p("d")), said),
    ],
  ])("%s", (_, plan, quote, replacement, after) => {
    expect(anew(reworded(plan, quote, replacement))).toEqual(anew(after));
  });

  it("of several paragraphs stand there exactly", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 8 });
    const lines = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 6 });
    fc.assert(
      fc.property(letters, fc.nat(), fc.nat(), lines, (words, at, length, typed) => {
        const replacement = inLines(typed);
        const plan = planOf(p("p1", words), said);
        const from = at % words.length;
        const quote = words.slice(from, from + 1 + (length % (words.length - from)));
        const [anchor, ...others] = anchorsIn(plan, 1, "p1", quote);
        if (anchor === undefined || others.length > 0) return;
        const { content } = reworded(plan, quote, replacement);
        const wanted = words.replace(quote, () => replacement).split("\n");
        expect(content.map(wordsOf)).toEqual([...wanted.filter(Boolean), "In Lima."]);
      }),
    );
  });

  it("are one small update that only says what changed", () => {
    const plan = planOf(
      p("p1", "a fund"),
      ...Array.from({ length: 50 }, (_, i) => p(`q${i}`, "x".repeat(500))),
    );
    const bytes = updateBy([firstState(plan)], (doc) => {
      const [anchor] = anchorsIn(plan, 1, "p1", "fund");
      const place = anchor && findLive(doc, 1)(anchor);
      if (place) reword(doc, place, "body");
    });
    expect(bytes?.length).toBeLessThan(100);
  });

  it("leave one text between signs, as editors keep it", () => {
    const doc = new Y.Doc();
    const plan = one("a ", gap(), " b");
    Y.applyUpdate(doc, firstState(plan));
    const [anchor] = anchorsIn(plan, 1, "p1", " XXX ");
    const place = anchor && findLive(doc, 1)(anchor);
    if (place) reword(doc, place, ", ");
    const block: unknown = planFragment(doc).get(0);
    expect(block instanceof Y.XmlElement && block.length).toBe(1);
    expect(canonical(readPlan(doc).plan)).toBe(canonical(one("a, b")));
  });

  it("stand there exactly, whatever was written and marked before", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "😀"), maxLength: 6 });
    const marks = fc.constantFrom<readonly ReturnType<typeof strong>[]>([], [strong()], [cl], [cl, br]);
    const parts = fc.array(fc.tuple(letters, marks, fc.boolean()), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, fc.nat(), fc.nat(), letters, (made, at, length, replacement) => {
        const nodes = made.flatMap(([words, on, sign]) => [
          ...(words === "" ? [] : [text(words, ...on)]),
          ...(sign ? [gap()] : []),
        ]);
        const plan = one(...nodes);
        const words = nodes.map((node) => node.text ?? "XXX").join("");
        if (words === "") return;
        const from = at % words.length;
        const quote = words.slice(from, from + 1 + (length % (words.length - from)));
        const [anchor] = anchorsIn(plan, 1, "p1", quote);
        if (anchor === undefined) return;
        const doc = new Y.Doc();
        Y.applyUpdate(doc, firstState(plan));
        const place = findLive(doc, 1)(anchor);
        // Words that stand twice with the same beside them have no place.
        if (place === null) return;
        const wanted = words.slice(0, place.from) + replacement + words.slice(place.to);
        reword(doc, place, replacement);
        const { plan: after, faults } = readPlan(doc);
        expect(faults).toEqual([]);
        const said = (after.content[0]?.content ?? []).map((node) => node.text ?? "XXX").join("");
        expect(said).toBe(wanted);
      }),
      { numRuns: 200 },
    );
  });
});
