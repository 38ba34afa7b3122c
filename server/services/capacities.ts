/** In which capacity somebody takes a formal step. Policy has said before that they may. */
import type { GoalFacts, GroupFacts, PlanFacts } from "#app/domain/facts.ts";
import {
  groupPresiding,
  isChair,
  isFocalPointOf,
  officersAmong,
  officersPresiding,
  represents,
} from "#app/domain/part.ts";
import type { PlanAct } from "#app/domain/plan.ts";
import { refuse } from "#app/domain/refusal.ts";
import {
  sameCapacity,
  type Actor,
  type Body,
  type Capacity,
  type Iso,
  type Right,
} from "#app/domain/roles.ts";

/** The capacity that a formal form names: the office, and the country where the office is a country's. */
export type ActedAs = Pick<Capacity, "office" | "country">;

/**
 * The capacity that the form names, of those in which the actor may take the step; every form of a page names one. Where none
 * is named, the only one there is; refused on the field `as` where there are several (`field.choose-capacity`). Refused where
 * it is not, or no longer, theirs (`position.wrong-capacity`): somebody with two offices never acts in the wrong one.
 */
export function chosenOf(own: readonly Capacity[], as: ActedAs | undefined): Capacity {
  if (as === undefined && own.length > 1) {
    const said = { key: "field.choose-capacity", params: {} };
    throw refuse("invalid", said.key, said.params, { fields: { as: said } });
  }
  const chosen =
    as === undefined
      ? own[0]
      : own.find(({ office, country }) => office === as.office && country === as.country);
  if (chosen === undefined) throw refuse("forbidden", "position.wrong-capacity");
  return chosen;
}

/** Of one who presides a group: for the Chair's country, or a Vice Chair's while there is none. */
export function chairCapacity(actor: Actor, group: GroupFacts, now: Date): Capacity {
  const body: Body = { kind: "group", groupId: group.groupId };
  if (group.chair !== null && isChair(actor, "decide", group, now))
    return { office: "representative", country: group.chair, body };
  const vice = group.viceChairs.find((country) => represents(actor, country, "decide", group, now));
  if (vice !== undefined) return { office: "representative", country: vice, body };
  throw refuse("forbidden", "position.wrong-capacity");
}

/** Of one who acts for a country in a group: as its representative there, else as its focal point. Null where neither. */
export function countryCapacity(
  actor: Actor,
  country: Iso,
  right: Right,
  group: GroupFacts,
  now: Date,
): Capacity | null {
  if (represents(actor, country, right, group, now))
    return { office: "representative", country, body: { kind: "group", groupId: group.groupId } };
  if (isFocalPointOf(actor, country, right, now))
    return { office: "focal-point", country, body: { kind: "country", country } };
  return null;
}

/** The countries among the goal's sponsor and co-sponsors for which the actor may act with that right. */
export function sponsoring(actor: Actor, goal: GoalFacts, right: Right, now: Date): readonly Capacity[] {
  const all = goal.sponsor === null ? goal.cosponsors : [goal.sponsor, ...goal.cosponsors];
  return all.flatMap((country) => countryCapacity(actor, country, right, goal.group, now) ?? []);
}

/** The capacities in which the actor may take that step of a goal's chain, as its forms offer them, the nearest first. */
export function goalCapacities(
  actor: Actor,
  name:
    | "discuss"
    | "withdraw"
    | "open-group-round"
    | "table"
    | "open-officers-round"
    | "return"
    | "take-amendment",
  goal: GoalFacts,
  now: Date,
): readonly Capacity[] {
  const { group } = goal;
  const alone = { ...goal, cosponsors: [] };
  switch (name) {
    case "discuss":
      return sponsoring(actor, alone, "edit", now);
    case "withdraw":
      return distinct([...sponsoring(actor, alone, "decide", now), ...groupPresiding(actor, group, now)]);
    case "open-group-round":
    case "table":
      return groupPresiding(actor, group, now);
    case "open-officers-round":
      return officersPresiding(actor, group.officers, now);
    case "return":
    case "take-amendment":
      return goal.stage === "tabled"
        ? officersPresiding(actor, group.officers, now)
        : groupPresiding(actor, group, now);
  }
}

/** The capacities in which the actor may take that step of a plan's chain. */
export function planCapacities(
  actor: Actor,
  name: Exclude<PlanAct, "end-round">,
  plan: PlanFacts,
  now: Date,
): readonly Capacity[] {
  const { group, stage } = plan;
  const among = name === "comment" || (name === "return" && stage === "officers");
  if (among) return officersAmong(actor, group.officers, now);
  return name === "end-consideration"
    ? officersPresiding(actor, group.officers, now)
    : groupPresiding(actor, group, now);
}

function distinct(all: readonly Capacity[]): readonly Capacity[] {
  return all.filter((one, place) => all.findIndex((other) => sameCapacity(one, other)) === place);
}

/** A capacity as its forms name it. */
export const actedAs = ({ office, country }: ActedAs): ActedAs => ({ office, country });
