/** Proposals of new goals: where each stands in its chain, its draft, its sponsors and the steps it took. */
import type { GoalFacts } from "#app/domain/facts.ts";
import type { GoalAct, GoalStage } from "#app/domain/goal.ts";
import type { GoalText } from "#app/domain/goal-text.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Language } from "#app/domain/release.ts";
import type { Capacity, CycleId, GoalId, GroupId, Iso, Office, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import { groupFacts } from "./groups.ts";
import { languageOf } from "./releases.ts";

export interface ProposalRecord {
  readonly id: GoalId;
  /** Names it in addresses: "p12". Never used again. */
  readonly number: number;
  readonly cycleId: CycleId;
  readonly groupId: GroupId;
  readonly group: { readonly slug: string; readonly names: unknown };
  readonly area: { readonly id: string; readonly code: string; readonly titles: unknown } | null;
  readonly sponsor: Iso;
  readonly cosponsors: readonly Iso[];
  readonly stage: GoalStage;
  readonly stageSince: Date;
  readonly language: Language;
  readonly text: GoalText;
  /** Grows with every change of the draft or step, so that a form made before another's change is told. */
  readonly revision: number;
  readonly createdAt: Date;
  /** The goal of the agenda it became. */
  readonly adopted: { readonly number: number; readonly version: number } | null;
}

export interface StepRecord {
  readonly act: GoalAct;
  readonly before: GoalStage;
  readonly after: GoalStage;
  readonly office: Office;
  readonly country: Iso | null;
  readonly comments: string | null;
  readonly at: Date;
}

const whole = {
  group: { select: { slug: true, names: true } },
  area: { select: { id: true, code: true, titles: true } },
  sponsors: { where: { until: null, role: "cosponsor" }, orderBy: { from: "asc" } },
  goal: { select: { number: true, version: { select: { number: true } } } },
} as const;

interface Row {
  id: string;
  number: number;
  cycleId: string;
  groupId: string | null;
  sponsor: string;
  stage: string;
  stageSince: Date;
  language: string;
  title: string;
  draft: unknown;
  revision: number;
  createdAt: Date;
  group: { slug: string; names: unknown } | null;
  area: { id: string; code: string; titles: unknown } | null;
  sponsors: { country: string }[];
  goal: { number: number; version: { number: number } | null } | null;
}

function shape(row: Row): ProposalRecord {
  const { paragraphs, rationale } = row.draft as Omit<GoalText, "title">;
  return {
    id: row.id,
    number: row.number,
    cycleId: row.cycleId,
    groupId: row.groupId ?? "",
    group: row.group ?? { slug: "", names: {} },
    area: row.area,
    sponsor: row.sponsor,
    cosponsors: row.sponsors.map(({ country }) => country),
    stage: row.stage as GoalStage,
    stageSince: row.stageSince,
    language: languageOf(row.language),
    text: { title: row.title, paragraphs, rationale },
    revision: row.revision,
    createdAt: row.createdAt,
    adopted: row.goal === null ? null : { number: row.goal.number, version: row.goal.version?.number ?? 1 },
  };
}

/** The proposal of a goal with that number. Refused as `unknown` (`thing.unknown`, as of one that is closed to the reader). */
export async function proposalByNumber(tx: Tx, number: number): Promise<ProposalRecord> {
  const row = await tx.proposal.findFirst({ where: { number, kind: "goal" }, include: whole });
  if (row === null) throw refuse("unknown", "thing.unknown");
  return shape(row);
}

/** The proposal with that id. Refused as `unknown` (`thing.unknown`, as of one that is closed to the reader). */
export async function proposalById(tx: Tx, id: GoalId): Promise<ProposalRecord> {
  const row = await tx.proposal.findFirst({ where: { id, kind: "goal" }, include: whole });
  if (row === null) throw refuse("unknown", "thing.unknown");
  return shape(row);
}

/** Page of a proposed goal, without language; it stays the same after adoption. */
export const goalLink = (number: number): string => `/goals/p${number}`;

/** All proposals of goals, or a group's, the one that moved last first. */
export async function listProposals(
  tx: Tx,
  where: { groupId?: GroupId; stage?: GoalStage },
): Promise<ProposalRecord[]> {
  const rows = await tx.proposal.findMany({
    where: { kind: "goal", ...where },
    orderBy: { stageSince: "desc" },
    include: whole,
  });
  return rows.map(shape);
}

/** Proposals of groups at work that are still on their way, the one that moved last first: what desks ask for. */
export async function movingProposals(tx: Tx): Promise<ProposalRecord[]> {
  const rows = await tx.proposal.findMany({
    where: { kind: "goal", stage: { notIn: ["adopted", "withdrawn"] } },
    orderBy: { stageSince: "desc" },
    include: whole,
  });
  return rows.map(shape);
}

/** What policy has to know of a proposed goal. */
export async function goalFacts(tx: Tx, proposal: ProposalRecord, now: Date): Promise<GoalFacts> {
  const discussed = await tx.step.count({ where: { proposalId: proposal.id, act: "discuss" } });
  return {
    kind: "goal",
    goalId: proposal.id,
    group: await groupFacts(tx, proposal.groupId, now),
    stage: proposal.stage,
    sponsor: proposal.sponsor,
    cosponsors: proposal.cosponsors,
    discussedOnce: discussed > 0,
    openedOnce: (await tx.round.count({ where: { proposalId: proposal.id } })) > 0,
    agreedOnce: await agreedOnce(tx, proposal.id),
  };
}

export interface NewProposal {
  /** Chosen with the form, so that a form sent twice makes one proposal. */
  readonly id: GoalId;
  readonly cycleId: CycleId;
  readonly groupId: GroupId;
  readonly areaId: string;
  readonly sponsor: Iso;
  readonly language: Language;
  readonly text: GoalText;
  readonly personId: PersonId;
}

/** Writes a proposal in draft and its sponsor (proposals, sponsorships). Answers its number. */
export async function insertProposal(tx: Tx, proposal: NewProposal, at: Date): Promise<number> {
  const { text, ...columns } = proposal;
  const row = await tx.proposal.create({
    data: {
      ...columns,
      kind: "goal",
      stage: "draft",
      stageSince: at,
      title: text.title,
      draft: draftOf(text),
      createdAt: at,
      sponsors: { create: { country: proposal.sponsor, role: "sponsor", from: at } },
    },
    select: { number: true },
  });
  return row.number;
}

/** Whose proposal has this id, and its number; null where there is none. */
export async function draftedBy(tx: Tx, id: GoalId): Promise<{ personId: PersonId; number: number } | null> {
  return tx.proposal.findUnique({ where: { id }, select: { personId: true, number: true } });
}

/** Replaces the draft. */
export async function setDraft(
  tx: Tx,
  id: GoalId,
  draft: { text: GoalText; areaId: string; language: Language },
): Promise<void> {
  const { text, areaId, language } = draft;
  await tx.proposal.update({
    where: { id },
    data: { title: text.title, draft: draftOf(text), areaId, language, revision: { increment: 1 } },
  });
}

const draftOf = ({ paragraphs, rationale }: GoalText) => ({ paragraphs: [...paragraphs], rationale });

export interface NewStep {
  readonly act: GoalAct;
  readonly before: GoalStage;
  readonly after: GoalStage;
  readonly personId: PersonId;
  readonly capacity: Capacity;
  readonly comments: string | null;
}

/** Moves the proposal and writes the step (proposals, steps). */
export async function move(tx: Tx, id: GoalId, step: NewStep, at: Date): Promise<void> {
  const { capacity, ...taken } = step;
  const { office, country } = capacity;
  await tx.step.create({ data: { proposalId: id, ...taken, office, country, at } });
  await tx.proposal.update({
    where: { id },
    data: {
      stage: step.after,
      revision: { increment: 1 },
      ...(step.before === step.after ? {} : { stageSince: at }),
    },
  });
}

/** The steps the proposal took, the first first. */
export async function stepsOf(tx: Tx, id: GoalId): Promise<StepRecord[]> {
  const rows = await tx.step.findMany({ where: { proposalId: id }, orderBy: { at: "asc" } });
  return rows.map(({ act, before, after, office, country, comments, at }) => ({
    act: act as GoalAct,
    before: before as GoalStage,
    after: after as GoalStage,
    office: office as Office,
    country,
    comments,
    at,
  }));
}

/** Whether the group once reached consensus on it: from then on only the group withdraws it (domain §5). */
export async function agreedOnce(tx: Tx, id: GoalId): Promise<boolean> {
  const where = { proposalId: id, roll: "group", outcome: { is: { reading: "consensus" } } };
  return (await tx.round.count({ where })) > 0;
}

/** Adds a co-sponsor. */
export async function addCosponsor(tx: Tx, proposalId: GoalId, country: Iso, at: Date): Promise<void> {
  await tx.sponsorship.create({ data: { proposalId, country, role: "cosponsor", from: at } });
  await tx.proposal.update({ where: { id: proposalId }, data: { revision: { increment: 1 } } });
}

/** Gives the goal another sponsor; the former one is listed until now. */
export async function setSponsor(tx: Tx, proposalId: GoalId, country: Iso, at: Date): Promise<void> {
  const held = { proposalId, until: null, OR: [{ role: "sponsor" }, { country }] };
  await tx.sponsorship.updateMany({ where: held, data: { until: at } });
  await tx.sponsorship.create({ data: { proposalId, country, role: "sponsor", from: at } });
  await tx.proposal.update({
    where: { id: proposalId },
    data: { sponsor: country, revision: { increment: 1 } },
  });
}

/** Threads about the goal, the last spoken in first. */
export async function threadsOn(
  tx: Tx,
  proposalId: GoalId,
): Promise<{ number: number; title: string; language: string; posts: number; lastPostAt: Date }[]> {
  return tx.thread.findMany({
    where: { proposalId },
    orderBy: { lastPostAt: "desc" },
    select: { number: true, title: true, language: true, posts: true, lastPostAt: true },
  });
}
