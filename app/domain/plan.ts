/**
 * The chain of a plan of work: drafting, group, officers, definitive release, round, adopted (domain §5; S2 II D b iv).
 * May import: this room. Begin with `step`.
 */

import type { Outcome } from "./round.ts";
import { isWorking, type GroupStage } from "./group.ts";
import { addWorkingDays } from "./region.ts";
import { refuse } from "./refusal.ts";
import { isClean, type Openness } from "./release.ts";

export const planStages = ["drafting", "group", "officers", "definitive", "round", "adopted"] as const;
export type PlanStage = (typeof planStages)[number];

/** Stages for display, in order. */
export const planLadder = planStages;

export const planActs = [
  "submit-to-group",
  "submit-to-officers",
  "end-consideration", // the Chair of the officers says that they have no more to say
  "comment", // the officers' comments, attached to the plan while it is before them
  "return", // back to drafting, with comments
  "freeze", // the definitive release
  "take-amendment", // the words that a country offered become the text of the next round
  "open-round",
  "end-round",
  "revise", // an adopted plan is taken up again, towards its next version
] as const;
export type PlanAct = (typeof planActs)[number];

export interface PlanState {
  readonly stage: PlanStage;
  /** Adopted versions so far. */
  readonly version: number;
  /** When the officers' consideration ends; null outside it. */
  readonly considerationEnds: Date | null;
}

/** What the acts need to know beyond the state. */
export interface PlanStepFacts {
  readonly group: GroupStage;
  /** Brackets and gaps of the text that would be frozen or decided. */
  readonly openness: Openness;
  /** Comments given with the act. */
  readonly comments: boolean;
  /** How the round ended; null while it has not. */
  readonly outcome: Outcome | null;
  /** Working days the officers have for their consideration (ten: platform default). */
  readonly considerationDays: number;
}

export const newPlan: PlanState = { stage: "drafting", version: 0, considerationEnds: null };

/**
 * The state after `act`. Refuses (`conflict`) every act the stage does not allow (`plan.illegal-step`), any act in a group
 * that is not at work (`group.not-working`), a return or a comment without words (`plan.comments-needed`), a freeze while the officers
 * consider (`plan.under-consideration`, at) or with brackets or gaps (`plan.not-clean`, brackets, gaps, which), a round on a
 * text that is not clean, an end before the round has one (`round.not-ended`). Brackets may go to the group and the officers.
 * A round without consensus puts the plan back one stage, on the same release (domain §4: there is always a way on).
 */
export function step(state: PlanState, act: PlanAct, facts: PlanStepFacts, now: Date): PlanState {
  if (!isWorking(facts.group)) throw refuse("conflict", "group.not-working");
  const { stage } = state;
  const to = (next: PlanStage): PlanState => ({ ...state, stage: next, considerationEnds: null });
  switch (act) {
    case "submit-to-group":
      if (stage === "drafting") return to("group");
      break;
    case "submit-to-officers":
      if (stage === "group") {
        return { ...to("officers"), considerationEnds: addWorkingDays(now, facts.considerationDays) };
      }
      break;
    case "end-consideration":
      if (stage === "officers" && isUnderConsideration(state, now))
        return { ...state, considerationEnds: now };
      break;
    case "comment":
      if (stage === "officers") {
        if (!facts.comments) throw refuse("conflict", "plan.comments-needed");
        return state;
      }
      break;
    case "return":
      if (stage === "group" || stage === "officers" || stage === "definitive") {
        if (!facts.comments) throw refuse("conflict", "plan.comments-needed");
        return to("drafting");
      }
      break;
    case "freeze":
      if (stage === "officers") {
        if (state.considerationEnds !== null && isUnderConsideration(state, now)) {
          const at = state.considerationEnds.toISOString();
          throw refuse("conflict", "plan.under-consideration", { at });
        }
        demandClean(facts.openness);
        return to("definitive");
      }
      break;
    case "take-amendment":
      if (stage === "definitive") {
        demandClean(facts.openness);
        return to("definitive");
      }
      break;
    case "open-round":
      if (stage === "definitive") {
        demandClean(facts.openness);
        return to("round");
      }
      break;
    case "end-round":
      if (stage === "round") {
        if (facts.outcome === null) throw refuse("conflict", "round.not-ended");
        if (facts.outcome !== "consensus") return to("definitive");
        return { ...to("adopted"), version: state.version + 1 };
      }
      break;
    case "revise":
      if (stage === "adopted") return to("drafting");
      break;
  }
  throw refuse("conflict", "plan.illegal-step", { stage, act });
}

