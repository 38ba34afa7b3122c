/**
 * Every act of every chain, at every stage, by every role: what the text of the domain allows is listed here by hand, and
 * everything else is refused with a reason that has words in four languages (domain §5: whoever asks).
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as decisions from "#app/domain/decision.ts";
import * as goals from "#app/domain/goal.ts";
import * as groups from "#app/domain/group.ts";
import * as plans from "#app/domain/plan.ts";
import { demand } from "#app/domain/policy.ts";
import { refusalOf } from "#app/domain/refusal.ts";
import type { Actor } from "#app/domain/roles.ts";
import {
  goal,
  group,
  groupRound,
  hours,
  now,
  officers,
  officersRound,
  people,
  plan,
  roles,
  type Role,
} from "./sample.ts";

const said = Object.fromEntries(
  (["es", "en", "pt", "fr"] as const).map((language) => [
    language,
    JSON.parse(
      readFileSync(new URL(`../../../app/i18n/messages/refusals.${language}.json`, import.meta.url), "utf8"),
    ) as Record<string, string>,
  ]),
);

/** A chain as the services walk it: the right first, then the step, with everything the act asks for at hand. */
interface Chain<Stage extends string, Act extends string> {
  readonly stages: readonly Stage[];
  readonly acts: readonly Act[];
  take(actor: Actor, stage: Stage, act: Act): void;
  /** "stage act": who may. Everything that is not here is refused. */
  readonly legal: Readonly<Record<string, readonly Role[]>>;
}

const clean = { brackets: 0, gaps: 0 };

function walkPlan(considering: boolean): Chain<plans.PlanStage, plans.PlanAct>["take"] {
  return (actor, stage, act) => {
    const facts = { ...plan, stage };
    if (act === "end-round") demand(actor, "round.record-outcome", groupRound, now);
    else demand(actor, `plan.${act}`, facts, now);
    const ends = stage === "officers" ? hours(now, considering ? 1 : -1) : null;
    const state = { stage, version: stage === "adopted" ? 1 : 0, considerationEnds: ends };
    const known = { group: group.stage, openness: clean, comments: true, considerationDays: 10 };
    plans.step(state, act, { ...known, outcome: "consensus" }, now);
  };
}

/** What the Chair and the officers do with a plan, whether the officers still have their time or not. */
const ofPlans: Readonly<Record<string, readonly Role[]>> = {
  "drafting submit-to-group": ["chair"],
  "group submit-to-officers": ["chair"],
  "group return": ["chair"],
  "officers comment": ["officer", "chair of the officers"],
  "officers return": ["officer", "chair of the officers"],
  "definitive return": ["chair"],
  "definitive take-amendment": ["chair"],
  "definitive open-round": ["chair"],
  "round end-round": ["chair"],
  "adopted revise": ["chair"],
};

const considered: Chain<plans.PlanStage, plans.PlanAct> = {
  stages: plans.planStages,
  acts: plans.planActs,
  take: walkPlan(true),
  legal: { ...ofPlans, "officers end-consideration": ["chair of the officers"] },
};

const overdue: Chain<plans.PlanStage, plans.PlanAct> = {
  ...considered,
  take: walkPlan(false),
  legal: { ...ofPlans, "officers freeze": ["chair"] },
};

const sponsor = ["sponsor"] as const;
/** The focal point of the co-sponsor acts for it too. */
const drafters = ["sponsor", "co-sponsor", "focal point inside"] as const;
/** Participating countries that sponsor nothing: they may join in. */
const others = ["representative", "chair", "vice chair", "focal point of the chair"] as const;
const takers = ["co-sponsor", "chair", "focal point inside"] as const;

function walkGoal(adrift: boolean): Chain<goals.GoalStage, goals.GoalAct>["take"] {
  return (actor, stage, act) => {
    const agreedOnce = ["agreed", "tabled", "officers-round", "adopted"].includes(stage);
    const facts = {
      ...goal,
      stage,
      agreedOnce,
      discussedOnce: stage !== "draft",
      openedOnce: agreedOnce || stage === "group-round",
      sponsor: adrift ? null : "CL",
    };
    if (act === "end-group-round") demand(actor, "round.record-outcome", groupRound, now);
    else if (act === "end-officers-round") demand(actor, "round.record-outcome", officersRound, now);
    else demand(actor, `goal.${act}`, facts, now);
    const known = { group: group.stage, openness: clean, reasons: true, agreedOnce };
    const ends = act === "end-group-round" || act === "end-officers-round";
    goals.step(stage, act, { ...known, sponsored: !adrift, outcome: ends ? "consensus" : null });
  };
}

