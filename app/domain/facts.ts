/**
 * What policy has to know of a thing to say who may do what with it: plain facts, gathered by the services.
 * May import: this room. Begin with `GroupFacts`.
 */

import type { DecisionKind, DecisionStage } from "./decision.ts";
import type { GoalStage } from "./goal.ts";
import type { GroupStage } from "./group.ts";
import type { PlanStage } from "./plan.ts";
import type {
  Capacity,
  CycleId,
  GoalId,
  Grant,
  GroupId,
  Iso,
  PersonId,
  PlanId,
  RollEntry,
  RollKind,
  RoundId,
} from "./roles.ts";

/** The platform as a whole. */
export interface RegionFacts {
  readonly kind: "region";
}
export const region: RegionFacts = { kind: "region" };

/** How a request came in, for what no account opens. */
export interface DoorFacts {
  readonly kind: "door";
  /** From the machine itself, or with the operator's token. */
  readonly operator: boolean;
  /** Whether the platform holds demonstration data. */
  readonly demonstration: boolean;
}

/** The Presiding Officers in office, whatever cycle a matter before them comes from. */
export interface OfficersFacts {
  readonly kind: "officers";
  readonly cycleId: CycleId;
  /** Whether nobody can act for the Chair's seat. */
  readonly chairVacant: boolean;
}

/** A paper filed with the Presiding Officers. */
export interface PaperFacts {
  readonly kind: "paper";
  readonly officers: OfficersFacts;
  /** Null where the record no longer leads to a person. */
  readonly filedBy: PersonId | null;
}

export interface GroupFacts {
  readonly kind: "group";
  readonly groupId: GroupId;
  readonly stage: GroupStage;
  /** Chair and Vice Chairs are countries (S2 II D a i). */
  readonly chair: Iso | null;
  readonly viceChairs: readonly Iso[];
  /** Countries that joined and have not left. */
  readonly participating: readonly Iso[];
  /** Who reads the group's drafts: the group decides. */
  readonly planReading: "everybody" | "members";
  /** The officers who decide about the group. */
  readonly officers: OfficersFacts;
}

export interface PlanFacts {
  readonly kind: "plan";
  readonly planId: PlanId;
  readonly group: GroupFacts;
  readonly stage: PlanStage;
  /** Adopted versions so far. */
  readonly version: number;
  /** Whether the plan of a later period has taken its place: it is read and no longer changed. */
  readonly succeeded: boolean;
}

/** An output of a plan that the countries adopted. */
export interface OutputFacts {
  readonly kind: "output";
  readonly plan: PlanFacts;
  /** Countries that answer for it, as the adopted text says; institutions are not among them. */
  readonly responsible: readonly Iso[];
}

export interface GoalFacts {
  readonly kind: "goal";
  readonly goalId: GoalId;
  readonly group: GroupFacts;
  readonly stage: GoalStage;
  readonly sponsor: Iso | null;
  readonly cosponsors: readonly Iso[];
  /** Whether it has ever been before the group. */
  readonly discussedOnce: boolean;
  /** Whether a round on it was ever opened: from then on everybody reads it. */
  readonly openedOnce: boolean;
  /** Whether the group's consensus was once reached on it: from then on only the group withdraws it. */
  readonly agreedOnce: boolean;
}

/** A decision of a group about itself. */
export interface DecisionFacts {
  readonly kind: "decision";
  readonly decisionId: string;
  readonly group: GroupFacts;
  readonly matter: DecisionKind;
  readonly stage: DecisionStage;
  /** The country that proposed it. */
  readonly country: Iso | null;
  /** Whether a round on it was ever opened: from then on everybody reads it. */
  readonly openedOnce: boolean;
  /** Whether somebody can act for the country that chairs the group. */
  readonly chairActs: boolean;
  /** Whether somebody can act for one of the Vice Chairs. */
  readonly viceChairActs: boolean;
}

export interface ThreadFacts {
  readonly kind: "thread";
  readonly group: GroupFacts;
}

/** A thread by whoever began it, which can be marked as settled. */
export interface CommentFacts {
  readonly kind: "comment";
  readonly group: GroupFacts;
  readonly authorId: PersonId;
}

/** Words suggested for a passage of a plan. */
export interface WordingFacts {
  readonly kind: "wording";
  readonly plan: PlanFacts;
  readonly authorId: PersonId;
}

export interface PostFacts {
  readonly kind: "post";
  readonly group: GroupFacts;
  readonly authorId: PersonId;
}

/** Where a round takes place: a group, or the officers (also for a consultation, which they ask for). */
export interface RoundFacts {
  readonly kind: "round";
  readonly roundId: RoundId;
  readonly roll: RollKind;
  readonly entries: readonly RollEntry[];
  /** The group that decides, or that the round is about; null for a group not yet created. */
  readonly group: GroupFacts | null;
  readonly officers: OfficersFacts;
  /** Whether nobody can act for the Chair who is to enter the outcome. */
  readonly chairVacant: boolean;
  /** Since when others than the Chair may enter the outcome (`outcomeDays` of the terms after it stands); null before it stands. */
  readonly othersFrom: Date | null;
}

/** A formal form on a round, in the capacity in which it is sent. */
export interface VoiceFacts {
  readonly kind: "voice";
  readonly round: RoundFacts;
  readonly seat: string;
  readonly capacity: Capacity;
}

export interface CountryFacts {
  readonly kind: "country";
  readonly country: Iso;
}

/** A country and what is proposed of a group: that it be created, or that it end. */
export interface ProponentFacts {
  readonly kind: "proponent";
  readonly group: GroupFacts;
  readonly country: Iso;
  /** Countries that propose it. */
  readonly proponents: readonly Iso[];
}

/** A country in a group: as participating, or as one that names people there. */
export interface MembershipFacts {
  readonly kind: "membership";
  readonly group: GroupFacts;
  readonly country: Iso;
}

export interface GrantFacts {
  readonly kind: "grant";
  readonly grant: Grant;
  /** Country that chairs the group of the grant; null elsewhere. */
  readonly chairCountry: Iso | null;
}

/** A letter that an act or a position rests on. */
export interface LetterFacts {
  readonly kind: "letter";
  /** Whether a position in a round rests on it: then it is part of the public record. */
  readonly inRound: boolean;
  /** Whoever kept it. */
  readonly enteredBy: PersonId | null;
  /** Countries that the acts name which rest on it. */
  readonly countries: readonly Iso[];
}

export interface PersonFacts {
  readonly kind: "person";
  readonly personId: PersonId;
}
