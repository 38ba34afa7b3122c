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

export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  const slug = params["slug"] ?? "";
  return loading(async () => {
    await context.services.files.mayFile(context.actor, slug);
    const { limit, kinds } = context.services.files.taken;
    const t = translator(language);
    const home = { name: t("files:title"), path: `/groups/${slug}/documents` };
    return { home, language, limit, kinds, title: t("files:add") };
  });
}

export function action({ context, params, request }: ActionFunctionArgs) {
  const values: Record<string, string> = {};
  const slug = params["slug"] ?? "";
  return acting(values, async () => {
    await context.services.files.receive(context.actor, slug, request, values, (fields) =>
      readFields(fileForm, fields),
    );
    return redirect(`/${languageOfPath(new URL(request.url).pathname)}/groups/${slug}/documents`);
  });
}

export default function NewDocumentPage() {
  const offered = useLoaderData<typeof loader>();
  return <FileSending {...offered} refused={refusedIn(useActionData<typeof action>())} />;
}
