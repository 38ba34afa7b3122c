import { latestConfirmation, read } from "#app/domain/consensus.ts";
import { bodyOf } from "#app/domain/part.ts";
import { refuse } from "#app/domain/refusal.ts";
import { endOfRegionalDay, regionalDay } from "#app/domain/region.ts";
import { checkConfirmation, checkExplanation, checkPosition } from "#app/domain/round-check.ts";
import type { Actor, Iso, PersonId } from "#app/domain/roles.ts";
import type { Confirmation, Position, PositionKind, Reading, Round } from "#app/domain/round.ts";
import * as positions from "#server/store/positions.ts";
import type { RecordedPosition, RecordedRound } from "#server/store/rounds.ts";
import {
  idOf,
  present,
  voice,
  type FormalForm,
  type Held,
  type RoundAct,
  type RoundHolding,
} from "./round-holding.ts";
import { givenBy, latestOf } from "./round-view.ts";

/** The words of a position, as forms send them. */
export interface PositionWords {
  readonly kind: PositionKind;
  readonly passage: string | null;
  readonly text: string | null;
  readonly reason: string | null;
  readonly lift: string | null;
  readonly amendment: string | null;
  /** The day ("2011-04-02") until which the capital may confirm an ad referendum: to its end, but no later than the terms allow. */
  readonly confirmDay: string | null;
  readonly explanation: string | null;
}

export interface PositionForm extends FormalForm, PositionWords {
  /** The release that was read. */
  readonly releaseId: string;
  /** How many positions of the seat were on record when the form was made; a form sent twice is taken once. */
  readonly after: number;
}

/** What would be on record, and what would still be needed after it: the second step of giving a position. */
export interface PositionReview {
  readonly position: Position;
  readonly country: Iso;
  readonly explanation: string | null;
  readonly after: Reading;
}

/** What would be on record of a capital's word, and what would still be needed after it. */
export interface ConfirmationReview {
  readonly country: Iso;
  readonly confirmed: boolean;
  readonly after: Reading;
}

/** Positions, what capitals say of them, and explanations (domain §4). */
export function roundPositions({ acting, looking }: RoundHolding) {
  function checked(held: Held, actor: Actor, form: PositionForm, now: Date) {
    const capacity = voice(held, actor, "round.position", form, now);
    const { round } = held.recorded;
    const draft = { ...draftOf(form, round), capacity, receivedAt: null };
    return { capacity, position: checkPosition(draft, round, bodyOf(held.facts), now) };
  }

  return {
    /** Checks a position without giving it (domain §4: a review of what will be on record). Refuses what `give` refuses. */
    review: (actor: Actor, form: PositionForm): Promise<PositionReview> =>
      looking(form.roundId, (held, now) => {
        const { capacity, position } = checked(held, actor, form, now);
        demandFresh(held.recorded, form);
        return {
          position,
          country: capacity.country ?? "",
          explanation: form.explanation,
          after: read(withPosition(held.recorded.round, position), now),
        };
      }),

    /**
     * Gives the position of a seat, with an explanation where there is one. A form sent twice gives one position and is
     * answered alike, also when the first ended the round; an explanation that it brings only then is put on record. Refuses: not one who decides for the seat in that capacity
     * (`forbidden`), what `checkPosition` refuses, and `position.changed-meanwhile` where another of the seat came between.
     */
    give: (actor: Actor, form: PositionForm): Promise<void> =>
      acting(form.roundId, async (on) => {
        const { held, now } = on;
        const personId = idOf(actor);
        voice(held, actor, "round.position", form, now);
        if (repeats(held.recorded, form, personId)) {
          if (form.explanation === null) return;
          return explained(on, actor, { ...form, text: form.explanation });
        }
        const { capacity, position } = checked(held, actor, form, now);
        demandFresh(held.recorded, form);
        const hand = handOf(form, capacity.country ?? "", personId);
        await put(on, { position, hand, capacity, letter: null, explanation: form.explanation });
      }),

    /** Checks the word of a capital without entering it: the first one counts. Refuses what `confirm` refuses. */
    reviewConfirmation: (
      actor: Actor,
      form: FormalForm & { readonly confirmed: boolean },
    ): Promise<ConfirmationReview> =>
      looking(form.roundId, (held, now) => {
        const capacity = voice(held, actor, "round.confirm", form, now);
        const { round } = held.recorded;
        const { seat, confirmed } = form;
        checkConfirmation(seat, capacity, round, bodyOf(held.facts), now);
        const after = read(withWord(round, { seat, confirmed, at: now }), now);
        return { country: capacity.country ?? "", confirmed, after };
      }),

    /** Confirms or declines an ad referendum; said twice alike it is heard once. Refuses what `checkConfirmation` refuses. */
    confirm: (actor: Actor, form: FormalForm & { readonly confirmed: boolean }): Promise<void> =>
      acting(form.roundId, async ({ tx, record, held, now }) => {
        const { recorded } = held;
        const capacity = voice(held, actor, "round.confirm", form, now);
        const { confirmed, seat } = form;
        const personId = idOf(actor);
        const position = latestOf(recorded, seat);
        const before = position?.confirmed;
        if (before?.personId === personId && before.confirmed === confirmed) return;
        checkConfirmation(seat, capacity, recorded.round, bodyOf(held.facts), now);
        if (position === null) throw refuse("conflict", "confirmation.none-awaited");
        const said = { positionId: position.id, confirmed, personId, letterId: null, receivedAt: null };
        await positions.addConfirmation(tx, said, now);
        record({
          kind: "round.position-confirmed",
          groupId: held.group.groupId,
          capacity,
          actorId: personId,
          link: held.link,
          facts: { roundId: recorded.id, seat, confirmed },
        });
      }),

    /** Explains a position, until the outcome is on record; the same words of the same hand are taken once. Refuses what `checkExplanation` refuses. */
    explain: (actor: Actor, form: FormalForm & { readonly text: string }): Promise<void> =>
      acting(form.roundId, (on) => explained(on, actor, form)),
  };
}

