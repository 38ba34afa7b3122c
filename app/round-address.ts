/** Rounds in addresses: "/rounds/12", and the addresses they had before. */
import { redirect, type AppLoadContext } from "@remix-run/node";
import { proposalNumber } from "#app/domain/goal-address.ts";
import { refuse } from "#app/domain/refusal.ts";
import { roundNumber } from "#app/domain/round-address.ts";
import { languageOfPath } from "#app/i18n/language.ts";

/** The number of the round that the address names. Refuses `round.unknown`. */
export function numberOfRound(params: Readonly<Record<string, string | undefined>>): number {
  const number = roundNumber(params["number"]);
  if (number === null) throw refuse("unknown", "round.unknown");
  return number;
}

/**
 * Leads from where the round of a plan or a goal used to be to its own page: to the one that is open, else to the last one.
 * Refuses `round.unknown`.
 */
export async function leadToRound(
  { actor, services }: Pick<AppLoadContext, "actor" | "services">,
  request: Request,
  of: { readonly plan: string | undefined } | { readonly goal: string | undefined },
  page: "" | "/position",
): Promise<Response> {
  const number =
    "plan" in of
      ? await services.rounds.latestOfPlan(actor, of.plan ?? "")
      : await services.rounds.latestOfGoal(actor, proposalNumber(of.goal) ?? 0);
  return redirect(`/${languageOfPath(new URL(request.url).pathname)}/rounds/${number}${page}`);
}
