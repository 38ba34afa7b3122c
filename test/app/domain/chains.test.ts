import { describe, expect, it } from "vitest";
import * as goals from "#app/domain/goal.ts";
import type { GroupStage } from "#app/domain/group.ts";
import * as plans from "#app/domain/plan.ts";
import { refusalOf } from "#app/domain/refusal.ts";
import { outcomes } from "#app/domain/round.ts";
import { hours, ms, now } from "./sample.ts";

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

const planFacts: plans.PlanStepFacts = {
  group: "active",
  openness: { brackets: 0, gaps: 0 },
  comments: true,
  outcome: "consensus",
  considerationDays: 10,
};
const at = (stage: plans.PlanStage, considerationEnds: Date | null = null): plans.PlanState => ({
  stage,
  version: 0,
  considerationEnds,
});

describe("the plan of work", () => {
  const legal: Readonly<Record<string, string>> = {
    "drafting submit-to-group": "group",
    "group submit-to-officers": "officers",
    "group return": "drafting",
    "officers end-consideration": "officers",
    "officers comment": "officers",
    "officers return": "drafting",
    "officers freeze": "! plan.under-consideration",
    "definitive return": "drafting",
    "definitive take-amendment": "definitive",
    "definitive open-round": "round",
    "round end-round": "adopted",
    "adopted revise": "drafting",
  };
  const steps = plans.planStages.flatMap((stage) => plans.planActs.map((act) => [stage, act] as const));
  it.each(steps)("%s, %s: goes on as the chain says, or is refused", (stage, act) => {
    const state = at(stage, stage === "officers" ? hours(now, 1) : null);
    const expected = legal[`${stage} ${act}`] ?? "! plan.illegal-step";
    expect(result(() => plans.step(state, act, planFacts, now).stage)).toBe(expected);
  });

  it("is frozen from the exact end of the consideration, or once the officers have ended it", () => {
    const end = hours(now, 1);
    expect(result(() => plans.step(at("officers", end), "freeze", planFacts, ms(end, -1)).stage)).toBe(
      "! plan.under-consideration",
    );
    expect(plans.step(at("officers", end), "freeze", planFacts, end).stage).toBe("definitive");
    const done = plans.step(at("officers", end), "end-consideration", planFacts, now);
    expect(plans.step(done, "freeze", planFacts, now).stage).toBe("definitive");
    expect(result(() => plans.step(done, "end-consideration", planFacts, now).stage)).toBe(
      "! plan.illegal-step",
    );
  });

  it("goes to the officers for ten working days", () => {
    const sent = plans.step(at("group"), "submit-to-officers", planFacts, new Date("2011-03-01T12:00:00Z"));
    expect(sent.considerationEnds).toEqual(new Date("2011-03-15T12:00:00Z"));
  });

  it.each(outcomes.filter((outcome) => outcome !== "consensus"))(
    "goes back one stage after a round that ended %s",
    (outcome) => {
      expect(plans.step(at("round"), "end-round", { ...planFacts, outcome }, now)).toEqual(at("definitive"));
    },
  );

  it("counts a version with each adoption", () => {
    expect(plans.step({ ...at("round"), version: 1 }, "end-round", planFacts, now).version).toBe(2);
  });

  it.each([
    [
      "a freeze with brackets",
      at("officers", now),
      "freeze",
      { openness: { brackets: 1, gaps: 0 } },
      "plan.not-clean",
    ],
    [
      "a freeze with gaps",
      at("officers", now),
      "freeze",
      { openness: { brackets: 0, gaps: 1 } },
      "plan.not-clean",
    ],
    [
      "a round with gaps",
      at("definitive"),
      "open-round",
      { openness: { brackets: 0, gaps: 1 } },
      "plan.not-clean",
    ],
    ["a return without comments", at("group"), "return", { comments: false }, "plan.comments-needed"],
    ["comments without words", at("officers", now), "comment", { comments: false }, "plan.comments-needed"],
    [
      "an amendment with brackets",
      at("definitive"),
      "take-amendment",
      { openness: { brackets: 1, gaps: 0 } },
      "plan.not-clean",
    ],
    ["an end before the round has one", at("round"), "end-round", { outcome: null }, "round.not-ended"],
    [
      "any act in a discontinued group",
      at("drafting"),
      "submit-to-group",
      { group: "discontinued" },
      "group.not-working",
    ],
  ] as const)("refuses %s", (_, state, act, facts, key) => {
    expect(result(() => plans.step(state, act, { ...planFacts, ...facts }, now).stage)).toBe(`! ${key}`);
  });

  it("lets brackets and gaps go to the group and to the officers", () => {
    const facts = { ...planFacts, openness: { brackets: 2, gaps: 1 } };
    expect(plans.step(at("drafting"), "submit-to-group", facts, now).stage).toBe("group");
    expect(plans.step(at("group"), "submit-to-officers", facts, now).stage).toBe("officers");
  });

  it("is followed by the plan of a next period once adopted, not while the countries decide on it", () => {
    const next = (state: plans.PlanState, group: GroupStage = "active") =>
      result(() => {
        plans.checkNext(state, group);
        return "begun";
      });
    expect(next({ ...at("adopted"), version: 1 })).toBe("begun");
    expect(next({ ...at("drafting"), version: 1 })).toBe("begun");
    expect(next(at("definitive"))).toBe("! plan.nothing-adopted");
    expect(next({ ...at("round"), version: 1 })).toBe("! plan.illegal-step");
    expect(next({ ...at("adopted"), version: 1 }, "discontinued")).toBe("! group.not-working");
  });

  it("is overdue after the exact deadline, never once adopted", () => {
    const due = { proposedBy: now, adoptedBy: hours(now, 100), period: "2011-2013" };
    const plan = (state: plans.PlanState, period = "2011-2013") => ({ period, state });
    expect(plans.overdue(plan(at("drafting")), due, now)).toBeNull();
    expect(plans.overdue(plan(at("drafting")), due, ms(now, 1))).toBe("proposal");
    expect(plans.overdue(plan(at("group")), due, ms(now, 1))).toBeNull();
    expect(plans.overdue(plan(at("group")), due, hours(now, 101))).toBe("adoption");
    expect(plans.overdue(plan({ ...at("drafting"), version: 1 }), due, hours(now, 101))).toBeNull();
  });

  it("is overdue where nobody has begun it, and never by the deadline of another period", () => {
    const due = { proposedBy: now, adoptedBy: hours(now, 100), period: "2011-2013" };
    expect(plans.overdue(null, due, now)).toBeNull();
    expect(plans.overdue(null, due, ms(now, 1))).toBe("proposal");
    expect(plans.overdue(null, due, hours(now, 101))).toBe("adoption");
    const next = { period: "2014-2015", state: at("drafting") };
    expect(plans.overdue(next, due, hours(now, 101))).toBeNull();
    expect(plans.overdue(next, { ...due, period: null }, hours(now, 101))).toBe("adoption");
  });

  it("names only acts that its stage allows as the next ones", () => {
    for (const stage of plans.planStages) {
      for (const ends of stage === "officers" ? [hours(now, 1), now] : [null]) {
        for (const { act } of plans.nextActs(at(stage, ends), now)) {
          expect(result(() => plans.step(at(stage, ends), act, planFacts, now).stage)).not.toMatch(/^!/);
        }
      }
    }
  });
});

