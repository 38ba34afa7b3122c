import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { acting, loading, refusedIn } from "#app/answers.ts";
import { Documents } from "#app/components/documents.tsx";
import { entered, readFields, sentForm } from "#app/forms/form.ts";
import { removalForm } from "#app/forms/minisite.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

export function loader({ context, params, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const language = languageOfPath(url.pathname);
  return loading(async () => {
    const found = await context.services.files.list(context.actor, params["slug"] ?? "", language);
    return {
      ...found,
      title: `${translator(language)("files:title")} · ${found.group.name}`,
      /** The document whose removal is asked for: the form opens under it. */
      removing: url.searchParams.get("remove"),
    };
  });
}

/** Takes a document down. */
export function action({ context, params, request }: ActionFunctionArgs) {
  const values: Record<string, string> = {};
  return acting(values, async () => {
    const fields = await sentForm(request);
    Object.assign(values, entered(fields));
    const { file, reason } = readFields(removalForm, fields);
    await context.services.files.remove(context.actor, params["slug"] ?? "", file, reason);
    return redirect(new URL(request.url).pathname);
  });
}

export default function DocumentsPage() {
  const { group, files, keeps, removing } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  return <Documents slug={group.slug} files={files} keeps={keeps} removing={removing} refused={refused} />;
}
