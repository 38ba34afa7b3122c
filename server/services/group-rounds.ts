import type { GroupAct } from "#app/domain/group.ts";
import { moveGroup } from "#server/store/group-chain.ts";
import { endGroup } from "./group-ending.ts";
import { foundedBy } from "./group-founding.ts";
import { heldById, next, proposalLink } from "./group-held.ts";
import type { RoundSubject } from "./round-subjects.ts";

/** A working group as the subject of rounds: the consultation of all countries informs, the officers decide (S2 II D c iv). */
export const groupSubject: RoundSubject = {
  facts: async (tx, id, now) => {
    const { group, facts } = await heldById(tx, id, now);
    return { group: facts, link: proposalLink(group.slug) };
  },

  /**
   * A consultation that was heard leaves the group where it is, for the officers' round; one that was withdrawn puts it back.
   * With the officers' consensus the group is founded, or ends, in the same transaction.
   */
  ended: async (tx, record, end, now) => {
    const { round, outcome, reason, actorId, capacity } = end;
    const held = await heldById(tx, round.subject.id, now);
    const { id: groupId, stage: before, slug } = held.group;
    const consulted = round.round.roll.kind === "region";
    const act: GroupAct = consulted ? "end-consultation" : "end-officers-round";
    const after = await next(tx, held, act, consulted ? { consultation: outcome } : { outcome });
    await moveGroup(tx, groupId, { act, before, after, personId: actorId, capacity, comments: reason }, now);
    const by = { groupId, capacity, actorId, link: proposalLink(slug) };
    record({ kind: "group.moved", ...by, facts: { groupId, act } });
    if (after === before) return;
    if (after === "active") await foundedBy(tx, record, held.group, end, now);
    if (after === "discontinued") await endGroup(tx, record, held.group, end, now);
  },
};
