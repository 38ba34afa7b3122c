/**
 * Who somebody is here: a person with grants. Country is the actor, the person only the hand (domain §1, §2).
 * May import: this room. Begin with `Grant`.
 */

import type { CountryGroup, Iso } from "./region.ts";

export type { Iso } from "./region.ts";

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]?: Name };

export type PersonId = Branded<"PersonId">;
export type GroupId = Branded<"GroupId">;
export type CycleId = Branded<"CycleId">;
export type PlanId = Branded<"PlanId">;
export type GoalId = Branded<"GoalId">;
export type RoundId = Branded<"RoundId">;

/** The four rights, kept apart: no right implies another (domain §2). */
export const rights = ["read", "speak", "edit", "decide"] as const;
export type Right = (typeof rights)[number];

/** Sectors that designate an observer to the Presiding Officers (S2 B i–iii). */
export const sectors = ["civil-society", "private-sector", "technical-community"] as const;
export type Sector = (typeof sectors)[number];

/** Offices in which a person can act. */
export const offices = [
  "secretariat", // staff of the technical secretariat
  "focal-point", // of one country
  "representative", // of one country in one group
  "coordinator", // of one group, named by its chair's country
  "officer", // sits in a seat of the Presiding Officers that belongs to a country
  "observer", // to the Presiding Officers, designated by a sector
  "speaker", // an entity or expert whom a country identified, in the groups it named
  "agency", // an agency or regional body invited to a group
] as const;
export type Office = (typeof offices)[number];

/** A body in which a grant holds. */
export type Body =
  | { readonly kind: "region" }
  | { readonly kind: "officers"; readonly cycleId: CycleId }
  | { readonly kind: "group"; readonly groupId: GroupId }
  | { readonly kind: "country"; readonly country: Iso }
  | { readonly kind: "secretariat" };

/** One right of one person, in one body, by one act, from one instant until another (domain §2). */
export interface Grant {
  readonly id: string;
  readonly right: Right;
  readonly office: Office;
  readonly body: Body;
  /** The country for which the person acts; absent for observers, agencies and the secretariat. */
  readonly country: Iso | null;
  readonly sector: Sector | null;
  /** True for the seat of the Chair of the officers. */
  readonly chair: boolean;
  readonly from: Date;
  readonly until: Date | null;
}

/** Nobody signed in. */
export interface Stranger {
  readonly kind: "stranger";
}

/** Somebody signed in, with the grants that hold now (ended ones are left out by the server). */
export interface Person {
  readonly kind: "person";
  readonly id: PersonId;
  readonly name: string;
  readonly email: string;
  readonly language: "es" | "en" | "pt" | "fr" | null;
  readonly grants: readonly Grant[];
}

export type Actor = Stranger | Person;

export const stranger: Stranger = { kind: "stranger" };

/** The capacity in which a formal form is given; the server checks it when it is sent (domain §4). */
export interface Capacity {
  readonly office: Office;
  readonly country: Iso | null;
  readonly body: Body;
}

/** Whether two bodies are the same one. */
export function sameBody(a: Body, b: Body): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === "officers" && b.kind === "officers") return a.cycleId === b.cycleId;
  if (a.kind === "group" && b.kind === "group") return a.groupId === b.groupId;
  if (a.kind === "country" && b.kind === "country") return a.country === b.country;
  return true;
}

/** The actor's grants that hold at `now`. */
export function grantsAt(actor: Actor, now: Date): readonly Grant[] {
  if (actor.kind === "stranger") return [];
  return actor.grants.filter((grant) => holdsAt(grant, now));
}

/** Whether the actor holds `right` in exactly `body` at `now`. No right implies another (domain §2). */
export function hasRight(actor: Actor, right: Right, body: Body, now: Date): boolean {
  return grantsIn(actor, body, now).some((grant) => grant.right === right);
}

/** The actor's grants that hold at `now` in exactly `body`. */
export function grantsIn(actor: Actor, body: Body, now: Date): readonly Grant[] {
  return grantsAt(actor, now).filter((grant) => sameBody(grant.body, body));
}

/** The capacities in which the actor may use `right` in `body` at `now`, each once: what a form offers to answer as. */
export function capacitiesFor(actor: Actor, right: Right, body: Body, now: Date): readonly Capacity[] {
  const found: Capacity[] = [];
  for (const { right: held, office, country, body: where } of grantsIn(actor, body, now)) {
    const capacity: Capacity = { office, country, body: where };
    if (held === right && !found.some((other) => sameCapacity(other, capacity))) found.push(capacity);
  }
  return found;
}

/** Whether two capacities are the same one. */
export function sameCapacity(a: Capacity, b: Capacity): boolean {
  return a.office === b.office && a.country === b.country && sameBody(a.body, b.body);
}

/** Whether the actor is staff of the technical secretariat at `now`. */
export function isSecretariat(actor: Actor, now: Date): boolean {
  return grantsAt(actor, now).some(
    (grant) => grant.office === "secretariat" && grant.body.kind === "secretariat",
  );
}

