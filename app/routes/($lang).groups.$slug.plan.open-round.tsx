import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { AbsentBefore } from "#app/components/amendments.tsx";
import { Actions, Button } from "#app/components/button.tsx";
import { ActingAs } from "#app/components/capacity-choice.tsx";
import { RadioGroup } from "#app/components/choice-field.tsx";
import { Form } from "#app/components/form.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { RoundTimes } from "#app/components/round-times.tsx";
import { useLocal, useT } from "#app/components/speech.tsx";
import { refuse } from "#app/domain/refusal.ts";
import { readFields } from "#app/forms/form.ts";
import { opening } from "#app/forms/plan.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  const slug = params["slug"] ?? "";
  return loading(async () => {
    const page = await context.services.plans.view(context.actor, slug, language);
    if (page.plan === null) throw refuse("unknown", "plan.unknown");
    if (!page.acts.includes("open-round"))
      throw refuse("conflict", "plan.illegal-step", { stage: page.plan.state.stage, act: "open-round" });
    const { plan, releases, left, countries, silenceHours } = page;
    return {
      slug,
      title: translator(language)("plan:round.open"),
      period: plan.period,
      revision: plan.revision,
      number: releases[0]?.number ?? 0,
      left,
      countries,
      silenceHours,
      as: page.as["open-round"] ?? [],
    };
  });
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    const slug = params["slug"] ?? "";
    await context.services.plans.openRound(context.actor, slug, readFields(opening, fields));
    const number = await context.services.rounds.latestOfPlan(context.actor, slug);
    return redirect(`/${languageOfPath(new URL(request.url).pathname)}/rounds/${number}`);
  });
}

export default function OpenPlanRound() {
  const { slug, title, period, revision, number, left, countries, silenceHours, as } =
    useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  const t = useT();
  const local = useLocal();
  const path = `/groups/${slug}/plan`;
  return (
    <>
      <PageHead
        title={title}
        crumbs={[{ name: t("plan:title", { period }), path }]}
        lead={t("plan:round.open.what", { number })}
      />
      <AbsentBefore left={left} names={countries} />
      <Form id="round" label={title} refused={refused} hidden={{ revision: String(revision) }}>
        <ActingAs as={as} names={countries} />
        <RadioGroup
          name="mode"
          label={t("plan:round.mode")}
          value="express"
          options={(["express", "silence"] as const).map((mode) => ({
            value: mode,
            label: t(`consensus:mode.${mode}`),
            note: t(`plan:round.mode.${mode}.hint`),
          }))}
        />
        <RoundTimes days={7} silenceHours={silenceHours} />
        <Actions>
          <Button kind="go">{title}</Button>
          <a href={local(path)}>{t("frame:form.back")}</a>
        </Actions>
      </Form>
    </>
  );
}
