/** Proposed goals that a reader may not know of, for lists that would name them beside other things. */
import { may } from "#app/domain/policy.ts";
import type { Actor, GoalId, GroupId } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import { goalFacts, listProposals, type ProposalRecord } from "#server/store/proposals.ts";
import type { ThreadHead, ThreadSubject } from "#server/store/threads.ts";

/** Proposals, all or a group's, parted into those that the actor may read (`goal.read`) and those closed to them. */
export async function partGoals(
  tx: Tx,
  actor: Actor,
  where: { readonly groupId?: GroupId },
  now: Date,
): Promise<{ readonly open: readonly ProposalRecord[]; readonly closed: readonly ProposalRecord[] }> {
  const open: ProposalRecord[] = [];
  const closed: ProposalRecord[] = [];
  for (const proposal of await listProposals(tx, where))
    (may(actor, "goal.read", await goalFacts(tx, proposal, now), now) ? open : closed).push(proposal);
  return { open, closed };
}

/** Threads without the subject where that is a goal closed to the actor: a title tells as much as a page. */
export async function withOpenSubjects<Head extends Pick<ThreadHead, "groupId" | "subject">>(
  tx: Tx,
  actor: Actor,
  heads: readonly Head[],
  now: Date,
): Promise<readonly Head[]> {
  const ids = await closedAmong(
    tx,
    actor,
    heads.flatMap(({ groupId, subject }) => (subject === null ? [] : [{ groupId, subject }])),
    now,
  );
  return heads.map((head) =>
    head.subject !== null && ids.has(head.subject.id) ? { ...head, subject: null } : head,
  );
}

/** The subjects of a group that the actor may know of. */
export async function openSubjects(
  tx: Tx,
  actor: Actor,
  groupId: GroupId,
  subjects: readonly ThreadSubject[],
  now: Date,
): Promise<readonly ThreadSubject[]> {
  const ids = await closedAmong(
    tx,
    actor,
    subjects.map((subject) => ({ groupId, subject })),
    now,
  );
  return subjects.filter(({ id }) => !ids.has(id));
}

async function closedAmong(
  tx: Tx,
  actor: Actor,
  named: readonly { readonly groupId: GroupId; readonly subject: ThreadSubject }[],
  now: Date,
): Promise<ReadonlySet<GoalId>> {
  const groups = new Set(named.flatMap(({ groupId, subject }) => (subject.kind === "goal" ? [groupId] : [])));
  const ids = new Set<GoalId>();
  for (const groupId of groups)
    for (const { id } of (await partGoals(tx, actor, { groupId }, now)).closed) ids.add(id);
  return ids;
}
