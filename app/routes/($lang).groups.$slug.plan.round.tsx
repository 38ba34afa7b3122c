import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { PlanRound } from "#app/components/plan-round.tsx";
import { sheetOf } from "#app/components/plan-words.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { takeRoundStep } from "#app/round-step.ts";
import { posted } from "#app/posted.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  const slug = params["slug"] ?? "";
  const t = translator(language);
  return loading(async () => {
    const { plan, names, view, text } = await context.services.plans.round(context.actor, slug, language);
    return {
      slug,
      title: t("plan:round.title"),
      period: plan.period,
      names,
      view,
      sheet: sheetOf(text, t, language, plan.language, names),
      signedIn: context.actor.kind === "person",
    };
  });
}

/** Confirms, explains, extends, withdraws, or enters the outcome. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    await takeRoundStep(context, fields, `/groups/${params["slug"] ?? ""}/plan`);
    return redirect(new URL(request.url).pathname);
  });
}

export default function PlanRoundPage() {
  const data = useLoaderData<typeof loader>();
  return <PlanRound {...data} refused={refusedIn(useActionData<typeof action>())} />;
}
