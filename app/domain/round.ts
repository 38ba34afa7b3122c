/**
 * The vocabulary of a round of consensus: positions, terms, what is still needed (domain §4).
 * May import: this room. Begin with `Round`; the rules are in consensus.ts.
 */

import type { CountryGroup, Iso } from "./region.ts";
import type { Roll } from "./roles.ts";

export const positionKinds = [
  "joins",
  "joins-with-reservation",
  "ad-referendum",
  "objects",
  "dissociates",
] as const;
export type PositionKind = (typeof positionKinds)[number];

/** Express: every occupied seat answers. Silence: the text stands unless a country objects or files an amendment. */
export const modes = ["express", "silence"] as const;
export type Mode = (typeof modes)[number];

/** A position on record. Append-only: the latest of a seat counts, all are kept. */
export interface Position {
  readonly seat: string;
  readonly releaseId: string;
  readonly kind: PositionKind;
  /** When it was given: the server's clock, or for a letter its time of receipt. */
  readonly at: Date;
  /** The clause that a reservation or an objection is about, as the release numbers it. */
  readonly passage: string | null;
  /** Words of a reservation. */
  readonly text: string | null;
  /** Why a country objects. */
  readonly reason: string | null;
  /** What would lift the objection. */
  readonly lift: string | null;
  /** Other words offered; in silence mode an amendment breaks silence by itself. */
  readonly amendment: string | null;
  /** The instant until which the capital may confirm an ad referendum. */
  readonly confirmBy: Date | null;
}

/** An ad referendum confirmed or declined by the capital. */
export interface Confirmation {
  readonly seat: string;
  readonly confirmed: boolean;
  readonly at: Date;
}

/** A country that left the group while the round was open: listed as having left, no longer needed. */
export interface Departure {
  readonly seat: string;
  readonly at: Date;
}

/** One term of a round, with the reason that is copied onto it: a key of the namespace `consensus`, or the cycle's own words. */
export interface Term<Value> {
  readonly value: Value;
  readonly basis: "default" | "cycle";
  readonly reason: string;
}

/** Terms of a round, copied onto it when it opens (domain §4). */
export interface Terms {
  /** Hours that a silence or a consultation lasts at least. */
  readonly minSilenceHours: Term<number>;
  /** Days after closing until which an ad referendum may be confirmed at most. */
  readonly adReferendumDays: Term<number>;
  /** Occupied seats without which no round that decides may open. */
  readonly minOccupiedSeats: Term<number>;
  /** Seats of each country group that must be present in express mode; null: no quorum. */
  readonly quorumPerGroup: Term<number | null>;
  /** Working days after the end in which a letter received before it may be entered. */
  readonly letterDays: Term<number>;
  /** Working days after which others than the Chair may enter the outcome. */
  readonly outcomeDays: Term<number>;
  /** Working days the officers have to consider a plan. */
  readonly considerationDays: Term<number>;
  /** Hours before the end in which an outage moves it. */
  readonly outageHours: Term<number>;
  /** Whether those who have not answered are reminded halfway: 1 yes, 0 no. */
  readonly remindHalfway: Term<number>;
  /** Hours before the end at which they are reminded, three at most; 0: not then. */
  readonly remindFirst: Term<number>;
  readonly remindSecond: Term<number>;
  readonly remindThird: Term<number>;
}

const byDefault = <Value>(value: Value, reason: string): Term<Value> => ({ value, basis: "default", reason });

/** The platform defaults: where the documents of the process are silent. Data per cycle, editable by the secretariat. */
export const defaultTerms: Terms = {
  minSilenceHours: byDefault(72, "term.min-silence"),
  adReferendumDays: byDefault(30, "term.ad-referendum"),
  minOccupiedSeats: byDefault(2, "term.min-occupied"),
  quorumPerGroup: byDefault<number | null>(null, "term.quorum"),
  letterDays: byDefault(1, "term.letter"),
  outcomeDays: byDefault(3, "term.outcome"),
  considerationDays: byDefault(10, "term.consideration"),
  outageHours: byDefault(24, "term.outage"),
  remindHalfway: byDefault(1, "term.reminders"),
  remindFirst: byDefault(72, "term.reminders"),
  remindSecond: byDefault(24, "term.reminders"),
  remindThird: byDefault(0, "term.reminders"),
};