/**
 * An office of the Presiding Officers. It belongs to a country; a person sits in it by a grant.
 * Vacancy is normal: no country was chosen, or the country's person is gone (domain §1).
 */
export interface Seat {
  readonly id: string;
  readonly cycleId: CycleId;
  readonly group: CountryGroup;
  readonly country: Iso | null;
  readonly chair: boolean;
}

/** Who is asked in a round: two rolls decide, the third informs (domain §4). */
export const rollKinds = ["group", "officers", "region"] as const;
export type RollKind = (typeof rollKinds)[number];

/** One line of a roll, as it stood when the round opened. */
export interface RollEntry {
  /** Unique in the roll: the seat's id among the officers, else the country's code. */
  readonly seat: string;
  /** Null where nobody was chosen for the seat. */
  readonly country: Iso | null;
  readonly group: CountryGroup | null;
  /** Whether at opening somebody could decide for it. A vacant seat counts neither way. */
  readonly occupied: boolean;
  readonly chair: boolean;
}

/** Copied onto the round when it opens; later changes of office never move it (domain §4). */
export interface Roll {
  readonly kind: RollKind;
  readonly entries: readonly RollEntry[];
}

/** The facts a roll is made of. `grants` are everybody's grants that could decide for it; ended ones do no harm. */
export type RollFacts =
  | {
      readonly kind: "group";
      readonly groupId: GroupId;
      readonly chair: Iso | null;
      /** Countries that joined and have not left. */
      readonly countries: readonly { readonly iso: Iso; readonly group: CountryGroup | null }[];
      readonly grants: readonly Grant[];
    }
  | {
      readonly kind: "officers";
      readonly cycleId: CycleId;
      readonly seats: readonly Seat[];
      readonly grants: readonly Grant[];
    }
  | {
      readonly kind: "region";
      /** The group whose discontinuation is consulted on; null for a group that does not exist yet. */
      readonly groupId: GroupId | null;
      readonly countries: readonly { readonly iso: Iso; readonly group: CountryGroup | null }[];
      readonly grants: readonly Grant[];
    };

/** The roll of a round that opens at `now`, in the order of the facts. */
export function rollOf(facts: RollFacts, now: Date): Roll {
  const holding = facts.grants.filter((grant) => holdsAt(grant, now));
  if (facts.kind === "officers") {
    const seats = facts.seats.filter((seat) => seat.cycleId === facts.cycleId);
    const body: Body = { kind: "officers", cycleId: facts.cycleId };
    const entries = seats.map(({ id, country, group, chair }) => ({
      seat: id,
      country,
      group,
      occupied: country !== null && holding.some((grant) => decidesFor(grant, country, "officers", body)),
      chair,
    }));
    return { kind: "officers", entries };
  }
  const body: Body | null = facts.groupId === null ? null : { kind: "group", groupId: facts.groupId };
  const chair = facts.kind === "group" ? facts.chair : null;
  const entries = facts.countries.map(({ iso, group }) => ({
    seat: iso,
    country: iso,
    group,
    occupied: holding.some((grant) => decidesFor(grant, iso, facts.kind, body)),
    chair: iso === chair,
  }));
  return { kind: facts.kind, entries };
}

/**
 * Whether a grant lets its holder give the position of `country` in a round of that kind of roll.
 * `body` is where the round takes place: the group (also of a consultation that concerns one) or the officers of a cycle.
 * In a group and in a consultation the focal point speaks for the country too (domain §1); among the officers only the seat does.
 */
export function decidesFor(grant: Grant, country: Iso, kind: RollKind, body: Body | null): boolean {
  if (grant.right !== "decide" || grant.country !== country) return false;
  if (kind === "officers") return grant.office === "officer" && body !== null && sameBody(grant.body, body);
  if (grant.office === "focal-point") return sameBody(grant.body, { kind: "country", country });
  return grant.office === "representative" && body !== null && sameBody(grant.body, body);
}

/** Whether the grant holds at `now`: from its exact beginning until before its exact end. */
export function holdsAt(grant: Pick<Grant, "from" | "until">, now: Date): boolean {
  return grant.from <= now && (grant.until === null || now < grant.until);
}

const rightsByOffice: Record<Office, readonly Right[]> = {
  secretariat: ["read", "speak", "edit"],
  "focal-point": ["read", "speak", "edit", "decide"],
  representative: ["read", "speak", "edit", "decide"],
  coordinator: ["read", "speak", "edit"],
  officer: ["read", "speak", "decide"],
  observer: ["read", "speak"],
  speaker: ["read", "speak"],
  agency: ["read", "speak"],
};

/** The rights that an act gives with an office unless it says otherwise; each becomes a grant of its own (domain §2). */
export function rightsOf(office: Office): readonly Right[] {
  return rightsByOffice[office];
}
