import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { acting, loading, refusedIn } from "#app/answers.ts";
import { NewThread } from "#app/components/thread-forms.tsx";
import { entered, readFields, sentForm } from "#app/forms/form.ts";
import { threadForm } from "#app/forms/thread.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => {
    const view = await context.services.threads.opening(context.actor, params["slug"] ?? "", language);
    return { ...view, title: translator(language)("threads:open.title") };
  });
}

export function action({ context, params, request }: ActionFunctionArgs) {
  const values: Record<string, string> = {};
  const slug = params["slug"] ?? "";
  return acting(values, async () => {
    const fields = await sentForm(request);
    Object.assign(values, entered(fields));
    const thread = await context.services.threads.open(context.actor, slug, readFields(threadForm, fields));
    return redirect(`/${languageOfPath(new URL(request.url).pathname)}/groups/${slug}/discussion/${thread}`);
  });
}

export default function NewThreadPage() {
  return (
    <NewThread view={useLoaderData<typeof loader>()} refused={refusedIn(useActionData<typeof action>())} />
  );
}
