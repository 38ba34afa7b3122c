/** What is done in a round of consensus, whatever it is of. Begin with `roundServices`; the acts are in round-*.ts. */
import type { GroupFacts } from "#app/domain/facts.ts";
import { refuse } from "#app/domain/refusal.ts";
import type { Actor } from "#app/domain/roles.ts";
import { subjectOfRound, type RecordedRound } from "#server/store/rounds.ts";
import type { Ground } from "./act.ts";
import { roundEnds } from "./round-ends.ts";
import { roundHolding } from "./round-holding.ts";
import { roundPositions } from "./round-positions.ts";
import type { RoundSubjects } from "./round-subjects.ts";
import { viewOf, type RoundView } from "./round-view.ts";

export type { FormalForm } from "./round-holding.ts";
export type { PositionForm, PositionReview } from "./round-positions.ts";

export function roundServices(ground: Ground, subjects: RoundSubjects) {
  const holding = roundHolding(ground, subjects);
  return {
    ...roundPositions(holding),
    ...roundEnds(holding, subjects),

    /** Goes on where the round is of what stands at that address, without language. Refuses `round.unknown`. */
    at: async (roundId: string, link: string): Promise<void> => {
      const { db } = ground.store;
      const subject = await subjectOfRound(db, roundId);
      if (subject === null) throw refuse("unknown", "round.unknown");
      const facts = await subjects[subject.kind].facts(db, subject.id, ground.clock.now());
      if (facts.link !== link) throw refuse("unknown", "round.unknown");
    },

    /** The round with its reading and what the actor may do in it. */
    view: (actor: Actor, recorded: RecordedRound, group: GroupFacts): Promise<RoundView> =>
      viewOf(ground.store.db, actor, recorded, group, ground.clock.now()),
  };
}

export type RoundServices = ReturnType<typeof roundServices>;
