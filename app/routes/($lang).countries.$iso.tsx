import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { CountryPage } from "#app/components/country-page.tsx";
import { languageOfPath } from "#app/i18n/language.ts";

export function loader({ context, request, params }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => {
    const view = await context.services.countries.page(params["iso"] ?? "", language);
    const outputs = await context.services.outputs.counts(context.actor, { country: view.iso }, language);
    return { title: view.name, view, outputs };
  });
}

export default function OneCountry() {
  const { view, outputs } = useLoaderData<typeof loader>();
  return <CountryPage view={view} outputs={outputs} />;
}
