import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { acting, loading, refusedIn } from "#app/answers.ts";
import { FileSending } from "#app/components/file-sending.tsx";
import { readFields } from "#app/forms/form.ts";
import { fileForm } from "#app/forms/minisite.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

/** The script only shows progress and lets the sending be stopped; without it the form posts by itself. */
export const handle = { hydrate: true };

export function loader({ context, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => {
    await context.services.papers.mayFile(context.actor);
    const { limit, kinds } = context.services.papers.taken;
    const t = translator(language);
    const home = { name: t("officers:title"), path: "/officers#papers" };
    return { home, language, limit, kinds, title: t("files:add") };
  });
}

export function action({ context, request }: ActionFunctionArgs) {
  const values: Record<string, string> = {};
  return acting(values, async () => {
    await context.services.papers.receive(context.actor, request, values, (fields) =>
      readFields(fileForm, fields),
    );
    return redirect(`/${languageOfPath(new URL(request.url).pathname)}/officers#papers`);
  });
}

export default function NewPaperPage() {
  const offered = useLoaderData<typeof loader>();
  return <FileSending {...offered} refused={refusedIn(useActionData<typeof action>())} />;
}
