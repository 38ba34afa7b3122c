import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { OfficersPage } from "#app/components/officers-page.tsx";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

export function loader({ context, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => ({
    title: translator(language)("officers:title"),
    view: await context.services.officers.page(language),
  }));
}

export default function Officers() {
  return <OfficersPage view={useLoaderData<typeof loader>().view} />;
}
