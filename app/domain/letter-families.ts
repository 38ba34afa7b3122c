/**
 * Which letters are formal. A formal letter tells of an act that binds, or that something is about to lapse; it always goes
 * out. The others can be declined, family by family.
 * May import: this room. Begin with `familyOf`.
 */

/** Letters about rounds, and about what comes back from the officers. */
export const roundLetterKinds = [
  "round-announced",
  "round-opened",
  "round-reminder",
  "round-extended",
  "silence-broken",
  "round-withdrawn",
  "round-annulled",
  "round-outcome",
  "ad-referendum",
  "plan-returned",
  "goal-returned",
] as const;
export type RoundLetterKind = (typeof roundLetterKinds)[number];

/** Letters about a group: who should speak in it, the commissions born in it, and who is named in its discussions. */
export const groupLetterKinds = [
  "suggestion-waits",
  "suggestion-answered",
  "commission-created",
  "commission-ended",
  "mentioned",
] as const;
export type GroupLetterKind = (typeof groupLetterKinds)[number];

/** Whether a letter follows what is on record: its last touch is given when it is sent. */
export function followsRecord(kind: string): boolean {
  return [...roundLetterKinds, ...groupLetterKinds].some((known) => known === kind);
}

/** Families of letters that somebody may decline. */
export const letterFamilies = ["reminders", "suggestions", "mentions"] as const;
export type LetterFamily = (typeof letterFamilies)[number];

/** The family of a kind of letter; null where it is formal, as every letter about an account or an office is. */
export function familyOf(kind: string): LetterFamily | null {
  if (kind === "suggestion-waits" || kind === "suggestion-answered") return "suggestions";
  if (kind === "mentioned") return "mentions";
  return kind === "round-reminder" ? "reminders" : null;
}
