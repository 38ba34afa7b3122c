/**
 * The chain of a new goal: from a country's draft to a numbered goal of the agenda (domain §5; S2 II D c iii).
 * May import: this room. Begin with `step`.
 */

import type { Outcome } from "./round.ts";
import { isWorking, type GroupStage } from "./group.ts";
import { addWorkingDays } from "./region.ts";
import { refuse } from "./refusal.ts";
import { isClean, type Openness } from "./release.ts";

export const goalStages = [
  "draft",
  "discussed",
  "group-round",
  "agreed",
  "tabled",
  "officers-round",
  "adopted",
  "returned",
  "withdrawn",
] as const;
export type GoalStage = (typeof goalStages)[number];

/** Stages for display, in order; `returned` and `withdrawn` stand beside the ladder. */
export const goalLadder = [
  "draft",
  "discussed",
  "group-round",
  "agreed",
  "tabled",
  "officers-round",
  "adopted",
] as const satisfies readonly GoalStage[];

export const goalActs = [
  "edit",
  "discuss", // the draft goes before the group
  "cosponsor",
  "take-over",
  "withdraw",
  "take-amendment", // the words that a country offered become the text of the next round
  "open-group-round",
  "end-group-round",
  "table",
  "return",
  "open-officers-round",
  "end-officers-round",
] as const;
export type GoalAct = (typeof goalActs)[number];

/** What the acts need to know beyond the stage. */
export interface GoalStepFacts {
  readonly group: GroupStage;
  readonly openness: Openness;
  /** Reasons given with a return or a withdrawal. */
  readonly reasons: boolean;
  /** Whether the sponsor takes part in the group; without one the goal waits for somebody to take it over. */
  readonly sponsored: boolean;
  /** Whether the group's consensus was once reached on it: from then on only the group withdraws it. */
  readonly agreedOnce: boolean;
  /** How the round in question ended; null while it has not. For `withdraw`: the group's round on withdrawing. */
  readonly outcome: Outcome | null;
}

/**
 * The stage after `act`. Refuses (`conflict`) every act the stage does not allow (`goal.illegal-step`), acts of the group where it is
 * not at work (`group.not-working`), a round on a text that is not clean (`goal.not-clean`), a round or tabling without a
 * sponsor (`goal.no-sponsor`), a return without reasons (`goal.reasons-needed`), a withdrawal by the sponsor after the group's
 * consensus (`goal.only-group-withdraws`), an end before the round has one (`round.not-ended`).
 * A round without consensus puts the goal back one stage. What its sponsor withdrew before the group's consensus goes on as
 * a draft of whoever takes it over.
 */
export function step(stage: GoalStage, act: GoalAct, facts: GoalStepFacts): GoalStage {
  const ofOfficers = stage === "tabled" && act === "take-amendment";
  const ofGroup =
    !ofOfficers && act !== "return" && act !== "open-officers-round" && act !== "end-officers-round";
  if (ofGroup && !isWorking(facts.group)) throw refuse("conflict", "group.not-working");
  switch (act) {
    case "edit":
    case "cosponsor":
      if (isEditable(stage)) return stage;
      break;
    case "take-over":
      // Agreed or not, a goal does not stand still because its sponsor left.
      if (isEditable(stage) || stage === "agreed") return stage;
      if (stage === "withdrawn" && !facts.agreedOnce) return "draft";
      break;
    case "take-amendment":
      if (stage === "discussed" || stage === "tabled") {
        demandClean(facts.openness);
        return stage;
      }
      break;
    case "discuss":
      if (stage === "draft" || stage === "returned") return "discussed";
      break;
    case "withdraw":
      if (isClosed(stage) || stage === "group-round" || stage === "officers-round") break;
      if (facts.agreedOnce && facts.outcome !== "consensus")
        throw refuse("conflict", "goal.only-group-withdraws");
      return "withdrawn";
    case "open-group-round":
      if (stage === "discussed") {
        demandReady(facts);
        return "group-round";
      }
      break;
    case "end-group-round":
      if (stage === "group-round") return ended(facts) ? "agreed" : "discussed";
      break;
    case "table":
      if (stage === "agreed") {
        demandReady(facts);
        return "tabled";
      }
      break;
    case "return":
      if (stage === "tabled" || stage === "discussed") {
        if (!facts.reasons) throw refuse("conflict", "goal.reasons-needed");
        return "returned";
      }
      break;
    case "open-officers-round":
      if (stage === "tabled") {
        demandClean(facts.openness);
        return "officers-round";
      }
      break;
    case "end-officers-round":
      if (stage === "officers-round") return ended(facts) ? "adopted" : "tabled";
      break;
  }
  throw refuse("conflict", "goal.illegal-step", { stage, act });
}

/** Whether the words may change: never while a round is open nor after the group's consensus, unless it was returned. */
export function isEditable(stage: GoalStage): boolean {
  return stage === "draft" || stage === "discussed" || stage === "returned";
}

/**
 * When the officers are to have taken up a tabled goal: so many working days after it was tabled (platform default, as for a
 * plan of work). Null at every other stage. Nothing follows from it but that it is shown as overdue.
 */
export function officersDue(stage: GoalStage, since: Date, days: number): Date | null {
  return stage === "tabled" ? addWorkingDays(since, days) : null;
}

/** Whether the chain is at its end. */
export function isClosed(stage: GoalStage): boolean {
  return stage === "adopted" || stage === "withdrawn";
}

export type GoalHand = "sponsor" | "group-chair" | "officers-chair";

/** Who may act next and how; for the goal's page and the desk. */
export function nextActs(stage: GoalStage): readonly { readonly by: GoalHand; readonly act: GoalAct }[] {
  switch (stage) {
    case "draft":
    case "returned":
      return [{ by: "sponsor", act: "discuss" }];
    case "discussed":
      return [
        { by: "group-chair", act: "open-group-round" },
        { by: "group-chair", act: "return" },
      ];
    case "group-round":
      return [{ by: "group-chair", act: "end-group-round" }];
    case "agreed":
      return [{ by: "group-chair", act: "table" }];
    case "tabled":
      return [
        { by: "officers-chair", act: "open-officers-round" },
        { by: "officers-chair", act: "return" },
      ];
    case "officers-round":
      return [{ by: "officers-chair", act: "end-officers-round" }];
    case "adopted":
    case "withdrawn":
      return [];
  }
}

function ended(facts: GoalStepFacts): boolean {
  if (facts.outcome === null) throw refuse("conflict", "round.not-ended");
  return facts.outcome === "consensus";
}

function demandReady(facts: GoalStepFacts): void {
  if (!facts.sponsored) throw refuse("conflict", "goal.no-sponsor");
  demandClean(facts.openness);
}

function demandClean(text: Openness): void {
  if (!isClean(text))
    throw refuse("conflict", "goal.not-clean", { brackets: text.brackets, gaps: text.gaps });
}
