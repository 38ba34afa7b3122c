import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { GoalForm } from "#app/components/goal-form.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { refuse } from "#app/domain/refusal.ts";
import { readFields } from "#app/forms/form.ts";
import { proposalNumber } from "#app/domain/goal-address.ts";
import { editing } from "#app/forms/goal.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => {
    const number = numberIn(params["id"]);
    const view = await context.services.goals.drafting(context.actor, { number }, language);
    return { title: translator(language)("goals:edit"), number, view };
  });
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    const number = numberIn(params["id"]);
    await context.services.goals.edit(context.actor, { ...readFields(editing, fields), number });
    return redirect(`/${languageOfPath(new URL(request.url).pathname)}/goals/p${number}`);
  });
}

function numberIn(address: string | undefined): number {
  const number = proposalNumber(address);
  if (number === null) throw refuse("unknown", "goal.unknown");
  return number;
}

export default function EditGoal() {
  const { title, number, view } = useLoaderData<typeof loader>();
  const path = `/goals/p${number}`;
  return (
    <>
      <PageHead title={title} crumbs={[{ name: view.proposal?.text.title ?? "", path }]} />
      <GoalForm view={view} newId={null} refused={refusedIn(useActionData<typeof action>())} back={path} />
    </>
  );
}
