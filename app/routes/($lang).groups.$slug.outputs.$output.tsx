import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { acting, loading, refusedIn } from "#app/answers.ts";
import { OutputPage } from "#app/components/output-page.tsx";
import { readFields } from "#app/forms/form.ts";
import { progressForm } from "#app/forms/output.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

/** One output of a plan: what the text says of it, and what became of it since. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const { actor, services } = context;
  const { pathname, searchParams } = new URL(request.url);
  const language = languageOfPath(pathname);
  return loading(async () => {
    const page = await services.outputs.output(actor, params["slug"] ?? "", params["output"] ?? "", language);
    const { limit, kinds } = services.files.taken;
    const { number, title } = page.line.output;
    const t = translator(language);
    return {
      title: t("outputs:output.title", { number, title: title || t("outputs:untitled") }),
      page,
      files: { limit, kinds },
      recorded: searchParams.get("done") === "recorded",
    };
  });
}

/** Records what became of it. */
export function action({ context, params, request }: ActionFunctionArgs) {
  const { actor, services } = context;
  const values: Record<string, string> = {};
  return acting(values, async () => {
    await services.outputs.record(actor, params["slug"] ?? "", params["output"] ?? "", {
      request,
      entered: values,
      read: (fields) => readFields(progressForm, fields),
    });
    return redirect(`${new URL(request.url).pathname}?done=recorded#progress`);
  });
}

export default function Output() {
  const { page, files, recorded } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  return <OutputPage page={page} files={files} recorded={recorded} refused={refused} />;
}
