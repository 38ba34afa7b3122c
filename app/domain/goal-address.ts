/**
 * Addresses of goals: a proposal by its number, which stays after adoption, and a goal of an agenda by cycle and number.
 * May import: this room. Begin with `proposalNumber`.
 */

/** The number in the address of a proposed goal: "p12". Null where it is none. */
export function proposalNumber(address: string | undefined): number | null {
  const digits = /^p([1-9]\d{0,8})$/i.exec(address ?? "")?.[1];
  return digits === undefined ? null : Number(digits);
}

/** The path of the page of a goal of an agenda, without the language. */
export function agendaGoalPath(goal: { readonly cycle: string; readonly number: number | string }): string {
  return `/agendas/${goal.cycle}/goals/${goal.number}`;
}

/** A goal of an agenda as "elac2015-23". Null where it is none. */
export function agendaGoal(address: string | undefined): { cycle: string; number: number } | null {
  const parts = /^([a-z]{2,12}\d{4})-([1-9]\d{0,3})$/i.exec(address ?? "");
  return parts?.[1] === undefined ? null : { cycle: parts[1].toLowerCase(), number: Number(parts[2]) };
}
