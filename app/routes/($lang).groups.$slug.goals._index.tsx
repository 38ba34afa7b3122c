import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { GoalList } from "#app/components/goal-list.tsx";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  const slug = params["slug"] ?? "";
  return loading(async () => ({
    title: translator(language)("goals:title-group"),
    goals: await context.services.goals.list(context.actor, language, slug),
    ...(await context.services.goals.group(context.actor, slug, language)),
  }));
}

export default function GroupGoals() {
  const { goals, group, drafts } = useLoaderData<typeof loader>();
  return <GoalList goals={goals} group={{ slug: group.slug, name: group.name, drafts }} />;
}
