/** Where a working group stands in its chain, what is proposed of it and by whom, and the steps that took it there (groups, proponents, steps). */
import { isPending, proposes, type GroupAct, type GroupStage } from "#app/domain/group.ts";
import type { GroupProposal } from "#app/domain/group-proposal.ts";
import type { Language } from "#app/domain/release.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Capacity, CycleId, GroupId, Iso, Office, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";
import type { Prisma } from "./generated/client.ts";
import { languageOf } from "./releases.ts";

export interface GroupChainRecord {
  readonly id: GroupId;
  readonly slug: string;
  readonly kind: "group" | "commission";
  readonly cycleId: CycleId;
  /** In four languages; `named` picks one. */
  readonly names: unknown;
  readonly stage: GroupStage;
  readonly stageSince: Date;
  readonly revision: number;
  /** What was last proposed of it; null for a group of the reference data. */
  readonly draft: GroupProposal | null;
  readonly language: Language;
  /** Countries that propose it now, the first first; once it is decided, those that did. */
  readonly proponents: readonly Iso[];
}

const chained = {
  id: true,
  slug: true,
  kind: true,
  cycleId: true,
  names: true,
  state: true,
  stageSince: true,
  revision: true,
  draft: true,
  draftLanguage: true,
  proponents: { orderBy: [{ at: "asc" }, { country: "asc" }] },
} as const satisfies Prisma.GroupSelect;

type Row = Prisma.GroupGetPayload<{ select: typeof chained }>;

/** The group with that id. Refused as `unknown` (`group.unknown`). */
export async function groupInChain(tx: Tx, id: GroupId): Promise<GroupChainRecord> {
  const row = await tx.group.findUnique({ where: { id }, select: chained });
  if (row === null) throw refuse("unknown", "group.unknown");
  return shape(row);
}

/** What waits in the chain of groups: every group whose creation or end is proposed and not decided, the longest waiting first. */
export async function groupsInChain(tx: Tx): Promise<GroupChainRecord[]> {
  return (await groupsAt(tx, isPending)).sort((a, b) => a.stageSince.getTime() - b.stageSince.getTime());
}

/** The groups of all cycles at stages that `which` takes, in their order. */
export async function groupsAt(tx: Tx, which: (stage: GroupStage) => boolean): Promise<GroupChainRecord[]> {
  const rows = await tx.group.findMany({
    where: { kind: "group" },
    select: chained,
    orderBy: [{ cycle: { position: "asc" } }, { position: "asc" }],
  });
  return rows.map(shape).filter(({ stage }) => which(stage));
}

/** The group that the form with that id has made already, with whose hand; null where none has. */
export async function groupProposedBy(
  tx: Tx,
  id: GroupId,
): Promise<{ readonly slug: string; readonly personId: PersonId | null } | null> {
  const row = await tx.group.findUnique({
    where: { id },
    select: { slug: true, proponents: { orderBy: { at: "asc" }, take: 1 } },
  });
  return row === null ? null : { slug: row.slug, personId: row.proponents[0]?.personId ?? null };
}

export interface NewGroup {
  readonly id: GroupId;
  readonly slug: string;
  readonly cycleId: CycleId;
  readonly areaId: string;
  readonly text: GroupProposal;
  readonly language: Language;
  readonly actId: string;
}

/** Writes a group that is proposed (groups, group_areas); its address is free: `freeSlug` in the same transaction. */
export async function insertProposedGroup(tx: Tx, group: NewGroup, at: Date): Promise<void> {
  const { id, slug, cycleId, areaId, text, language, actId } = group;
  const { _max } = await tx.group.aggregate({ where: { cycleId }, _max: { position: true } });
  await tx.group.create({
    data: {
      id,
      slug,
      cycleId,
      position: (_max.position ?? 0) + 1,
      names: text.names,
      state: "proposed",
      actId,
      createdAt: at,
      stageSince: at,
      draft: draftOf(text),
      draftLanguage: language,
      areas: { create: { areaId } },
    },
  });
}

/** Replaces what is proposed; a group not yet founded is called as the proposal calls it. */
export async function setGroupDraft(
  tx: Tx,
  id: GroupId,
  draft: { readonly text: GroupProposal; readonly language: Language; readonly areaId: string | null },
): Promise<void> {
  const { text, language, areaId } = draft;
  await tx.group.update({
    where: { id },
    data: {
      draft: draftOf(text),
      draftLanguage: language,
      revision: { increment: 1 },
      ...(text.proposes === "creation" ? { names: text.names } : {}),
    },
  });
  if (areaId !== null) await setArea(tx, id, areaId);
}

