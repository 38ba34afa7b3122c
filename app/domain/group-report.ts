/**
 * What the consultation of all countries told the Presiding Officers: answers, objections and silences (domain §4; S2 II D c iv).
 * May import: this room. Begin with `reportOf`. It informs; the officers alone decide.
 */

import type { Iso } from "./region.ts";
import type { PositionKind, Reading } from "./round.ts";

export interface ConsultationReport {
  /** Whether its time is over; until then it is how things stand. */
  readonly over: boolean;
  /** Countries by what they answered, in the order of the roll. */
  readonly answers: Readonly<Record<PositionKind, readonly Iso[]>>;
  /** Countries that could answer and did not. */
  readonly silent: readonly Iso[];
  /** Countries for which nobody could answer. */
  readonly vacant: readonly Iso[];
}

/** The report on a consultation as it reads; every country of the roll is in exactly one of its lists. */
export function reportOf(reading: Reading): ConsultationReport {
  const answers: Record<PositionKind, Iso[]> = {
    joins: [],
    "joins-with-reservation": [],
    "ad-referendum": [],
    objects: [],
    dissociates: [],
  };
  const silent: Iso[] = [];
  const vacant: Iso[] = [];
  for (const { country, standing, position } of reading.standing) {
    if (country === null) continue;
    if (position !== null) answers[position.kind].push(country);
    else if (standing === "vacant") vacant.push(country);
    else silent.push(country);
  }
  return { over: reading.outcome !== null, answers, silent, vacant };
}
