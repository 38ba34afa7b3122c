import { read } from "#app/domain/consensus.ts";
import type { GroupFacts } from "#app/domain/facts.ts";
import { decidingCapacities } from "#app/domain/part.ts";
import { may } from "#app/domain/policy.ts";
import type { Actor, Iso, Office } from "#app/domain/roles.ts";
import type { Reading } from "#app/domain/round.ts";
import type { Tx } from "#server/store/client.ts";
import type { RecordedPosition, RecordedRound } from "#server/store/rounds.ts";
import { roundFacts } from "./round-opening.ts";

/** What this person may do in a round now. */
export interface RoundPart {
  readonly seats: readonly {
    readonly seat: string;
    readonly country: Iso;
    readonly offices: readonly Office[];
    /** Positions of the seat on record. */
    readonly given: number;
    readonly position: RecordedPosition | null;
    readonly answers: boolean;
    readonly confirms: boolean;
    readonly explains: boolean;
  }[];
  readonly extends: boolean;
  readonly withdraws: boolean;
  readonly records: boolean;
}

export interface RoundView {
  readonly recorded: RecordedRound;
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
  const reading = read(recorded.round, now);
  const settled = recorded.settledAt !== null;
  const own = decidingCapacities(actor, facts, now);
  const seats = reading.standing.flatMap((line) => {
    const offices = own.filter(({ seat }) => seat === line.seat).map(({ capacity }) => capacity.office);
    if (offices.length === 0 || line.country === null || line.standing === "vacant") return [];
    const { seat, country } = line;
    const here = !settled && line.standing !== "left";
    const given = recorded.positions.filter((position) => position.seat === seat).length;
    return [
      {
        seat,
        country,
        offices,
        given,
        position: latestOf(recorded, seat),
        answers: here && reading.accepts,
        confirms: here && line.confirmation === "awaited" && reading.outcome === null,
        explains: !settled && now >= recorded.round.opening,
      },
    ];
  });
  const running = !settled && now < recorded.round.closing && reading.state !== "broken";
  return {
    recorded,
    reading,
    part: {
      seats,
      extends: running && may(actor, "round.extend", facts, now),
      withdraws: running && may(actor, "round.withdraw", facts, now),
      records: !settled && reading.outcome !== null && may(actor, "round.record-outcome", facts, now),
    },
  };
}

/** The latest position of a seat on record, or null. */
export function latestOf(recorded: RecordedRound, seat: string): RecordedPosition | null {
  return recorded.positions.filter((position) => position.seat === seat).at(-1) ?? null;
}
