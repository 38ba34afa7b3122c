import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { RegionPage } from "#app/components/region-page.tsx";
import { languageOfPath } from "#app/i18n/language.ts";

export function loader({ context, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => ({ view: await context.services.region.page(language) }));
}

export default function Region() {
  return <RegionPage view={useLoaderData<typeof loader>().view} />;
}
