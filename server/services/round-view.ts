import { latestGiven, read } from "#app/domain/consensus.ts";
import type { GroupFacts } from "#app/domain/facts.ts";
import { decidingCapacities, enteringCapacities, roundPresiding } from "#app/domain/part.ts";
import { may } from "#app/domain/policy.ts";
import type { Actor, Iso, Office } from "#app/domain/roles.ts";
import type { Reading } from "#app/domain/round.ts";
import { isAnswered, isWithdrawable, takesLetters } from "#app/domain/round-check.ts";
import type { Tx } from "#server/store/client.ts";
import type { RecordedPosition, RecordedRound } from "#server/store/rounds.ts";
import { actedAs, type ActedAs } from "./capacities.ts";
import { roundFacts } from "./round-opening.ts";
import { shownRound, type ShownPosition, type ShownRound } from "./shown-round.ts";

/** What this person may do in a round now. */
export interface RoundPart {
  readonly seats: readonly {
    readonly seat: string;
    readonly country: Iso;
    readonly offices: readonly Office[];
    /** Positions of the seat on record. */
    readonly given: number;
    readonly position: ShownPosition | null;
    /** Nobody could answer for it when the round opened: it explains its position and does nothing else. */
    readonly vacant: boolean;
    readonly answers: boolean;
    readonly confirms: boolean;
    readonly explains: boolean;
  }[];
  readonly extends: boolean;
  readonly withdraws: boolean;
  /** Opened by mistake, and neither position nor explanation is on record yet. */
  readonly annuls: boolean;
  /** May enter what was received by letter. */
  readonly entersLetters: boolean;
  readonly records: boolean;
  /** May enter the outcome as soon as letters received before the end have had their time: from then; else null. */
  readonly recordsFrom: Date | null;
  /** In which capacities, of those who may: the outcome entered, the Chair's other steps taken. The forms name one. */
  readonly as: { readonly records: readonly ActedAs[]; readonly presides: readonly ActedAs[] };
}

export interface RoundView {
  readonly recorded: ShownRound;
  readonly reading: Reading;
  readonly part: RoundPart;
}

/** The round with its reading at `now` and what the actor may do in it. */
export async function viewOf(
  tx: Tx,
  actor: Actor,
  recorded: RecordedRound,
  group: GroupFacts,
  now: Date,
): Promise<RoundView> {
  const facts = await roundFacts(tx, recorded, group, now);
  const shown = shownRound(recorded);
  const reading = read(shown.round, now);
  const settled = recorded.settledAt !== null;
  const own = decidingCapacities(actor, facts, now);
  const seats = reading.standing.flatMap((line) => {
    const offices = own.filter(({ seat }) => seat === line.seat).map(({ capacity }) => capacity.office);
    if (offices.length === 0 || line.country === null) return [];
    const { seat, country } = line;
    const vacant = line.standing === "vacant";
    const here = !settled && !vacant && line.standing !== "left";
    return [
      {
        seat,
        country,
        offices,
        given: givenBy(recorded, seat),
        position: latestGiven(shown.positions, seat),
        vacant,
        answers: here && reading.accepts,
        confirms: here && line.confirmation === "awaited" && reading.outcome === null,
        explains: !settled && now >= recorded.round.opening,
      },
    ];
  });
  const { enterable } = reading;
  const enters = !settled && enterable !== null && may(actor, "round.record-outcome", facts, now);
  const running = !settled && now < recorded.round.closing && reading.state !== "broken";
  return {
    recorded: shown,
    reading,
    part: {
      seats,
      extends: running && may(actor, "round.extend", facts, now),
      withdraws: !settled && isWithdrawable(recorded.round, now) && may(actor, "round.withdraw", facts, now),
      annuls: running && !isAnswered(recorded) && may(actor, "round.annul", facts, now),
      entersLetters:
        !settled && takesLetters(recorded.round, now) && may(actor, "round.enter-letter", facts, now),
      records: enters && now >= enterable,
      as: {
        records: enteringCapacities(actor, facts, now).map(actedAs),
        presides: roundPresiding(actor, facts, now).map(actedAs),
      },
      recordsFrom: enters && now < enterable ? enterable : null,
    },
  };
}

/** How many positions of a seat are on record. */
export function givenBy(recorded: RecordedRound, seat: string): number {
  return recorded.positions.filter((position) => position.seat === seat).length;
}

/** The position of a seat that counts, or null: see `latestGiven`. */
export function latestOf(recorded: RecordedRound, seat: string): RecordedPosition | null {
  return latestGiven(recorded.positions, seat);
}
