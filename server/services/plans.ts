/** The acts on a plan of work, from its beginning to the round on it (domain §5). */
import { emptyPlan, type Plan } from "#app/document/plan.ts";
import { opennessOf } from "#app/document/openness.ts";
import { firstState } from "#app/document/ydoc.ts";
import type { PlanFacts } from "#app/domain/facts.ts";
import { isWorking } from "#app/domain/group.ts";
import { isCoordinator, represents } from "#app/domain/part.ts";
import {
  checkNext,
  planStages,
  step,
  type PlanAct,
  type PlanStage,
  type PlanState,
} from "#app/domain/plan.ts";
import { demand, may } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language, Release } from "#app/domain/release.ts";
import type { Actor, Capacity, PersonId } from "#app/domain/roles.ts";
import type { Mode } from "#app/domain/round.ts";
import { isDuplicate, type Tx } from "#server/store/client.ts";
import { createDocument } from "#server/store/documents.ts";
import { groupBySlug, groupFacts } from "#server/store/groups.ts";
import {
  createPlan,
  lockPlan,
  movePlan,
  planFacts,
  planOfGroup,
  type PlanRecord,
} from "#server/store/plans.ts";
import { latestRelease, releaseById } from "#server/store/releases.ts";
import { termsFor } from "#server/store/rolls.ts";
import { act, type Ground, type Recorder } from "./act.ts";
import { demandGroup } from "./commissions.ts";
import { chairCapacity, chosenOf, planCapacities, type ActedAs } from "./capacities.ts";
import { linkOf, nothing } from "./plan-steps.ts";
import { freezePlan, reviewedText, textOf, type Reviewed } from "./plan-texts.ts";
import { openedBefore, openRound } from "./round-opening.ts";

/** A step of the chain as it is asked for. `revision` is that of the page it was asked from. */
export interface PlanMove {
  /** The capacity in which it is sent, as the form offered it; the server checks it. */
  readonly as?: ActedAs | undefined;
  readonly act: Exclude<PlanAct, "end-round" | "open-round" | "take-amendment">;
  readonly revision: number;
  readonly reviewed: Reviewed;
  readonly comments: string | null;
}

export interface RoundAsked {
  /** The capacity in which it is sent, as the form offered it; the server checks it. */
  readonly as?: ActedAs | undefined;
  readonly revision: number;
  readonly mode: Mode;
  /** At once where it is left out. */
  readonly opening?: Date | null;
  readonly closing: Date;
}

