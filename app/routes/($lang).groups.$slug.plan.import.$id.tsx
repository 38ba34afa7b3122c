import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { PlanImportPreview } from "#app/components/plan-import.tsx";
import { sheetOf } from "#app/components/plan-words.ts";
import { readFields } from "#app/forms/form.ts";
import { bringingIn } from "#app/forms/plan.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

/** What a file would change, before anything is changed; compared with the live text of this moment. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  const slug = params["slug"] ?? "";
  return loading(async () => {
    const t = translator(language);
    const id = params["id"] ?? "";
    const { text, plan, countries, ...preview } = await context.services.planDrafts.preview(
      context.actor,
      slug,
      id,
      language,
    );
    return {
      slug,
      title: t("paper:import.preview", { name: preview.name }),
      period: plan.period,
      language: plan.language,
      preview,
      sheet: sheetOf(text, t, language, plan.language, countries, {}, plan.cycleId),
    };
  });
}

export function action({ context, params, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    const slug = params["slug"] ?? "";
    const { base } = readFields(bringingIn, fields);
    await context.services.planDrafts.take(context.actor, slug, params["id"] ?? "", base);
    return redirect(`/${languageOfPath(new URL(request.url).pathname)}/groups/${slug}/plan`);
  });
}

export default function PlanImportPreviewPage() {
  return (
    <PlanImportPreview
      {...useLoaderData<typeof loader>()}
      refused={refusedIn(useActionData<typeof action>())}
    />
  );
}
