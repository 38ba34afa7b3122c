/**
 * The parts somebody plays in a body, as questions on grants: the vocabulary in which policy speaks (domain §2, §8).
 * May import: this room. Begin with `presides`.
 */

import type {
  GoalFacts,
  GroupFacts,
  MembershipFacts,
  OfficersFacts,
  OutputFacts,
  RoundFacts,
} from "./facts.ts";
import { isWorking } from "./group.ts";
import {
  decidesFor,
  grantsAt,
  grantsIn,
  isSecretariat,
  sameCapacity,
  type Actor,
  type Body,
  type Capacity,
  type Grant,
  type Iso,
  type Right,
  type Sector,
} from "./roles.ts";

const inGroup = (group: GroupFacts): Body => ({ kind: "group", groupId: group.groupId });
const amongOfficers = (officers: OfficersFacts): Body => ({ kind: "officers", cycleId: officers.cycleId });

/** Whether the actor represents `country` in the group, with that right. */
export function represents(actor: Actor, country: Iso, right: Right, group: GroupFacts, now: Date): boolean {
  return grantsIn(actor, inGroup(group), now).some(
    (grant) => grant.office === "representative" && grant.country === country && grant.right === right,
  );
}

/** Whether the actor is the focal point of `country`, with that right. */
export function isFocalPointOf(actor: Actor, country: Iso, right: Right, now: Date): boolean {
  return grantsIn(actor, { kind: "country", country }, now).some(
    (grant) => grant.office === "focal-point" && grant.country === country && grant.right === right,
  );
}

/** Whether the actor acts for the country that chairs the group (S2 II D a i). */
export function isChair(actor: Actor, right: Right, group: GroupFacts, now: Date): boolean {
  return group.chair !== null && represents(actor, group.chair, right, group, now);
}

/** Whether the actor acts for a country that is Vice Chair of the group. */
export function isViceChair(actor: Actor, right: Right, group: GroupFacts, now: Date): boolean {
  return group.viceChairs.some((country) => represents(actor, country, right, group, now));
}

/** Whether the actor takes the formal steps of a working group: its Chair; a Vice Chair while no country is Chair. */
export function presides(actor: Actor, group: GroupFacts, now: Date): boolean {
  return groupPresiding(actor, group, now).length > 0;
}

/** Whether the actor is the individual whom the chair's country named to coordinate the group (S2 II D b iii). */
export function isCoordinator(actor: Actor, right: Right, group: GroupFacts, now: Date): boolean {
  return grantsIn(actor, inGroup(group), now).some(
    (grant) => grant.office === "coordinator" && grant.right === right,
  );
}

/** Whether the actor keeps the group's minisite: chair, vice chairs, coordinator (S2 II D b ii). */
export function keepsMinisite(actor: Actor, group: GroupFacts, now: Date): boolean {
  return (
    isChair(actor, "edit", group, now) ||
    isViceChair(actor, "edit", group, now) ||
    isCoordinator(actor, "edit", group, now)
  );
}

/** Countries taking part in the group for which the actor holds `right`: as representative or as focal point. */
export function countriesOf(actor: Actor, right: Right, group: GroupFacts, now: Date): readonly Iso[] {
  return group.participating.filter(
    (country) => represents(actor, country, right, group, now) || isFocalPointOf(actor, country, right, now),
  );
}

/**
 * The capacities in which the actor says what became of an output of the plan, the nearest first: for a country that answers
 * for it and takes part, for the country that chairs the group or is Vice Chair, as its coordinator. Empty where the group
 * is not at work.
 */
export function accountingCapacities(actor: Actor, output: OutputFacts, now: Date): readonly Capacity[] {
  const { group } = output.plan;
  if (!isWorking(group.stage)) return [];
  const body = inGroup(group);
  const answering = countriesOf(actor, "edit", group, now).filter((country) =>
    output.responsible.includes(country),
  );
  const chairing = [group.chair, ...group.viceChairs].filter(
    (country): country is Iso => country !== null && represents(actor, country, "edit", group, now),
  );
  const found = answering.map((country): Capacity =>
    represents(actor, country, "edit", group, now)
      ? { office: "representative", country, body }
      : { office: "focal-point", country, body: { kind: "country", country } },
  );
  for (const country of chairing) found.push({ office: "representative", country, body });
  if (isCoordinator(actor, "edit", group, now)) {
    const own = grantsIn(actor, body, now).find(({ office }) => office === "coordinator");
    found.push({ office: "coordinator", country: own?.country ?? null, body });
  }
  return found.filter((one, place) => found.findIndex((other) => sameCapacity(one, other)) === place);
}

