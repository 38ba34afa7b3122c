/** What a scenario is: what it needs of a system, and one run of it. */
import type { Figures } from "./figures.ts";
import type { Need, Prepared, SystemName } from "./systems.ts";

export interface Goal {
  readonly figure: string;
  readonly system: SystemName;
  /** At most, or at least, so many times what `to` has; or, without `to`, so much. */
  readonly most?: number;
  readonly least?: number;
  readonly to?: SystemName;
}

export interface Size {
  readonly repeats: number;
  /** Everything small, to see that it works. */
  readonly quick: boolean;
}

export interface Scenario {
  readonly name: string;
  readonly says: string;
  readonly goals: readonly Goal[];
  /** Systems that it makes no sense for. */
  readonly without?: readonly SystemName[];
  need(size: Size, system: SystemName): Need | Promise<Need>;
  /** Further databases of the system, each with a history of its own. */
  others?(size: Size): readonly Need[];
  /** One run; `repeat` counts from 0, so that each run may take texts of its own. */
  run(prepared: Prepared, repeat: number, size: Size, others: readonly Prepared[]): Promise<Figures>;
}

/** The texts of one run, where each run has so many of its own. */
export function textsOf(prepared: Prepared, repeat: number, count: number) {
  return prepared.texts.slice(repeat * count, (repeat + 1) * count);
}
