/** Plans of work: where each stands in its chain. The text itself is a log (documents.ts) and its releases (releases.ts). */
import type { GroupFacts, PlanFacts } from "#app/domain/facts.ts";
import type { PlanAct, PlanDeadlines, PlanStage, PlanState } from "#app/domain/plan.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Capacity, CycleId, GroupId, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import type { Prisma } from "./generated/client.ts";
import { groupFacts, groupsFacts } from "./groups.ts";
import { languageOf } from "./releases.ts";

export interface PlanRecord {
  readonly id: string;
  readonly groupId: GroupId;
  readonly groupSlug: string;
  readonly cycleId: string;
  readonly period: string;
  readonly language: Language;
  readonly state: PlanState;
  readonly stageSince: Date;
  /** Grows with every step, so that a form made before another's step is told. */
  readonly revision: number;
  readonly documentId: string;
  readonly adoptedReleaseId: string | null;
}

export interface PlanStepRecord {
  readonly act: PlanAct;
  readonly before: PlanStage;
  readonly after: PlanStage;
  readonly personName: string;
  readonly office: string;
  readonly country: string | null;
  readonly comments: string | null;
  readonly at: Date;
}

/** Plans follow each other; two begun at one instant go by the years they are for. */
export const latestFirst: Prisma.PlanOrderByWithRelationInput[] = [{ createdAt: "desc" }, { period: "desc" }];

const withGroup = { group: { select: { slug: true, cycleId: true } } } as const;

interface Row {
  readonly id: string;
  readonly groupId: string;
  readonly period: string;
  readonly language: string;
  readonly stage: string;
  readonly stageSince: Date;
  readonly stageUntil: Date | null;
  readonly version: number;
  readonly revision: number;
  readonly documentId: string;
  readonly adoptedReleaseId: string | null;
  readonly group: { readonly slug: string; readonly cycleId: string };
}

function shape(row: Row): PlanRecord {
  return {
    id: row.id,
    groupId: row.groupId,
    groupSlug: row.group.slug,
    cycleId: row.group.cycleId,
    period: row.period,
    language: languageOf(row.language),
    state: { stage: row.stage as PlanStage, version: row.version, considerationEnds: row.stageUntil },
    stageSince: row.stageSince,
    revision: row.revision,
    documentId: row.documentId,
    adoptedReleaseId: row.adoptedReleaseId,
  };
}

/** The group's plan of that period, else of the latest; null where it has none. */
export async function planOfGroup(
  tx: Tx,
  groupId: GroupId,
  period: string | null = null,
): Promise<PlanRecord | null> {
  const row = await tx.plan.findFirst({
    where: period === null ? { groupId } : { groupId, period },
    orderBy: latestFirst,
    include: withGroup,
  });
  return row === null ? null : shape(row);
}

/** A plan of the group by its period, as its page links the others. */
export interface PlanPeriod {
  readonly id: string;
  readonly period: string;
  readonly stage: PlanStage;
  readonly version: number;
}

/** The group's plans, the latest period first. */
export async function plansOfGroup(tx: Tx, groupId: GroupId): Promise<readonly PlanPeriod[]> {
  const rows = await tx.plan.findMany({ where: { groupId }, orderBy: latestFirst });
  return rows.map(({ id, period, stage, version }) => ({ id, period, stage: stage as PlanStage, version }));
}

/** The plan, locked until the transaction ends: two acts on it wait for each other. Refused as `unknown` (`plan.unknown`). */
export async function lockPlan(tx: Tx, planId: string): Promise<PlanRecord> {
  await tx.$queryRaw`SELECT "id" FROM "plans" WHERE "id" = ${planId} FOR UPDATE`;
  const row = await tx.plan.findUnique({ where: { id: planId }, include: withGroup });
  if (row === null) throw refuse("unknown", "plan.unknown");
  return shape(row);
}

/** What policy has to know of a plan. */
export type FullPlanFacts = PlanFacts & { readonly group: GroupFacts };

/**
 * What policy has to know of the plans whose live texts these are, by document; what is no plan's is left out. Whoever opens a
 * live text waits for it: a statement written by hand.
 */
