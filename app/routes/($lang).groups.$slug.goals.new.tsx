import { randomUUID } from "node:crypto";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { GoalForm } from "#app/components/goal-form.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { readFields } from "#app/forms/form.ts";
import { drafting } from "#app/forms/goal.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => ({
    title: translator(language)("goals:new"),
    lead: translator(language)("goals:new.lead"),
    id: randomUUID(),
    view: await context.services.goals.drafting(context.actor, { slug: params["slug"] ?? "" }, language),
  }));
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    const form = readFields(drafting, fields);
    const number = await context.services.goals.draft(context.actor, { ...form, slug: params["slug"] ?? "" });
    return redirect(`/${languageOfPath(new URL(request.url).pathname)}/goals/p${number}`);
  });
}

export default function NewGoal() {
  const { title, lead, id, view } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  return (
    <>
      <PageHead title={title} lead={lead} />
      <GoalForm view={view} newId={id} refused={refused} back={`/groups/${view.group.slug}/goals`} />
    </>
  );
}
