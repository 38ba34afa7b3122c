/**
 * One row of the policy.
 * May import: this room. Begin with `Row`; the table is in policy.ts.
 */

import type { Actor } from "./roles.ts";

/** Whether the actor may, given what is known of the target, at `now`. */
export type Rule<Target> = (actor: Actor, target: Target, now: Date) => boolean;

export interface Row<Target> {
  /** Who may, as a sentence: said in the reader's language by the namespace `policy`, of which this is the English. */
  readonly who: string;
  /** Where it comes from: S2 is the follow-up mechanism of eLAC2015. */
  readonly clause: string;
  readonly rule: Rule<Target>;
  /** Where given and not true, even the existence of the thing is not told: refused as `unknown`. */
  readonly knows?: Rule<Target>;
}

/** Writes a row: the sentence, its clause, the rule, and who knows that the thing exists where not everybody does. */
export function row<Target>(
  who: string,
  clause: string,
  rule: Rule<Target>,
  knows?: Rule<Target>,
): Row<Target> {
  return knows === undefined ? { who, clause, rule } : { who, clause, rule, knows };
}
