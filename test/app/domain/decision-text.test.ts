import { describe, expect, it } from "vitest";
import {
  checkDecision,
  clausesOfDecision,
  composeDecision,
  decisionTextIn,
  matterOf,
  nameIn,
  opennessOfDecision,
  releaseOfDecision,
  type DecisionAsked,
  type DecisionGround,
} from "#app/domain/decision-text.ts";
import type { DecisionFacts } from "#app/domain/facts.ts";
import { may } from "#app/domain/policy.ts";
import { refusalOf } from "#app/domain/refusal.ts";
import { canonicalJson } from "#app/domain/release.ts";
import { group, now, people, type Role } from "./sample.ts";

const ground: DecisionGround = {
  commission: false,
  participating: ["BR", "CL", "PE"],
  chair: "PE",
  viceChairs: ["BR"],
  outputs: [
    { id: "o-1", title: "Study" },
    { id: "o-2", title: "Seminar" },
  ],
  commissions: [{ id: "c-1", name: "Measuring", outputId: "o-2" }],
  goals: [{ id: "g-1", number: 4, title: "A goal" }],
};

const chairs: DecisionAsked = {
  kind: "chairs",
  chair: "CL",
  viceChairs: ["PE", "BR", "PE"],
  from: "2011-04-01",
};
const commission: DecisionAsked = {
  kind: "commission",
  names: { es: " Medición ", fr: "" },
  mission: ["Prepare the study."],
  outputId: "o-1",
  countries: ["PE", "CL", "CL"],
  chair: "CL",
};
const end: DecisionAsked = { kind: "end-commission", commissionId: "c-1", reasons: ["Done."] };
const withdrawal: DecisionAsked = { kind: "goal-withdrawal", goalId: "g-1", reasons: ["Elsewhere."] };

/** What it ends in: "composed", the key of the conflict, or field and key of what is wrong. */
function ending(asked: DecisionAsked, on: Partial<DecisionGround> = {}): string {
  try {
    composeDecision(asked, { ...ground, ...on });
    return "composed";
  } catch (caught) {
    const refusal = refusalOf(caught);
    if (refusal === null) throw caught;
    const [[field, fault] = []] = Object.entries(refusal.fields ?? {});
    return field === undefined ? refusal.key : `${field} ${fault?.key}`;
  }
}

describe("what a group can be asked to decide", () => {
  const cases: readonly (readonly [string, DecisionAsked, string, Partial<DecisionGround>?])[] = [
    ["a Chair, Vice Chairs and a day", chairs, "composed"],
    ["a Chair and no Vice Chairs", { ...chairs, viceChairs: [] }, "composed"],
    ["a Chair from outside the group", { ...chairs, chair: "UY" }, "chair decision.not-participating"],
    ["a Vice Chair from outside", { ...chairs, viceChairs: ["UY"] }, "viceChairs decision.not-participating"],
    ["one country in both offices", { ...chairs, viceChairs: ["CL"] }, "viceChairs decision.chair-twice"],
    ["a day that is none", { ...chairs, from: "2011-02-30" }, "from field.date"],
    [
      "those who hold the offices",
      { ...chairs, chair: "PE", viceChairs: ["BR"] },
      "chair decision.same-chairs",
    ],
    ["the same Chair with another Vice Chair", { ...chairs, chair: "PE", viceChairs: ["CL"] }, "composed"],
    ["a commission", commission, "composed"],
    ["a commission without a name", { ...commission, names: { es: "  " } }, "name decision.name-needed"],
    ["a name that is too long", { ...commission, names: { es: "x".repeat(161) } }, "name field.too-long"],
    ["a commission without a mission", { ...commission, mission: [" "] }, "mission field.missing"],
    [
      "for an output that is not in the plan",
      { ...commission, outputId: "o-9" },
      "output decision.output-unknown",
    ],
    [
      "for an output that has a commission",
      { ...commission, outputId: "o-2" },
      "output decision.output-taken",
    ],
    ["of one country", { ...commission, countries: ["CL"] }, "countries decision.two-countries"],
    [
      "of a country from outside",
      { ...commission, countries: ["CL", "UY"] },
      "countries decision.not-participating",
    ],
    ["chaired from outside it", { ...commission, chair: "BR" }, "chair decision.chair-outside"],
    ["in a commission", commission, "decision.not-in-commission", { commission: true }],
    ["the Chair of a commission", chairs, "composed", { commission: true }],
    ["the end of a commission", end, "composed"],
    [
      "the end of one that is not there",
      { ...end, commissionId: "c-9" },
      "commission decision.commission-unknown",
    ],
    ["an end without reasons", { ...end, reasons: [] }, "reasons field.missing"],
    ["the withdrawal of a goal", withdrawal, "composed"],
    ["of a goal it has not agreed to", { ...withdrawal, goalId: "g-9" }, "goal decision.goal-unknown"],
    ["a withdrawal without reasons", { ...withdrawal, reasons: ["", " "] }, "reasons field.missing"],
    [
      "in too many paragraphs",
      { ...withdrawal, reasons: Array(31).fill("x") },
      "reasons field.too-many-paragraphs",
    ],
  ];
  it.each(cases.map(([name, asked, expected, on = {}]) => [name, asked, expected, on] as const))(
    "%s",
    (_, asked, expected, on) => {
      expect(ending(asked, on)).toBe(expected);
    },
  );

  it("is asked again on the ground of another day", () => {
    const text = composeDecision(chairs, ground);
    expect(() => checkDecision(text, { ...ground, participating: ["CL", "PE"] })).toThrow(
      "form.check-fields",
    );
    const freed = composeDecision(commission, ground);
    expect(() => checkDecision(freed, { ...ground, outputs: [] })).toThrow("form.check-fields");
  });
});

