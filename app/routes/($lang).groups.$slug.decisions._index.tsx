import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { DecisionList } from "#app/components/decision-list.tsx";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => {
    const page = await context.services.decisions.list(context.actor, params["slug"] ?? "", language);
    return { title: `${translator(language)("decisions:list")} · ${page.group.name}`, page };
  });
}

export default function Decisions() {
  return <DecisionList page={useLoaderData<typeof loader>().page} />;
}
