import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { AgendaPage } from "#app/components/agenda-page.tsx";
import { languageOfPath } from "#app/i18n/language.ts";

export function loader({ context, params, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const choice = {
    area: url.searchParams.get("area") || null,
    deadline: url.searchParams.get("deadline") || null,
  };
  return loading(async () => {
    const view = await context.services.agendas.page(
      params["cycle"] ?? "",
      choice,
      languageOfPath(url.pathname),
    );
    return { title: view.cycle.name, view };
  });
}

export default function Agenda() {
  return <AgendaPage view={useLoaderData<typeof loader>().view} />;
}
