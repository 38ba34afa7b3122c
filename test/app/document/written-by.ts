/** Who wrote a clause, in few words. */
import { authorOfRun } from "#app/document/authorship.ts";
import type { PlanNode } from "#app/document/plan.ts";

/** "BR: The countries |PE:meet" of a clause whose runs say their authors. */
export function writtenBy(clause: PlanNode): string {
  const runs: string[] = [];
  const visit = (one: PlanNode): void => {
    const by = authorOfRun(one);
    if (by !== null) runs.push(`${by}:${one.text ?? ""}`);
    one.content?.forEach(visit);
  };
  visit(clause);
  return runs.join("|");
}
