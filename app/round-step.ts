/** What is done with a round from its page. */
import type { AppLoadContext } from "@remix-run/node";
import { refuse } from "#app/domain/refusal.ts";
import { readFields } from "#app/forms/form.ts";
import { roundStep } from "#app/forms/position.ts";

type Door = Pick<AppLoadContext, "actor" | "services">;

/** Takes the step that the form names, on the round at that number. Refuses what the round refuses. */
export async function takeRoundStep(
  { actor, services }: Door,
  fields: Readonly<Record<string, string>>,
  number: number,
): Promise<void> {
  const step = readFields(roundStep, fields);
  const { rounds } = services;
  if ((await rounds.idOf(actor, number)) !== step.roundId) throw refuse("unknown", "round.unknown");
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
    case "annul-round":
      return rounds.annul(actor, step);
    case "record":
      await rounds.record(actor, step);
  }
}
