/** The state of a goal told again from the journal alone. */
import type { GoalStage } from "#app/domain/goal.ts";
import type { RecordedEntry } from "#server/store/journal-reading.ts";
import type { RecordedRound } from "#server/store/rounds.ts";

export type ToldRounds = Readonly<
  Record<string, { closing: string; given: Record<string, string[]>; outcome: string | null }>
>;

/** The rounds on record, as `retell` says them. The end is the one that was put on record last. */
export function toldRounds(rounds: readonly RecordedRound[]): ToldRounds {
  return Object.fromEntries(
    rounds.map(({ id, closingSet, positions, outcome, settledAt }) => {
      const given: Record<string, string[]> = {};
      const inOrder = [...positions].sort((a, b) => a.ordinal - b.ordinal);
      for (const { seat, kind } of inOrder) (given[seat] ??= []).push(kind);
      const ended = settledAt === null ? null : (outcome?.outcome ?? "withdrawn");
      return [id, { closing: closingSet.toISOString(), given, outcome: ended }];
    }),
  );
}

export interface Retold {
  readonly stage: GoalStage;
  /** Of each round its end, the kinds of positions in order by seat, and how it ended. */
  readonly rounds: ToldRounds;
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
      case "goal.taken-over":
        // What its sponsor withdrew goes on as a draft.
        if (stage === "withdrawn") stage = "draft";
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
