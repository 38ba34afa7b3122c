import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { CountriesPage } from "#app/components/countries-page.tsx";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

export function loader({ context, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => ({
    title: translator(language)("country:list.title"),
    view: await context.services.countries.list(language),
  }));
}

export default function Countries() {
  return <CountriesPage view={useLoaderData<typeof loader>().view} />;
}
