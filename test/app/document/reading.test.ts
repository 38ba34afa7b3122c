import { describe, expect, it } from "vitest";
import { emptyPlan } from "#app/document/plan.ts";
import {
  bracketsOf,
  clausesOf,
  gapsOf,
  isClean,
  missingOf,
  opennessOf,
  outlineOf,
  outputsOf,
} from "#app/document/reading.ts";
import { bracket, full, gap, h, output, p, planOf, text, whole } from "./plans.ts";

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

  it("gives no number to an empty line", () => {
    expect(clausesOf(planOf(p("a"), p("b", "words"))).map((clause) => clause.number)).toEqual([null, 1]);
  });

  it("keeps ids apart where a paragraph was split and its halves have one id", () => {
    expect(
      clausesOf(planOf(p("a", "one"), p("a", "two"), p("a", "three"))).map((clause) => clause.id),
    ).toEqual(["a", "a-2", "a-3"]);
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
    expect(outline[2]?.sections).toEqual([{ id: "s3a", level: 2, title: "Meetings" }]);
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

describe("what is open", () => {
  it("lists brackets with their holders, their alternatives and where they stand", () => {
    expect(bracketsOf(whole)).toEqual([
      { id: "b1", group: "when", holders: ["CL"], words: "by 2012", clause: "p1", number: 1 },
      { id: "b2", group: "when", holders: ["CR"], words: "by 2013", clause: "p1", number: 1 },
    ]);
  });

  it("counts runs of one id as one bracket, held by all who hold any of them", () => {
    const plan = planOf(
      p("1", text("one ", bracket("a", "CL")), text("two", bracket("a", "PE CL"))),
      p("2", text("three", bracket("a", "BR"))),
    );
    expect(bracketsOf(plan)).toMatchObject([
      { id: "a", holders: ["BR", "CL", "PE"], words: "one twothree", clause: "1" },
    ]);
  });

  it("finds a bracket in an output's description and in a list", () => {
    expect(bracketsOf(planOf(output("o", {}, p("d", text("x", bracket("a", "CL"))))))).toHaveLength(1);
  });

  it("counts brackets and gaps that were typed as letters", () => {
    const plan = planOf(p("1", "every [six] months, XXX a year"), output("o", { title: "XXX" }));
    expect(opennessOf(plan)).toEqual({ brackets: 1, gaps: 2 });
    expect(bracketsOf(plan)[0]).toMatchObject({ words: "six", holders: [] });
  });

  it("lists gaps with their note", () => {
    expect(gapsOf(whole)).toEqual([{ clause: "p2", number: 2, note: "amount" }]);
  });

  it("is clean without brackets and gaps, and only then", () => {
    expect(isClean(whole)).toBe(false);
    expect(isClean(planOf(p("1", "clean")))).toBe(true);
    expect(isClean(planOf(p("1", gap())))).toBe(false);
    expect(isClean(planOf(p("1", text("x", bracket("a", "")))))).toBe(false);
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
