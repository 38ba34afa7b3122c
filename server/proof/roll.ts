/** What an entry states of the roll and the terms of a round, held against what they are said to be. */

/** A line of a roll, as it is stated. */
export interface StatedSeat {
  readonly seat: string;
  readonly country: string | null;
  readonly group: string | null;
  readonly occupied: boolean;
}

type Facts = Readonly<Record<string, unknown>>;

/**
 * What of a roll or its terms is not what an entry states, or null. Entries of an earlier version state less: of what they do
 * not state nothing is said.
 */
export function rollFault(
  facts: Facts,
  seats: readonly StatedSeat[],
  terms: Readonly<Record<string, unknown>>,
): "seats" | "country" | "group" | "occupied" | "terms" | null {
  if (
    !sameList(
      facts["seats"],
      seats.map(({ seat }) => seat),
    )
  )
    return "seats";
  if (
    differs(
      facts["countries"],
      seats.map(({ country }) => country),
    )
  )
    return "country";
  if (
    differs(
      facts["groups"],
      seats.map(({ group }) => group),
    )
  )
    return "group";
  if (
    differs(
      facts["occupied"],
      seats.flatMap(({ seat, occupied }) => (occupied ? [seat] : [])),
    )
  )
    return "occupied";
  return sameTerms(facts["terms"], terms) ? null : "terms";
}

const differs = (stated: unknown, list: readonly unknown[]): boolean =>
  stated !== undefined && !sameList(stated, list);

const sameList = (stated: unknown, list: readonly unknown[]): boolean =>
  JSON.stringify(stated) === JSON.stringify(list);

/** A term that a later version of the platform has added is not stated. */
function sameTerms(stated: unknown, terms: Readonly<Record<string, unknown>>): boolean {
  if (stated === undefined) return true;
  if (typeof stated !== "object" || stated === null) return false;
  return Object.entries(stated).every(([name, value]) => terms[name] === value);
}
