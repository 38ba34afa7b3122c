import { decisionSubject } from "./decision-rounds.ts";
import { goalSubject } from "./goal-rounds.ts";
import { groupSubject } from "./group-rounds.ts";
import { planSubject } from "./plan-steps.ts";
import type { RoundSubjects } from "./round-subjects.ts";

/** Everything that a round can be of. */
export const roundSubjects: RoundSubjects = {
  plan: planSubject,
  goal: goalSubject,
  group: groupSubject,
  decision: decisionSubject,
};
