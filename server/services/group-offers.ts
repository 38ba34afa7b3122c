/** What somebody may do now with what is proposed of a group, as its page offers it. */
import { read } from "#app/domain/consensus.ts";
import { step, type GroupAct } from "#app/domain/group.ts";
import { enteringCapacities, officersPresiding } from "#app/domain/part.ts";
import { may } from "#app/domain/policy.ts";
import { refusalOf, type Refusal } from "#app/domain/refusal.ts";
import { grantsAt, type Actor, type Iso } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import { countLiveRounds, liveRound } from "#server/store/rounds.ts";
import { actedAs, type ActedAs } from "./capacities.ts";
import { withdrawableRounds } from "./group-ending.ts";
import { consultationOf, proponency, type HeldGroup } from "./group-held.ts";
import { roundFacts } from "./round-opening.ts";

/** An act that the reader may take; `obstacle` says what the state of things still has against it. */
export interface OfferedGroupAct {
  readonly act: GroupAct;
  readonly obstacle: Refusal | null;
  /** For which countries, where the act is one of a country's own. */
  readonly countries: readonly Iso[];
  /** In which capacities; empty where the form names a country of its own. */
  readonly as: readonly ActedAs[];
}

const byProponents = [
  "edit-proposal",
  "revise-proposal",
  "withdraw-proposal",
  "leave-proposal",
  "co-propose",
] as const;

/** The countries whose focal point the actor is. */
export function focalCountries(actor: Actor, now: Date): readonly Iso[] {
  const countries = grantsAt(actor, now).flatMap(({ office, right, country }) =>
    office === "focal-point" && right === "decide" && country !== null ? [country] : [],
  );
  return [...new Set(countries)];
}

/** The acts on the chain that the actor may take now: not where they may not, nor where the stage rules it out. */
export async function offers(
  tx: Tx,
  actor: Actor,
  held: HeldGroup,
  now: Date,
): Promise<readonly OfferedGroupAct[]> {
  const { group, facts } = held;
  const own = focalCountries(actor, now);
  const live = await liveRound(tx, { kind: "group", id: group.id });
  const reading = live === null ? null : read(live.round, now);
  // While letters have their time the outcome may still change.
  const stands = reading !== null && reading.enterable !== null && now >= reading.enterable;
  const outcome = stands ? reading.outcome : null;
  const known = {
    consultation: await consultationOf(tx, group.id),
    outcome,
    openRounds: await countLiveRounds(tx, group.id),
    proponents: group.proponents.length,
  };
  const offer = (
    act: GroupAct,
    countries: readonly Iso[],
    as: readonly ActedAs[] = [],
  ): OfferedGroupAct[] => {
    const obstacle = obstacleTo(() => step(group.stage, act, known));
    const ruledOut = [
      "group.illegal-step",
      "group.last-proponent",
      "group.others-propose",
      // While the countries are being asked there is nothing to do but to answer.
      "group.consultation-not-over",
      "round.not-ended",
    ];
    return obstacle !== null && ruledOut.includes(obstacle.key) ? [] : [{ act, obstacle, countries, as }];
  };
  const found: OfferedGroupAct[] = [];
  const presiding = officersPresiding(actor, facts.officers, now).map(actedAs);
  for (const act of ["open-consultation", "open-officers-round"] as const)
    if (may(actor, `group.${act}`, facts.officers, now)) found.push(...offer(act, [], presiding));
  if (live !== null) {
    const round = await roundFacts(tx, live, facts, now);
    if (
      may(actor, "group.withdraw-rounds", round, now) &&
      (await withdrawableRounds(tx, group.id, now)).length > 0
    )
      found.push(...offer("withdraw-rounds", [], enteringCapacities(actor, round, now).map(actedAs)));
  }
  for (const act of byProponents) {
    const for_ = own.filter((country) => may(actor, `group.${act}`, proponency(held, country), now));
    if (for_.length > 0) found.push(...offer(act, for_));
  }
  const ending = own.filter((country) =>
    may(actor, "group.propose-discontinuation", { kind: "membership", group: facts, country }, now),
  );
  if (ending.length > 0 && group.kind === "group") found.push(...offer("propose-discontinuation", ending));
  if (may(actor, "group.rename", facts, now)) found.push(...offer("rename", []));
  return found;
}

function obstacleTo(taken: () => unknown): Refusal | null {
  try {
    taken();
    return null;
  } catch (caught) {
    const refusal = refusalOf(caught);
    if (refusal === null) throw caught;
    return refusal;
  }
}
