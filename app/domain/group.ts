/**
 * The chain of a working group: proposed, consulted on, decided by the officers, at work, discontinued (domain §5; S2 II D c iv).
 * May import: this room. Begin with `step`.
 */

import { refuse } from "./refusal.ts";
import type { Outcome } from "./round.ts";

export const groupStages = [
  "proposed",
  "consultation", // of all countries of the region; informs
  "officers-round",
  "active",
  "discontinuation-proposed",
  "discontinuation-consultation",
  "discontinuation-round",
  "discontinued",
  "dropped", // the proposal was withdrawn before the officers decided
] as const;
export type GroupStage = (typeof groupStages)[number];

export const groupActs = [
  "open-consultation",
  "open-officers-round",
  "end-officers-round",
  "propose-discontinuation",
  "withdraw-proposal",
] as const;
export type GroupAct = (typeof groupActs)[number];

/** What the acts need to know beyond the stage. */
export interface GroupStepFacts {
  /** How the consultation of all countries reads; null where none was opened. */
  readonly consultation: Outcome | null;
  /** How the officers' round ended; null while it has not. */
  readonly outcome: Outcome | null;
  /** Rounds scheduled, open or pending in the group that the act does not withdraw. */
  readonly openRounds: number;
}

/** Stages for display, in order; discontinuation is a ladder of its own. */
export const groupLadder = ["proposed", "consultation", "officers-round", "active"] as const;
export const discontinuationLadder = [
  "discontinuation-proposed",
  "discontinuation-consultation",
  "discontinuation-round",
  "discontinued",
] as const;

/** Whether the group works: a discontinuation under way changes nothing until it is decided. */
export function isWorking(stage: GroupStage): boolean {
  switch (stage) {
    case "active":
    case "discontinuation-proposed":
    case "discontinuation-consultation":
    case "discontinuation-round":
      return true;
    case "proposed":
    case "consultation":
    case "officers-round":
    case "discontinued":
    case "dropped":
      return false;
  }
}

/**
 * The stage after `act`. Refuses (`conflict`) every act the stage does not allow (`group.illegal-step`),
 * a round before the consultation ended (`group.consultation-not-over`), an end before the round has one
 * (`round.not-ended`), a discontinuation over open rounds (`group.rounds-open`).
 * A round without consensus puts the group back one stage.
 */
export function step(stage: GroupStage, act: GroupAct, facts: GroupStepFacts): GroupStage {
  switch (act) {
    case "open-consultation":
      if (stage === "proposed") return "consultation";
      if (stage === "discontinuation-proposed") return "discontinuation-consultation";
      break;
    case "open-officers-round":
      if (stage === "consultation" || stage === "discontinuation-consultation") {
        if (facts.consultation !== "heard") throw refuse("conflict", "group.consultation-not-over");
        return stage === "consultation" ? "officers-round" : "discontinuation-round";
      }
      break;
    case "end-officers-round":
      if (stage === "officers-round") return endOf(facts) ? "active" : "consultation";
      if (stage === "discontinuation-round") {
        if (!endOf(facts)) return "discontinuation-consultation";
        if (facts.openRounds > 0) throw refuse("conflict", "group.rounds-open", { count: facts.openRounds });
        return "discontinued";
      }
      break;
    case "propose-discontinuation":
      if (stage === "active") return "discontinuation-proposed";
      break;
    case "withdraw-proposal":
      if (stage === "proposed" || stage === "consultation") return "dropped";
      if (stage === "discontinuation-proposed" || stage === "discontinuation-consultation") return "active";
      break;
  }
  throw refuse("conflict", "group.illegal-step", { stage, act });
}

function endOf(facts: GroupStepFacts): boolean {
  if (facts.outcome === null) throw refuse("conflict", "round.not-ended");
  return facts.outcome === "consensus";
}
