import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { GoalPage } from "#app/components/goal-page.tsx";
import { refuse } from "#app/domain/refusal.ts";
import { readFields } from "#app/forms/form.ts";
import { agendaGoal, agendaGoalPath, proposalNumber } from "#app/domain/goal-address.ts";
import { goalStep } from "#app/forms/goal.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { posted } from "#app/posted.ts";

/** One address from draft to adoption and after. "elac2015-23" leads to that goal of an agenda. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => {
    const inAgenda = agendaGoal(params["id"]);
    if (inAgenda !== null) throw redirect(`/${language}${agendaGoalPath(inAgenda)}`);
    const number = numberIn(params["id"]);
    const { actor, services } = context;
    const view = await services.goals.page(actor, number, language);
    const history = await services.records.history(actor, `/goals/p${number}`, language);
    return { title: view.text.title, view, history, signedIn: actor.kind === "person" };
  });
}

/** Steps of the goal's chain, told apart by the field `act`. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    const number = numberIn(params["id"]);
    await stepOfGoal(context, fields, number);
    return redirect(new URL(request.url).pathname);
  });
}

type Context = ActionFunctionArgs["context"];

async function stepOfGoal(
  { actor, services }: Context,
  fields: Record<string, string>,
  number: number,
): Promise<unknown> {
  const form = readFields(goalStep, fields);
  const { goals } = services;
  switch (form.act) {
    case "discuss":
      return goals.discuss(actor, { ...form, number });
    case "table":
      return goals.table(actor, { ...form, number });
    case "cosponsor":
      return goals.cosponsor(actor, { ...form, number });
    case "take-over":
      return goals.takeOver(actor, { ...form, number });
    case "withdraw":
      return goals.withdraw(actor, { ...form, number });
    case "return":
      return goals.giveBack(actor, { ...form, number });
    case "open-group-round":
      return goals.openGroupRound(actor, { ...form, number });
    case "open-officers-round":
      return goals.openOfficersRound(actor, { ...form, number });
  }
}

function numberIn(address: string | undefined): number {
  const number = proposalNumber(address);
  if (number === null) throw refuse("unknown", "goal.unknown");
  return number;
}

export default function Goal() {
  const data = useLoaderData<typeof loader>();
  return <GoalPage {...data} refused={refusedIn(useActionData<typeof action>())} />;
}
