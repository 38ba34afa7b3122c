/** Outputs of plans for lists: of live texts as the reading thread keeps them, of adopted texts as they were frozen. */
import type { PlanStage } from "#app/domain/plan.ts";
import type { GroupStage } from "#app/domain/group.ts";
import type { Language } from "#app/domain/release.ts";
import type { CycleId, GroupId } from "#app/domain/roles.ts";
import type { Output, Party } from "#app/document/reading.ts";
import type { Tx } from "./client.ts";
import { byArea, groupOrder } from "./group-order.ts";
import { named } from "./names.ts";
import { latestFirst } from "./plans.ts";
import { languageOf } from "./releases.ts";

/** The plan of a group whose outputs count: the latest that was adopted, else the latest there is. */
export interface CountingPlan {
  readonly id: string;
  readonly period: string;
  readonly language: Language;
  readonly stage: PlanStage;
  readonly version: number;
  readonly documentId: string;
  /** Whether the plan of a later period was begun. */
  readonly succeeded: boolean;
  /** The text that the countries adopted; null where they have not adopted one. */
  readonly adopted: { readonly releaseId: string; readonly number: number } | null;
  readonly group: {
    readonly id: GroupId;
    readonly slug: string;
    readonly name: string;
    readonly cycleId: CycleId;
    readonly stage: GroupStage;
    /** Letter of its area; null for none. */
    readonly area: string | null;
  };
}

/** The plans that count: of one group, or of all groups; those of the cycle at work first, in the order of their areas. */
export async function countingPlans(
  tx: Tx,
  language: Language,
  of: { readonly groupId: GroupId } | "all",
): Promise<readonly CountingPlan[]> {
  const rows = await tx.group.findMany({
    where: of === "all" ? { kind: "group", plans: { some: {} } } : { id: of.groupId },
    include: {
      areas: { include: { area: { select: { code: true, position: true } } } },
      plans: {
        orderBy: latestFirst,
        include: { adoptedRelease: { select: { id: true, number: true } } },
      },
    },
    orderBy: groupOrder,
  });
  const plans = rows.flatMap((row): (CountingPlan & { place: number })[] => {
    const plan = row.plans.find(({ adoptedRelease }) => adoptedRelease !== null) ?? row.plans[0];
    if (plan === undefined) return [];
    const area = row.areas.map((held) => held.area).sort((a, b) => a.position - b.position)[0];
    const { adoptedRelease: release } = plan;
    return [
      {
        id: plan.id,
        period: plan.period,
        language: languageOf(plan.language),
        stage: plan.stage as PlanStage,
        version: plan.version,
        documentId: plan.documentId,
        succeeded: plan.id !== row.plans[0]?.id,
        adopted: release === null ? null : { releaseId: release.id, number: release.number },
        group: {
          id: row.id,
          slug: row.slug,
          name: named(row.names, language),
          cycleId: row.cycleId,
          stage: row.state as GroupStage,
          area: area?.code ?? null,
        },
        place: area?.position ?? Number.MAX_SAFE_INTEGER,
      },
    ];
  });
  return byArea(
    plans,
    ({ group }) => group.cycleId,
    ({ place }) => place,
  );
}

/** The outputs of live texts as they were last read, by document, in the order of each text. */
export async function outputsOfDocuments(
  tx: Tx,
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Output[]>> {
  const rows = await tx.documentOutput.findMany({
    where: { documentId: { in: [...documentIds] } },
    orderBy: [{ documentId: "asc" }, { number: "asc" }],
  });
  const found = new Map<string, Output[]>();
  for (const row of rows) {
    const held = found.get(row.documentId) ?? [];
    held.push({
      id: row.outputId,
      number: row.number,
      title: row.title,
      description: row.description,
      kind: row.kind as Output["kind"],
      responsible: partiesIn(row.responsible),
      partners: partiesIn(row.partners),
      goals: row.goals,
      start: row.start,
      due: row.due,
      indicator: row.indicator,
      target: row.target,
      funding: {
        state: row.fundingState as Output["funding"]["state"],
        scope: row.fundingScope as Output["funding"]["scope"],
        sector: row.fundingSector as Output["funding"]["sector"],
        amount: row.amount,
        currency: row.currency,
      },
      status: row.status as Output["status"],
      evidence: row.evidence,
    });
    found.set(row.documentId, held);
  }
  return found;
}

/** Of these documents, those that were never read along: what their outputs are only the log says. */
export async function neverRead(tx: Tx, documentIds: readonly string[]): Promise<readonly string[]> {
  if (documentIds.length === 0) return [];
  const read = await tx.documentReading.findMany({
    where: { documentId: { in: [...documentIds] } },
    select: { documentId: true },
  });
  const known = new Set(read.map(({ documentId }) => documentId));
  return documentIds.filter((id) => !known.has(id));
}

/** The canonical texts of releases, by id. */
export async function canonicalTexts(
  tx: Tx,
  releaseIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.release.findMany({
    where: { id: { in: [...releaseIds] } },
    select: { id: true, canonical: true },
  });
  return new Map(rows.map(({ id, canonical }) => [id, canonical]));
}

/** What `keepReading` wrote: parties as they are. */
const partiesIn = (value: unknown): readonly Party[] => (Array.isArray(value) ? (value as Party[]) : []);
