/** What the round engine asks of a plan, a goal, a group or a decision, so that one engine serves all. */
import type { GroupFacts } from "#app/domain/facts.ts";
import type { Capacity, PersonId } from "#app/domain/roles.ts";
import type { Outcome } from "#app/domain/round.ts";
import type { Tx } from "#server/store/client.ts";
import type { Subject } from "#server/store/releases.ts";
import type { RecordedRound } from "#server/store/rounds.ts";
import type { Recorder } from "./act.ts";

/** What rounds have to know of their subject. */
export interface SubjectFacts {
  readonly group: GroupFacts;
  /** Page that shows it, without language. */
  readonly link: string;
}

/** How a round ended, and who entered it. */
export interface RoundEnd {
  readonly round: RecordedRound;
  readonly outcome: Outcome;
  /** Given with a withdrawal. */
  readonly reason: string | null;
  readonly actorId: PersonId;
  readonly capacity: Capacity;
}

/** One kind of subject; the service of that noun provides it. */
export interface RoundSubject {
  /** Refuses as `unknown` what is not there. */
  facts(tx: Tx, id: string, now: Date): Promise<SubjectFacts>;
  /** Takes the subject to its next stage, in the transaction that enters the end; the subject is locked. */
  ended(tx: Tx, record: Recorder, end: RoundEnd, now: Date): Promise<void>;
}

export type RoundSubjects = Readonly<Record<Subject["kind"], RoundSubject>>;
