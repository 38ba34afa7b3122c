/**
 * Every kind of event the house records: one union (domain §9). Facts and references only; names and words of
 * persons lie beside an entry, so that they can be redacted without breaking the chain.
 * May import: this room. Begin with `Event`.
 */

import type { DecisionKind } from "./decision.ts";
import type { GroupAct } from "./group.ts";
import type { OutputStatus } from "./progress.ts";
import type { Redactable } from "./redaction.ts";
import { canonicalJson, type Json, type Language, type ReleaseSubject } from "./release.ts";
import type { CountryGroup } from "./region.ts";
import type { Mode, Outcome, PositionKind } from "./round.ts";
import type { Capacity, Iso, Office, PersonId, Right, RollKind } from "./roles.ts";

type Id = string;

/** The roll and the terms of a round. Entries of an earlier version state the seats alone, or no groups. */
export interface StatedRoll {
  readonly seats: readonly Id[];
  /** Of each seat, in the same order. */
  readonly countries?: readonly (Iso | null)[];
  readonly groups?: readonly (CountryGroup | null)[];
  /** Seats that somebody can decide for. */
  readonly occupied?: readonly Id[];
  readonly terms?: Readonly<Record<string, number | null>>;
}

/** The letter that a country's word came by; its hash is over the bytes of the file. */
export interface StatedLetter {
  /** The country it speaks for, the file it is kept as, and when it was received. */
  readonly country?: Iso;
  readonly letterId?: Id;
  readonly letterSha256?: string;
  readonly receivedAt?: string;
}

/** What each kind of event states. Keys are dotted: noun, then what happened to it. Instants are ISO 8601, UTC. */
export interface Payloads {
  "page.edited": { pageId: Id; language: Language; versionId: Id };
  "page.published": { pageId: Id; language: Language; versionId: Id };
  "page.unpublished": { pageId: Id; language: Language };
  "news.edited": { newsId: Id; language: Language; versionId: Id };
  "news.published": { newsId: Id; language: Language; versionId: Id };
  "news.unpublished": { newsId: Id; language: Language };
  "file.uploaded": { fileId: Id; sha256: string; bytes: number };
  "file.removed": { fileId: Id };

  "thread.opened": { threadId: Id; subject: { kind: "plan" | "goal" | "group"; id: Id } | null };
  "thread.closed": { threadId: Id };
  "thread.resolved": { threadId: Id };
  "thread.reopened": { threadId: Id };
  "post.made": { threadId: Id; postId: Id };
  "post.edited": { threadId: Id; postId: Id };
  "post.hidden": { threadId: Id; postId: Id };

  /** `after`: the adopted release of the period before, that it starts from. */
  "plan.begun": { planId: Id; after?: Id };
  "plan.submitted-to-group": { planId: Id; releaseId: Id; sha256: string };
  "plan.submitted-to-officers": { planId: Id; releaseId: Id; sha256: string; until: string };
  "plan.consideration-ended": { planId: Id };
  "plan.commented": { planId: Id };
  "plan.returned": { planId: Id; from: "group" | "officers" | "definitive" };
  "plan.frozen": { planId: Id; releaseId: Id; sha256: string; seq: number };
  "plan.amended": { planId: Id; releaseId: Id; sha256: string; positionId: Id; passage: string; from: Iso };
  "plan.adopted": { planId: Id; releaseId: Id; sha256: string; version: number; roundId: Id };
  "plan.revised": { planId: Id; version: number };
  /** An earlier text took the place of the live one. `point`: which, as an address names it; epoch and seq: the place before. */
  "plan.text-restored": { planId: Id; point: string; epoch: number; seq: number };
  "plan.read-only": { planId: Id };
  /** `output`: its number in the adopted text. */
  "output.progressed": {
    planId: Id;
    releaseId: Id;
    outputId: Id;
    output: number;
    progressId: Id;
    status: OutputStatus;
    percent: number | null;
  };

  /** Words suggested for the live text of a plan; the words themselves are no part of the record before they are in it. */
  "wording.suggested": { wordingId: Id; planId: Id; number: number };
  "wording.sponsored": { wordingId: Id; planId: Id; number: number; country: Iso };
  "wording.unsponsored": { wordingId: Id; planId: Id; number: number; country: Iso };
  "wording.accepted": { wordingId: Id; planId: Id; number: number; epoch: number; seq: number };
  "wording.rejected": { wordingId: Id; planId: Id; number: number };
  "wording.withdrawn": { wordingId: Id; planId: Id; number: number };

