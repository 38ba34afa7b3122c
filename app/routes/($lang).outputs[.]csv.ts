import type { LoaderFunctionArgs } from "@remix-run/node";
import { loading } from "#app/answers.ts";
import { askedOutputs } from "#app/forms/output.ts";
import { languageOfPath } from "#app/i18n/language.ts";

/** The outputs of all groups for spreadsheets, narrowed like their page. */
export function loader({ context, request }: LoaderFunctionArgs) {
  const { pathname, searchParams } = new URL(request.url);
  return loading(async () => {
    const choice = askedOutputs(searchParams);
    const body = await context.services.outputs.csv(context.actor, null, choice, languageOfPath(pathname));
    return new Response(body, {
      headers: {
        "Content-Type": "text/csv; charset=utf-8; header=present",
        "Content-Disposition": 'attachment; filename="outputs.csv"',
        "Cache-Control": "no-cache",
      },
    });
  });
}
