import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { sheetOf } from "#app/components/plan-words.ts";
import { RoundOnPage } from "#app/components/round-page.tsx";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";
import { numberOfRound } from "#app/round-address.ts";
import { takeRoundStep } from "#app/round-step.ts";
import script from "#app/live/round.ts?worker&url";

/** A round at its one address, whatever it is of. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  const { actor, services } = context;
  return loading(async () => {
    const page = await services.rounds.page(actor, numberOfRound(params), language);
    const t = translator(language);
    const { plan, language: written } = page.text;
    return {
      title: t("round-page:title", { number: page.number }),
      page,
      sheet: plan === null ? null : sheetOf(plan, t, language, written, page.names),
      signedIn: actor.kind === "person",
    };
  });
}

/** Confirms, explains, extends, withdraws, or enters the outcome: told apart by the field `act`. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    await takeRoundStep(context, fields, numberOfRound(params));
    return redirect(new URL(request.url).pathname);
  });
}

export default function Round() {
  const data = useLoaderData<typeof loader>();
  return (
    <>
      <RoundOnPage {...data} refused={refusedIn(useActionData<typeof action>())} />
      {data.page.view.recorded.settledAt === null && <script type="module" src={script} />}
    </>
  );
}