export function planServices(ground: Ground) {
  return {
    /** Begins the group's first plan with an empty text. Refused: `plan.exists` where it has one; the next one follows that. */
    begin: (actor: Actor, slug: string, asked: { period: string; language: Language }): Promise<string> =>
      act(ground, async (tx, record, now) => {
        const { id: groupId } = await groupBySlug(tx, slug);
        const group = await groupFacts(tx, groupId, now);
        demand(actor, "plan.begin", group, now);
        await demandGroup(tx, groupId, "commission.no-plan");
        const before = await planOfGroup(tx, groupId);
        if (before !== null) throw refuse("conflict", "plan.exists", { period: before.period });
        return beginWith(
          tx,
          record,
          { actor, groupId, capacity: beginner(actor, group, now), text: emptyPlan, ...asked },
          now,
        );
      }),

    /**
     * Begins the plan of the next period from the adopted text, every id and status kept; the plan before it stays readable and is
     * no longer changed. Refused: what `checkNext` refuses, a period that is not a later one (`plan.period-not-later`).
     */
    beginNext: (actor: Actor, slug: string, asked: { period: string }): Promise<string> =>
      act(ground, async (tx, record, now) => {
        const { plan, facts } = await hold(tx, slug, now);
        const { group } = facts;
        demand(actor, "plan.begin", group, now);
        // Another act may have begun it while this one waited for the lock.
        if (facts.succeeded) throw refuse("conflict", "plan.exists", { period: asked.period });
        checkNext(plan.state, group.stage);
        const { period } = asked;
        if (period <= plan.period) {
          const said = { key: "plan.period-not-later", params: { period: plan.period } };
          throw refuse("invalid", said.key, said.params, { fields: { period: said } });
        }
        const adopted = plan.adoptedReleaseId === null ? null : await releaseById(tx, plan.adoptedReleaseId);
        if (adopted === null) throw refuse("conflict", "plan.nothing-adopted");
        const { groupId, language } = plan;
        const capacity = beginner(actor, group, now);
        const from = { text: textOf(adopted), after: adopted.id };
        return beginWith(tx, record, { actor, groupId, capacity, period, language, ...from }, now);
      }),

    /** Takes the plan a step along its chain; each step but the first keeps a release of the reviewed text. */
    move: (actor: Actor, slug: string, move: PlanMove): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const { plan, facts } = await hold(tx, slug, now);
        demandCurrent(actor, `plan.${move.act}`, facts, { plan, revision: move.revision }, now);
        const { considerationDays } = await termsFor(tx, facts.group.officers.cycleId, "officers", now);
        const capacity = chosenOf(planCapacities(actor, move.act, facts, now), move.as);
        const freezes =
          move.act === "submit-to-group" || move.act === "submit-to-officers" || move.act === "freeze";
        const text = freezes ? await reviewedText(tx, plan, move.reviewed) : null;
        const next = step(
          plan.state,
          move.act,
          {
            group: facts.group.stage,
            openness: text === null ? nothing.openness : opennessOf(text),
            comments: move.comments !== null,
            outcome: null,
            considerationDays: considerationDays.value,
          },
          now,
        );
        const release =
          text === null
            ? null
            : await freezePlan(tx, plan, text, move.reviewed, { personId: idOf(actor), capacity }, now);
        await movePlan(
          tx,
          plan,
          next,
          { act: move.act, personId: idOf(actor), capacity, comments: move.comments },
          now,
        );
        recordMove(record, { plan, move, next, release, capacity, actorId: idOf(actor) });
      }),

    /** Opens the round of the participating countries on the definitive release. */
    openRound: (actor: Actor, slug: string, asked: RoundAsked): Promise<void> =>
      act(ground, async (tx, record, now) => {
        const { plan, facts } = await hold(tx, slug, now);
        const subject = { kind: "plan", id: plan.id } as const;
        const sent = { roll: "group", current: plan.revision, form: asked } as const;
        if ((await openedBefore(tx, actor, subject, sent)) !== null) return;
        demand(actor, "plan.open-round", facts, now);
        demandFresh(plan, asked.revision);
        const release = await latestRelease(tx, subject);
        if (release === null)
          throw refuse("conflict", "plan.illegal-step", { stage: plan.state.stage, act: "open-round" });
        const openness = opennessOf(textOf(release));
        const next = step(
          plan.state,
          "open-round",
          { ...nothing, openness, group: facts.group.stage, considerationDays: 0 },
          now,
        );
        const capacity = chosenOf(planCapacities(actor, "open-round", facts, now), asked.as);
        const actorId = idOf(actor);
        await movePlan(
          tx,
          plan,
          next,
          { act: "open-round", personId: actorId, capacity, comments: null },
          now,
        );
        await openRound(
          tx,
          record,
          {
            subject,
            group: facts.group,
            link: linkOf(plan),
            release,
            openness,
            roll: "group",
            mode: asked.mode,
            opening: asked.opening ?? now,
            closing: asked.closing,
            actorId,
            capacity,
          },
          now,
        );
      }),
  };

  /** The group's plan, locked. Refused: `plan.unknown`. */
  async function hold(tx: Tx, slug: string, now: Date) {
    const { id: groupId } = await groupBySlug(tx, slug);
    const found = await planOfGroup(tx, groupId);
    if (found === null) throw refuse("unknown", "plan.unknown");
    const plan = await lockPlan(tx, found.id);
    return { plan, facts: await planFacts(tx, plan, now) };
  }
}

