import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { PlanStep } from "#app/components/plan-step.tsx";
import { sheetOf } from "#app/components/plan-words.ts";
import { openPointsOf } from "#app/document/openness.ts";
import { refuse } from "#app/domain/refusal.ts";
import { readFields } from "#app/forms/form.ts";
import { moving, steps } from "#app/forms/plan.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

/** The second look before a step of the chain: exactly the text that would be frozen, and what follows. */
export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const language = languageOfPath(url.pathname);
  const slug = params["slug"] ?? "";
  const t = translator(language);
  return loading(async () => {
    const page = await context.services.plans.view(context.actor, slug, language);
    if (page.plan === null) throw refuse("unknown", "plan.unknown");
    const act = steps.find((step) => step === url.searchParams.get("act"));
    if (act === undefined) throw refuse("unknown", "plan.unknown");
    if (!page.acts.includes(act)) {
      await context.services.plans.demandStep(context.actor, slug, act);
      throw refuse("conflict", "plan.illegal-step", { stage: page.plan.state.stage, act });
    }
    const { live, countries, plan } = page;
    return {
      slug,
      act,
      title: t(`chains:plan-act.${act}`),
      plan,
      days: page.considerationDays,
      as: page.as[act] ?? [],
      names: countries,
      sheet:
        live === null ? null : sheetOf(live.text, t, language, plan.language, countries, {}, plan.cycleId),
      open: live === null ? [] : openPointsOf(live.text),
      reviewed: live === null ? { epoch: 0, seq: 0 } : live.reviewed,
    };
  });
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    const slug = params["slug"] ?? "";
    const { epoch, seq, ...move } = readFields(moving, fields);
    await context.services.plans.move(context.actor, slug, { ...move, reviewed: { epoch, seq } });
    return redirect(`/${languageOfPath(new URL(request.url).pathname)}/groups/${slug}/plan`);
  });
}

export default function PlanStepPage() {
  const data = useLoaderData<typeof loader>();
  return <PlanStep {...data} refused={refusedIn(useActionData<typeof action>())} />;
}