  "goal.drafted": { goalId: Id };
  "goal.edited": { goalId: Id; versionId: Id };
  "goal.discussed": { goalId: Id };
  "goal.cosponsored": { goalId: Id };
  "goal.taken-over": { goalId: Id; from: Iso | null };
  "goal.withdrawn": { goalId: Id };
  "goal.released": { goalId: Id; releaseId: Id; sha256: string };
  "goal.amended": { goalId: Id; releaseId: Id; sha256: string; positionId: Id; passage: string; from: Iso };
  "goal.agreed": { goalId: Id; releaseId: Id; roundId: Id };
  "goal.tabled": { goalId: Id; releaseId: Id };
  "goal.returned": { goalId: Id };
  "goal.adopted": { goalId: Id; releaseId: Id; roundId: Id; agendaVersionId: Id; number: number };

  "round.opened": StatedRoll & {
    roundId: Id;
    subject: { kind: ReleaseSubject; id: Id };
    releaseId: Id;
    sha256: string;
    roll: RollKind;
    mode: Mode;
    opening: string;
    closing: string;
  };
  /** Before a round opens: the roll and the terms that it will have, after an act has changed them. */
  "round.roll-renewed": StatedRoll & { roundId: Id };
  "round.extended": { roundId: Id; before: string; closing: string; because: "chair" | "outage" };
  "round.position-given": StatedLetter & {
    roundId: Id;
    positionId: Id;
    seat: Id;
    position: PositionKind;
    byLetter: boolean;
    /** When it counts from; of a letter, its receipt. Entries of an earlier version do not state it. */
    at?: string;
    /** Until when the capital may confirm it. Where `at` is stated and this is not, nothing is to be confirmed. */
    confirmBy?: string;
    /** The language of its words. */
    language?: Language;
  };
  "round.position-confirmed": StatedLetter & { roundId: Id; seat: Id; confirmed: boolean };
  "round.explanation-given": { roundId: Id; seat: Id; explanationId: Id };
  "round.seat-left": { roundId: Id; seat: Id };
  "round.withdrawn": { roundId: Id };
  "round.annulled": { roundId: Id };
  "round.outcome-recorded": { roundId: Id; outcome: Outcome; since: string };

  "group.proposed": { groupId: Id };
  "group.proposal-edited": { groupId: Id; revision: number };
  "group.proposal-joined": { groupId: Id };
  "group.proposal-left": { groupId: Id };
  "group.released": { groupId: Id; releaseId: Id; sha256: string };
  "group.amended": { groupId: Id; releaseId: Id; sha256: string; positionId: Id; passage: string; from: Iso };
  "group.created": { groupId: Id; releaseId: Id; roundId: Id };
  "group.discontinued": { groupId: Id; releaseId: Id; roundId: Id };
  "group.renamed": { groupId: Id; actId: Id; from: string; to: string };
  "group.edited": { groupId: Id; fields: readonly string[] };
  "group.moved": { groupId: Id; act: GroupAct };
  "group.chairs-entered": {
    groupId: Id;
    actId: Id;
    chair: Iso | null;
    viceChairs: readonly Iso[];
    from: string;
    roundId: Id | null;
  };
  "decision.proposed": { decisionId: Id; matter: DecisionKind };
  "decision.edited": { decisionId: Id; revision: number };
  "decision.amended": {
    decisionId: Id;
    releaseId: Id;
    sha256: string;
    positionId: Id;
    passage: string;
    from: Iso;
  };
  "decision.dropped": { decisionId: Id };
  "decision.made": { decisionId: Id; matter: DecisionKind; releaseId: Id; roundId: Id };
  "commission.created": { groupId: Id; outputId: Id; decisionId: Id; roundId: Id; countries: readonly Iso[] };
  "commission.ended": { groupId: Id; because: "decision" | "delivered" | "group-ended" };
  "membership.nominated": { membershipId: Id; institutionId: Id; personIds: readonly PersonId[] };
  "membership.left": { membershipId: Id };
  "coordinator.named": { grantId: Id; personId: PersonId };
  "seat.appointed": { seatId: Id; grantId: Id; personId: PersonId };
  "seat.ended": { seatId: Id; grantId: Id };
  /** A place of the officers goes over to another country, or is given up (`to` null). */
  "seat.passed": { seatId: Id; formerSeatId: Id; from: Iso | null; to: Iso | null };
  "seat.elected": { cycleId: Id; seatIds: readonly Id[]; endedIds: readonly Id[] };
  "grant.given": { grantId: Id; personId: PersonId; right: Right; office: Office; until: string | null };
  "grant.ended": { grantId: Id };
  "speaker.suggested": { suggestionId: Id; country: Iso };
  /** With the right given, or null where the suggestion was declined. */
  "speaker.answered": { suggestionId: Id; country: Iso; grantId: Id | null };

