/** Seats of the Presiding Officers and deadlines of the plans of work in eLAC2015 (seed clauses 11–15, 37–39). */
import { readFuzzyDate, type FuzzyDate } from "#app/domain/agenda.ts";
import type { CountryGroup } from "#app/domain/region.ts";

/** A seat belongs to a country; where none is known it is vacant. */
export interface SeatSeed {
  readonly group: CountryGroup;
  /** 1 or 2 within its country group. */
  readonly number: 1 | 2;
  /** ISO 3166-1 alpha-2, or null where the seat is vacant. */
  readonly country: string | null;
  readonly chair: boolean;
}

/** Peru stands in the document; the five other countries are those that the secretariat's pages name. */
export const seatSeeds2015: readonly SeatSeed[] = [
  { group: "andean", number: 1, country: "PE", chair: true },
  { group: "andean", number: 2, country: "EC", chair: false },
  { group: "central-america-mexico", number: 1, country: "MX", chair: false },
  { group: "central-america-mexico", number: 2, country: null, chair: false },
  { group: "southern-cone", number: 1, country: "BR", chair: false },
  { group: "southern-cone", number: 2, country: "UY", chair: false },
  { group: "caribbean", number: 1, country: "CU", chair: false },
  { group: "caribbean", number: 2, country: null, chair: false },
];

export interface PlanDeadlines {
  readonly proposed: FuzzyDate;
  readonly adopted: FuzzyDate;
  readonly period: FuzzyDate;
}

/** When the chair proposes the plan of work, when the countries adopt it, and the years it is for. */
export const planDeadlines2015: PlanDeadlines = {
  proposed: readFuzzyDate("by January 2011"),
  adopted: readFuzzyDate("by 31 March 2011"),
  period: readFuzzyDate("2011-2013"),
};

/** How long the officers of eLAC2015 serve. */
export const officersTerm2015: FuzzyDate = readFuzzyDate("until the next Ministerial Conference");
