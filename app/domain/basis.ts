/**
 * What a formal decision rests on: the clause of the founding document of the mechanism (S2, part II), by kind of subject.
 * May import: this room. Begin with `basisOf`.
 */

import type { ReleaseSubject } from "./release.ts";

/** Clauses as the document numbers them: "II D b iv". */
const basis: Record<ReleaseSubject, string> = {
  plan: "II D b iv",
  goal: "II D c iii",
  group: "II D c iv",
  decision: "II D a i",
};

/** The clause on which decisions about that kind of subject rest. */
export function basisOf(subject: ReleaseSubject): string {
  return basis[subject];
}