  "person.invited": { personId: PersonId };
  "person.joined": { personId: PersonId };
  "person.suspended": { personId: PersonId };
  "person.restored": { personId: PersonId };
  "person.erased": { personId: PersonId };
  "text.redacted": {
    subject: { kind: Redactable["kind"]; id: Id };
    epoch: number | null;
    /** The round of whose entries words went. */
    roundId?: Id;
    /** By the hash of words that went from beside an entry: the field of this one that holds what stands in their place. */
    replaced?: Readonly<Record<string, string>>;
  };
  "agenda.imported": { agendaVersionId: Id; areas: number; goals: number; actions: number };
  "terms.changed": { cycleId: Id; roll: RollKind; terms: readonly string[] };
  /** The platform stands again as a backup had it; what was recorded between the two is lost. */
  "platform.restored": { madeAt: string; sha256: string; texts: number };
}

export type EventKind = keyof Payloads;

/** The chain an entry hangs on: one per group and one for the region (domain §9). */
export type Chain = "region" | { readonly groupId: string };

/** Which chain the kind belongs to: a group's own, the region's, or the group's where there is one. */
const place: Record<EventKind, { chain: "group" | "region" | "either"; public: boolean }> = {
  "page.edited": { chain: "either", public: false },
  "page.published": { chain: "either", public: true },
  "page.unpublished": { chain: "either", public: true },
  "news.edited": { chain: "either", public: false },
  "news.published": { chain: "either", public: true },
  "news.unpublished": { chain: "either", public: true },
  "file.uploaded": { chain: "either", public: true },
  "file.removed": { chain: "either", public: true },
  "thread.opened": { chain: "group", public: true },
  "thread.closed": { chain: "group", public: true },
  "thread.resolved": { chain: "group", public: true },
  "thread.reopened": { chain: "group", public: true },
  "post.made": { chain: "group", public: true },
  "post.edited": { chain: "group", public: true },
  "post.hidden": { chain: "group", public: true },
  "plan.begun": { chain: "group", public: true },
  "plan.submitted-to-group": { chain: "group", public: true },
  "plan.submitted-to-officers": { chain: "group", public: true },
  "plan.consideration-ended": { chain: "group", public: true },
  "plan.commented": { chain: "group", public: true },
  "plan.returned": { chain: "group", public: true },
  "plan.frozen": { chain: "group", public: true },
  "plan.amended": { chain: "group", public: true },
  "plan.adopted": { chain: "group", public: true },
  "plan.revised": { chain: "group", public: true },
  "plan.text-restored": { chain: "group", public: true },
  "plan.read-only": { chain: "group", public: true },
  "output.progressed": { chain: "group", public: true },
  "wording.suggested": { chain: "group", public: true },
  "wording.sponsored": { chain: "group", public: true },
  "wording.unsponsored": { chain: "group", public: true },
  "wording.accepted": { chain: "group", public: true },
  "wording.rejected": { chain: "group", public: true },
  "wording.withdrawn": { chain: "group", public: true },
  "goal.drafted": { chain: "group", public: false },
  "goal.edited": { chain: "group", public: false },
  "goal.discussed": { chain: "group", public: true },
  "goal.cosponsored": { chain: "group", public: true },
  "goal.taken-over": { chain: "group", public: true },
  "goal.withdrawn": { chain: "group", public: true },
  "goal.released": { chain: "group", public: true },
  "goal.amended": { chain: "group", public: true },
  "goal.agreed": { chain: "group", public: true },
  "goal.tabled": { chain: "group", public: true },
  "goal.returned": { chain: "group", public: true },
  "goal.adopted": { chain: "region", public: true },
  "round.opened": { chain: "either", public: true },
  "round.roll-renewed": { chain: "either", public: true },
  "round.extended": { chain: "either", public: true },
  "round.position-given": { chain: "either", public: true },
  "round.position-confirmed": { chain: "either", public: true },
  "round.explanation-given": { chain: "either", public: true },
  "round.seat-left": { chain: "either", public: true },
  "round.withdrawn": { chain: "either", public: true },
  "round.annulled": { chain: "either", public: true },
  "round.outcome-recorded": { chain: "either", public: true },
  "group.proposed": { chain: "region", public: true },
  "group.proposal-edited": { chain: "region", public: true },
  "group.proposal-joined": { chain: "region", public: true },
  "group.proposal-left": { chain: "region", public: true },
  "group.released": { chain: "region", public: true },
  "group.amended": { chain: "region", public: true },
  "group.created": { chain: "region", public: true },
  "group.discontinued": { chain: "region", public: true },
  "group.renamed": { chain: "region", public: true },
  "group.edited": { chain: "group", public: true },
  "group.moved": { chain: "region", public: true },
  "group.chairs-entered": { chain: "group", public: true },
  "decision.proposed": { chain: "group", public: false },
  "decision.edited": { chain: "group", public: false },
  "decision.amended": { chain: "group", public: true },
  "decision.dropped": { chain: "group", public: false },
  "decision.made": { chain: "group", public: true },
  "commission.created": { chain: "group", public: true },
  "commission.ended": { chain: "group", public: true },
  "membership.nominated": { chain: "group", public: true },
  "membership.left": { chain: "group", public: true },
  "coordinator.named": { chain: "group", public: true },
  "seat.appointed": { chain: "region", public: true },
  "seat.ended": { chain: "region", public: true },
  "seat.passed": { chain: "region", public: true },
  "seat.elected": { chain: "region", public: true },
  "grant.given": { chain: "either", public: true },
  "grant.ended": { chain: "either", public: true },
  "speaker.suggested": { chain: "group", public: false },
  "speaker.answered": { chain: "group", public: false },
  "person.invited": { chain: "region", public: false },
  "person.joined": { chain: "region", public: false },
  "person.suspended": { chain: "region", public: false },
  "person.restored": { chain: "region", public: false },
  "person.erased": { chain: "region", public: false },
  "text.redacted": { chain: "either", public: true },
  "agenda.imported": { chain: "region", public: true },
  "terms.changed": { chain: "region", public: true },
  "platform.restored": { chain: "region", public: true },
};

