import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { CycleTable } from "#app/components/cycle-table.tsx";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

export function loader({ context, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => ({
    title: translator(language)("agendas:title"),
    cycles: await context.services.agendas.cycles(language),
  }));
}

export default function Agendas() {
  return <CycleTable cycles={useLoaderData<typeof loader>().cycles} />;
}
