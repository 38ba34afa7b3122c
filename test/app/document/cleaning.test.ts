import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { clean, type Cleaning } from "#app/document/cleaning.ts";
import { canonical, wordsOf, type Plan } from "#app/document/plan.ts";
import { firstState, planFragment, readPlan } from "#app/document/ydoc.ts";
import { bracket, gap, h, note, p, planOf, strong, text, ul } from "./plans.ts";

const opened = (plan: Plan): Y.Doc => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, firstState(plan));
  return doc;
};
const by2012 = text("by 2012", bracket("a", "CL", "when"));
const by2013 = text("by 2013", bracket("b", "CR", "when"));
const by2014 = text("by 2014", bracket("c", "PE", "when"));
const three = planOf(p("1", "Fibre runs ", by2012, " ", by2013, " ", by2014, ", at scale."));

/** What the plan says after the act, and what the act says of itself. */
function after(plan: Plan, cleaning: Cleaning) {
  const doc = opened(plan);
  const done = clean(doc, cleaning, "test");
  const { plan: said, faults } = readPlan(doc);
  expect(faults).toEqual([]);
  return { said, done };
}
const same = (said: Plan, wanted: Plan) => expect(canonical(said)).toBe(canonical(wanted));

describe("words in brackets", () => {
  it.each([
    ["a", "Fibre runs by 2012, at scale."],
    ["b", "Fibre runs by 2013, at scale."],
    ["c", "Fibre runs by 2014, at scale."],
  ])("of which %s are accepted stay, and all others of the passage go with the brackets", (id, words) => {
    const { said, done } = after(three, { act: "accept", id });
    same(said, planOf(p("1", words)));
    expect(done?.struck).toHaveLength(2);
  });

  it("that stand alone stay as they are when they are accepted", () => {
    same(
      after(
        planOf(p("1", "told ", text("every ", bracket("a", "CL")), text("year", bracket("a", "CL")), ".")),
        {
          act: "accept",
          id: "a",
        },
      ).said,
      planOf(p("1", "told every year.")),
    );
  });

  it("are struck one by one, and the rest of the passage stays in its brackets", () => {
    same(
      after(three, { act: "strike", id: "b" }).said,
      planOf(p("1", "Fibre runs ", by2012, " ", by2014, ", at scale.")),
    );
    same(
      after(three, { act: "strike", id: "a" }).said,
      planOf(p("1", "Fibre runs ", by2013, " ", by2014, ", at scale.")),
    );
  });

  it.each(["a", "b", "c"])("are struck with the whole passage, by whichever of it is named: %s", (id) => {
    same(after(three, { act: "strike-all", id }).said, planOf(p("1", "Fibre runs, at scale.")));
  });

  it("leave one blank where they stood between words, and none at the ends of a paragraph", () => {
    const held = text("each year", bracket("a", "CL"));
    const strike = (...parts: Parameters<typeof p>[1][]) =>
      wordsOf(after(planOf(p("1", ...parts)), { act: "strike-all", id: "a" }).said);
    expect(strike("told ", held, " to all")).toBe("told to all");
    expect(strike("told ", held)).toBe("told");
    expect(strike(held, " told")).toBe("told");
    expect(strike("told", held, "to all")).toBe("toldto all");
  });

  it("take with them the gaps and notes that stand among them, and leave those beside them", () => {
    const mark = bracket("a", "CL");
    const passage = [text("pays ", mark), gap("sum"), note("n1", "in USD"), text(" a year", mark)];
    same(
      after(planOf(p("1", "Each ", ...passage, note("n2", "stays"))), { act: "strike", id: "a" }).said,
      planOf(p("1", "Each ", note("n2", "stays"))),
    );
    same(
      after(planOf(p("1", "Each ", ...passage)), { act: "accept", id: "a" }).said,
      planOf(p("1", "Each pays ", gap("sum"), note("n1", "in USD"), " a year")),
    );
  });

  it("keep what else is marked on them: emphasis, and brackets that lie within", () => {
    const plan = planOf(
      p(
        "1",
        text("we ", bracket("a", "CL")),
        text("meet", bracket("a", "CL"), bracket("x", "PE"), strong()),
        ".",
      ),
    );
    same(
      after(plan, { act: "accept", id: "a" }).said,
      planOf(p("1", "we ", text("meet", bracket("x", "PE"), strong()), ".")),
    );
    same(after(plan, { act: "strike", id: "x" }).said, planOf(p("1", text("we", bracket("a", "CL")), ".")));
  });

  it("over several paragraphs and lists go everywhere; the paragraphs stay, for who writes in them", () => {
    const mark = bracket("a", "CL");
    const plan = planOf(h("s", 1, "Title"), p("1", text("one", mark)), ul([p("2", text("two", mark))]));
    same(after(plan, { act: "strike", id: "a" }).said, planOf(h("s", 1, "Title"), p("1"), ul([p("2")])));
    same(
      after(plan, { act: "accept", id: "a" }).said,
      planOf(h("s", 1, "Title"), p("1", "one"), ul([p("2", "two")])),
    );
  });

  it("that nobody knows any more change nothing", () => {
    const doc = opened(three);
    const before = Y.encodeStateAsUpdate(doc);
    expect(clean(doc, { act: "accept", id: "gone" }, "test")).toBeNull();
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
  });

  it("keep their letters: what is fastened to them finds them again", () => {
    const doc = opened(three);
    const paragraph = planFragment(doc).get(0) as Y.XmlElement;
    const words = paragraph.get(0) as Y.XmlText;
    const at = wordsOf(three).indexOf("2013");
    const fastened = Y.createRelativePositionFromTypeIndex(words, at);
    clean(doc, { act: "accept", id: "b" }, "test");
    const found = Y.createAbsolutePositionFromRelativePosition(fastened, doc);
    expect(wordsOf(readPlan(doc).plan).slice(found?.index)).toBe("2013, at scale.");
  });

  it("and undo brings everything back, in one step, on every screen", () => {
    for (const cleaning of [
      { act: "accept", id: "b" },
      { act: "strike", id: "a" },
      { act: "strike-all", id: "c" },
    ] as const) {
      const [here, there] = [opened(three), opened(three)];
      here.on("update", (update: Uint8Array) => Y.applyUpdate(there, update));
      const undo = new Y.UndoManager(planFragment(here), { trackedOrigins: new Set(["test"]) });
      clean(here, cleaning, "test");
      expect(undo.undoStack).toHaveLength(1);
      expect(canonical(readPlan(there).plan)).toBe(canonical(readPlan(here).plan));
      undo.undo();
      same(readPlan(here).plan, three);
      same(readPlan(there).plan, three);
    }
  });
});
