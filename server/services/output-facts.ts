/** What policy has to know of an output. */
import type { Output } from "#app/document/reading.ts";
import type { OutputFacts } from "#app/domain/facts.ts";
import type { Tx } from "#server/store/client.ts";
import { groupFacts } from "#server/store/groups.ts";
import { responsibleCountries, type CountingPlan } from "./output-lines.ts";

export async function outputFacts(
  tx: Tx,
  plan: CountingPlan,
  output: Pick<Output, "responsible">,
  now: Date,
): Promise<OutputFacts> {
  const group = await groupFacts(tx, plan.group.id, now);
  const { id: planId, stage, version, succeeded } = plan;
  return {
    kind: "output",
    plan: { kind: "plan", planId, group, stage, version, succeeded },
    responsible: responsibleCountries(output),
  };
}
