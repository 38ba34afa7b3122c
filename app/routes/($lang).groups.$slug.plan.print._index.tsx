import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { PlanPrint } from "#app/components/plan-print.tsx";
import { sheetOf } from "#app/components/plan-words.ts";
import { useLocal } from "#app/components/speech.tsx";
import { readFields } from "#app/forms/form.ts";
import { takingAway } from "#app/forms/plan.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

/** A text of the plan as a sheet to print, in the language of the text. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const slug = params["slug"] ?? "";
  return loading(async () => {
    const wanted = readFields(takingAway, Object.fromEntries(url.searchParams));
    const { text, front, ...sheet } = await context.services.planFiles.sheet(context.actor, slug, wanted);
    const { language, countries, symbol, at } = sheet;
    const said = translator(language);
    return {
      slug,
      title: translator(languageOfPath(url.pathname))("paper:print"),
      front,
      sheet: sheetOf(text, said, language, language, countries),
      style: `/groups/${slug}/plan/print.css?${new URLSearchParams({ symbol, language, at }).toString()}`,
    };
  });
}

export default function PlanPrintPage() {
  const { style, ...page } = useLoaderData<typeof loader>();
  const local = useLocal();
  return (
    <>
      <link rel="stylesheet" media="print" href={local(style)} />
      <PlanPrint {...page} />
    </>
  );
}
