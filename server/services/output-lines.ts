/** Outputs as lists show them: of the text of each plan that counts, with where each stands now. */
import { outputsOf, type Output } from "#app/document/reading.ts";
import { compareFuzzyDates, readFuzzyDate, type FuzzyDate } from "#app/domain/fuzzy-date.ts";
import { goalReferences, type GoalReference } from "#app/domain/goal-reference.ts";
import { isWorking } from "#app/domain/group.ts";
import { may } from "#app/domain/policy.ts";
import { isLate, standingOf, type OutputStanding } from "#app/domain/progress.ts";
import { parsePlan } from "#app/document/plan.ts";
import { planOfUpdates } from "#app/document/ydoc.ts";
import type { Language } from "#app/domain/release.ts";
import type { Actor, GroupId, Iso } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import { loadDocument } from "#server/store/documents.ts";
import { groupsFacts } from "#server/store/groups.ts";
import {
  canonicalTexts,
  countingPlans,
  neverRead,
  outputsOfDocuments,
  type CountingPlan,
} from "#server/store/outputs.ts";
import { latestProgress, outputKey } from "#server/store/progress.ts";

export type { CountingPlan } from "#server/store/outputs.ts";

/** One output in a list. */
export interface OutputLine {
  readonly plan: CountingPlan;
  readonly output: Output;
  readonly standing: OutputStanding;
  /** The day since when it stands so, where an entry says it. */
  readonly since: string | null;
  readonly late: boolean;
  readonly due: FuzzyDate;
  readonly goals: readonly GoalReference[];
  /** What stands among its goals and names none. */
  readonly unread: readonly string[];
}

export interface GatheredOutputs {
  /** By the day they are due, then by group and number. */
  readonly lines: readonly OutputLine[];
  /** The plans whose outputs these are. */
  readonly plans: readonly CountingPlan[];
  /** Plans that nobody has adopted and whose live text the reader may not read. */
  readonly closed: readonly CountingPlan[];
}

/**
 * The outputs of a group, or of all groups at work. The adopted text of a plan counts; where there is none, its live
 * text, for those who may read it (`plan.read-live`). What is late is judged at `now`, and kept nowhere. Asks the database
 * as often for one group as for all.
 */
export async function gatherOutputs(
  tx: Tx,
  actor: Actor,
  of: { readonly groupId: GroupId } | "all",
  language: Language,
  now: Date,
): Promise<GatheredOutputs> {
  const found = (await countingPlans(tx, language, of)).filter(
    ({ group }) => of !== "all" || isWorking(group.stage),
  );
  const drafts = found.filter(({ adopted }) => adopted === null);
  const facts = await groupsFacts(
    tx,
    drafts.map(({ group }) => group.id),
    now,
  );
  const reads = ({ id, group: { id: groupId }, stage, version, succeeded }: CountingPlan): boolean => {
    const group = facts.get(groupId);
    if (group === undefined) return false;
    return may(actor, "plan.read-live", { kind: "plan", planId: id, group, stage, version, succeeded }, now);
  };
  const plans = found.filter((plan) => plan.adopted !== null || reads(plan));
  const live = await liveOutputs(
    tx,
    plans.flatMap(({ adopted, documentId }) => (adopted === null ? [documentId] : [])),
  );
  const adopted = await adoptedOutputs(
    tx,
    plans.flatMap((plan) => plan.adopted?.releaseId ?? []),
  );
  const latest = await latestProgress(
    tx,
    plans.map(({ id }) => id),
  );
  const lines = plans.flatMap((plan) => {
    const outputs = plan.adopted === null ? live.get(plan.documentId) : adopted.get(plan.adopted.releaseId);
    return (outputs ?? []).map((output): OutputLine => {
      const entry = plan.adopted === null ? undefined : latest.get(outputKey(plan.id, output.id));
      const standing = standingOf(output.status, entry ?? null);
      const { goals, unread } = goalReferences(output.goals, plan.group.cycleId);
      return {
        plan,
        output,
        standing,
        since: standing.by === "progress" ? (entry?.day ?? null) : null,
        late: isLate(output.due, standing.status, now),
        due: readFuzzyDate(output.due),
        goals,
        unread,
      };
    });
  });
  const place = new Map(plans.map(({ id }, at) => [id, at]));
  const order = (line: OutputLine): number => place.get(line.plan.id) ?? 0;
  return {
    lines: lines.sort(
      (a, b) => compareDue(a.due, b.due) || order(a) - order(b) || a.output.number - b.output.number,
    ),
    plans,
    closed: found.filter((plan) => !plans.includes(plan)),
  };
}

/** The countries that answer for an output, by code. */
export const responsibleCountries = ({ responsible }: Pick<Output, "responsible">): readonly Iso[] =>
  responsible.flatMap((party) => ("country" in party ? [party.country] : []));

/** By the days alone: two that are due at the same time go by their group. */
function compareDue(a: FuzzyDate, b: FuzzyDate): number {
  return compareFuzzyDates({ ...a, text: "" }, { ...b, text: "" });
}

/** As the thread that reads along has them; a text that it has not come to yet is read from its log. */
async function liveOutputs(
  tx: Tx,
  documentIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Output[]>> {
  const found = new Map(await outputsOfDocuments(tx, documentIds));
  for (const documentId of await neverRead(tx, documentIds)) {
    const stored = await loadDocument(tx, documentId);
    const rows = stored === null ? [] : [...(stored.snapshot ? [stored.snapshot] : []), ...stored.tail];
    found.set(documentId, outputsOf(planOfUpdates(rows.map(({ bytes }) => bytes)).plan));
  }
  return found;
}

/** How many adopted texts are kept read. */
const mostKept = 200;
const kept = new Map<string, readonly Output[]>();

/**
 * The outputs of frozen texts, by release. A release never changes, so that what was once read of it is remembered for as
 * long as the process runs.
 */
export async function adoptedOutputs(
  tx: Tx,
  releaseIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Output[]>> {
  const fresh = releaseIds.filter((id) => !kept.has(id));
  const texts = fresh.length === 0 ? new Map<string, string>() : await canonicalTexts(tx, fresh);
  const read = new Map([...texts].map(([id, text]) => [id, outputsOf(parsePlan(JSON.parse(text)))]));
  const found = new Map(
    releaseIds.flatMap((id) => {
      const outputs = read.get(id) ?? kept.get(id);
      return outputs === undefined ? [] : [[id, outputs] as const];
    }),
  );
  for (const [id, outputs] of read) kept.set(id, outputs);
  for (const id of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(id);
  }
  return found;
}
