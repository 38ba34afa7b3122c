/** Decisions of a group about itself, and where each stands in its chain (decisions, steps). */
import type { DecisionAct, DecisionKind, DecisionStage } from "#app/domain/decision.ts";
import type { Json, Language } from "#app/domain/release.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Capacity, GroupId, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import { languageOf } from "./releases.ts";

export interface DecisionRecord {
  readonly id: string;
  readonly groupId: GroupId;
  readonly groupSlug: string;
  /** Its address: /groups/SLUG/decisions/NUMBER. */
  readonly number: number;
  readonly kind: DecisionKind;
  readonly stage: DecisionStage;
  readonly stageSince: Date;
  readonly language: Language;
  readonly title: string;
  readonly draft: Json;
  readonly revision: number;
}

/** Page of the decision, without language. */
export const decisionLink = (decision: Pick<DecisionRecord, "groupSlug" | "number">): string =>
  `/groups/${decision.groupSlug}/decisions/${decision.number}`;

/** The decision with that id. Refused as `unknown` (`decision.unknown`). */
export async function decisionById(tx: Tx, id: string): Promise<DecisionRecord> {
  const row = await tx.decision.findUnique({ where: { id }, include: { group: { select: { slug: true } } } });
  if (row === null) throw refuse("unknown", "decision.unknown");
  return {
    id: row.id,
    groupId: row.groupId,
    groupSlug: row.group.slug,
    number: row.number,
    kind: row.kind as DecisionKind,
    stage: row.stage as DecisionStage,
    stageSince: row.stageSince,
    language: languageOf(row.language),
    title: row.title,
    // Written from the domain's own type.
    draft: row.draft as Json,
    revision: row.revision,
  };
}

export interface DecisionStep {
  readonly act: DecisionAct;
  readonly before: DecisionStage;
  readonly after: DecisionStage;
  readonly personId: PersonId;
  readonly capacity: Capacity;
  readonly comments: string | null;
}

/** Moves the decision and keeps the step. Lock the decision before. */
export async function moveDecision(tx: Tx, decisionId: string, step: DecisionStep, at: Date): Promise<void> {
  const { capacity, ...taken } = step;
  const { office, country } = capacity;
  await tx.step.create({ data: { decisionId, ...taken, office, country, at } });
  await tx.decision.update({
    where: { id: decisionId },
    data: {
      stage: step.after,
      revision: { increment: 1 },
      ...(step.before === step.after ? {} : { stageSince: at }),
    },
  });
}