/** The group comes to life by the act that founds it, under the names and in the area of the text that was decided. */
export async function foundGroup(
  tx: Tx,
  id: GroupId,
  founding: { readonly names: Prisma.InputJsonObject; readonly areaId: string; readonly actId: string },
): Promise<void> {
  const { names, areaId, actId } = founding;
  await tx.group.update({ where: { id }, data: { names, actId } });
  await setArea(tx, id, areaId);
}

async function setArea(tx: Tx, groupId: GroupId, areaId: string): Promise<void> {
  await tx.groupArea.deleteMany({ where: { groupId, NOT: { areaId } } });
  await tx.groupArea.upsert({
    where: { groupId_areaId: { groupId, areaId } },
    create: { groupId, areaId },
    update: {},
  });
}

/** A country proposes that the group be created, or that it end. */
export async function addProponent(
  tx: Tx,
  proponent: {
    readonly groupId: GroupId;
    readonly country: Iso;
    readonly purpose: "creation" | "end";
    readonly personId: PersonId;
  },
  at: Date,
): Promise<void> {
  await tx.proponent.create({ data: { ...proponent, at } });
}

/** The country no longer proposes it; all of them where none is named. */
export async function endProponents(
  tx: Tx,
  proponent: { readonly groupId: GroupId; readonly purpose: "creation" | "end"; readonly country?: Iso },
  until: Date,
): Promise<void> {
  await tx.proponent.updateMany({ where: { ...proponent, until: null }, data: { until } });
}

export interface GroupStep {
  readonly act: GroupAct;
  readonly before: GroupStage;
  readonly after: GroupStage;
  readonly personId: PersonId;
  readonly capacity: Capacity;
  readonly comments: string | null;
}

/** Moves the group and keeps the step. Lock the group before. */
export async function moveGroup(tx: Tx, groupId: GroupId, step: GroupStep, at: Date): Promise<void> {
  const { capacity, ...taken } = step;
  const { office, country } = capacity;
  await tx.step.create({ data: { groupId, ...taken, office, country, at } });
  await tx.group.update({
    where: { id: groupId },
    data: {
      state: step.after,
      revision: { increment: 1 },
      ...(step.before === step.after ? {} : { stageSince: at }),
      ...(step.after === "discontinued" || step.after === "dropped" ? { endedAt: at } : {}),
    },
  });
}

export interface GroupStepRecord {
  readonly act: GroupAct;
  readonly after: GroupStage;
  readonly office: Office;
  readonly country: Iso | null;
  readonly comments: string | null;
  readonly at: Date;
}

/** The steps of a group, the latest first. */
export async function stepsOfGroup(tx: Tx, groupId: GroupId): Promise<GroupStepRecord[]> {
  const rows = await tx.step.findMany({ where: { groupId }, orderBy: [{ at: "desc" }, { id: "desc" }] });
  return rows.map(({ act, after, office, country, comments, at }) => ({
    act: act as GroupAct,
    after: after as GroupStage,
    office: office as Office,
    country,
    comments,
    at,
  }));
}

/** The plans of a group. */
export async function plansOfGroup(
  tx: Tx,
  groupId: GroupId,
): Promise<readonly { readonly id: string; readonly period: string }[]> {
  return tx.plan.findMany({
    where: { groupId },
    select: { id: true, period: true },
    orderBy: { createdAt: "asc" },
  });
}

/** An interface has no index signature, which is all that is missing. */
const draftOf = (text: GroupProposal): Prisma.InputJsonObject => text as unknown as Prisma.InputJsonObject;

function shape(row: Row): GroupChainRecord {
  const stage = row.state as GroupStage;
  // Written from the domain's own type.
  const draft = row.draft as GroupProposal | null;
  const purpose = draft?.proposes ?? proposes(stage);
  const all = row.proponents.filter((one) => one.purpose === purpose);
  const now = all.filter(({ until }) => until === null);
  return {
    id: row.id,
    slug: row.slug,
    kind: row.kind === "commission" ? "commission" : "group",
    cycleId: row.cycleId,
    names: row.names,
    stage,
    stageSince: row.stageSince,
    revision: row.revision,
    draft,
    language: languageOf(row.draftLanguage),
    proponents: [...new Set((now.length > 0 ? now : all).map(({ country }) => country))],
  };
}
