import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { DecisionPage } from "#app/components/decision-page.tsx";
import { numberOfDecision } from "#app/decision-address.ts";
import { decisionStep } from "#app/forms/decision.ts";
import { readFields } from "#app/forms/form.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { posted } from "#app/posted.ts";

export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => {
    const { actor, services } = context;
    const { slug, number } = numberOfDecision(params);
    const view = await services.decisions.page(actor, slug, number, language);
    const history = await services.records.history(actor, `/groups/${slug}/decisions/${number}`, language);
    return { title: view.decision.title, view, history, signedIn: actor.kind === "person" };
  });
}

/** Steps of the decision's chain, told apart by the field `act`. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    const { actor, services } = context;
    const at = numberOfDecision(params);
    const form = readFields(decisionStep, fields);
    if (form.act === "drop") await services.decisions.drop(actor, { ...form, ...at });
    else await services.decisions.openRound(actor, { ...form, ...at });
    return redirect(new URL(request.url).pathname);
  });
}

export default function OneDecision() {
  const data = useLoaderData<typeof loader>();
  return <DecisionPage {...data} refused={refusedIn(useActionData<typeof action>())} />;
}
