/** What the acts on a goal share: the lock, who may and whether the form is of today, the step of the chain. */
import { goalStages, step, type GoalAct, type GoalStage } from "#app/domain/goal.ts";
import { opennessOf } from "#app/domain/goal-text.ts";
import type { GoalFacts, GroupFacts } from "#app/domain/facts.ts";
import { demand, may, type Action } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Actor, Capacity, Iso, PersonId } from "#app/domain/roles.ts";
import type { Outcome } from "#app/domain/round.ts";
import type { Tx } from "#server/store/client.ts";
import type { NewEntry } from "#server/store/journal.ts";
import * as proposals from "#server/store/proposals.ts";
import { lockSubject } from "#server/store/rounds.ts";
import type { ActedAs } from "./capacities.ts";

/** What a form of a step carries: the goal's number, and its revision when the form was made. */
export interface StepForm {
  readonly number: number;
  readonly revision: number;
  /** The capacity in which it is sent, as the form offered it; the server checks it. */
  readonly as?: ActedAs | undefined;
}

export interface Held {
  readonly proposal: proposals.ProposalRecord;
  readonly facts: GoalFacts;
}

export type GoalAction = Extract<Action, `goal.${GoalAct}`>;

/** Locks the proposal, then reads it: two acts on one goal wait for each other. */
export async function hold(tx: Tx, number: number, now: Date): Promise<Held> {
  const { id } = await proposals.proposalByNumber(tx, number);
  await lockSubject(tx, { kind: "goal", id });
  const proposal = await proposals.proposalById(tx, id);
  return { proposal, facts: await proposals.goalFacts(tx, proposal, now) };
}

/**
 * Policy first, so that a stranger learns nothing; then whether the form is of today (`goal.changed-meanwhile`). Who could have
 * taken the step at the stage that the form was made for is told that the goal has moved, not that they may not.
 */
export function allow(actor: Actor, action: GoalAction, held: Held, form: StepForm, now: Date): void {
  const { facts, proposal } = held;
  const stale = form.revision !== proposal.revision;
  const once = (stage: GoalStage) => may(actor, action, { ...facts, stage }, now);
  if (!stale || !goalStages.some(once)) demand(actor, action, facts, now);
  if (stale) throw refuse("conflict", "goal.changed-meanwhile");
}

/** The stage after an act, by the domain; see `step` for what it refuses. */
export function next(
  { proposal, facts }: Held,
  name: GoalAct,
  comments: string | null,
  outcome: Outcome | null,
): GoalStage {
  return step(facts.stage, name, {
    group: facts.group.stage,
    openness: opennessOf(proposal.text),
    reasons: comments !== null && comments.trim() !== "",
    sponsored: facts.group.participating.includes(proposal.sponsor),
    agreedOnce: facts.agreedOnce,
    outcome,
  });
}

/** One step of the chain by one who may take it: the domain's step, the row, the stage after it. */
export async function take(
  tx: Tx,
  held: Held,
  taken: {
    act: GoalAct;
    capacity: Capacity;
    personId: PersonId;
    comments?: string | null;
    outcome?: Outcome | null;
  },
  now: Date,
): Promise<GoalStage> {
  const { proposal, facts } = held;
  const comments = taken.comments ?? null;
  const after = next(held, taken.act, comments, taken.outcome ?? null);
  const { act, capacity, personId } = taken;
  await proposals.move(
    tx,
    proposal.id,
    { act, before: facts.stage, after, personId, capacity, comments },
    now,
  );
  return after;
}

/** What all entries on a goal have in common. */
export function said(
  { proposal }: Pick<Held, "proposal">,
  capacity: Capacity,
  actor: Actor,
): Pick<NewEntry, "groupId" | "capacity" | "actorId" | "link"> {
  return {
    groupId: proposal.groupId,
    capacity,
    actorId: idOf(actor),
    link: proposals.goalLink(proposal.number),
  };
}

/** The countries whose people take the Chair's steps: the Chair, or the Vice Chairs while there is none. */
export const presiding = ({ chair, viceChairs }: GroupFacts): readonly Iso[] =>
  chair === null ? viceChairs : [chair];

/** Whose act it is. Policy lets no stranger get here. */
export function idOf(actor: Actor): PersonId {
  if (actor.kind === "person") return actor.id;
  throw refuse("forbidden", "may-not.goal.draft");
}
