/** What a round that is to open will have: the roll and the terms of the instant at which it opens (domain §4). */
import type { GroupFacts } from "#app/domain/facts.ts";
import type { EventKind, StatedRoll } from "#app/domain/journal.ts";
import { canonicalJson, type Json } from "#app/domain/release.ts";
import type { CycleId, Roll, RollKind } from "#app/domain/roles.ts";
import { earliestEnd } from "#app/domain/round-check.ts";
import type { Round, Terms } from "#app/domain/round.ts";
import { termNames } from "#app/domain/terms.ts";
import type { Tx } from "#server/store/client.ts";
import { groupFacts } from "#server/store/groups.ts";
import { rollFor, termsFor, type RollPlace } from "#server/store/rolls.ts";
import { lockScheduled, renewRoll, renewTerms, roundLink, scheduledRounds } from "#server/store/rounds.ts";
import type { Recorder } from "./act.ts";

/** What is recorded of an act that may move a roll or terms: memberships, offices, seats, grants, suspensions, terms. */
const movers: readonly EventKind[] = [
  "membership.nominated",
  "membership.left",
  "grant.given",
  "grant.ended",
  "seat.appointed",
  "seat.ended",
  "seat.passed",
  "seat.elected",
  "group.chairs-entered",
  "person.suspended",
  "person.restored",
  "person.erased",
  "terms.changed",
];

/** Whether an act that records this may move the roll or the terms of a round that is to open. */
export const movesRolls = (kind: EventKind): boolean => movers.includes(kind);

/** Where a round takes place, and what it is to have when it opens. */
export interface RoundPlace {
  readonly kind: RollKind;
  readonly groupId: string;
}

/** The roll and the terms of a round that opens at `opening`, as far as is known now. */
export async function rollAndTerms(
  tx: Tx,
  { kind, groupId }: RoundPlace,
  opening: Date,
): Promise<{ readonly roll: Roll; readonly terms: Terms }> {
  const group = await groupFacts(tx, groupId, opening);
  const { cycleId } = group.officers;
  return {
    roll: await rollFor(tx, placeOf(kind, group, cycleId), opening),
    terms: await termsFor(tx, cycleId, kind, opening),
  };
}

function placeOf(kind: RollKind, group: GroupFacts, cycleId: CycleId): RollPlace {
  switch (kind) {
    case "group":
      return { kind, group };
    case "officers":
      return { kind, cycleId };
    case "region":
      return { kind, groupId: group.groupId };
  }
}

/**
 * Takes up what an act has changed into the rounds that are still to open: nobody can have answered yet. From their opening
 * on roll and terms never move. Writes roll entries and terms, and records `round.roll-renewed` where something changed. The
 * least length of a silence or consultation whose end was set stays what that end was set by, where it would be too short for a new one.
 */
export async function renewScheduled(tx: Tx, record: Recorder, now: Date): Promise<void> {
  await lockScheduled(tx);
  for (const { recorded, groupId } of await scheduledRounds(tx, now)) {
    const { id: roundId, round } = recorded;
    const { kind } = round.roll;
    const renewed = await rollAndTerms(tx, { kind, groupId }, round.opening);
    const { roll } = renewed;
    const terms = fitting(renewed.terms, round);
    const otherRoll = spelled(roll) !== spelled(round.roll);
    const otherTerms = spelled(terms) !== spelled(round.terms);
    if (otherRoll) await renewRoll(tx, roundId, roll);
    if (otherTerms) await renewTerms(tx, roundId, terms);
    if (!otherRoll && !otherTerms) continue;
    record({
      kind: "round.roll-renewed",
      groupId,
      capacity: null,
      actorId: null,
      link: roundLink(recorded),
      facts: { roundId, ...stated(roll, terms) },
    });
  }
}

/** Roll and terms as an entry states them. */
export const stated = ({ entries }: Roll, terms: Terms): StatedRoll => ({
  seats: entries.map(({ seat }) => seat),
  countries: entries.map(({ country }) => country),
  groups: entries.map(({ group }) => group),
  occupied: entries.flatMap(({ seat, occupied }) => (occupied ? [seat] : [])),
  terms: Object.fromEntries(termNames.map((name) => [name, terms[name].value])),
});

function fitting(terms: Terms, round: Round): Terms {
  const least = round.mode === "silence" || round.roll.kind === "region";
  const short = least && round.closing < earliestEnd({ terms, opening: round.opening });
  return short ? { ...terms, minSilenceHours: round.terms.minSilenceHours } : terms;
}

/** Both are plain data; written in one spelling whatever order the columns came in. */
const spelled = (value: Roll | Terms): string => canonicalJson(value as unknown as Json);
