/**
 * What a round must say, told a second time and in other words than app/domain/consensus.ts, so that a fault in one does not
 * hide in the other; and the state of a goal told again from the journal alone.
 */
import type { GoalStage } from "#app/domain/goal.ts";
import type { RecordedEntry } from "#server/store/journal-reading.ts";
import type { RecordedPosition, RecordedRound } from "#server/store/rounds.ts";

const time = (at: Date) => at.getTime();

/** Whether the round may end in consensus at `at`, straight from domain §4. Quorum is off in these tests. */
export function agrees({ round, positions }: RecordedRound, at: Date): boolean {
  const { opening, closing, roll, departures, confirmations, releaseId, withdrawn } = round;
  if (withdrawn !== null || at < opening) return false;
  const counted = positions.filter(
    (one) => one.releaseId === releaseId && one.at >= opening && one.at < closing && one.at <= at,
  );
  const left = (seat: string) =>
    Math.min(Infinity, ...departures.filter((one) => one.seat === seat).map((one) => time(one.at)));
  const occupied = roll.entries.filter((entry) => entry.occupied && entry.country !== null);
  const valid = counted.filter(
    (one) => occupied.some(({ seat }) => seat === one.seat) && time(one.at) < left(one.seat),
  );
  if (round.mode === "silence") {
    const there = occupied.filter(({ seat }) => left(seat) >= time(closing));
    const broken = valid.some((one) => one.kind === "objects" || one.amendment !== null);
    return at >= closing && there.length > 0 && !broken;
  }
  const heard = (one: RecordedPosition): boolean | null => {
    const said = confirmations
      .filter((word) => word.seat === one.seat && word.at >= one.at && word.at <= at)
      .filter((word) => one.confirmBy !== null && word.at < one.confirmBy)
      .sort((a, b) => time(a.at) - time(b.at))[0];
    return said?.confirmed ?? null;
  };
  const answers = occupied.flatMap(({ seat }) => {
    const own = valid.filter((one) => one.seat === seat).sort((a, b) => a.ordinal - b.ordinal);
    const last = own.at(-1);
    const gone = left(seat);
    const waits = last?.kind === "ad-referendum" && heard(last) === null && gone < time(last.confirmBy ?? at);
    if (gone <= time(at) && (gone < time(closing) || waits)) return [];
    return [last ?? null];
  });
  if (answers.length === 0) return false;
  const fine = answers.every(
    (one) => one !== null && one.kind !== "objects" && (one.kind !== "ad-referendum" || heard(one) === true),
  );
  return fine && answers.some((one) => one !== null && one.kind !== "dissociates");
}

export interface Retold {
  readonly stage: GoalStage;
  /** Of each round its end, the kinds of positions in order by seat, and how it ended. */
  readonly rounds: Readonly<
    Record<string, { closing: string; given: Record<string, string[]>; outcome: string | null }>
  >;
}

/** Plays the public facts of the journal on a goal, and nothing else. */
export function retell(entries: readonly RecordedEntry[]): Retold {
  let stage: GoalStage = "draft";
  const rounds: Record<string, { closing: string; given: Record<string, string[]>; outcome: string | null }> =
    {};
  let officers = false;
  for (const { kind, facts } of entries) {
    const text = (name: string) => String(facts[name]);
    const round = rounds[text("roundId")];
    const back = (): GoalStage => (officers ? "tabled" : "discussed");
    switch (kind) {
      case "goal.discussed":
        stage = "discussed";
        break;
      case "goal.withdrawn":
        stage = "withdrawn";
        break;
      case "goal.returned":
        stage = "returned";
        break;
      case "goal.tabled":
        stage = "tabled";
        break;
      case "goal.agreed":
        stage = "agreed";
        break;
      case "goal.adopted":
        stage = "adopted";
        break;
      case "round.opened":
        officers = facts["roll"] === "officers";
        stage = officers ? "officers-round" : "group-round";
        rounds[text("roundId")] = { closing: text("closing"), given: {}, outcome: null };
        break;
      case "round.extended":
        if (round) round.closing = text("closing");
        break;
      case "round.position-given":
        if (round) (round.given[text("seat")] ??= []).push(text("position"));
        break;
      case "round.withdrawn":
      case "round.annulled":
        if (round) round.outcome = "withdrawn";
        stage = back();
        break;
      case "round.outcome-recorded":
        if (round) round.outcome = text("outcome");
        if (facts["outcome"] !== "consensus") stage = back();
        break;
      default:
    }
  }
  return { stage, rounds };
}
