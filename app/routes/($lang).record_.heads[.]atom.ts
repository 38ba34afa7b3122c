import type { LoaderFunctionArgs } from "@remix-run/node";
import { loading } from "#app/answers.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

/** The heads of each day as a feed, so that others keep copies without being asked to. */
export function loader({ context, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  const t = translator(language);
  return loading(async () => {
    const words = { title: t("record:heads.feed"), author: t("frame:name"), region: t("record:region") };
    const feed = await context.services.proofs.headsFeed(context.actor, language, words);
    return new Response(feed, {
      headers: {
        "Content-Type": "application/atom+xml; charset=utf-8",
        "Cache-Control": "public, max-age=300",
      },
    });
  });
}
