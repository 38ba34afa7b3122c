import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { OutputsPage } from "#app/components/outputs-page.tsx";
import { askedOutputs } from "#app/forms/output.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

/** The outputs of a group's plan of work, as a table or along a line of time. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const { pathname, searchParams } = new URL(request.url);
  const language = languageOfPath(pathname);
  const asked = { ...askedOutputs(searchParams), group: null };
  return loading(async () => ({
    title: translator(language)("outputs:title"),
    view: await context.services.outputs.page(context.actor, params["slug"] ?? "", asked, language),
  }));
}

export default function GroupOutputs() {
  return <OutputsPage view={useLoaderData<typeof loader>().view} />;
}
