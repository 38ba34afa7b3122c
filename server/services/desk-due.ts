import type { GroupFacts } from "#app/domain/facts.ts";
import type { GroupAct } from "#app/domain/group.ts";
import type { PlanAct } from "#app/domain/plan.ts";
import type { Iso, Office } from "#app/domain/roles.ts";
import type { Need } from "#app/domain/round.ts";
import type { ListedGroup } from "#server/store/groups.ts";
import type { NamedSubject } from "#server/store/references.ts";

/** One thing that waits for somebody, in one capacity, with one link. */
export type Due = {
  /** Page where it is done, without language. */
  readonly link: string;
  /** Until when; null where nothing presses. */
  readonly until: Date | null;
  readonly office: Office;
  readonly country: Iso | null;
  /** The group concerned; null where none is. */
  readonly group: { readonly slug: string; readonly name: string } | null;
} & (
  | {
      readonly kind: "answer" | "confirm" | "reconsider";
      readonly subject: NamedSubject;
      readonly needed: readonly Need[];
    }
  | {
      readonly kind: "record";
      readonly subject: NamedSubject;
      readonly needed: readonly Need[];
      /** From when, where letters received before the end still have their time; null where it may be entered now. */
      readonly from: Date | null;
    }
  | {
      readonly kind: "plan";
      readonly act: PlanAct;
      /** The deadline as the documents of the cycle write it ("by January 2011"); null where it is an instant, or there is none. */
      readonly deadline: string | null;
    }
  | { readonly kind: "begin-plan"; readonly deadline: string | null }
  | {
      readonly kind:
        | "discuss"
        | "open-group-round"
        | "table"
        | "open-officers-round"
        | "take-over"
        | "open-decision-round"
        | "listen"
        | "suggested";
      readonly title: string;
    }
  | { readonly kind: "group"; readonly act: GroupAct }
  | { readonly kind: "nominate" | "name-coordinator" }
  | {
      readonly kind: "dead-letters" | "vacant-seats" | "missing-focal-points";
      readonly count: number;
    }
);

/** A group at work, as the desk reads it once for all. */
export interface HeldGroup {
  readonly listed: ListedGroup;
  readonly facts: GroupFacts;
}