/** Puts an explanation on record, unless it is there: of that seat's country, in these words, by the same hand. */
async function explained(
  on: RoundAct,
  actor: Actor,
  form: FormalForm & { readonly text: string },
): Promise<void> {
  const { held, now } = on;
  const { recorded } = held;
  const capacity = voice(held, actor, "round.explain", form, now);
  const hand = handOf(form, capacity.country ?? "", idOf(actor));
  const said = recorded.explanations.some(
    ({ text, personId, country }) =>
      text === form.text && personId === hand.personId && country === hand.country,
  );
  if (said) return;
  checkExplanation(form.seat, capacity, recorded.round, bodyOf(held.facts), now);
  await putExplanation(on, form, { hand, capacity });
}

async function putExplanation(
  { tx, record, held, now }: RoundAct,
  { seat, text }: { readonly seat: string; readonly text: string },
  { hand, capacity }: Pick<PutPosition, "hand" | "capacity">,
): Promise<void> {
  const roundId = held.recorded.id;
  const explanationId = await positions.addExplanation(tx, roundId, text, hand, now);
  record({
    kind: "round.explanation-given",
    groupId: held.group.groupId,
    capacity,
    actorId: hand.personId,
    link: held.link,
    facts: { roundId, seat, explanationId },
    words: { text },
  });
}

/** A position that was checked, whose hand puts it on record, and in which capacity that hand acts. */
export interface PutPosition {
  readonly position: Position;
  readonly hand: positions.Hand;
  readonly capacity: Parameters<RoundAct["record"]>[0]["capacity"];
  readonly letter: { readonly id: string; readonly sha256: string; readonly receivedAt: Date } | null;
  readonly explanation: string | null;
}

/** Puts a position on record, with its explanation, whether its country gave it or a letter brought it. */
export async function put(on: RoundAct, given: PutPosition): Promise<void> {
  const { tx, record, held, now } = on;
  const { position, hand, capacity, letter } = given;
  const { seat } = position;
  const { id: roundId } = held.recorded;
  const entered = { ordinal: givenBy(held.recorded, seat) + 1, letterId: letter?.id ?? null, at: now };
  const positionId = await positions.addPosition(tx, roundId, position, hand, entered);
  const byLetter =
    letter === null
      ? { byLetter: false }
      : {
          byLetter: true,
          country: hand.country,
          letterId: letter.id,
          letterSha256: letter.sha256,
          receivedAt: letter.receivedAt.toISOString(),
        };
  const { confirmBy } = position;
  const counted = {
    at: position.at.toISOString(),
    ...(confirmBy === null ? {} : { confirmBy: confirmBy.toISOString() }),
    language: hand.language,
  };
  record({
    kind: "round.position-given",
    groupId: held.group.groupId,
    capacity,
    actorId: hand.personId,
    link: held.link,
    facts: { roundId, positionId, seat, position: position.kind, ...byLetter, ...counted },
    words: wordsOf(position),
  });
  if (given.explanation !== null) await putExplanation(on, { seat, text: given.explanation }, given);
}

const wordsOf = ({ passage, text, reason, lift, amendment }: Position) =>
  present({ passage, text, reason, lift, amendment });

/** The words of a form as the rules take them. */
export function draftOf(form: PositionWords & { seat: string; releaseId: string }, round: Round) {
  const { seat, releaseId, kind, passage, text, reason, lift, amendment } = form;
  const confirmBy = confirmEnd(form.confirmDay, round);
  return { seat, releaseId, kind, passage, text, reason, lift, amendment, confirmBy };
}

export const withPosition = (round: Round, position: Position): Round => ({
  ...round,
  positions: [...round.positions, position],
});

export const withWord = (round: Round, word: Confirmation): Round => ({
  ...round,
  confirmations: [...round.confirmations, word],
});

export const handOf = (
  { office, language }: Pick<FormalForm, "office" | "language">,
  country: Iso,
  personId: PersonId,
): positions.Hand => ({ personId, office, country, language });

/**
 * Whether the form was sent before and is on record already, word for word, by the same hand, and counts still: a letter
 * received before may have been entered after it.
 */
function repeats(recorded: RecordedRound, form: PositionForm, personId: PersonId): boolean {
  const latest = latestOf(recorded, form.seat);
  return (
    latest !== null &&
    latest.ordinal === form.after + 1 &&
    latest.personId === personId &&
    latest.releaseId === form.releaseId &&
    sameWords(latest, form, recorded.round)
  );
}

/** Whether a position on record says what the form says. */
export function sameWords(position: RecordedPosition, form: PositionWords, round: Round): boolean {
  return (
    position.kind === form.kind &&
    position.passage === form.passage &&
    position.text === form.text &&
    position.reason === form.reason &&
    position.lift === form.lift &&
    position.amendment === form.amendment &&
    position.confirmBy?.getTime() === confirmEnd(form.confirmDay, round)?.getTime()
  );
}

/** The end of the chosen day; on the last possible day the exact instant that the terms allow. */
function confirmEnd(day: string | null, round: Round): Date | null {
  if (day === null) return null;
  const end = endOfRegionalDay(day);
  const latest = latestConfirmation(round);
  return end !== null && end > latest && regionalDay(latest) === day ? latest : end;
}

/** Refused where another position of the seat came since the form was made (`position.changed-meanwhile`). */
export function demandFresh(recorded: RecordedRound, form: { seat: string; after: number }): void {
  if (givenBy(recorded, form.seat) !== form.after) throw refuse("conflict", "position.changed-meanwhile");
}
