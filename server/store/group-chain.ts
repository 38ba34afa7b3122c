/** Where a working group stands in its chain, and the steps that took it there (groups, steps). */
import type { GroupAct, GroupStage } from "#app/domain/group.ts";
import type { Capacity, GroupId, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "./client.ts";

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