/** A round as it is on record. Instants are UTC; it is open from `opening` until before `closing`. */
export interface Round {
  readonly releaseId: string;
  readonly roll: Roll;
  readonly terms: Terms;
  readonly mode: Mode;
  readonly opening: Date;
  /** The latest end on record, extensions and outages included. */
  readonly closing: Date;
  readonly positions: readonly Position[];
  readonly confirmations: readonly Confirmation[];
  readonly departures: readonly Departure[];
  readonly withdrawn: Date | null;
  /** When the outcome was entered; from then on the reading stands still. */
  readonly recorded: Date | null;
}

/** `heard` is the end of a consultation, which informs and decides nothing. */
export const readingStates = [
  "scheduled",
  "open",
  "pending",
  "consensus",
  "heard",
  "blocked",
  "broken",
  "lapsed",
  "withdrawn",
] as const;
export type ReadingState = (typeof readingStates)[number];

/** How a round can end. */
export const outcomes = ["consensus", "heard", "blocked", "broken", "lapsed", "withdrawn"] as const;
export type Outcome = (typeof outcomes)[number];

/** One thing that is needed, or that was lacking at the end. Data, said in words by `sayNeeds`. */
export type Need =
  | { readonly kind: "opens"; readonly at: Date }
  | { readonly kind: "not-answered"; readonly countries: readonly Iso[] }
  | { readonly kind: "objects"; readonly country: Iso; readonly passage: string | null }
  | { readonly kind: "confirm-by"; readonly country: Iso; readonly date: Date }
  | { readonly kind: "declined"; readonly country: Iso }
  | { readonly kind: "unconfirmed"; readonly country: Iso; readonly date: Date }
  | { readonly kind: "nobody-joined" }
  | { readonly kind: "nobody-on-roll" }
  /** Seats were given up between the scheduling of the round and its opening. */
  | { readonly kind: "too-few-seats"; readonly occupied: number; readonly required: number }
  | {
      readonly kind: "quorum";
      readonly group: CountryGroup;
      readonly present: number;
      readonly required: number;
    }
  | { readonly kind: "silence-until"; readonly at: Date }
  | { readonly kind: "broken-by"; readonly country: Iso; readonly passage: string | null; readonly at: Date }
  | { readonly kind: "not-heard"; readonly countries: readonly Iso[]; readonly until: Date }
  | { readonly kind: "ends-at"; readonly at: Date }
  | { readonly kind: "withdrawn"; readonly at: Date };

export const needKinds = [
  "opens",
  "not-answered",
  "objects",
  "confirm-by",
  "declined",
  "unconfirmed",
  "nobody-joined",
  "nobody-on-roll",
  "too-few-seats",
  "quorum",
  "silence-until",
  "broken-by",
  "not-heard",
  "ends-at",
  "withdrawn",
] as const satisfies readonly Need["kind"][];

/** How a seat of the roll stands. */
export const standings = ["vacant", "left", "answered", "silent", "not-answered"] as const;
export type StandingKind = (typeof standings)[number];

export interface Standing {
  readonly seat: string;
  readonly country: Iso | null;
  readonly group: CountryGroup | null;
  readonly chair: boolean;
  /** `silent`: consents by silence; the record tells it from an answer. */
  readonly standing: StandingKind;
  /** The latest position given on this release, also of a seat that has left. */
  readonly position: Position | null;
  /** What became of an ad referendum; null for every other position. */
  readonly confirmation: "awaited" | "confirmed" | "declined" | "unconfirmed" | null;
}

/** What a round says at an instant (domain §4). */
export interface Reading {
  readonly state: ReadingState;
  /** Null while anything is needed; then what the Chair enters. */
  readonly outcome: Outcome | null;
  /** What is still needed before an outcome can be entered. Empty exactly when `outcome` is there. */
  readonly needed: readonly Need[];
  /** Why it ended without consensus; empty otherwise. */
  readonly lacking: readonly Need[];
  /** Whether positions are taken now. */
  readonly accepts: boolean;
  /** Since when the outcome reads so; null while there is none. */
  readonly since: Date | null;
  /**
   * From when the outcome may be entered; null while there is none. One that rests on somebody's silence waits until letters
   * received before the end have had their time (domain §4).
   */
  readonly enterable: Date | null;
  /** Every line of the roll, in its order. */
  readonly standing: readonly Standing[];
}
