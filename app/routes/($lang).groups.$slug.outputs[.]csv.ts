import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { loading } from "#app/answers.ts";
import { askedOutputs } from "#app/forms/output.ts";
import { languageOfPath } from "#app/i18n/language.ts";

/** The outputs of a group's plan of work for spreadsheets, narrowed like their page. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const { pathname, searchParams, search } = new URL(request.url);
  const language = languageOfPath(pathname);
  return loading(async () => {
    const slug = params["slug"] ?? "";
    const { actor, services } = context;
    const moved = await services.groups.movedTo(slug);
    if (moved !== null) throw redirect(`/${language}/groups/${moved}/outputs.csv${search}`, 301);
    const choice = { ...askedOutputs(searchParams), group: null };
    const body = await services.outputs.csv(actor, slug, choice, language);
    return new Response(body, {
      headers: {
        "Content-Type": "text/csv; charset=utf-8; header=present",
        "Content-Disposition": `attachment; filename="outputs-${slug}.csv"`,
        "Cache-Control": "no-cache",
      },
    });
  });
}
