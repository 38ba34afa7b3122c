import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { loading } from "#app/answers.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

/** The feed of a group's news in one language. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => {
    const slug = params["slug"] ?? "";
    const moved = await context.services.groups.movedTo(slug);
    if (moved !== null) throw redirect(`/${language}/groups/${moved}/news.atom`, 301);
    const title = translator(language)("groups:news");
    const feed = await context.services.minisites.feed(slug, language, { title });
    return new Response(feed, {
      headers: {
        "Content-Type": "application/atom+xml; charset=utf-8",
        "Cache-Control": "public, max-age=300",
      },
    });
  });
}
