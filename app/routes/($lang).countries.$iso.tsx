import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { CountryPage } from "#app/components/country-page.tsx";
import { languageOfPath } from "#app/i18n/language.ts";

export function loader({ context, request, params }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => {
    const view = await context.services.countries.page(params["iso"] ?? "", language);
    return { title: view.name, view };
  });
}

export default function OneCountry() {
  return <CountryPage view={useLoaderData<typeof loader>().view} />;
}
