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
  "edit-proposal",
  "co-propose", // another country proposes it too
  "leave-proposal",
  "open-consultation",
  "end-consultation",
  "revise-proposal", // its proponents take the text up again, after the countries were heard
  "take-amendment", // the words that a country offered become the text that the officers decide on
  "open-officers-round",
  "end-officers-round",
  "propose-discontinuation",
  "withdraw-proposal",
  "withdraw-rounds", // those open in a group that the officers have agreed to end
  "rename",
] as const;
export type GroupAct = (typeof groupActs)[number];

/** What the acts need to know beyond the stage. */
export interface GroupStepFacts {
  /** How the consultation of all countries on this text ended; null while it has not. */
  readonly consultation: Outcome | null;
  /** How the officers' round ended; null while it has not. */
  readonly outcome: Outcome | null;
  /** Countries that propose it. */
  readonly proponents: number;
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

/** Whether the texts of the group are kept for reading only: it has ended, or never began. */
export function isOver(stage: GroupStage): boolean {
  return stage === "discontinued" || stage === "dropped";
}

/** What is being decided of the group, or was last: its creation, or its end. */
export function proposes(stage: GroupStage): "creation" | "end" {
  switch (stage) {
    case "proposed":
    case "consultation":
    case "officers-round":
    case "dropped":
    case "active":
      return "creation";
    case "discontinuation-proposed":
    case "discontinuation-consultation":
    case "discontinuation-round":
    case "discontinued":
      return "end";
  }
}

/** Whether countries propose something of the group that is not decided yet. */
export function isPending(stage: GroupStage): boolean {
  return isProposed(stage) || isConsulted(stage) || isBeforeOfficers(stage);
}

const isProposed = (stage: GroupStage): boolean =>
  stage === "proposed" || stage === "discontinuation-proposed";
const isConsulted = (stage: GroupStage): boolean =>
  stage === "consultation" || stage === "discontinuation-consultation";
const isBeforeOfficers = (stage: GroupStage): boolean =>
  stage === "officers-round" || stage === "discontinuation-round";

/**
 * The stage after `act`. Refuses (`conflict`) every act the stage does not allow (`group.illegal-step`),
 * an amendment, a round of the officers, a revision or a withdrawal before the consultation ended (`group.consultation-not-over`), an end
 * before the round has one (`round.not-ended`), a discontinuation over open rounds (`group.rounds-open`), the leaving of
 * the last country that proposes it (`group.last-proponent`), a withdrawal while another proposes it (`group.others-propose`).
 * A round without consensus, or a consultation that was withdrawn, puts the group back one stage.
 */
export function step(stage: GroupStage, act: GroupAct, facts: GroupStepFacts): GroupStage {
  switch (act) {
    case "edit-proposal":
      if (isProposed(stage)) return stage;
      break;
    case "co-propose":
      if (isProposed(stage) || isConsulted(stage)) return stage;
      break;
    case "leave-proposal":
      if (isProposed(stage) || isConsulted(stage)) {
        if (facts.proponents < 2) throw refuse("conflict", "group.last-proponent");
        return stage;
      }
      break;
    case "open-consultation":
      if (stage === "proposed") return "consultation";
      if (stage === "discontinuation-proposed") return "discontinuation-consultation";
      break;
    case "end-consultation":
      if (isConsulted(stage)) {
        if (facts.consultation === null) throw refuse("conflict", "round.not-ended");
        return facts.consultation === "heard" ? stage : proposedAgain(stage);
      }
      break;
    case "revise-proposal":
      if (isConsulted(stage)) {
        demandHeard(facts);
        return proposedAgain(stage);
      }
      break;
    case "take-amendment":
      if (isConsulted(stage)) {
        demandHeard(facts);
        return stage;
      }
      break;
    case "open-officers-round":
      if (isConsulted(stage)) {
        demandHeard(facts);
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
    case "withdraw-rounds":
      if (stage === "discontinuation-round" && endOf(facts)) return stage;
      break;
    case "propose-discontinuation":
      if (stage === "active") return "discontinuation-proposed";
      break;
    case "withdraw-proposal":
      if (isProposed(stage) || isConsulted(stage)) {
        if (facts.proponents > 1) throw refuse("conflict", "group.others-propose");
        if (isConsulted(stage)) demandHeard(facts);
        return proposes(stage) === "creation" ? "dropped" : "active";
      }
      break;
    case "rename":
      if (isWorking(stage)) return stage;
      break;
  }
  throw refuse("conflict", "group.illegal-step", { stage, act });
}

export type GroupHand = "proponent" | "officers-chair";

/** Who may act next and how; for the group's page, the officers' room and desks. `heard`: the consultation has ended. */
export function nextActs(
  stage: GroupStage,
  heard: boolean,
): readonly { readonly by: GroupHand; readonly act: GroupAct }[] {
  if (isProposed(stage)) return [{ by: "officers-chair", act: "open-consultation" }];
  if (isConsulted(stage))
    return [{ by: "officers-chair", act: heard ? "open-officers-round" : "end-consultation" }];
  if (isBeforeOfficers(stage)) return [{ by: "officers-chair", act: "end-officers-round" }];
  return [];
}

const proposedAgain = (stage: GroupStage): GroupStage =>
  stage === "consultation" ? "proposed" : "discontinuation-proposed";

function demandHeard(facts: GroupStepFacts): void {
  if (facts.consultation !== "heard") throw refuse("conflict", "group.consultation-not-over");
}

function endOf(facts: GroupStepFacts): boolean {
  if (facts.outcome === null) throw refuse("conflict", "round.not-ended");
  return facts.outcome === "consensus";
}
