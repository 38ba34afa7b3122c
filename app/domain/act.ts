/**
 * What a right or an office rests on (domain §2): nothing formal changes without an act.
 * May import: this room. Begin with `actKinds`.
 */

/** How an act is called. */
export const actKinds = [
  "proposal", // by a country, that a group be created
  "founding", // the act that created a group
  "conference", // a decision of the Ministerial Conference
  "election", // a choice by the countries of a body
  "nomination", // by a focal point
  "designation", // by a chair's country, or by a sector
  "appointment", // of a focal point by its country
  "ratification", // of a focal point by its country
  "invitation", // by the secretariat
  "letter", // of a country, where it is called nothing else
  "ending",
] as const;
export type ActKind = (typeof actKinds)[number];
