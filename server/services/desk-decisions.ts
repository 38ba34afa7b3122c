import { may } from "#app/domain/policy.ts";
import type { Actor } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import { decisionFacts, decisionLink, proposedDecisions } from "#server/store/decisions.ts";
import { openingCapacities } from "./decision-held.ts";
import type { Due, HeldGroup } from "./desk-due.ts";

/** Decisions proposed in a group that wait for their round, for whoever may open it. */
export async function duesOfDecisions(
  tx: Tx,
  actor: Actor,
  groups: readonly HeldGroup[],
  now: Date,
): Promise<Due[]> {
  const dues: Due[] = [];
  for (const decision of await proposedDecisions(tx)) {
    const held = groups.find(({ listed }) => listed.id === decision.groupId);
    if (held === undefined) continue;
    const facts = await decisionFacts(tx, decision, now);
    if (!may(actor, "decision.open-round", facts, now)) continue;
    const [own] = openingCapacities(actor, facts.group, now);
    if (own === undefined) continue;
    const { office, country } = own;
    const { slug, name } = held.listed;
    dues.push({
      kind: "open-decision-round",
      title: decision.title,
      link: decisionLink(decision),
      until: null,
      office,
      country,
      group: { slug, name },
    });
  }
  return dues;
}