const ofGoals: Readonly<Record<string, readonly Role[]>> = {
  "draft edit": drafters,
  "draft discuss": sponsor,
  "draft withdraw": sponsor,
  "draft cosponsor": others,
  "discussed edit": drafters,
  "discussed cosponsor": others,
  "discussed withdraw": sponsor,
  "discussed return": ["chair"],
  "discussed take-amendment": ["chair"],
  "discussed open-group-round": ["chair"],
  "group-round end-group-round": ["chair"],
  "agreed table": ["chair"],
  "tabled return": ["chair of the officers"],
  "tabled take-amendment": ["chair of the officers"],
  "tabled open-officers-round": ["chair of the officers"],
  "officers-round end-officers-round": ["chair of the officers"],
  "returned edit": drafters,
  "returned discuss": sponsor,
  "returned cosponsor": others,
  "returned withdraw": sponsor,
  // What its sponsor let go before the group agreed; after that only the group withdraws, by a decision.
  "withdrawn take-over": takers,
};

const sponsored: Chain<goals.GoalStage, goals.GoalAct> = {
  stages: goals.goalStages,
  acts: goals.goalActs,
  take: walkGoal(false),
  legal: ofGoals,
};

/** The sponsor has left the group: nobody acts as the sponsor, until a co-sponsor or the Chair takes the goal over. */
const adrift: Chain<goals.GoalStage, goals.GoalAct> = {
  ...sponsored,
  take: walkGoal(true),
  legal: {
    ...Object.fromEntries(
      Object.entries(ofGoals)
        .filter(([step]) => !/ (discuss|withdraw|open-group-round|table)$/.test(step))
        .map(([step, who]) => [
          step,
          / edit$/.test(step)
            ? ["co-sponsor", "focal point inside"]
            : / cosponsor$/.test(step)
              ? ["sponsor", ...others]
              : who,
        ]),
    ),
    "draft take-over": takers,
    "discussed take-over": takers,
    "agreed take-over": takers,
    "returned take-over": takers,
  } as Readonly<Record<string, readonly Role[]>>,
};

/** Uruguay proposes a group; Brazil, which takes part in it, proposes that it end. Each act is asked for one's own country. */
const own: Partial<Record<Role, string>> = {
  "focal point inside": "BR",
  "focal point of the chair": "PE",
  "focal point outside": "UY",
};

const ofGroups: Chain<groups.GroupStage, groups.GroupAct> = {
  stages: groups.groupStages,
  acts: groups.groupActs,
  take(actor, stage, act) {
    const role = roles.find((one) => people[one] === actor) ?? "stranger";
    const country = own[role] ?? "UY";
    const facts = { ...group, stage };
    const proponents = groups.proposes(stage) === "creation" ? ["UY"] : ["BR"];
    const proposal = { kind: "proponent", group: facts, country, proponents } as const;
    const round = { ...officersRound, group: facts };
    switch (act) {
      case "edit-proposal":
      case "co-propose":
      case "leave-proposal":
      case "revise-proposal":
      case "withdraw-proposal":
        demand(actor, `group.${act}`, proposal, now);
        break;
      case "open-consultation":
      case "take-amendment":
      case "open-officers-round":
        demand(actor, `group.${act}`, officers, now);
        break;
      case "end-consultation":
        demand(actor, "round.record-outcome", { ...round, roll: "region" }, now);
        break;
      case "end-officers-round":
        demand(actor, "round.record-outcome", round, now);
        break;
      case "propose-discontinuation":
        demand(actor, "group.propose-discontinuation", { kind: "membership", group: facts, country }, now);
        break;
      case "withdraw-rounds":
        demand(actor, "group.withdraw-rounds", round, now);
        break;
      case "rename":
        demand(actor, "group.rename", facts, now);
        break;
    }
    // Two propose it where one leaves, one where it is withdrawn.
    const known = { consultation: "heard", outcome: "consensus", openRounds: 0 } as const;
    groups.step(stage, act, { ...known, proponents: act === "leave-proposal" ? 2 : 1 });
  },
  legal: {
    "proposed edit-proposal": ["focal point outside"],
    "proposed co-propose": ["focal point inside", "focal point of the chair"],
    "proposed leave-proposal": ["focal point outside"],
    "proposed open-consultation": ["chair of the officers"],
    "proposed withdraw-proposal": ["focal point outside"],
    "consultation co-propose": ["focal point inside", "focal point of the chair"],
    "consultation leave-proposal": ["focal point outside"],
    "consultation end-consultation": ["chair of the officers"],
    "consultation revise-proposal": ["focal point outside"],
    "consultation take-amendment": ["chair of the officers"],
    "consultation open-officers-round": ["chair of the officers"],
    "consultation withdraw-proposal": ["focal point outside"],
    "officers-round end-officers-round": ["chair of the officers"],
    "active propose-discontinuation": [
      "focal point inside",
      "focal point of the chair",
      "focal point outside",
    ],
    "active rename": ["secretariat"],
    "discontinuation-proposed edit-proposal": ["focal point inside"],
    "discontinuation-proposed co-propose": ["focal point of the chair", "focal point outside"],
    "discontinuation-proposed leave-proposal": ["focal point inside"],
    "discontinuation-proposed open-consultation": ["chair of the officers"],
    "discontinuation-proposed withdraw-proposal": ["focal point inside"],
    "discontinuation-proposed rename": ["secretariat"],
    "discontinuation-consultation co-propose": ["focal point of the chair", "focal point outside"],
    "discontinuation-consultation leave-proposal": ["focal point inside"],
    "discontinuation-consultation end-consultation": ["chair of the officers"],
    "discontinuation-consultation revise-proposal": ["focal point inside"],
    "discontinuation-consultation take-amendment": ["chair of the officers"],
    "discontinuation-consultation open-officers-round": ["chair of the officers"],
    "discontinuation-consultation withdraw-proposal": ["focal point inside"],
    "discontinuation-consultation rename": ["secretariat"],
    "discontinuation-round end-officers-round": ["chair of the officers"],
    "discontinuation-round withdraw-rounds": ["chair of the officers"],
    "discontinuation-round rename": ["secretariat"],
  },
};

