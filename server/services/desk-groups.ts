import { isWorking } from "#app/domain/group.ts";
import { isCoordinator, isFocalPointOf, isOfficer, presides, presidesOfficers } from "#app/domain/part.ts";
import { nextActs } from "#app/domain/plan.ts";
import type { Actor } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import type { PlanStatus } from "#server/store/groups.ts";
import type { WrittenDeadlines } from "#server/store/plans.ts";
import { isRepresented } from "#server/store/rolls.ts";
import type { Due, HeldGroup } from "./desk-due.ts";

/** What a group's plan waits for: its beginning, or the next step of its chain; until when by the documents of its cycle. */
export function duesOfPlan(
  actor: Actor,
  { listed, facts }: HeldGroup,
  deadlines: WrittenDeadlines | undefined,
  now: Date,
): Due[] {
  const { plan, slug, name } = listed;
  const group = { slug, name };
  const link = `/groups/${slug}/plan`;
  const chairs = presides(actor, facts, now);
  if (plan === null) {
    const coordinates = isCoordinator(actor, "edit", facts, now);
    if (!isWorking(facts.stage) || (!chairs && !coordinates)) return [];
    const office = chairs ? "representative" : "coordinator";
    const until = deadlines?.proposedBy ?? null;
    const deadline = deadlines?.proposedText ?? null;
    return [{ kind: "begin-plan", link, until, deadline, office, country: facts.chair, group }];
  }
  const hands = {
    chair: chairs,
    officer: isOfficer(actor, facts.officers, now),
    "officers-chair": presidesOfficers(actor, facts.officers, now),
  };
  const state = { stage: plan.stage, version: plan.version, considerationEnds: plan.stageUntil };
  // The end of its round stands among the rounds; an adopted plan waits for nobody.
  const mine = nextActs(state, now).find(
    ({ by, act }) => hands[by] && act !== "end-round" && act !== "revise",
  );
  if (mine === undefined) return [];
  const office = mine.by === "chair" ? "representative" : "officer";
  const country = mine.by === "chair" ? facts.chair : null;
  const due =
    plan.stageUntil === null && mine.by === "chair"
      ? dueOf(plan, deadlines)
      : { until: plan.stageUntil, deadline: null };
  return [{ kind: "plan", act: mine.act, link, ...due, office, country, group }];
}

/** When the next step of a first version is due: its proposal while it is drafted, its adoption afterwards. */
function dueOf(
  plan: PlanStatus,
  deadlines: WrittenDeadlines | undefined,
): { readonly until: Date | null; readonly deadline: string | null } {
  const none = { until: null, deadline: null };
  if (deadlines === undefined || plan.version > 0) return none;
  if (deadlines.period !== null && deadlines.period !== plan.period) return none;
  return plan.stage === "drafting"
    ? { until: deadlines.proposedBy, deadline: deadlines.proposedText }
    : { until: deadlines.adoptedBy, deadline: deadlines.adoptedText };
}

/**
 * Offices in the group that a focal point's country has not filled: somebody who decides for it, and as Chair a coordinator.
 * A country named as Chair or Vice Chair by the act that created the group has still to join it.
 */
export async function duesOfFocalPoint(
  tx: Tx,
  actor: Actor,
  { listed, facts }: HeldGroup,
  now: Date,
): Promise<Due[]> {
  const { slug, name, coordinated } = listed;
  const dues: Due[] = [];
  const { chair, viceChairs, participating } = facts;
  for (const country of new Set([...participating, ...viceChairs, ...(chair === null ? [] : [chair])])) {
    if (!isFocalPointOf(actor, country, "decide", now)) continue;
    const due = { until: null, office: "focal-point", country, group: { slug, name } } as const;
    if (!(await isRepresented(tx, facts.groupId, country, now)))
      dues.push({ ...due, kind: "nominate", link: `/groups/${slug}/members/people` });
    if (country === chair && !coordinated)
      dues.push({ ...due, kind: "name-coordinator", link: `/groups/${slug}/members/people#coordinate` });
  }
  return dues;
}