/** Whether the actor sits among these officers and can decide there. */
export function isOfficer(actor: Actor, officers: OfficersFacts, now: Date): boolean {
  return officerGrants(actor, officers, now).length > 0;
}

/** Whether the actor takes the formal steps of the officers: their Chair; any officer while the Chair's seat is vacant. */
export function presidesOfficers(actor: Actor, officers: OfficersFacts, now: Date): boolean {
  return officersPresiding(actor, officers, now).length > 0;
}

function officerGrants(actor: Actor, officers: OfficersFacts, now: Date): readonly Grant[] {
  return grantsIn(actor, amongOfficers(officers), now).filter(
    (grant) => grant.office === "officer" && grant.right === "decide",
  );
}

/** A capacity in which somebody speaks in a body, with the sector of an observer. */
export type SpeakingCapacity = Capacity & { readonly sector: Sector | null };

/**
 * The capacities in which the actor may speak in the group, the nearest first. Held in the group itself; by observers and
 * officers in every group of the platform (platform default); by focal points, who watch over all groups (S2 II C);
 * by the secretariat. Empty where the group is not at work.
 */
export function speakingCapacities(actor: Actor, group: GroupFacts, now: Date): readonly SpeakingCapacity[] {
  if (!isWorking(group.stage)) return [];
  const found: SpeakingCapacity[] = [];
  for (const grant of grantsAt(actor, now)) {
    const { office, country, body, sector, right } = grant;
    const capacity = { office, country, body, sector };
    if (right !== "speak" || !reaches(grant, group)) continue;
    if (!found.some((other) => sameCapacity(other, capacity))) found.push(capacity);
  }
  const nearness = (capacity: SpeakingCapacity): number => (capacity.body.kind === "group" ? 0 : 1);
  return found.sort((a, b) => nearness(a) - nearness(b));
}

/**
 * The capacity in which the actor speaks with the officers in office: as one of them, as an observer to them, else as the
 * secretariat. Null where they have no right to speak there.
 */
export function speakingAmongOfficers(
  actor: Actor,
  officers: OfficersFacts,
  now: Date,
): SpeakingCapacity | null {
  const held = [
    ...grantsIn(actor, amongOfficers(officers), now),
    // A Conference ends no designation of an observer: whom a sector sent in an earlier cycle still speaks.
    ...grantsAt(actor, now).filter(({ office, body }) => office === "observer" && body.kind === "officers"),
    ...grantsIn(actor, { kind: "secretariat" }, now),
  ].find(({ right }) => right === "speak");
  if (held === undefined) return null;
  const { office, country, body, sector } = held;
  return { office, country, body, sector };
}

/** Whether the actor has some standing in the group that opens its drafts: a grant to read that reaches it. */
export function hasStanding(actor: Actor, group: GroupFacts, now: Date): boolean {
  return grantsAt(actor, now).some((grant) => grant.right === "read" && reaches(grant, group));
}

function reaches(grant: Grant, group: GroupFacts): boolean {
  switch (grant.office) {
    case "representative":
      if (grant.country === null || !group.participating.includes(grant.country)) return false;
      return grant.body.kind === "group" && grant.body.groupId === group.groupId;
    case "coordinator":
    case "speaker":
    case "agency":
      return grant.body.kind === "group" && grant.body.groupId === group.groupId;
    case "observer":
    case "officer":
      return grant.body.kind === "officers";
    case "focal-point":
      return grant.body.kind === "country" && grant.body.country === grant.country;
    case "secretariat":
      return grant.body.kind === "secretariat";
  }
}

/** Whether the actor holds `right` for the goal's sponsor or, where asked, one of its co-sponsors. */
export function sponsors(
  actor: Actor,
  right: Right,
  goal: GoalFacts,
  withCosponsors: boolean,
  now: Date,
): boolean {
  const own = countriesOf(actor, right, goal.group, now);
  if (goal.sponsor !== null && own.includes(goal.sponsor)) return true;
  return withCosponsors && goal.cosponsors.some((country) => own.includes(country));
}

/** Whether the drafts of the group are open to the actor: as the group decides (domain §2). */
export function readsDrafts(actor: Actor, group: GroupFacts, now: Date): boolean {
  return group.planReading === "everybody" || hasStanding(actor, group, now);
}