/** Every kind of event, in the order of the list above. */
export const eventKinds = Object.keys(place) as readonly EventKind[];

/** One entry before it is hashed and numbered. */
export type Event<Kind extends EventKind = EventKind> = {
  [K in Kind]: {
    readonly kind: K;
    readonly at: Date;
    /** The group concerned; null where none is. */
    readonly groupId: string | null;
    /** The capacity in which it was done; null for what the platform did by a rule. */
    readonly capacity: Capacity | null;
    /** Whose hand: a reference, never a name. Null for what the platform did by a rule. */
    readonly actorId: PersonId | null;
    /** Salted SHA-256 of words kept beside the entry (a reason, a text); null where there are none. */
    readonly wordsHash: string | null;
    readonly facts: Readonly<Payloads[K]>;
  };
}[Kind];

/** The chain the event belongs to. Throws where an event of a group names none: that is a fault of ours. */
export function chainOf(event: Pick<Event, "kind" | "groupId">): Chain {
  const { chain } = place[event.kind];
  if (chain === "region") return "region";
  if (event.groupId !== null) return { groupId: event.groupId };
  if (chain === "group") throw new TypeError(`an event ${event.kind} belongs to a group`);
  return "region";
}

/** Whether everybody may read the entry. The others are for the secretariat and those concerned. */
export function isPublic(event: Pick<Event, "kind">): boolean {
  return place[event.kind].public;
}

/** The one spelling of an event that is hashed: canonical JSON with the instant as ISO 8601 in UTC, to the millisecond. */
export function canonical(event: Event): string {
  const { kind, at, groupId, actorId, wordsHash, capacity, facts } = event;
  return canonicalJson({
    actorId,
    at: at.toISOString(),
    capacity: capacity as Json,
    // Payloads hold texts, numbers, booleans, lists and plain objects of them, by the type above.
    facts: facts as Json,
    groupId,
    kind,
    wordsHash,
  });
}
