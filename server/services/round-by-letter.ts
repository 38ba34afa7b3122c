import { lettersUntil, read } from "#app/domain/consensus.ts";
import { bodyOf } from "#app/domain/part.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import { checkConfirmation, checkPosition, takesLetters } from "#app/domain/round-check.ts";
import type { Actor } from "#app/domain/roles.ts";
import type { Tx } from "#server/store/client.ts";
import { ownLetter, type HashedLetter, type KeptLetter } from "#server/store/letter-files.ts";
import * as positions from "#server/store/positions.ts";
import { asSecretariat } from "./naming.ts";
import { capacityIn, idOf, type FormalForm, type Held, type RoundHolding } from "./round-holding.ts";
import {
  demandFresh,
  draftOf,
  handOf,
  put,
  sameWords,
  withPosition,
  withWord,
  type ConfirmationReview,
  type PositionReview,
  type PositionWords,
} from "./round-positions.ts";
import { givenBy, latestOf } from "./round-view.ts";

interface Received extends FormalForm {
  /** When the letter was received: the position counts from then. */
  readonly receivedAt: Date;
  /** The letter as it was kept (`letterFiles`); null where none was attached. */
  readonly letterId: string | null;
}

/** A position as a letter gives it; office is that of whoever signed it. */
export interface LetterForm extends Received, PositionWords {
  readonly releaseId: string;
}

/** What would be on record; the second sending says how many positions of the seat the reader knew of. */
export interface LetterReview extends PositionReview {
  readonly given: number;
  readonly letter: KeptLetter;
  /** The country has given another position after the letter was received: that one counts. */
  readonly superseded: boolean;
}

/** What would be on record of a capital's word that came by letter. */
export interface WordByLetterReview extends ConfirmationReview {
  readonly letter: KeptLetter;
  readonly receivedAt: Date;
}

/**
 * What countries say by letter, entered by the secretariat, with the letter: received before the end, entered until one
 * working day after it (domain §4). The record names the country and the secretariat.
 */