describe("the text of a decision", () => {
  it("names things as they are now and countries in one order", () => {
    expect(composeDecision(chairs, ground)).toEqual({ ...chairs, viceChairs: ["BR", "PE"] });
    expect(composeDecision(commission, ground)).toEqual({
      kind: "commission",
      names: { es: "Medición" },
      mission: ["Prepare the study."],
      output: { id: "o-1", title: "Study" },
      countries: ["CL", "PE"],
      chair: "CL",
    });
    expect(composeDecision(withdrawal, ground)).toMatchObject({
      goal: { id: "g-1", number: 4, title: "A goal" },
    });
  });

  it.each([chairs, commission, end, withdrawal])("comes back from its release: $kind", (asked) => {
    const text = composeDecision(asked, ground);
    expect(decisionTextIn(canonicalJson(releaseOfDecision(text)))).toEqual(text);
    expect(() => decisionTextIn('{"kind":"goal"}')).toThrow(TypeError);
  });

  it("is read clause by clause", () => {
    const say = {
      country: (iso: string) => `«${iso}»`,
      day: (day: string) => `on ${day}`,
      language: "en",
    } as const;
    expect(clausesOfDecision(composeDecision(chairs, ground), say)).toEqual([
      { heading: "clause.chair", paragraphs: ["«CL»"] },
      { heading: "clause.vice-chairs", paragraphs: ["«BR»", "«PE»"] },
      { heading: "clause.from", paragraphs: ["on 2011-04-01"] },
    ]);
    const bare = composeDecision({ ...chairs, viceChairs: [], from: null }, ground);
    expect(clausesOfDecision(bare).map(({ heading }) => heading)).toEqual([
      "clause.chair",
      "clause.no-vice-chairs",
      "clause.from-consensus",
    ]);
    expect(nameIn({ es: "Medición", pt: "Medição" }, "pt")).toBe("Medição");
    expect(nameIn({ es: "Medición" }, "fr")).toBe("Medición");
  });

  it("counts its brackets and gaps, and says what it changes", () => {
    const open = { ...withdrawal, reasons: ["[Because] XXX"] } as DecisionAsked;
    expect(opennessOfDecision(composeDecision(open, ground))).toEqual({ brackets: 1, gaps: 1 });
    expect(
      [chairs, commission, end, withdrawal].map((asked) => matterOf(composeDecision(asked, ground))),
    ).toEqual(["chairs", "output:o-1", "commission:c-1", "goal:g-1"]);
  });
});

describe("who opens the round on a decision", () => {
  const decision: DecisionFacts = {
    kind: "decision",
    decisionId: "d",
    group: { ...group, planReading: "everybody" },
    matter: "chairs",
    stage: "proposed",
    country: "BR",
    openedOnce: false,
    chairActs: true,
    viceChairActs: true,
  };
  const openers = (facts: Partial<DecisionFacts>): readonly string[] =>
    (
      ["chair", "vice chair", "representative", "focal point inside", "observer", "secretariat"] as const
    ).filter((role: Role) => may(people[role], "decision.open-round", { ...decision, ...facts }, now));
  const vacant = { ...decision.group, chair: null };
  const headless = { ...vacant, viceChairs: [] };

  it.each([
    ["the Chair", {}, ["chair"]],
    ["a Vice Chair where no country chairs", { group: vacant, chairActs: false }, ["vice chair"]],
    ["a Vice Chair where nobody acts for the Chair", { chairActs: false }, ["chair", "vice chair"]],
    [
      "any participating country where nobody acts for either",
      { group: headless, chairActs: false, viceChairActs: false },
      ["chair", "vice chair", "representative", "focal point inside"],
    ],
    [
      "and on nothing else than the Chair",
      { group: headless, chairActs: false, viceChairActs: false, matter: "commission" },
      [],
    ],
    ["nobody in a group that has ended", { group: { ...decision.group, stage: "discontinued" } }, []],
  ] as const)("%s", (_, facts, expected) => {
    expect(openers(facts)).toEqual(expected);
  });

  it("is told to everybody from the round on", () => {
    const members = { ...decision, group: { ...group, planReading: "members" } } as const;
    expect(may(people.stranger, "decision.read", members, now)).toBe(false);
    expect(may(people.stranger, "decision.read", { ...members, openedOnce: true }, now)).toBe(true);
  });

  it("is dropped by the Chair once the country that proposed it has left", () => {
    const left = { ...group, participating: group.participating.filter((iso) => iso !== "BR") };
    expect(may(people.chair, "decision.drop", decision, now)).toBe(false);
    expect(may(people.chair, "decision.drop", { ...decision, group: left }, now)).toBe(true);
  });
});