/** Begins a plan with a text, in the transaction of the act. Refused: `plan.exists`. Answers the plan's id. */
export async function beginWith(
  tx: Tx,
  record: Recorder,
  asked: {
    actor: Actor;
    groupId: string;
    capacity: Capacity;
    period: string;
    language: Language;
    text: Plan;
    /** The adopted release that it starts from, where it follows a plan. */
    after?: string;
  },
  now: Date,
): Promise<string> {
  const { actor, groupId, capacity, period, language, text, after } = asked;
  const documentId = await createDocument(tx, firstState(text), now);
  let plan: PlanRecord;
  try {
    plan = await createPlan(tx, { groupId, period, language, documentId }, now);
  } catch (failure) {
    if (isDuplicate(failure)) throw refuse("conflict", "plan.exists", { period });
    throw failure;
  }
  record({
    kind: "plan.begun",
    groupId,
    capacity,
    actorId: idOf(actor),
    link: linkOf(plan),
    facts: { planId: plan.id, ...(after === undefined ? {} : { after }) },
  });
  return plan.id;
}

/** Chair or coordinator: who may begin a plan, as the capacity in which it is done. */
function beginner(actor: Actor, group: PlanFacts["group"], now: Date): Capacity {
  const body = { kind: "group", groupId: group.groupId } as const;
  const chair = group.chair !== null && represents(actor, group.chair, "edit", group, now);
  if (!chair && isWorking(group.stage) && isCoordinator(actor, "edit", group, now))
    return { office: "coordinator", country: group.chair, body };
  return chairCapacity(actor, group, now);
}

interface Moved {
  readonly plan: PlanRecord;
  readonly move: PlanMove;
  readonly next: PlanState;
  readonly release: Release | null;
  readonly capacity: Capacity;
  readonly actorId: PersonId;
}

function recordMove(record: Recorder, { plan, move, next, release, capacity, actorId }: Moved): void {
  const planId = plan.id;
  const words: Record<string, string> = move.comments === null ? {} : { comments: move.comments };
  const common = { groupId: plan.groupId, capacity, actorId, link: linkOf(plan), words };
  const frozen = release === null ? null : { planId, releaseId: release.id, sha256: release.sha256 };
  switch (move.act) {
    case "submit-to-group":
      if (frozen) record({ ...common, kind: "plan.submitted-to-group", facts: frozen });
      return;
    case "submit-to-officers": {
      const until = next.considerationEnds?.toISOString() ?? "";
      if (frozen) record({ ...common, kind: "plan.submitted-to-officers", facts: { ...frozen, until } });
      return;
    }
    case "freeze":
      if (frozen) record({ ...common, kind: "plan.frozen", facts: { ...frozen, seq: move.reviewed.seq } });
      return;
    case "end-consideration":
      return record({ ...common, kind: "plan.consideration-ended", facts: { planId } });
    case "comment":
      return record({ ...common, kind: "plan.commented", facts: { planId } });
    case "return": {
      const { stage } = plan.state;
      if (stage === "group" || stage === "officers" || stage === "definitive")
        record({ ...common, kind: "plan.returned", facts: { planId, from: stage } });
      return;
    }
    case "revise":
      return record({ ...common, kind: "plan.revised", facts: { planId, version: next.version } });
  }
}

/**
 * Policy, and whether the form is of today. Who could have taken the step at the stage that the form was made for is told
 * that the plan has moved, not that they may not.
 */
function demandCurrent(
  actor: Actor,
  action: `plan.${PlanMove["act"]}`,
  facts: PlanFacts,
  { plan, revision }: { plan: PlanRecord; revision: number },
  now: Date,
): void {
  const once = (stage: PlanStage) => may(actor, action, { ...facts, stage }, now);
  if (plan.revision === revision || !planStages.some(once)) demand(actor, action, facts, now);
  demandFresh(plan, revision);
}

function demandFresh(plan: PlanRecord, revision: number): void {
  if (plan.revision !== revision) throw refuse("conflict", "plan.moved-meanwhile");
}

function idOf(actor: Actor): PersonId {
  if (actor.kind === "person") return actor.id;
  throw refuse("forbidden", "may-not.plan.edit");
}