export function roundByLetter({ acting, looking }: RoundHolding, db: Tx) {
  /** The letter, which has to be attached and the actor's own. Refused at the field `letter`. */
  async function letterOf(tx: Tx, actor: Actor, id: string | null): Promise<HashedLetter> {
    const letter = id === null ? null : await ownLetter(tx, id, idOf(actor));
    if (letter !== null) return letter;
    const fault = { key: id === null ? "letter.needed" : "letter.not-yours", params: {} };
    throw refuse("invalid", "form.check-fields", {}, { fields: { letter: fault } });
  }

  function checked(held: Held, actor: Actor, form: LetterForm, now: Date) {
    demand(actor, "round.enter-letter", held.facts, now);
    const { round } = held.recorded;
    const capacity = capacityIn(held, form);
    const draft = { ...draftOf(form, round), capacity, receivedAt: form.receivedAt };
    return { capacity, position: checkPosition(draft, round, bodyOf(held.facts), now) };
  }

  return {
    /** Goes on where the actor may enter letters in the round now; answers until when. Refused otherwise. */
    takingLetters: (actor: Actor, roundId: string): Promise<Date> =>
      looking(roundId, (held, now) => {
        demand(actor, "round.enter-letter", held.facts, now);
        const { round } = held.recorded;
        const until = lettersUntil(round, round.closing);
        if (takesLetters(round, now)) return until;
        if (round.recorded !== null) throw refuse("conflict", "round.recorded");
        if (round.withdrawn !== null) throw refuse("conflict", "round.withdrawn");
        if (now < round.opening)
          throw refuse("conflict", "round.not-open", { at: round.opening.toISOString() });
        throw refuse("conflict", "position.letter-too-late", { at: until.toISOString() });
      }),

    /** Checks a position received by letter without entering it. Refuses what `enterLetter` refuses. */
    reviewLetter: async (actor: Actor, form: LetterForm): Promise<LetterReview> => {
      const letter = await letterOf(db, actor, form.letterId);
      return looking(form.roundId, (held, now) => {
        const { capacity, position } = checked(held, actor, form, now);
        const { recorded } = held;
        const latest = latestOf(recorded, form.seat);
        return {
          position,
          letter,
          country: capacity.country ?? "",
          explanation: form.explanation,
          after: read(withPosition(recorded.round, position), now),
          given: givenBy(recorded, form.seat),
          superseded: latest !== null && latest.at > position.at,
        };
      });
    },

    /**
     * Enters a position received by letter. A form sent twice enters one. Refuses: not the secretariat (`forbidden`), no
     * letter (`letter.needed`), what `checkPosition` refuses, `position.changed-meanwhile` where another came between.
     */
    enterLetter: (actor: Actor, form: LetterForm & { readonly after: number }): Promise<void> =>
      acting(form.roundId, async (on) => {
        const { tx, held, now } = on;
        demand(actor, "round.enter-letter", held.facts, now);
        const letter = await letterOf(tx, actor, form.letterId);
        const { recorded } = held;
        const twin = recorded.positions.find((one) => one.seat === form.seat && one.letter?.id === letter.id);
        if (twin !== undefined && sameWords(twin, form, recorded.round)) return;
        const { capacity, position } = checked(held, actor, form, now);
        demandFresh(recorded, form);
        const hand = handOf(form, capacity.country ?? "", idOf(actor));
        const { explanation, receivedAt } = form;
        const by = { id: letter.id, sha256: letter.sha256, receivedAt };
        await put(on, { position, hand, capacity: asSecretariat, letter: by, explanation });
      }),

    /** Checks what a capital said by letter without entering it. Refuses what `confirmByLetter` refuses. */
    reviewWordByLetter: async (
      actor: Actor,
      form: Received & { readonly confirmed: boolean },
    ): Promise<WordByLetterReview> => {
      const letter = await letterOf(db, actor, form.letterId);
      return looking(form.roundId, (held, now) => {
        demand(actor, "round.enter-letter", held.facts, now);
        const { round } = held.recorded;
        const { seat, confirmed, receivedAt } = form;
        const capacity = capacityIn(held, form);
        checkConfirmation(seat, capacity, round, bodyOf(held.facts), now, receivedAt);
        const after = read(withWord(round, { seat, confirmed, at: receivedAt }), now);
        return { country: capacity.country ?? "", confirmed, after, letter, receivedAt };
      });
    },

    /** Enters what a capital said of an ad referendum by letter. Refuses what `checkConfirmation` refuses. */
    confirmByLetter: (actor: Actor, form: Received & { readonly confirmed: boolean }): Promise<void> =>
      acting(form.roundId, async ({ tx, record, held, now }) => {
        demand(actor, "round.enter-letter", held.facts, now);
        const letter = await letterOf(tx, actor, form.letterId);
        const { recorded } = held;
        const { seat, confirmed, receivedAt } = form;
        const position = latestOf(recorded, seat);
        if (position?.confirmed?.letter?.id === letter.id && position.confirmed.confirmed === confirmed)
          return;
        const capacity = capacityIn(held, form);
        checkConfirmation(seat, capacity, recorded.round, bodyOf(held.facts), now, receivedAt);
        if (position === null) throw refuse("conflict", "confirmation.none-awaited");
        const personId = idOf(actor);
        const said = { positionId: position.id, confirmed, personId, letterId: letter.id, receivedAt };
        await positions.addConfirmation(tx, said, now);
        record({
          kind: "round.position-confirmed",
          groupId: held.group.groupId,
          capacity: asSecretariat,
          actorId: personId,
          link: held.link,
          facts: {
            roundId: recorded.id,
            seat,
            confirmed,
            country: capacity.country ?? "",
            letterId: letter.id,
            letterSha256: letter.sha256,
            receivedAt: receivedAt.toISOString(),
          },
        });
      }),
  };
}
