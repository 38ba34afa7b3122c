import { describe, expect, it } from "vitest";
import { bracketsOf, gapsOf, openPointsOf, opennessOf } from "#app/document/openness.ts";
import { isClean } from "#app/domain/release.ts";
import { bracket, gap, note, output, p, planOf, text, whole } from "./plans.ts";

const open = (plan: Parameters<typeof opennessOf>[0]) => {
  const { brackets, gaps } = opennessOf(plan);
  return { brackets, gaps };
};

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

  it("counts brackets and gaps that were typed as letters, in the fields of an output too", () => {
    const plan = planOf(p("1", "every [six] months, XXX a year"), output("o", { title: "XXX" }));
    expect(open(plan)).toEqual({ brackets: 1, gaps: 2 });
    expect(bracketsOf(plan)[0]).toMatchObject({ words: "six", holders: [] });
    expect(open(planOf(output("o", { title: "Seminar", indicator: "XXX people", target: "[40]" })))).toEqual({
      brackets: 1,
      gaps: 1,
    });
  });

  it("counts what was typed in a footnote, also in one of an output's description", () => {
    const plan = planOf(
      p("1", "Words", note("n", "By [2012] or XXX.")),
      output("o", {}, p("d", "More", note("m", "[Perhaps]"))),
    );
    expect(bracketsOf(plan)).toMatchObject([
      { words: "2012", clause: "1", holders: [] },
      { words: "Perhaps", clause: "o" },
    ]);
    expect(gapsOf(plan)).toEqual([{ id: null, clause: "1", number: 1, note: "" }]);
    expect(open(plan)).toEqual({ brackets: 2, gaps: 1 });
  });

  it("lists gaps with their note", () => {
    expect(gapsOf(whole)).toEqual([{ id: "g1", clause: "p2", number: 2, note: "amount" }]);
  });

  it("is clean without brackets and gaps, and only then", () => {
    expect(isClean(opennessOf(whole))).toBe(false);
    expect(isClean(opennessOf(planOf(p("1", "clean"))))).toBe(true);
    expect(isClean(opennessOf(planOf(p("1", gap()))))).toBe(false);
    expect(isClean(opennessOf(planOf(p("1", text("x", bracket("a", ""))))))).toBe(false);
  });
});

describe("the points to close", () => {
  it("are the passages with their alternatives and the gaps, each with its place on the page", () => {
    expect(openPointsOf(whole)).toEqual([
      {
        kind: "bracket",
        anchor: "bracket:b1",
        clause: "p1",
        of: "paragraph",
        number: 1,
        note: "",
        wordings: [
          { id: "b1", words: "by 2012", holders: ["CL"] },
          { id: "b2", words: "by 2013", holders: ["CR"] },
        ],
      },
      {
        kind: "gap",
        anchor: "gap:g1",
        clause: "p2",
        of: "paragraph",
        number: 2,
        note: "amount",
        wordings: [],
      },
    ]);
    expect(open(whole), "a passage counts once, whatever is offered for it").toEqual({
      brackets: 1,
      gaps: 1,
    });
  });

  it("are in the order of the text, whatever kind they are of", () => {
    const plan = planOf(
      p("1", "A fund of XXX"),
      p("2", text("yearly", bracket("a", "CL"))),
      p("3", "every [six] months"),
      output("o", { title: "XXX" }),
    );
    expect(openPointsOf(plan).map(({ kind, anchor, of }) => [kind, anchor, of])).toEqual([
      ["gap", "1", "paragraph"],
      ["bracket", "bracket:a", "paragraph"],
      ["bracket", "3", "paragraph"],
      ["gap", "o", "output"],
    ]);
  });

  it("hold together what was offered for one passage at the same moment in two groups", () => {
    const both = [bracket("a", "CL", "g1"), bracket("a", "CL", "g2")];
    const plan = planOf(
      p(
        "1",
        text("now", ...both),
        text("soon", bracket("b", "CR", "g1")),
        text("later", bracket("c", "PE", "g2")),
      ),
    );
    expect(openPointsOf(plan).map(({ wordings }) => wordings.map(({ id }) => id))).toEqual([["a", "b", "c"]]);
  });
});
