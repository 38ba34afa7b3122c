import { read } from "#app/domain/consensus.ts";
import { demand } from "#app/domain/policy.ts";
import { refuse } from "#app/domain/refusal.ts";
import { checkAnnulment, checkExtension, checkOutcome, checkWithdrawal } from "#app/domain/round-check.ts";
import type { Actor } from "#app/domain/roles.ts";
import type { Outcome } from "#app/domain/round.ts";
import * as positions from "#server/store/positions.ts";
import { releaseById } from "#server/store/releases.ts";
import type { ActedAs } from "./capacities.ts";
import { entering, presiding, type Ending, type RoundAct, type RoundHolding } from "./round-holding.ts";
import { demandWhole } from "./round-opening.ts";
import type { RoundSubjects } from "./round-subjects.ts";

/** A form that ends or moves a round. */
export interface EndForm {
  readonly roundId: string;
  /** The capacity in which it is sent; the server checks it. */
  readonly as?: ActedAs;
}

/** A form that takes a round back. */
export interface TakingBack extends EndForm {
  readonly reason: string;
}

export interface Extension extends EndForm {
  /** The end that the page showed: of two who extend at once the second is told. */
  readonly before: Date;
  /** The new end, exactly. */
  readonly closing: Date;
}

/** The end of a round: moved, taken back, or entered (domain §4). Each answers a form that was sent twice as it did the first. */
export function roundEnds({ acting }: RoundHolding, subjects: RoundSubjects) {
  async function end(
    { tx, record, held, now }: RoundAct,
    outcome: Outcome,
    reason: string | null,
    by: Ending,
  ): Promise<void> {
    const { subject } = held.recorded;
    await subjects[subject.kind].ended(tx, record, { round: held.recorded, outcome, reason, ...by }, now);
  }

  /** Withdrawn or annulled: the round is over without an outcome, and its subject goes back one stage. */
  async function takeBack(on: RoundAct, reason: string, annulled: boolean, by: Ending): Promise<void> {
    const { tx, record, held, now } = on;
    const { recorded, group, link } = held;
    await positions.setWithdrawn(tx, recorded.id, { reason, annulled }, now);
    record({
      kind: annulled ? "round.annulled" : "round.withdrawn",
      groupId: group.groupId,
      ...by,
      link,
      facts: { roundId: recorded.id },
      words: { reason },
    });
    await end(on, "withdrawn", reason, by);
  }

  const takenBack = ({ held }: RoundAct, reason: string, annulled: boolean): boolean =>
    held.recorded.round.withdrawn !== null &&
    held.recorded.annulled === annulled &&
    held.recorded.withdrawReason === reason;

  return {
    /**
     * Moves the end of a round further, before it is reached. Refused: what `checkExtension` refuses, and
     * `round.end-moved-meanwhile` where the end is no longer the one that was shown.
     */
    extend: (actor: Actor, { roundId, before, closing, as }: Extension): Promise<void> =>
      acting(roundId, async ({ tx, record, held, now }) => {
        demand(actor, "round.extend", held.facts, now);
        const by = presiding(held, actor, as, now);
        const { round, id } = held.recorded;
        if (round.closing.getTime() !== before.getTime()) {
          if (round.closing.getTime() === closing.getTime()) return;
          throw refuse("conflict", "round.end-moved-meanwhile", { at: round.closing.toISOString() });
        }
        checkExtension(round, closing, now);
        await positions.setClosing(tx, id, closing, now);
        record({
          kind: "round.extended",
          groupId: held.group.groupId,
          ...by,
          link: held.link,
          facts: {
            roundId: id,
            before: before.toISOString(),
            closing: closing.toISOString(),
            because: "chair",
          },
        });
      }),

    /** Withdraws a round with its reason; the subject goes back one stage. Refuses what `checkWithdrawal` refuses. */
    withdraw: (actor: Actor, form: TakingBack): Promise<void> =>
      acting(form.roundId, async (on) => {
        demand(actor, "round.withdraw", on.held.facts, on.now);
        const by = presiding(on.held, actor, form.as, on.now);
        if (takenBack(on, form.reason, false)) return;
        checkWithdrawal(on.held.recorded.round, on.now);
        await takeBack(on, form.reason, false, by);
      }),

    /** Annuls a round opened by mistake, before any position or explanation is on record. Refuses what `checkAnnulment` refuses. */
    annul: (actor: Actor, form: TakingBack): Promise<void> =>
      acting(form.roundId, async (on) => {
        demand(actor, "round.annul", on.held.facts, on.now);
        const by = presiding(on.held, actor, form.as, on.now);
        if (takenBack(on, form.reason, true)) return;
        checkAnnulment(on.held.recorded.round, on.held.recorded.explanations, on.now);
        await takeBack(on, form.reason, true, by);
      }),

    /**
     * Enters what the reading says, without discretion; the subject goes on, or back one stage. Refused while anything is
     * needed (`round.needs`), on a text that was changed since it was frozen (`release.damaged`), after somebody else entered it (`round.recorded`), or before others than the Chair may
     * (`forbidden`).
     */
    record: (actor: Actor, form: EndForm): Promise<Outcome> =>
      acting(form.roundId, async (on) => {
        const { tx, record, held, now } = on;
        const { recorded, group, link } = held;
        const entered = recorded.outcome;
        if (entered !== null && actor.kind === "person" && entered.personId === actor.id)
          return entered.outcome;
        demand(actor, "round.record-outcome", held.facts, now);
        const by = entering(held, actor, form.as, now);
        if (recorded.settledAt !== null)
          throw refuse("conflict", entered === null ? "round.withdrawn" : "round.recorded");
        const outcome = checkOutcome(recorded.round, now);
        const release = await releaseById(tx, recorded.release.id);
        if (release === null) throw refuse("unknown", "release.unknown");
        demandWhole(release);
        const reading = read(recorded.round, now);
        const { office, country } = by.capacity;
        const standing = reading.standing.map((line) => ({
          seat: line.seat,
          country: line.country,
          standing: line.standing,
          position: line.position?.kind ?? null,
          confirmation: line.confirmation,
        }));
        const since = (reading.since ?? now).toISOString();
        const entry = { outcome, facts: { since, standing }, personId: by.actorId, office, country };
        await positions.addOutcome(tx, recorded.id, entry, now);
        record({
          kind: "round.outcome-recorded",
          groupId: group.groupId,
          ...by,
          link,
          facts: { roundId: recorded.id, outcome, since },
        });
        await end(on, outcome, null, by);
        return outcome;
      }),
  };
}