const ofDecisions: Chain<decisions.DecisionStage, decisions.DecisionAct> = {
  stages: decisions.decisionStages,
  acts: decisions.decisionActs,
  take(actor, stage, act) {
    const facts = {
      kind: "decision",
      decisionId: "d1",
      group,
      matter: "commission",
      stage,
      country: "BR",
      openedOnce: stage !== "proposed",
      chairActs: true,
      viceChairActs: true,
    } as const;
    if (act === "end-round") demand(actor, "round.record-outcome", groupRound, now);
    else demand(actor, `decision.${act}`, facts, now);
    decisions.step(stage, act, { group: group.stage, outcome: "consensus" });
  },
  legal: {
    "proposed edit": ["co-sponsor", "focal point inside", "chair"],
    "proposed take-amendment": ["chair"],
    "proposed open-round": ["chair"],
    "proposed drop": ["co-sponsor", "focal point inside"],
    "round end-round": ["chair"],
  },
};

/** The key of the refusal, or null where the act was taken. Whatever else is thrown is a fault. */
function refused(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (caught) {
    const refusal = refusalOf(caught);
    if (refusal === null) throw caught;
    return refusal.key;
  }
}

describe.each([
  ["a plan before the officers in their time", considered],
  ["a plan after the time of the officers", overdue],
  ["a goal with its sponsor", sponsored],
  ["a goal whose sponsor has left", adrift],
  ["a group", ofGroups],
  ["a decision of a group", ofDecisions],
] as readonly (readonly [string, Chain<string, string>])[])("%s", (_, { stages, acts, take, legal }) => {
  const steps = stages.flatMap((stage) => acts.map((act) => [stage, act] as const));

  it.each(steps)("%s, %s: by those whom the text names, and refused to everybody else", (stage, act) => {
    const who = roles.filter((role) => refused(() => take(people[role], stage, act)) === null);
    expect([...who].sort()).toEqual([...(legal[`${stage} ${act}`] ?? [])].sort());
  });

  it("every refusal has words in four languages", () => {
    const keys = new Set(
      steps.flatMap(([stage, act]) =>
        roles.flatMap((role) => refused(() => take(people[role], stage, act)) ?? []),
      ),
    );
    expect(keys.size).toBeGreaterThan(2);
    for (const key of keys)
      for (const language of ["es", "en", "pt", "fr"])
        expect((said[language]?.[key] ?? "").length, `${key} in ${language}`).toBeGreaterThan(10);
  });

  it("the list names only steps that there are", () => {
    for (const step of Object.keys(legal)) {
      const [stage = "", act = ""] = step.split(" ");
      expect(stages).toContain(stage);
      expect(acts).toContain(act);
    }
  });
});
