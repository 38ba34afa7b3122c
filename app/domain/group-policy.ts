/**
 * Who may do what with what is proposed of a group, and who enters its names (domain §5, §8; S2 II D c iv).
 * May import: this room. Begin with `groupPolicy`; it is one part of the table in policy.ts. Who proposes is in people-policy.ts.
 */

import type { GroupFacts, ProponentFacts, RoundFacts } from "./facts.ts";
import { entersOutcome, isFocalPointOf } from "./part.ts";
import { row } from "./policy-row.ts";
import { isSecretariat, type Actor } from "./roles.ts";

const speaksForProponent = (actor: Actor, { country, proponents }: ProponentFacts, now: Date): boolean =>
  proponents.includes(country) && isFocalPointOf(actor, country, "decide", now);

export const groupPolicy = {
  "group.edit-proposal": row<ProponentFacts>(
    "The focal point of a country that proposes it changes a proposal about a group.",
    "domain §5",
    speaksForProponent,
  ),
  "group.revise-proposal": row<ProponentFacts>(
    "The focal point of a country that proposes it takes a proposal about a group up again.",
    "domain §4",
    speaksForProponent,
  ),
  "group.withdraw-proposal": row<ProponentFacts>(
    "The focal point of the country that proposes it withdraws a proposal about a group.",
    "domain §5",
    speaksForProponent,
  ),
  "group.leave-proposal": row<ProponentFacts>(
    "The focal point takes its country off a proposal about a group.",
    "domain §5",
    speaksForProponent,
  ),
  "group.co-propose": row<ProponentFacts>(
    "The focal point of another country joins a proposal about a group.",
    "S2 II D c iv",
    (actor, { country, proponents }, now) =>
      !proponents.includes(country) && isFocalPointOf(actor, country, "decide", now),
  ),
  "group.withdraw-rounds": row<RoundFacts>(
    "Whoever enters the outcome on a group’s end withdraws the rounds open in it, with a reason.",
    "domain §5",
    (actor, round, now) => round.roll === "officers" && entersOutcome(actor, round, now),
  ),
  "group.rename": row<GroupFacts>(
    "The secretariat enters a group’s new names, with the act they rest on.",
    "domain §5",
    (actor, _, now) => isSecretariat(actor, now),
  ),
} as const;
