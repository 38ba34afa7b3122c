import {
  decidesFor,
  type Body,
  type CycleId,
  type GroupId,
  type Iso,
  type Office,
} from "#app/domain/roles.ts";
import type { Reading } from "#app/domain/round.ts";
import { holders, type Reachable } from "#server/store/addressees.ts";
import type { Tx } from "#server/store/client.ts";
import type { RecordedRound } from "#server/store/rounds.ts";
import { roundSubjects } from "./subjects.ts";

/** Somebody who hears of a round, with what they can answer for and in which office else they hear of it. */
export interface Hearer {
  readonly person: Reachable;
  /** Seats of the roll they decide for; a vacant one, and one that has left, is not asked. */
  readonly asked: readonly { readonly seat: string; readonly office: Office; readonly country: Iso }[];
  readonly told: readonly { readonly office: Office; readonly country: Iso | null }[];
}

/** Where a round takes place: the group it is about, and the officers of its cycle. */
export interface RoundPlace {
  readonly groupId: GroupId;
  readonly cycleId: CycleId;
}

/** The place of a round. Refuses as `unknown` what is not there. */
export async function placeOf(tx: Tx, { subject }: RecordedRound, now: Date): Promise<RoundPlace> {
  const { group } = await roundSubjects[subject.kind].facts(tx, subject.id, now);
  return { groupId: group.groupId, cycleId: group.officers.cycleId };
}

/**
 * Who hears of a round at `now`: all who can decide for a seat of its roll, the focal points of the countries on it and,
 * with `andGroup`, the group's countries and its coordinator. Each person once, with all their capacities.
 */
export async function hearersOf(
  tx: Tx,
  recorded: RecordedRound,
  reading: Reading,
  andGroup: boolean,
  now: Date,
): Promise<Hearer[]> {
  const { roll } = recorded.round;
  const { groupId, cycleId } = await placeOf(tx, recorded, now);
  const officers = roll.kind === "officers";
  const body: Body = officers ? { kind: "officers", cycleId } : { kind: "group", groupId };
  const countries = roll.entries.flatMap(({ country }) => (country === null ? [] : [country]));
  const wanted = {
    groupId: officers && !andGroup ? null : groupId,
    cycleId: officers ? cycleId : null,
    countries,
  };
  const found = new Map<string, { person: Reachable; asked: Hearer["asked"]; told: Hearer["told"] }>();
  for (const { person, grant } of await holders(tx, wanted, now)) {
    const { office, country } = grant;
    const asked = reading.standing.flatMap((line) => {
      const there = line.standing !== "vacant" && line.standing !== "left" && line.country !== null;
      return there && line.country !== null && decidesFor(grant, line.country, roll.kind, body)
        ? [{ seat: line.seat, office, country: line.country }]
        : [];
    });
    const ofGroup = office === "representative" || office === "coordinator";
    if (asked.length === 0 && office !== "focal-point" && !(andGroup && ofGroup)) continue;
    const before = found.get(person.id) ?? { person, asked: [], told: [] };
    found.set(person.id, {
      person,
      asked: [...before.asked, ...asked],
      told: asked.length > 0 ? before.told : [...before.told, { office, country }],
    });
  }
  return [...found.values()];
}

/** The persons of a group: those who decide for its countries, and its coordinator. */
export async function personsOfGroup(tx: Tx, groupId: GroupId, now: Date): Promise<Hearer[]> {
  const found = new Map<string, Hearer>();
  for (const { person, grant } of await holders(tx, { groupId, cycleId: null, countries: [] }, now)) {
    const told = found.get(person.id)?.told ?? [];
    found.set(person.id, {
      person,
      asked: [],
      told: [...told, { office: grant.office, country: grant.country }],
    });
  }
  return [...found.values()];
}

/** The focal points of a country. */
export async function focalPointsOf(tx: Tx, country: Iso, now: Date): Promise<Hearer[]> {
  const wanted = { groupId: null, cycleId: null, countries: [country] };
  const told = [{ office: "focal-point", country }] as const;
  return (await holders(tx, wanted, now)).map(({ person }) => ({ person, asked: [], told }));
}
