/** What taking an amendment asks of a plan, a goal, a group or a decision, so that one act serves all (domain §4). */
import type { Amendment, TakingFacts } from "#app/domain/amendment.ts";
import { refuse } from "#app/domain/refusal.ts";
import { isClean, type Language, type Openness, type Release } from "#app/domain/release.ts";
import type { Actor, PersonId } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import type { Subject } from "#server/store/releases.ts";
import type { RecordedRound } from "#server/store/rounds.ts";
import type { Recorder } from "./act.ts";
import type { Passages } from "./amendment-texts.ts";
import type { ActedAs } from "./capacities.ts";

/** The form of the act: the position, and what was read before it. */
export interface TakingForm {
  readonly positionId: string;
  /** Of the subject, from the page that was read. */
  readonly revision: number;
  /** The words that are to be replaced. */
  readonly seen: string;
  /** The capacity in which it is sent, as the form offered it; the server checks it. */
  readonly as?: ActedAs | undefined;
}

/** An amendment with the round it was given in. */
export interface HeldAmendment {
  readonly subject: Subject;
  readonly round: RecordedRound;
  readonly decided: Release;
  readonly amendment: Amendment;
  readonly facts: Omit<TakingFacts, "seen" | keyof Omit<Passages, "decided">>;
}

/** Who takes it, from which form. */
export interface Taker {
  readonly actor: Actor;
  readonly actorId: PersonId;
  readonly form: TakingForm;
  readonly now: Date;
}

/** The page of what is amended. */
export interface AmendedPage {
  /** Without language; `open` is where its next round is opened. */
  readonly link: string;
  readonly open: string;
  readonly title: string;
  readonly language: Language;
  readonly revision: number;
  /** In which capacities the reader may take it. */
  readonly as: readonly ActedAs[];
  readonly passages: Passages;
}

export interface Taken {
  /** Where the next round is opened, without language. */
  readonly open: string;
  /** The live text that was written; null where there is none. */
  readonly written: string | null;
}

/** The page of one kind of subject. Refused to those who may not take the amendment. */
export type PageOfAmended = (tx: Tx, actor: Actor, held: HeldAmendment, now: Date) => Promise<AmendedPage>;

/** Writes the text of one kind of subject and its release; the subject is locked. */
export type TakeAmendment = (tx: Tx, record: Recorder, held: HeldAmendment, by: Taker) => Promise<Taken>;

/** Refuses a text with open brackets or gaps (`round.not-clean`): no round would open on it. */
export function demandClean({ brackets, gaps }: Openness): void {
  if (!isClean({ brackets, gaps })) throw refuse("conflict", "round.not-clean", { brackets, gaps });
}
