import { describe, expect, it } from "vitest";
import * as groups from "#app/domain/group.ts";
import { refusalOf } from "#app/domain/refusal.ts";
import { outcomes } from "#app/domain/round.ts";

/** The stage an act leads to, or the key of its refusal. */
function result(act: () => string): string {
  try {
    return act();
  } catch (caught) {
    const refusal = refusalOf(caught);
    if (refusal === null) throw caught;
    expect(refusal.kind).toBe("conflict");
    return `! ${refusal.key}`;
  }
}

const groupFacts: groups.GroupStepFacts = {
  consultation: "heard",
  outcome: "consensus",
  openRounds: 0,
  proponents: 1,
};

describe("a working group", () => {
  const legal: Readonly<Record<string, string>> = {
    "proposed edit-proposal": "proposed",
    "proposed co-propose": "proposed",
    "proposed leave-proposal": "! group.last-proponent",
    "proposed open-consultation": "consultation",
    "proposed withdraw-proposal": "dropped",
    "consultation co-propose": "consultation",
    "consultation leave-proposal": "! group.last-proponent",
    "consultation end-consultation": "consultation",
    "consultation revise-proposal": "proposed",
    "consultation take-amendment": "consultation",
    "consultation open-officers-round": "officers-round",
    "consultation withdraw-proposal": "dropped",
    "officers-round end-officers-round": "active",
    "active propose-discontinuation": "discontinuation-proposed",
    "active rename": "active",
    "discontinuation-proposed edit-proposal": "discontinuation-proposed",
    "discontinuation-proposed co-propose": "discontinuation-proposed",
    "discontinuation-proposed leave-proposal": "! group.last-proponent",
    "discontinuation-proposed rename": "discontinuation-proposed",
    "discontinuation-proposed open-consultation": "discontinuation-consultation",
    "discontinuation-proposed withdraw-proposal": "active",
    "discontinuation-consultation take-amendment": "discontinuation-consultation",
    "discontinuation-consultation open-officers-round": "discontinuation-round",
    "discontinuation-consultation withdraw-proposal": "active",
    "discontinuation-consultation co-propose": "discontinuation-consultation",
    "discontinuation-consultation leave-proposal": "! group.last-proponent",
    "discontinuation-consultation end-consultation": "discontinuation-consultation",
    "discontinuation-consultation revise-proposal": "discontinuation-proposed",
    "discontinuation-consultation rename": "discontinuation-consultation",
    "discontinuation-round withdraw-rounds": "discontinuation-round",
    "discontinuation-round rename": "discontinuation-round",
    "discontinuation-round end-officers-round": "discontinued",
  };
  const steps = groups.groupStages.flatMap((stage) => groups.groupActs.map((act) => [stage, act] as const));
  it.each(steps)("%s, %s: goes on as the chain says, or is refused", (stage, act) => {
    const expected = legal[`${stage} ${act}`] ?? "! group.illegal-step";
    expect(result(() => groups.step(stage, act, groupFacts))).toBe(expected);
  });

  it.each(outcomes.filter((outcome) => outcome !== "consensus"))(
    "goes back one stage after a round that ended %s",
    (outcome) => {
      expect(groups.step("officers-round", "end-officers-round", { ...groupFacts, outcome })).toBe(
        "consultation",
      );
      expect(
        groups.step("discontinuation-round", "end-officers-round", { ...groupFacts, outcome, openRounds: 3 }),
      ).toBe("discontinuation-consultation");
    },
  );

  it.each([
    [
      "a round before the consultation ended",
      "consultation",
      "open-officers-round",
      { consultation: null },
      "group.consultation-not-over",
    ],
    [
      "a round after a withdrawn consultation",
      "consultation",
      "open-officers-round",
      { consultation: "withdrawn" },
      "group.consultation-not-over",
    ],
    [
      "an end before the round has one",
      "officers-round",
      "end-officers-round",
      { outcome: null },
      "round.not-ended",
    ],
    [
      "an end of the consultation before it has one",
      "consultation",
      "end-consultation",
      { consultation: null },
      "round.not-ended",
    ],
    [
      "a revision while the countries are being asked",
      "consultation",
      "revise-proposal",
      { consultation: null },
      "group.consultation-not-over",
    ],
    [
      "a withdrawal while the countries are being asked",
      "discontinuation-consultation",
      "withdraw-proposal",
      { consultation: null },
      "group.consultation-not-over",
    ],
    [
      "a withdrawal while another country proposes it",
      "proposed",
      "withdraw-proposal",
      { proponents: 2 },
      "group.others-propose",
    ],
    [
      "withdrawing rounds for an end that was not agreed",
      "discontinuation-round",
      "withdraw-rounds",
      { outcome: "blocked" },
      "group.illegal-step",
    ],
    [
      "discontinuation over open rounds",
      "discontinuation-round",
      "end-officers-round",
      { openRounds: 1 },
      "group.rounds-open",
    ],
  ] as const)("refuses %s", (_, stage, act, facts, key) => {
    expect(result(() => groups.step(stage, act, { ...groupFacts, ...facts }))).toBe(`! ${key}`);
  });

  it("goes back one stage after a consultation that was withdrawn, and stays where the countries were heard", () => {
    const withdrawn = { ...groupFacts, consultation: "withdrawn" } as const;
    expect(groups.step("consultation", "end-consultation", withdrawn)).toBe("proposed");
    expect(groups.step("discontinuation-consultation", "end-consultation", withdrawn)).toBe(
      "discontinuation-proposed",
    );
    expect(groups.step("consultation", "end-consultation", groupFacts)).toBe("consultation");
  });

  it("loses a country that proposed it only while another does", () => {
    expect(groups.step("proposed", "leave-proposal", { ...groupFacts, proponents: 2 })).toBe("proposed");
  });

  it.each(groups.groupStages.filter(groups.isPending))("has a way on from %s", (stage) => {
    expect(
      groups.nextActs(stage, true).map(({ act }) => result(() => groups.step(stage, act, groupFacts))),
    ).not.toContain("! group.illegal-step");
    expect(groups.nextActs(stage, true)).toHaveLength(1);
  });

  it("works on while its discontinuation is only proposed", () => {
    expect(groups.groupStages.filter(groups.isWorking)).toEqual([
      "active",
      "discontinuation-proposed",
      "discontinuation-consultation",
      "discontinuation-round",
    ]);
  });
});
