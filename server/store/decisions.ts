/** Decisions of a group about itself, and where each stands in its chain (decisions, steps). */
import type { DecisionAct, DecisionKind, DecisionStage } from "#app/domain/decision.ts";
import type { DecisionText } from "#app/domain/decision-text.ts";
import type { DecisionFacts, GroupFacts } from "#app/domain/facts.ts";
import type { Language } from "#app/domain/release.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Capacity, GroupId, Iso, Office, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import type { Prisma } from "./generated/client.ts";
import { groupFacts } from "./groups.ts";
import { languageOf } from "./releases.ts";
import { isRepresented } from "./rolls.ts";

export interface DecisionRecord {
  readonly id: string;
  readonly groupId: GroupId;
  readonly groupSlug: string;
  /** Its address: /groups/SLUG/decisions/NUMBER. Counts through all groups. */
  readonly number: number;
  readonly kind: DecisionKind;
  readonly stage: DecisionStage;
  readonly stageSince: Date;
  readonly language: Language;
  /** A short name in the language of the text. */
  readonly title: string;
  /** What is asked. */
  readonly text: DecisionText;
  readonly revision: number;
  /** The country that proposed it. */
  readonly country: Iso | null;
  readonly personId: PersonId;
  readonly createdAt: Date;
}

export interface DecisionStepRecord {
  readonly act: DecisionAct;
  readonly before: DecisionStage;
  readonly after: DecisionStage;
  readonly office: Office;
  readonly country: Iso | null;
  readonly comments: string | null;
  readonly at: Date;
}

/** Page of the decision, without language. */
export const decisionLink = (decision: Pick<DecisionRecord, "groupSlug" | "number">): string =>
  `/groups/${decision.groupSlug}/decisions/${decision.number}`;

const withGroup = { group: { select: { slug: true } } } as const;

/** The decision with that id. Refused as `unknown` (`decision.unknown`). */
export async function decisionById(tx: Tx, id: string): Promise<DecisionRecord> {
  const row = await tx.decision.findUnique({ where: { id }, include: withGroup });
  if (row === null) throw refuse("unknown", "decision.unknown");
  return shape(row);
}

/** The decision of the group at that address. Refused as `unknown` (`decision.unknown`), also where it is another group's. */
export async function decisionAt(tx: Tx, slug: string, number: number): Promise<DecisionRecord> {
  const row = await tx.decision.findFirst({ where: { number, group: { slug } }, include: withGroup });
  if (row === null) throw refuse("unknown", "decision.unknown");
  return shape(row);
}

/** The decisions of a group, the one that moved last first. */
export async function decisionsOf(tx: Tx, groupId: GroupId): Promise<DecisionRecord[]> {
  const rows = await tx.decision.findMany({
    where: { groupId },
    orderBy: [{ stageSince: "desc" }, { number: "desc" }],
    include: withGroup,
  });
  return rows.map(shape);
}

/** The decisions of all groups that wait for their round, the one that moved last first: what desks ask for. */
export async function proposedDecisions(tx: Tx): Promise<DecisionRecord[]> {
  const rows = await tx.decision.findMany({
    where: { stage: "proposed" },
    orderBy: [{ stageSince: "desc" }, { number: "desc" }],
    include: withGroup,
  });
  return rows.map(shape);
}

/** The decision by which a commission was born, or null. */
export async function decisionBehind(tx: Tx, commissionId: GroupId): Promise<DecisionRecord | null> {
  const commission = await tx.group.findUnique({
    where: { id: commissionId },
    select: { outputId: true, parentId: true, createdAt: true },
  });
  if (commission === null || commission.parentId === null) return null;
  const { parentId, outputId, createdAt } = commission;
  const rows = await tx.decision.findMany({
    where: { groupId: parentId, kind: "commission", stage: "decided", stageSince: createdAt },
    include: withGroup,
  });
  const found = rows.map(shape).find(({ text }) => text.kind === "commission" && text.output.id === outputId);
  return found ?? null;
}

