/** All reference data of the agendas by cycle, for the seed and for checks. */
import { actions2007AB } from "./elac2007-actions-ab.ts";
import { actions2007CDE } from "./elac2007-actions-cde.ts";
import { areas2007, goals2007 } from "./elac2007.ts";
import { areas2015, goals2015, lines2015, priorities2015 } from "./elac2015.ts";
import { areas2022, goals2022 } from "./elac2022.ts";
import type { ActionSeed, AreaSeed, GoalSeed, HeadingSeed } from "./texts.ts";

export { countryGroupSeeds, countrySeeds, type CountryGroupSeed, type CountrySeed } from "./countries.ts";
export { cycleSeeds, type CycleSeed } from "./cycles.ts";
export { groupSeeds2015, type GroupSeed } from "./elac2015-groups.ts";
export {
  officersTerm2015,
  planDeadlines2015,
  seatSeeds2015,
  type PlanDeadlines,
  type SeatSeed,
} from "./elac2015-mechanism.ts";
export type { ActionSeed, AreaSeed, GoalSeed, HeadingSeed, Texts } from "./texts.ts";

export interface AgendaSeed {
  /** Slug of the cycle. */
  readonly cycle: string;
  readonly areas: readonly AreaSeed[];
  readonly lines: readonly HeadingSeed[];
  readonly priorities: readonly HeadingSeed[];
  readonly goals: readonly GoalSeed[];
  readonly actions: readonly ActionSeed[];
}

export const agendaSeeds: readonly AgendaSeed[] = [
  {
    cycle: "elac2007",
    areas: areas2007,
    lines: [],
    priorities: [],
    goals: goals2007,
    actions: [...actions2007AB, ...actions2007CDE],
  },
  {
    cycle: "elac2015",
    areas: areas2015,
    lines: lines2015,
    priorities: priorities2015,
    goals: goals2015,
    actions: [],
  },
  { cycle: "elac2022", areas: areas2022, lines: [], priorities: [], goals: goals2022, actions: [] },
];
