/** What is done in a round of consensus, whatever it is of. Begin with `roundServices`; the acts are in round-*.ts. */
import type { GroupFacts } from "#app/domain/facts.ts";
import type { Actor } from "#app/domain/roles.ts";
import type { RecordedRound } from "#server/store/rounds.ts";
import type { Ground } from "./act.ts";
import { roundByLetter } from "./round-by-letter.ts";
import { roundEnds } from "./round-ends.ts";
import { roundHolding } from "./round-holding.ts";
import { roundPositions } from "./round-positions.ts";
import type { RoundSubjects } from "./round-subjects.ts";
import { viewOf, type RoundView } from "./round-view.ts";

export type { FormalForm } from "./round-holding.ts";
export type { LetterForm, LetterReview, WordByLetterReview } from "./round-by-letter.ts";
export type { ConfirmationReview, PositionForm, PositionReview } from "./round-positions.ts";

export function roundServices(ground: Ground, subjects: RoundSubjects) {
  const holding = roundHolding(ground, subjects);
  return {
    ...roundPositions(holding),
    ...roundEnds(holding, subjects),
    ...roundByLetter(holding, ground.store.db),

    /** The round with its reading and what the actor may do in it. */
    view: (actor: Actor, recorded: RecordedRound, group: GroupFacts): Promise<RoundView> =>
      viewOf(ground.store.db, actor, recorded, group, ground.clock.now()),
  };
}

export type RoundServices = ReturnType<typeof roundServices>;