export async function factsOfDocuments(
  tx: Tx,
  documentIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, FullPlanFacts>> {
  const rows = await tx.$queryRaw<
    (Pick<Row, "id" | "groupId" | "stage" | "version" | "documentId"> & { readonly latest: boolean })[]
  >`
    SELECT p."id", p."groupId", p."stage", p."version", p."documentId",
      p."id" = (SELECT l."id" FROM "plans" l WHERE l."groupId" = p."groupId"
        ORDER BY l."createdAt" DESC, l."period" DESC LIMIT 1) AS "latest"
    FROM "plans" p WHERE p."documentId" = ANY(${documentIds})`;
  const groups = await groupsFacts(
    tx,
    rows.map(({ groupId }) => groupId),
    now,
  );
  return new Map(
    rows.flatMap(({ id, groupId, stage, version, documentId, latest }) => {
      const group = groups.get(groupId);
      const facts = {
        kind: "plan",
        planId: id,
        stage: stage as PlanStage,
        version,
        succeeded: !latest,
      } as const;
      return group === undefined ? [] : [[documentId, { ...facts, group }] as const];
    }),
  );
}

/** What policy has to know of the plan. */
export async function planFacts(tx: Tx, plan: PlanRecord, now: Date): Promise<FullPlanFacts> {
  const group = await groupFacts(tx, plan.groupId, now);
  const latest = await tx.plan.findFirst({
    where: { groupId: plan.groupId },
    orderBy: latestFirst,
    select: { id: true },
  });
  const { stage, version } = plan.state;
  return { kind: "plan", planId: plan.id, group, stage, version, succeeded: latest?.id !== plan.id };
}

/** A new plan in drafting. A second one for the same period is refused by a unique key (`isDuplicate`). */
export async function createPlan(
  tx: Tx,
  plan: { groupId: GroupId; period: string; language: Language; documentId: string },
  now: Date,
): Promise<PlanRecord> {
  const row = await tx.plan.create({
    data: { ...plan, stage: "drafting", stageSince: now, createdAt: now },
    include: withGroup,
  });
  return shape(row);
}

/** Takes the plan to `state` and keeps the step with its comments. Lock the plan before. */
export async function movePlan(
  tx: Tx,
  plan: PlanRecord,
  state: PlanState,
  step: { act: PlanAct; personId: PersonId; capacity: Capacity; comments: string | null },
  now: Date,
): Promise<void> {
  const moved = state.stage !== plan.state.stage;
  await tx.plan.update({
    where: { id: plan.id },
    data: {
      stage: state.stage,
      stageUntil: state.considerationEnds,
      version: state.version,
      revision: { increment: 1 },
      ...(moved ? { stageSince: now } : {}),
    },
  });
  await tx.step.create({
    data: {
      planId: plan.id,
      act: step.act,
      before: plan.state.stage,
      after: state.stage,
      personId: step.personId,
      office: step.capacity.office,
      country: step.capacity.country,
      comments: step.comments,
      at: now,
    },
  });
}

/** The release that the countries adopted stands as the plan's text until the next is adopted. */
export async function adoptRelease(tx: Tx, planId: string, releaseId: string): Promise<void> {
  await tx.plan.update({ where: { id: planId }, data: { adoptedReleaseId: releaseId } });
}

/** The plan's steps, the latest first. */
export async function planSteps(tx: Tx, planId: string): Promise<readonly PlanStepRecord[]> {
  const rows = await tx.step.findMany({ where: { planId }, orderBy: [{ at: "desc" }, { id: "desc" }] });
  const people = await tx.person.findMany({
    where: { id: { in: [...new Set(rows.map(({ personId }) => personId))] } },
    select: { id: true, name: true },
  });
  const nameOf = new Map(people.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    act: row.act as PlanAct,
    before: row.before as PlanStage,
    after: row.after as PlanStage,
    personName: nameOf.get(row.personId) ?? "",
    office: row.office,
    country: row.country,
    comments: row.comments,
    at: row.at,
  }));
}

/** The deadlines of plans in each of these cycles, by cycle. */
export async function deadlinesByCycle(
  tx: Tx,
  cycleIds: readonly CycleId[],
): Promise<ReadonlyMap<CycleId, WrittenDeadlines>> {
  const found = new Map<CycleId, WrittenDeadlines>();
  for (const id of new Set(cycleIds)) found.set(id, await planDeadlines(tx, id));
  return found;
}

/** Deadlines with their literals: "by January 2011". */
export interface WrittenDeadlines extends PlanDeadlines {
  readonly proposedText: string | null;
  readonly adoptedText: string | null;
}

/** When plans of the cycle are due, as its documents say: the literal, and the last instant it can mean. */
export async function planDeadlines(tx: Tx, cycleId: string): Promise<WrittenDeadlines> {
  const cycle = await tx.cycle.findUniqueOrThrow({ where: { id: cycleId } });
  // A day lasts to its end in the region, whose westernmost clock is five hours behind UTC or less.
  const endOf = (day: Date | null) => (day === null ? null : new Date(day.getTime() + 29 * 3_600_000));
  return {
    proposedBy: endOf(cycle.planProposedTo),
    adoptedBy: endOf(cycle.planAdoptedTo),
    proposedText: cycle.planProposedText,
    adoptedText: cycle.planAdoptedText,
    period: cycle.planPeriod,
  };
}