/** What the group has decided since `since` on withdrawing that goal, the latest; null where it has not. */
export async function withdrawalDecided(
  tx: Tx,
  proposalId: string,
  since: Date,
): Promise<DecisionRecord | null> {
  const row = await tx.decision.findFirst({
    where: { proposalId, kind: "goal-withdrawal", stage: "decided", stageSince: { gte: since } },
    orderBy: { stageSince: "desc" },
    include: withGroup,
  });
  return row === null ? null : shape(row);
}

/** Who made the decision with this id, and its number; null where there is none. */
export async function proposedBy(
  tx: Tx,
  id: string,
): Promise<{ personId: PersonId; number: number; groupId: GroupId } | null> {
  return tx.decision.findUnique({ where: { id }, select: { personId: true, number: true, groupId: true } });
}

export interface NewDecision {
  /** Chosen with the form, so that a form sent twice makes one decision. */
  readonly id: string;
  readonly groupId: GroupId;
  readonly language: Language;
  readonly title: string;
  readonly text: DecisionText;
  readonly country: Iso | null;
  readonly personId: PersonId;
}

/** Writes a proposed decision. Answers its number. */
export async function insertDecision(tx: Tx, decision: NewDecision, at: Date): Promise<number> {
  const { text, ...columns } = decision;
  const row = await tx.decision.create({
    data: {
      ...columns,
      kind: text.kind,
      stage: "proposed",
      stageSince: at,
      ...columnsOf(text),
      createdAt: at,
    },
    select: { number: true },
  });
  return row.number;
}

/** Replaces what is asked and what it is called; the step that is kept with it makes the next revision. */
export async function setDecisionText(
  tx: Tx,
  decisionId: string,
  { text, language, title }: Pick<NewDecision, "text" | "language" | "title">,
): Promise<void> {
  const data = { language, title, ...columnsOf(text) };
  await tx.decision.update({ where: { id: decisionId }, data });
}

/** An interface has no index signature, which is all that is missing. */
const columnsOf = (text: DecisionText) => ({
  draft: text as unknown as Prisma.InputJsonObject,
  proposalId: text.kind === "goal-withdrawal" ? text.goal.id : null,
});

/** What policy has to know of the decision at `now`. */
export async function decisionFacts(
  tx: Tx,
  decision: DecisionRecord,
  now: Date,
): Promise<DecisionFacts & { readonly group: GroupFacts }> {
  const group = await groupFacts(tx, decision.groupId, now);
  const acts = async (country: Iso) => isRepresented(tx, decision.groupId, country, now);
  let viceChairActs = false;
  for (const country of group.viceChairs) viceChairActs ||= await acts(country);
  return {
    kind: "decision",
    decisionId: decision.id,
    group,
    matter: decision.kind,
    stage: decision.stage,
    country: decision.country,
    openedOnce: (await tx.round.count({ where: { decisionId: decision.id } })) > 0,
    chairActs: group.chair !== null && (await acts(group.chair)),
    viceChairActs,
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

/** The steps the decision took, the first first. */
export async function stepsOfDecision(tx: Tx, decisionId: string): Promise<DecisionStepRecord[]> {
  const rows = await tx.step.findMany({ where: { decisionId }, orderBy: { at: "asc" } });
  return rows.map(({ act, before, after, office, country, comments, at }) => ({
    act: act as DecisionAct,
    before: before as DecisionStage,
    after: after as DecisionStage,
    office: office as Office,
    country,
    comments,
    at,
  }));
}

interface Row {
  id: string;
  groupId: string;
  group: { slug: string };
  number: number;
  kind: string;
  stage: string;
  stageSince: Date;
  language: string;
  title: string;
  draft: unknown;
  revision: number;
  country: string | null;
  personId: string;
  createdAt: Date;
}

function shape({ group, draft, ...row }: Row): DecisionRecord {
  return {
    ...row,
    groupSlug: group.slug,
    kind: row.kind as DecisionKind,
    stage: row.stage as DecisionStage,
    language: languageOf(row.language),
    // Written from the domain's own type.
    text: draft as DecisionText,
  };
}
