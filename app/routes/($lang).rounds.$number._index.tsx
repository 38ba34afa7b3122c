import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { CapitalReviewed } from "#app/components/capital-word.tsx";
import { sheetOf } from "#app/components/plan-words.ts";
import { RoundOnPage } from "#app/components/round-page.tsx";
import { entered } from "#app/forms/form.ts";
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
      person: actor.kind === "person" ? actor.name : "",
    };
  });
}

/**
 * Confirms, explains, extends, withdraws, or enters the outcome: told apart by the field `act`. What a capital says is answered
 * with what will be on record; the second sending puts it there.
 */
export async function action({ context, params, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    const word = await takeRoundStep(context, fields, numberOfRound(params));
    if (word !== null) return { word, values: entered(fields) };
    return redirect(new URL(request.url).pathname);
  });
}

export default function Round() {
  const { person, ...data } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { view, names, number } = data.page;
  if (answer !== undefined && "word" in answer)
    return (
      <CapitalReviewed
        page={{ path: `/rounds/${number}`, title: data.title }}
        view={view}
        names={names}
        review={answer.word}
        values={answer.values}
        person={person}
      />
    );
  return (
    <>
      <RoundOnPage {...data} refused={refusedIn(answer)} />
      {data.page.view.recorded.settledAt === null && <script type="module" src={script} />}
    </>
  );
}