/** Where a round takes place, as the body that its formal forms name. */
export function bodyOf(round: Pick<RoundFacts, "roll" | "group" | "officers">): Body {
  if (round.roll === "officers") return amongOfficers(round.officers);
  if (round.roll === "group" && round.group !== null) return inGroup(round.group);
  return { kind: "region" };
}

/**
 * The capacities in which the actor can give the position of a seat, as the forms offer them. In a group's round the body is
 * the group, in a consultation the region, among the officers their cycle: whatever grant it rests on.
 */
export function decidingCapacities(
  actor: Actor,
  round: RoundFacts,
  now: Date,
): readonly { readonly seat: string; readonly capacity: Capacity }[] {
  const where =
    round.roll === "officers" ? amongOfficers(round.officers) : round.group && inGroup(round.group);
  const found: { seat: string; capacity: Capacity }[] = [];
  for (const { seat, country } of round.entries) {
    if (country === null) continue;
    for (const grant of grantsAt(actor, now)) {
      if (!decidesFor(grant, country, round.roll, where)) continue;
      const capacity: Capacity = { office: grant.office, country, body: bodyOf(round) };
      if (found.some((other) => other.seat === seat && sameCapacity(other.capacity, capacity))) continue;
      found.push({ seat, capacity });
    }
  }
  return found;
}

/** Whether the actor may enter the outcome of the round (domain §4): the Chair; if late or vacant, others, without discretion. */
export function entersOutcome(actor: Actor, round: RoundFacts, now: Date): boolean {
  return enteringCapacities(actor, round, now).length > 0;
}

/** The capacities in which the actor may enter the outcome of the round now, the Chair's first. */
export function enteringCapacities(actor: Actor, round: RoundFacts, now: Date): readonly Capacity[] {
  const late = round.chairVacant || (round.othersFrom !== null && now >= round.othersFrom);
  const { group } = round;
  const own =
    round.roll !== "group"
      ? officersPresiding(actor, round.officers, now)
      : group === null
        ? []
        : representing(actor, group.chair === null ? [] : [group.chair], group, now);
  const vice =
    late && round.roll === "group" && group ? representing(actor, group.viceChairs, group, now) : [];
  const staff: readonly Capacity[] =
    late && isSecretariat(actor, now)
      ? [{ office: "secretariat", country: null, body: { kind: "secretariat" } }]
      : [];
  return [...own, ...vice, ...staff];
}

/** The capacities in which the actor takes the Chair's steps in the round: extends, withdraws, annuls. */
export function roundPresiding(actor: Actor, round: RoundFacts, now: Date): readonly Capacity[] {
  if (round.roll !== "group") return officersPresiding(actor, round.officers, now);
  return round.group === null ? [] : groupPresiding(actor, round.group, now);
}

/** The capacities in which the actor takes the formal steps of a group; see `presides`. */
export function groupPresiding(actor: Actor, group: GroupFacts, now: Date): readonly Capacity[] {
  if (!isWorking(group.stage)) return [];
  return representing(actor, group.chair === null ? group.viceChairs : [group.chair], group, now);
}

/** The capacities in which the actor takes the formal steps of the officers, the Chair's first; see `presidesOfficers`. */
export function officersPresiding(actor: Actor, officers: OfficersFacts, now: Date): readonly Capacity[] {
  return seatsOf(officerGrants(actor, officers, now).filter((grant) => grant.chair || officers.chairVacant));
}

/** The capacities in which the actor sits among the officers and can decide there, the Chair's first. */
export function officersAmong(actor: Actor, officers: OfficersFacts, now: Date): readonly Capacity[] {
  return seatsOf(officerGrants(actor, officers, now));
}

function seatsOf(grants: readonly Grant[]): readonly Capacity[] {
  const found: Capacity[] = [];
  for (const { office, country, body } of [...grants].sort((a, b) => Number(b.chair) - Number(a.chair))) {
    const capacity = { office, country, body };
    if (!found.some((other) => sameCapacity(other, capacity))) found.push(capacity);
  }
  return found;
}

function representing(
  actor: Actor,
  countries: readonly Iso[],
  group: GroupFacts,
  now: Date,
): readonly Capacity[] {
  return countries
    .filter((country) => represents(actor, country, "decide", group, now))
    .map((country) => ({ office: "representative", country, body: inGroup(group) }));
}

/** Whether the actor is the focal point that names the people of that country. */
export function namesPeopleOf(actor: Actor, membership: MembershipFacts, now: Date): boolean {
  return isWorking(membership.group.stage) && isFocalPointOf(actor, membership.country, "decide", now);
}
