/** A group as the acts on its chain hold it: locked, with what was proposed of it. */
import { step, type GroupAct, type GroupStage } from "#app/domain/group.ts";
import type { GroupFacts, ProponentFacts } from "#app/domain/facts.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Actor, Capacity, GroupId, Iso, PersonId } from "#app/domain/roles.ts";
import type { Outcome } from "#app/domain/round.ts";
import type { Tx } from "#server/store/client.ts";
import { groupInChain, type GroupChainRecord } from "#server/store/group-chain.ts";
import { groupBySlug, groupFacts } from "#server/store/groups.ts";
import type { NewEntry } from "#server/store/journal.ts";
import { countLiveRounds, lockSubject, roundsOf } from "#server/store/rounds.ts";

/** Page of what is proposed of a group, without language. */
export const proposalLink = (slug: string): string => `/groups/${slug}/proposal`;

export interface HeldGroup {
  readonly group: GroupChainRecord;
  readonly facts: GroupFacts;
}

/** Locks the group, then reads it: two acts on one group wait for each other. Refuses `group.unknown`. */
export async function hold(tx: Tx, slug: string, now: Date): Promise<HeldGroup> {
  const { id } = await groupBySlug(tx, slug);
  await lockSubject(tx, { kind: "group", id });
  return heldById(tx, id, now);
}

/** The group by its id; lock it before. */
export async function heldById(tx: Tx, id: GroupId, now: Date): Promise<HeldGroup> {
  return { group: await groupInChain(tx, id), facts: await groupFacts(tx, id, now) };
}

/** How the consultation on the text in question ended; null while it has not, or where there was none. */
export async function consultationOf(tx: Tx, groupId: GroupId): Promise<Outcome | null> {
  const rounds = await roundsOf(tx, { kind: "group", id: groupId });
  const latest = rounds.find(({ round }) => round.roll.kind === "region");
  if (latest === undefined) return null;
  return latest.outcome?.outcome ?? (latest.round.withdrawn === null ? null : "withdrawn");
}

/** The stage after an act, by the domain; see `step` for what it refuses. */
export async function next(
  tx: Tx,
  { group }: HeldGroup,
  name: GroupAct,
  ended: { readonly consultation?: Outcome; readonly outcome?: Outcome | null } = {},
): Promise<GroupStage> {
  return step(group.stage, name, {
    consultation: ended.consultation ?? (await consultationOf(tx, group.id)),
    outcome: ended.outcome ?? null,
    openRounds: await countLiveRounds(tx, group.id),
    proponents: group.proponents.length,
  });
}

/** What all entries on a group have in common. */
export function said(
  group: GroupChainRecord,
  capacity: Capacity,
  actor: Actor,
): Pick<NewEntry, "groupId" | "capacity" | "actorId" | "link"> {
  return { groupId: group.id, capacity, actorId: idOf(actor), link: proposalLink(group.slug) };
}

export const proponency = ({ group, facts }: HeldGroup, country: Iso): ProponentFacts => ({
  kind: "proponent",
  group: facts,
  country,
  proponents: group.proponents,
});

export function idOf(actor: Actor): PersonId {
  if (actor.kind === "person") return actor.id;
  throw refuse("forbidden", "may-not.group.propose");
}