/**
 * Refuses the plan of a next period where the one at hand is not adopted in any version (`plan.nothing-adopted`), is being
 * decided on (`plan.illegal-step`), or is of a group that is not at work (`group.not-working`). It starts from the adopted text.
 */
export function checkNext(state: PlanState, group: GroupStage): void {
  if (!isWorking(group)) throw refuse("conflict", "group.not-working");
  if (state.version === 0) throw refuse("conflict", "plan.nothing-adopted");
  if (state.stage === "round")
    throw refuse("conflict", "plan.illegal-step", { stage: state.stage, act: "begin-next" });
}

/** Whether the officers still have the plan before them: until its exact end, or until they say they are done. */
export function isUnderConsideration(state: PlanState, now: Date): boolean {
  return state.stage === "officers" && state.considerationEnds !== null && now < state.considerationEnds;
}

/** Who is to act next, as roles of the chain, and by which act; for the desk and for the plan's own page. */
export function nextActs(
  state: PlanState,
  now: Date,
): readonly { readonly by: PlanHand; readonly act: PlanAct }[] {
  switch (state.stage) {
    case "drafting":
      return [{ by: "chair", act: "submit-to-group" }];
    case "group":
      return [
        { by: "chair", act: "submit-to-officers" },
        { by: "chair", act: "return" },
      ];
    case "officers":
      return isUnderConsideration(state, now)
        ? [
            { by: "officer", act: "return" },
            { by: "officer", act: "comment" },
            { by: "officers-chair", act: "end-consideration" },
          ]
        : [{ by: "chair", act: "freeze" }];
    case "definitive":
      return [
        { by: "chair", act: "open-round" },
        { by: "chair", act: "return" },
      ];
    case "round":
      return [{ by: "chair", act: "end-round" }];
    case "adopted":
      return [{ by: "chair", act: "revise" }];
  }
}

export type PlanHand = "chair" | "officer" | "officers-chair";

/** Dates a plan is due by; data of the cycle (eLAC2015: proposed by January 2011, adopted by 31 March 2011; S2 II D b iv). */
export interface PlanDeadlines {
  readonly proposedBy: Date | null;
  readonly adoptedBy: Date | null;
  /** The period of the plan that they are set for; null: of whichever plan. */
  readonly period: string | null;
}

/**
 * Which deadline has passed unmet: `adoption` over `proposal`, null where none. A deadline is met until its exact instant.
 * A group that has begun no plan has proposed and adopted none; the plan of a later period has no deadline of this one.
 */
export function overdue(
  plan: { readonly period: string; readonly state: PlanState } | null,
  due: PlanDeadlines,
  now: Date,
): "proposal" | "adoption" | null {
  if (plan !== null && due.period !== null && due.period !== plan.period) return null;
  if (plan !== null && plan.state.version > 0) return null;
  if (due.adoptedBy !== null && now > due.adoptedBy) return "adoption";
  const proposed = plan !== null && plan.state.stage !== "drafting";
  return !proposed && due.proposedBy !== null && now > due.proposedBy ? "proposal" : null;
}

function demandClean(text: Openness): void {
  const { brackets, gaps, points } = text;
  if (!isClean(text)) throw refuse("conflict", "plan.not-clean", { brackets, gaps }, { open: points });
}
