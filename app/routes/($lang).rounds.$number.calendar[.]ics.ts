import type { LoaderFunctionArgs } from "@remix-run/node";
import { loading } from "#app/answers.ts";
import { languageOfPath } from "#app/i18n/language.ts";

/** The end of a round as a calendar file, to take home or to follow. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => {
    const number = params["number"] ?? "";
    const file = await context.services.calendars.ofRound(Number(number), language);
    return new Response(file, {
      headers: {
        "Content-Type": "text/calendar; charset=utf-8; method=PUBLISH",
        "Content-Disposition": `attachment; filename="elac-${Number(number)}.ics"`,
        // An end can be moved: whoever follows the file asks again.
        "Cache-Control": "no-cache",
      },
    });
  });
}
