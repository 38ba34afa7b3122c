/**
 * The chain of a decision of a group about itself: its Chair and Vice Chairs, a commission, the withdrawal of a goal it
 * has agreed to (domain §1, §5). Decided by the group's countries in a round.
 * May import: this room. Begin with `step`.
 */

import { isWorking, type GroupStage } from "./group.ts";
import { refuse } from "./refusal.ts";
import type { Outcome } from "./round.ts";

/** What a group can decide about itself. */
export const decisionKinds = ["chairs", "commission", "end-commission", "goal-withdrawal"] as const;
export type DecisionKind = (typeof decisionKinds)[number];

export const decisionStages = ["proposed", "round", "decided", "dropped"] as const;
export type DecisionStage = (typeof decisionStages)[number];

/** Stages for display, in order; `dropped` stands beside the ladder. */
export const decisionLadder = ["proposed", "round", "decided"] as const satisfies readonly DecisionStage[];

export const decisionActs = [
  "edit",
  "take-amendment", // the words that a country offered become the text of the next round
  "open-round",
  "end-round",
  "drop",
] as const;
export type DecisionAct = (typeof decisionActs)[number];

export interface DecisionStepFacts {
  readonly group: GroupStage;
  /** How the round ended; null while it has not. */
  readonly outcome: Outcome | null;
}

/**
 * The stage after `act`. Refuses (`conflict`) what the stage does not allow (`decision.illegal-step`), acts in a group that
 * is not at work (`group.not-working`), and an end before the round has one (`round.not-ended`).
 * A round without consensus puts the decision back one stage: there is always a way on (domain §4).
 */
export function step(stage: DecisionStage, act: DecisionAct, facts: DecisionStepFacts): DecisionStage {
  switch (act) {
    case "edit":
    case "take-amendment":
      if (!isWorking(facts.group)) throw refuse("conflict", "group.not-working");
      if (stage === "proposed") return stage;
      break;
    case "open-round":
      if (!isWorking(facts.group)) throw refuse("conflict", "group.not-working");
      if (stage === "proposed") return "round";
      break;
    case "end-round":
      if (facts.outcome === null) throw refuse("conflict", "round.not-ended");
      if (stage === "round") return facts.outcome === "consensus" ? "decided" : "proposed";
      break;
    case "drop":
      if (stage === "proposed") return "dropped";
      break;
  }
  throw refuse("conflict", "decision.illegal-step", { stage, act });
}
