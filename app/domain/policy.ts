/**
 * Who may do what: one table, every action a row with its sentence, its clause and its rule (domain §8).
 * May import: this room. Begin with `may`; the parts people play are in part.ts, what is known of things in facts.ts.
 * Which step the state of things allows is not asked here but in the chains: that is a conflict, not a right.
 */

import { decisionPolicy } from "./decision-policy.ts";
import { groupPolicy } from "./group-policy.ts";
import { housePolicy } from "./house-policy.ts";
import { peoplePolicy } from "./people-policy.ts";
import type { Row } from "./policy-row.ts";
import { refuse } from "./refusal.ts";
import type { Actor } from "./roles.ts";
import { workPolicy } from "./work-policy.ts";

/** The table, in parts only because it is long. */
export const policy = {
  ...housePolicy,
  ...workPolicy,
  ...decisionPolicy,
  ...peoplePolicy,
  ...groupPolicy,
} as const;

/** An action that somebody may ask for; one without a row does not compile. */
export type Action = keyof typeof policy;

/** What has to be known to judge an action. */
export type TargetOf<A extends Action> = (typeof policy)[A] extends Row<infer Target> ? Target : never;

export const actions = Object.keys(policy) as readonly Action[];

/** Whether the actor may do that to the target at `now`. */
export function may<A extends Action>(actor: Actor, action: A, target: TargetOf<A>, now: Date): boolean {
  return rowOf(action).rule(actor, target, now);
}

/**
 * Goes on where the actor may, and refuses otherwise: `unknown` (`thing.unknown`) where even the existence must not be told,
 * else `forbidden` (`may-not.<action>`), which says who may.
 */
export function demand<A extends Action>(actor: Actor, action: A, target: TargetOf<A>, now: Date): void {
  const { rule, knows } = rowOf(action);
  if (rule(actor, target, now)) return;
  if (knows !== undefined && !knows(actor, target, now)) throw refuse("unknown", "thing.unknown");
  throw refuse("forbidden", `may-not.${action}`);
}

/** The row of an action: the table's own type is a union that the compiler does not follow through a type parameter. */
function rowOf<A extends Action>(action: A): Row<TargetOf<A>> {
  return policy[action] as unknown as Row<TargetOf<A>>;
}
