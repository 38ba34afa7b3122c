import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { CoveragePage } from "#app/components/coverage-page.tsx";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

/** Which goals of the agenda at work groups work on, and which nobody does. */
export function loader({ context, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => ({
    title: translator(language)("outputs:coverage.title"),
    coverage: await context.services.outputs.coverage(context.actor, language),
  }));
}

export default function CoverageOfGoals() {
  return <CoveragePage coverage={useLoaderData<typeof loader>().coverage} />;
}
