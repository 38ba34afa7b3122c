/** What is done with a round from the page of its subject, plan or goal alike. */
import type { AppLoadContext } from "@remix-run/node";
import { readFields } from "#app/forms/form.ts";
import { roundStep } from "#app/forms/position.ts";

type Door = Pick<AppLoadContext, "actor" | "services">;

/** Takes the step that the form names, on a round of what stands at `link`. Refuses what the round refuses. */
export async function takeRoundStep(
  { actor, services }: Door,
  fields: Readonly<Record<string, string>>,
  link: string,
): Promise<void> {
  const step = readFields(roundStep, fields);
  const { rounds } = services;
  await rounds.at(step.roundId, link);
  switch (step.act) {
    case "confirm": {
      const { capacity, ...form } = step;
      return rounds.confirm(actor, { ...form, ...capacity });
    }
    case "explain": {
      const { capacity, ...form } = step;
      return rounds.explain(actor, { ...form, ...capacity });
    }
    case "extend":
      return rounds.extend(actor, step);
    case "withdraw-round":
      return rounds.withdraw(actor, step);
    case "record":
      await rounds.record(actor, step);
  }
}
