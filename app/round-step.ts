/** What is done with a round from its page. */
import type { AppLoadContext } from "@remix-run/node";
import { refuse } from "#app/domain/refusal.ts";
import { readFields } from "#app/forms/form.ts";
import { roundStep } from "#app/forms/position.ts";
import type { ConfirmationReview } from "#server/services/rounds.ts";

type Door = Pick<AppLoadContext, "actor" | "services">;

/**
 * Takes the step that the form names, on the round at that number. Refuses what the round refuses. The word of a capital is
 * final: its first sending answers with what will be on record, the second, with the same fields, puts it there.
 */
export async function takeRoundStep(
  { actor, services }: Door,
  fields: Readonly<Record<string, string>>,
  number: number,
): Promise<ConfirmationReview | null> {
  const step = readFields(roundStep, fields);
  const { rounds } = services;
  if ((await rounds.idOf(actor, number)) !== step.roundId) throw refuse("unknown", "round.unknown");
  switch (step.act) {
    case "confirm": {
      const { capacity, step: at, ...form } = step;
      if (at === "change") return null;
      if (at === "review") return rounds.reviewConfirmation(actor, { ...form, ...capacity });
      await rounds.confirm(actor, { ...form, ...capacity });
      return null;
    }
    case "explain": {
      const { capacity, ...form } = step;
      await rounds.explain(actor, { ...form, ...capacity });
      return null;
    }
    case "extend":
      await rounds.extend(actor, step);
      return null;
    case "withdraw-round":
      await rounds.withdraw(actor, step);
      return null;
    case "annul-round":
      await rounds.annul(actor, step);
      return null;
    case "record":
      await rounds.record(actor, step);
      return null;
  }
}
