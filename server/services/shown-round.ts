/** A round as it leaves the house: whose hand it was is said by office and country, never by an id that could be followed. */
import type { Release } from "#app/domain/release.ts";
import type { Position } from "#app/domain/round.ts";
import type {
  RecordedConfirmation,
  RecordedExplanation,
  RecordedOutcome,
  RecordedPosition,
  RecordedRound,
} from "#server/store/round-shape.ts";

export interface ShownPosition extends Omit<RecordedPosition, "personId" | "confirmed"> {
  readonly confirmed: Omit<RecordedConfirmation, "personId"> | null;
}

export interface ShownRound extends Omit<RecordedRound, "positions" | "explanations" | "outcome"> {
  readonly positions: readonly ShownPosition[];
  readonly explanations: readonly Omit<RecordedExplanation, "personId">[];
  readonly outcome: Omit<RecordedOutcome, "personId"> | null;
}

/** The round without the ids of persons, also in what the domain reads. */
export function shownRound(recorded: RecordedRound): ShownRound {
  const shown = recorded.positions.map((position): ShownPosition => {
    const { confirmed, ...rest } = withoutHand(position);
    return { ...rest, confirmed: confirmed === null ? null : withoutHand(confirmed) };
  });
  const positions: readonly Position[] = shown;
  return {
    ...recorded,
    round: { ...recorded.round, positions },
    positions: shown,
    explanations: recorded.explanations.map(withoutHand),
    outcome: recorded.outcome === null ? null : withoutHand(recorded.outcome),
  };
}

function withoutHand<Given extends { readonly personId: string }>(given: Given): Omit<Given, "personId"> {
  const { personId: _, ...rest } = given;
  return rest;
}

/** A release as it leaves the house. */
export type ShownRelease = Omit<Release, "authorId">;

export function shownRelease({ authorId: _, ...release }: Release): ShownRelease {
  return release;
}
