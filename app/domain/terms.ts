/**
 * The terms of a body as data of its cycle: which there are, between which bounds, and what a change makes of them.
 * A change holds for rounds that open after it; a round keeps the terms it opened with (domain §4).
 * May import: this room. Begin with `changedTerms`.
 */

import { refuse, type Params } from "./refusal.ts";
import { crowded, hourTerms, roomHours } from "./reminders.ts";
import type { RollKind } from "./roles.ts";
import { defaultTerms, type Terms } from "./round.ts";

export type TermName = keyof Terms;

/** What may be set, least and most: hours, days, working days or seats, as each term counts; 0 or 1 for no or yes. */
export const termBounds: { readonly [Name in TermName]: readonly [number, number] } = {
  minSilenceHours: [24, 720],
  adReferendumDays: [1, 180],
  minOccupiedSeats: [1, 33],
  quorumPerGroup: [1, 10],
  letterDays: [0, 10],
  outcomeDays: [0, 30],
  considerationDays: [1, 90],
  outageHours: [1, 168],
  remindHalfway: [0, 1],
  remindFirst: [0, 720],
  remindSecond: [0, 720],
  remindThird: [0, 720],
};

export const termNames = Object.keys(termBounds) as readonly TermName[];

/** The terms that bear on a body: a consultation decides nothing but lasts as long as a silence, and only the officers consider plans. */
export function termsOfRoll(roll: RollKind): readonly TermName[] {
  if (roll === "region")
    return ["minSilenceHours", "letterDays", "outcomeDays", "remindHalfway", ...hourTerms];
  return roll === "officers" ? termNames : termNames.filter((name) => name !== "considerationDays");
}

/** What is entered: a number, or null for the platform's default. */
export type EnteredTerms = Readonly<Partial<Record<TermName, number | null>>>;

/**
 * The terms of a body after a change that rests on the act of that reference; terms that stay as they are keep theirs.
 * Refuses (`invalid`) what is out of bounds and a reminder too near to another one, each at its field, and a change of
 * nothing (`terms.same`).
 */
export function changedTerms(
  before: Terms,
  roll: RollKind,
  entered: EnteredTerms,
  reference: string,
): { readonly terms: Terms; readonly changed: readonly TermName[] } {
  const fields: Record<string, { key: string; params: Params }> = {};
  const changed: TermName[] = [];
  let terms = before;
  for (const name of termsOfRoll(roll)) {
    const value = entered[name] ?? defaultTerms[name].value;
    const [least, most] = termBounds[name];
    if (value !== null && (!Number.isInteger(value) || value < least || value > most)) {
      fields[name] = { key: "terms.out-of-bounds", params: { least, most } };
      continue;
    }
    if (value === before[name].value) continue;
    const standard = value === defaultTerms[name].value;
    const term = standard ? defaultTerms[name] : { value, basis: "cycle", reason: reference };
    terms = { ...terms, [name]: term };
    changed.push(name);
  }
  const near = crowded(hourTerms.map((name) => entered[name] ?? defaultTerms[name].value));
  const late = near === null ? undefined : hourTerms[near];
  if (late !== undefined) fields[late] ??= { key: "terms.reminders-crowded", params: { hours: roomHours } };
  if (Object.keys(fields).length > 0) throw refuse("invalid", "form.check-fields", {}, { fields });
  if (changed.length === 0) throw refuse("conflict", "terms.same");
  return { terms, changed };
}
