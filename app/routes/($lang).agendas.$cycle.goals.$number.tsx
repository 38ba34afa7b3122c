import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { AgendaGoalPage } from "#app/components/agenda-goal-page.tsx";
import { refuse } from "#app/domain/refusal.ts";
import { languageOfPath } from "#app/i18n/language.ts";

/** A goal of an agenda. One that was added has its page already, with all its history: there the reader is sent. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => {
    const number = params["number"] ?? "";
    if (!/^[1-9]\d{0,3}$/.test(number)) throw refuse("unknown", "goal.unknown");
    const view = await context.services.agendas.goal(params["cycle"] ?? "", Number(number), language);
    const proposal = view.goal.added?.proposal ?? null;
    if (proposal !== null) throw redirect(`/${language}/goals/p${proposal}`);
    const { actor, services } = context;
    const goal = { cycle: view.cycle.id, number: view.goal.number };
    const serving = await services.outputs.serving(actor, goal, language);
    return { title: `${view.goal.number} · ${view.goal.title}`, view, serving };
  });
}

export default function AgendaGoal() {
  const { view, serving } = useLoaderData<typeof loader>();
  return <AgendaGoalPage view={view} serving={serving} />;
}
