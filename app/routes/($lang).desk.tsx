import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { DeskPage } from "#app/components/desk-page.tsx";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

/** The desk of whoever is signed in; others sign in first. */
export function loader({ context, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => {
    if (context.actor.kind === "stranger") throw redirect(`/${language}/sign-in?to=/desk`);
    return {
      title: translator(language)("desk:page"),
      view: await context.services.desks.page(context.actor, language),
    };
  });
}

export default function Desk() {
  return <DeskPage view={useLoaderData<typeof loader>().view} />;
}