const goalFacts: goals.GoalStepFacts = {
  group: "active",
  openness: { brackets: 0, gaps: 0 },
  reasons: true,
  sponsored: true,
  agreedOnce: false,
  outcome: "consensus",
};

describe("a goal", () => {
  const legal: Readonly<Record<string, string>> = {
    "draft edit": "draft",
    "draft cosponsor": "draft",
    "draft take-over": "draft",
    "draft discuss": "discussed",
    "draft withdraw": "withdrawn",
    "discussed edit": "discussed",
    "discussed cosponsor": "discussed",
    "discussed take-over": "discussed",
    "discussed withdraw": "withdrawn",
    "discussed return": "returned",
    "discussed take-amendment": "discussed",
    "discussed open-group-round": "group-round",
    "group-round end-group-round": "agreed",
    "agreed table": "tabled",
    "agreed take-over": "agreed",
    "agreed withdraw": "withdrawn",
    "tabled return": "returned",
    "tabled withdraw": "withdrawn",
    "tabled take-amendment": "tabled",
    "tabled open-officers-round": "officers-round",
    "officers-round end-officers-round": "adopted",
    "returned edit": "returned",
    "returned cosponsor": "returned",
    "returned take-over": "returned",
    "returned discuss": "discussed",
    "returned withdraw": "withdrawn",
    "withdrawn take-over": "draft",
  };
  const steps = goals.goalStages.flatMap((stage) => goals.goalActs.map((act) => [stage, act] as const));
  it.each(steps)("%s, %s: goes on as the chain says, or is refused", (stage, act) => {
    const expected = legal[`${stage} ${act}`] ?? "! goal.illegal-step";
    expect(result(() => goals.step(stage, act, goalFacts))).toBe(expected);
  });

  it.each(outcomes.filter((outcome) => outcome !== "consensus"))(
    "goes back one stage after a round that ended %s",
    (outcome) => {
      expect(goals.step("group-round", "end-group-round", { ...goalFacts, outcome })).toBe("discussed");
      expect(goals.step("officers-round", "end-officers-round", { ...goalFacts, outcome })).toBe("tabled");
    },
  );

  it.each([
    [
      "a round on a text that is not clean",
      "discussed",
      "open-group-round",
      { openness: { brackets: 1, gaps: 0 } },
      "goal.not-clean",
    ],
    [
      "an officers' round on a gap",
      "tabled",
      "open-officers-round",
      { openness: { brackets: 0, gaps: 1 } },
      "goal.not-clean",
    ],
    ["tabling without a sponsor", "agreed", "table", { sponsored: false }, "goal.no-sponsor"],
    [
      "a group's round without a sponsor",
      "discussed",
      "open-group-round",
      { sponsored: false },
      "goal.no-sponsor",
    ],
    ["a return without reasons", "tabled", "return", { reasons: false }, "goal.reasons-needed"],
    [
      "a sponsor's withdrawal after the group agreed",
      "agreed",
      "withdraw",
      { agreedOnce: true, outcome: null },
      "goal.only-group-withdraws",
    ],
    [
      "an end before the round has one",
      "group-round",
      "end-group-round",
      { outcome: null },
      "round.not-ended",
    ],
    [
      "an officers' end before the round has one",
      "officers-round",
      "end-officers-round",
      { outcome: null },
      "round.not-ended",
    ],
    [
      "the taking over of what the group withdrew",
      "withdrawn",
      "take-over",
      { agreedOnce: true },
      "goal.illegal-step",
    ],
    [
      "an amendment with a gap",
      "discussed",
      "take-amendment",
      { openness: { brackets: 0, gaps: 1 } },
      "goal.not-clean",
    ],
    ["an edit in a discontinued group", "draft", "edit", { group: "discontinued" }, "group.not-working"],
  ] as const)("refuses %s", (_, stage, act, facts, key) => {
    expect(result(() => goals.step(stage, act, { ...goalFacts, ...facts }))).toBe(`! ${key}`);
  });

  it("once tabled goes on though its group ends", () => {
    const facts = { ...goalFacts, group: "discontinued" } as const;
    expect(goals.step("tabled", "open-officers-round", facts)).toBe("officers-round");
    expect(goals.step("tabled", "take-amendment", facts)).toBe("tabled");
    expect(result(() => goals.step("discussed", "take-amendment", facts))).toBe("! group.not-working");
  });

  it("is to be taken up by the officers within their working days, and at no other stage has such a day", () => {
    const since = new Date("2011-03-01T12:00:00Z");
    expect(goals.officersDue("tabled", since, 10)).toEqual(new Date("2011-03-15T12:00:00Z"));
    for (const stage of goals.goalStages.filter((one) => one !== "tabled"))
      expect(goals.officersDue(stage, since, 10)).toBeNull();
  });

  it("names only acts that its stage allows as the next ones", () => {
    for (const stage of goals.goalStages) {
      for (const { act } of goals.nextActs(stage)) {
        expect(result(() => goals.step(stage, act, goalFacts))).not.toMatch(/^!/);
      }
    }
  });
});
