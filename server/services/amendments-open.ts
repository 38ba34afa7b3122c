import type { Amendment } from "#app/domain/amendment.ts";
import { read } from "#app/domain/consensus.ts";
import type { Iso, RollKind } from "#app/domain/roles.ts";
import type { RecordedPosition, RecordedRound } from "#server/store/rounds.ts";
import { latestOf } from "./round-view.ts";

/** The other words that a position offers; null where it offers none. */
export function amendmentIn(position: RecordedPosition): Amendment | null {
  const { id, country, passage, amendment, language } = position;
  if (amendment === null || amendment.trim() === "") return null;
  return { positionId: id, country, passage, words: amendment, language };
}

/** The last round of a subject that was not opened by mistake; null where there was none. Rounds come the latest first. */
export function lastRound(rounds: readonly RecordedRound[]): RecordedRound | null {
  return rounds.find(({ annulled }) => !annulled) ?? null;
}

/** What the last round leaves to go on from, where it ended without consensus or only informed. */
export interface Leftover {
  readonly round: { readonly number: number; readonly release: number; readonly roll: RollKind };
  /** Amendments of positions that counted. */
  readonly amendments: readonly Amendment[];
  /** Countries that had not answered when it ended: a further round names them. None after a consultation, which has none. */
  readonly absent: readonly Iso[];
}

/** What is left of the last round; null where it still runs, reached consensus, or there was none. */
export function leftover(rounds: readonly RecordedRound[], now: Date): Leftover | null {
  const last = lastRound(rounds);
  if (last === null || last.settledAt === null) return null;
  const outcome = last.outcome?.outcome ?? "withdrawn";
  if (outcome === "consensus") return null;
  const roll = last.round.roll.kind;
  const { standing } = read(last.round, now);
  return {
    round: { number: last.number, release: last.release.number, roll },
    amendments: standing.flatMap(({ seat }) => {
      const position = latestOf(last, seat);
      const found = position === null ? null : amendmentIn(position);
      return found === null ? [] : [found];
    }),
    absent: standing.flatMap(({ country, standing: how }) =>
      roll !== "region" && country !== null && (how === "not-answered" || how === "silent") ? [country] : [],
    ),
  };
}
