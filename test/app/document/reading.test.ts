import { describe, expect, it } from "vitest";
import { emptyPlan, wordsOf, type PlanNode } from "#app/document/plan.ts";
import { clausesOf, missingOf, outlineOf, outputsOf } from "#app/document/reading.ts";
import { footnotesOf, referencesOf } from "#app/document/references.ts";
import { schema } from "#app/document/schema.ts";
import { country, full, gap, goal, h, note, output, p, planOf, ul, whole } from "./plans.ts";

describe("clauses", () => {
  it("numbers paragraphs through the plan, sections and outputs each for themselves", () => {
    expect(clausesOf(whole).map((clause) => [clause.kind, clause.number, clause.id])).toEqual([
      ["heading", 1, "s1"],
      ["paragraph", 1, "p1"],
      ["paragraph", 2, "p2"],
      ["list", null, "l-4"],
      ["heading", 2, "s2"],
      ["output", 1, "o1"],
      ["output", 2, "o2"],
      ["heading", 3, "s3"],
      ["heading", null, "s3a"],
      ["paragraph", 3, "p3"],
      ["table", null, "t-11"],
    ]);
  });

  it("numbers headings by their levels, and none that stands in no section", () => {
    const levels = [2, 1, 2, 3, 3, 2, 1, 3, 2, 3];
    const plan = planOf(...levels.map((level, at) => h(`h${at}`, level, "x")), p("p", "words"));
    expect(clausesOf(plan).map(({ numeral }) => numeral)).toEqual([
      null,
      "1",
      "1.1",
      "1.1.1",
      "1.1.2",
      "1.2",
      "2",
      "2.1",
      "2.2",
      "2.2.1",
      "1",
    ]);
  });

  it("names lists and tables by their own ids, where they have one", () => {
    const list = schema.node("bullet_list", { id: "list9" }, [schema.node("list_item", null, [p("i", "x")])]);
    const clauses = clausesOf(planOf(list, ul([p("j", "y")])));
    expect(clauses.map(({ id }) => id)).toEqual(["list9", "l-2"]);
  });

  it("gives no number to an empty line", () => {
    expect(clausesOf(planOf(p("a"), p("b", "words"))).map((clause) => clause.number)).toEqual([null, 1]);
  });

  it("keeps ids apart where a paragraph was split and its halves have one id", () => {
    expect(
      clausesOf(planOf(p("a", "one"), p("a", "two"), p("a", "three"))).map((clause) => clause.id),
    ).toEqual(["a", "a-2", "a-3"]);
  });
});

describe("what the text points to", () => {
  const plan = planOf(
    p("p1", "Goal ", goal("g1", "elac2015:12", "Goal 12"), note("n1", "Adopted in Lima."), " holds."),
    output("o1", { title: "Study" }, p("d1", country("c1", "PE", "Perú"), note("n1", "A copy."))),
    ul([p("l1", goal("g2", "elac2007:3"), country("c2", null), note("n2", null))]),
  );

  it("numbers footnotes through the plan, with ids that are unique even where two are alike", () => {
    expect(footnotesOf(plan).map(({ id, number, text, clause }) => ({ id, number, text, clause }))).toEqual([
      { id: "n1", number: 1, text: "Adopted in Lima.", clause: "p1" },
      { id: "n1-2", number: 2, text: "A copy.", clause: "o1" },
      { id: "n2", number: 3, text: "", clause: "l-3" },
    ]);
  });

  it("lists the goals and countries that the text names, where it names them", () => {
    expect(referencesOf(plan)).toEqual([
      { kind: "goal", goal: "elac2015:12", words: "Goal 12", clause: "p1", number: 1 },
      { kind: "country", country: "PE", words: "Perú", clause: "o1", number: 1 },
      { kind: "goal", goal: "elac2007:3", words: "3", clause: "l-3", number: null },
    ]);
  });

  it("reads a reference as its label, else as number or code, and a footnote as nothing", () => {
    expect(clausesOf(plan).map(({ words }) => words)).toEqual(["Goal Goal 12 holds.", "Study Perú", "3"]);
    expect(wordsOf(p("x", country("c", "PE"), " and ", gap()).toJSON() as PlanNode)).toBe("PE and XXX");
  });
});

describe("outline and outputs", () => {
  it("lists sections with their outputs and what is below them", () => {
    const outline = outlineOf(whole);
    expect(outline.map((section) => [section.number, section.title])).toEqual([
      [1, "Purpose"],
      [2, "Outputs"],
      [3, "How we work"],
    ]);
    expect(outline[1]?.outputs.map((one) => one.title)).toEqual(["Seminar on shared ducts", "Study"]);
    expect(outline[2]?.sections).toEqual([{ id: "s3a", level: 2, numeral: "3.1", title: "Meetings" }]);
  });

  it("reads an output's fields, and null where nobody has filled one", () => {
    const [first, second] = outputsOf(whole);
    expect(first).toMatchObject({
      number: 1,
      kind: "seminar",
      responsible: [{ country: "CR" }],
      partners: [{ country: "PE" }, { name: "ECLAC" }],
      goals: ["1", "2"],
      funding: { state: "secured", scope: "national", sector: "public", amount: "40000", currency: "USD" },
      status: "under-way",
      description: "Two days, for regulators.",
    });
    expect(second).toMatchObject({
      number: 2,
      title: "Study",
      kind: null,
      status: null,
      responsible: [],
      goals: [],
      due: "",
    });
  });
});

describe("what is missing to submit", () => {
  it("says that a plan without words is empty", () => {
    expect(missingOf(emptyPlan)).toEqual([{ key: "plan.empty", clause: null, number: null }]);
    expect(missingOf(planOf(h("s", 1), p("p")))).toEqual([{ key: "plan.empty", clause: null, number: null }]);
  });

  it("asks for outputs, and for what each output must say", () => {
    expect(missingOf(planOf(p("1", "words")))).toEqual([
      { key: "plan.no-outputs", clause: null, number: null },
    ]);
    expect(missingOf(planOf(output("o1", full)))).toEqual([]);
    expect(missingOf(planOf(output("o1", { title: " " }), p("x", "y"))).map((one) => one.key)).toEqual([
      "output.title",
      "output.kind",
      "output.responsible",
      "output.goals",
      "output.due",
      "output.indicator",
    ]);
  });
});
