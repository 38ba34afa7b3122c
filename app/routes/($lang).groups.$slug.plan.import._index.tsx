import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { acting, loading, refusedIn } from "#app/answers.ts";
import { PlanImport } from "#app/components/plan-import.tsx";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

/** Bringing in a text from a file: the file first; what it would change has a page of its own. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const slug = params["slug"] ?? "";
  return loading(async () => {
    const { period } = await context.services.planDrafts.mayImport(context.actor, slug);
    const title = translator(languageOfPath(new URL(request.url).pathname))("paper:import");
    return { slug, title, period, limit: context.services.planDrafts.limit };
  });
}

export function action({ context, params, request }: ActionFunctionArgs) {
  const values: Record<string, string> = {};
  return acting(values, async () => {
    const id = await context.services.planDrafts.receive(
      context.actor,
      params["slug"] ?? "",
      request,
      values,
    );
    return redirect(`${new URL(request.url).pathname}/${id}`);
  });
}

export default function PlanImportPage() {
  return (
    <PlanImport {...useLoaderData<typeof loader>()} refused={refusedIn(useActionData<typeof action>())} />
  );
}
