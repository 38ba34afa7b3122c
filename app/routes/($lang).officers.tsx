import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { acting, loading, refusedIn } from "#app/answers.ts";
import { OfficersPage } from "#app/components/officers-page.tsx";
import { entered, readFields, sentForm } from "#app/forms/form.ts";
import { removalForm } from "#app/forms/minisite.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

export function loader({ context, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const language = languageOfPath(url.pathname);
  const { officers, papers } = context.services;
  return loading(async () => ({
    title: translator(language)("officers:title"),
    view: await officers.page(language),
    papers: await papers.list(context.actor, language),
    /** The paper whose removal is asked for: the form opens above the list. */
    removing: url.searchParams.get("remove"),
  }));
}

/** Takes a paper down. */
export function action({ context, request }: ActionFunctionArgs) {
  const values: Record<string, string> = {};
  return acting(values, async () => {
    const fields = await sentForm(request);
    Object.assign(values, entered(fields));
    const { file, reason } = readFields(removalForm, fields);
    await context.services.papers.remove(context.actor, file, reason);
    return redirect(`${new URL(request.url).pathname}#papers`);
  });
}

export default function Officers() {
  const { view, papers, removing } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  return <OfficersPage view={view} papers={papers} removing={removing} refused={refused} />;
}
