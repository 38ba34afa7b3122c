/**
 * The composition of the Presiding Officers as a Conference elects it (S2 II B): two seats per country group, one of all
 * belongs to the Chair's country; vacancies are normal.
 * May import: this room. Begin with `faultsOf`.
 */

import { countryGroups, type CountryGroup, type Iso } from "./region.ts";

/** An event that ends a term; its day is not known beforehand. */
export type TermEvent = "next-conference";

/** How many seats each country group has among the officers. */
export const seatsPerGroup = 2;

/** The place of a seat among the officers: its group, and 1 or 2 within it. */
export interface Place {
  readonly group: CountryGroup;
  readonly number: number;
}

/** All places, in the order of the source. */
export const places: readonly Place[] = countryGroups.flatMap((group) =>
  Array.from({ length: seatsPerGroup }, (_, at) => ({ group, number: at + 1 })),
);

/** Where a place stands in the order of all, from 0. */
export function positionOf({ group, number }: Place): number {
  return countryGroups.indexOf(group) * seatsPerGroup + number - 1;
}

export interface ElectedSeat extends Place {
  /** Null: the seat is vacant. */
  readonly country: Iso | null;
  readonly chair: boolean;
  /** The address of who sits in it; null where nobody is named. */
  readonly email: string | null;
}

/** What is wrong with a composition: at a place, or as a whole. */
export interface CompositionFault {
  readonly at: Place | null;
  readonly key: string;
}

/**
 * What is wrong with a composition: at most one fault at a place. `staying` are seats whose term a date ends and which keep
 * their place; `groupOf` tells the country group of a State. Keys: `election.place-taken`, `election.country-missing`,
 * `election.other-group`, `election.country-twice`, `election.person-twice`; as a whole `election.no-chair`,
 * `election.two-chairs`. Total.
 */
export function faultsOf(
  seats: readonly ElectedSeat[],
  staying: readonly ElectedSeat[],
  groupOf: ReadonlyMap<Iso, CountryGroup>,
): readonly CompositionFault[] {
  const all = [...staying, ...seats];
  const faults = seats.flatMap((seat): CompositionFault[] => {
    const others = all.filter((other) => other !== seat);
    const key = faultAt(seat, others, groupOf);
    return key === null ? [] : [{ at: { group: seat.group, number: seat.number }, key }];
  });
  const chairs = all.filter(({ country, chair }) => country !== null && chair).length;
  if (chairs === 1) return faults;
  return [...faults, { at: null, key: chairs === 0 ? "election.no-chair" : "election.two-chairs" }];
}

function faultAt(
  seat: ElectedSeat,
  others: readonly ElectedSeat[],
  groupOf: ReadonlyMap<Iso, CountryGroup>,
): string | null {
  const { country, email, group, number } = seat;
  const real = Number.isInteger(number) && number >= 1 && number <= seatsPerGroup;
  if (!real || others.some((other) => other.group === group && other.number === number))
    return "election.place-taken";
  if (country === null) return email === null ? null : "election.country-missing";
  if (groupOf.get(country) !== group) return "election.other-group";
  if (others.some((other) => other.country === country)) return "election.country-twice";
  if (email !== null && others.some((other) => other.email === email)) return "election.person-twice";
  return null;
}
