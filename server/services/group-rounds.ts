import { step } from "#app/domain/group.ts";
import { refuse } from "#app/domain/refusal.ts";
import { moveGroup } from "#server/store/group-chain.ts";
import { groupFacts } from "#server/store/groups.ts";
import { countLiveRounds } from "#server/store/rounds.ts";
import type { Tx } from "#server/store/client.ts";
import type { RoundSubject } from "./round-subjects.ts";

/** A working group as the subject of rounds: the consultation of all countries informs, the officers decide (S2 II D c iv). */
export const groupSubject: RoundSubject = {
  facts: async (tx, id, now) => ({ group: await groupFacts(tx, id, now), link: await linkOf(tx, id) }),

  ended: async (tx, record, { round, outcome, reason, actorId, capacity }, now) => {
    if (round.round.roll.kind === "region") return;
    const { id: groupId } = round.subject;
    const { stage: before } = await groupFacts(tx, groupId, now);
    const act = "end-officers-round";
    const openRounds = await countLiveRounds(tx, groupId);
    const after = step(before, act, { consultation: "heard", outcome, openRounds, proponents: 1 });
    await moveGroup(tx, groupId, { act, before, after, personId: actorId, capacity, comments: reason }, now);
    record({
      kind: "group.moved",
      groupId,
      capacity,
      actorId,
      link: await linkOf(tx, groupId),
      facts: { groupId, act },
    });
  },
};

async function linkOf(tx: Tx, id: string): Promise<string> {
  const row = await tx.group.findUnique({ where: { id }, select: { slug: true } });
  if (row === null) throw refuse("unknown", "group.unknown");
  return `/groups/${row.slug}`;
}
