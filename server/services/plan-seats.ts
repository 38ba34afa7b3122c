/** Who may be at a plan's live text, and with which name: what co-editing asks at its door. */
import { countriesOf, isCoordinator, speakingCapacities } from "#app/domain/part.ts";
import { may } from "#app/domain/policy.ts";
import type { Actor, Grant } from "#app/domain/roles.ts";
import { factsOfDocuments, type FullPlanFacts } from "#server/store/plans.ts";
import { Together } from "#server/store/together.ts";
import type { Ground } from "./act.ts";

export interface PlanSeat {
  readonly edit: boolean;
  readonly why: "read-only" | "discontinued" | null;
  readonly name: string;
  readonly country: string | null;
  readonly office: string | null;
  /** When the right to edit ends by itself; null where no end is known. */
  readonly until: Date | null;
  readonly groupId: string;
}

/**
 * Tells an actor's seat at a document; null where there is none, or none that the actor may know of. What is the same for
 * everybody is read in one statement for all who ask at one moment, as when a server is back and everybody comes; never before
 * they ask.
 */
export function planSeats(
  ground: Pick<Ground, "store" | "clock">,
): (actor: Actor, documentId: string) => Promise<PlanSeat | null> {
  const plans = new Together((documentIds: readonly string[]) =>
    factsOfDocuments(ground.store.db, documentIds, ground.clock.now()),
  );
  return async (actor, documentId) => {
    const facts = await plans.ask(documentId);
    return facts === null ? null : seatIn(facts, actor, ground.clock.now());
  };
}

function seatIn(facts: FullPlanFacts, actor: Actor, now: Date): PlanSeat | null {
  if (!may(actor, "plan.join", facts, now)) return null;
  const { group } = facts;
  const edit = may(actor, "plan.edit", facts, now);
  const why = edit ? null : group.stage === "discontinued" ? "discontinued" : "read-only";
  // Whoever only reads along is counted and not named.
  if (actor.kind === "stranger" || !may(actor, "plan.presence", facts, now))
    return { edit, why, name: "", country: null, office: null, until: null, groupId: group.groupId };
  const capacity = speakingCapacities(actor, group, now)[0];
  const country = countriesOf(actor, "edit", group, now)[0] ?? capacity?.country ?? null;
  const office =
    isCoordinator(actor, "edit", group, now) && country === null ? "coordinator" : (capacity?.office ?? null);
  return {
    edit,
    why,
    name: actor.name,
    country,
    office,
    until: edit ? lastEnd(actor.grants, group.groupId) : null,
    groupId: group.groupId,
  };
}

/** The latest end of the grants to edit in the group; null where one of them has no end. */
function lastEnd(grants: readonly Grant[], groupId: string): Date | null {
  const ends = grants
    .filter(
      ({ right, body }) =>
        right === "edit" && (body.kind === "country" || (body.kind === "group" && body.groupId === groupId)),
    )
    .map(({ until }) => until);
  if (ends.length === 0 || ends.includes(null)) return null;
  return new Date(Math.max(...ends.map((end) => end?.getTime() ?? 0)));
}
