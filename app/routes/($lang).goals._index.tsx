import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { GoalList } from "#app/components/goal-list.tsx";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

export function loader({ context, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => ({
    title: translator(language)("goals:title"),
    goals: await context.services.goals.list(context.actor, language),
  }));
}

export default function Goals() {
  return <GoalList goals={useLoaderData<typeof loader>().goals} group={null} />;
}
