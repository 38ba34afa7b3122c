import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { OutputsPage } from "#app/components/outputs-page.tsx";
import { askedOutputs } from "#app/forms/output.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

/** The outputs of all groups, as a table or along a line of time, narrowed by what the address asks for. */
export function loader({ context, request }: LoaderFunctionArgs) {
  const { pathname, searchParams } = new URL(request.url);
  const language = languageOfPath(pathname);
  return loading(async () => ({
    title: translator(language)("outputs:title.all"),
    view: await context.services.outputs.page(context.actor, null, askedOutputs(searchParams), language),
  }));
}

export default function Outputs() {
  return <OutputsPage view={useLoaderData<typeof loader>().view} />;
}
