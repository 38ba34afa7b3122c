import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { PositionChoice, PositionReviewed } from "#app/components/position-steps.tsx";
import { passagesOf, useRoundTitle } from "#app/components/round-subject.ts";
import { refuse } from "#app/domain/refusal.ts";
import { entered, readFields } from "#app/forms/form.ts";
import { position } from "#app/forms/position.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";
import { numberOfRound } from "#app/round-address.ts";

/** Giving a position. Open to those who answer for a seat of the round now; others learn why not. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const { pathname, searchParams } = new URL(request.url);
  const language = languageOfPath(pathname);
  const { actor, services } = context;
  return loading(async () => {
    const round = await services.rounds.answering(
      actor,
      numberOfRound(params),
      searchParams.get("seat"),
      language,
    );
    return { title: translator(language)("rounds:position.page"), ...round };
  });
}

/** The first sending answers with what will be on record; the second, with the same fields, puts it there. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    const { actor, services } = context;
    const number = numberOfRound(params);
    const values = entered(fields);
    if (fields["step"] === "change") return { review: null, values };
    const { step, ...form } = readFields(position, fields);
    if ((await services.rounds.idOf(actor, number)) !== form.roundId)
      throw refuse("unknown", "round.unknown");
    if (step !== "confirm") return { review: await services.rounds.review(actor, form), values };
    await services.rounds.give(actor, form);
    return redirect(`/${languageOfPath(new URL(request.url).pathname)}/rounds/${number}`);
  });
}

export default function GivePosition() {
  const { round, seat, others, person } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { title, lang } = useRoundTitle()(round);
  const steps = {
    subject: {
      path: `/rounds/${round.number}`,
      title,
      lang: lang ?? round.text.language,
      paragraphs: passagesOf(round.text),
    },
    view: round.view,
    names: round.names,
    seat,
    others,
    refused: refusedIn(answer),
    values: answer?.values ?? {},
  };
  if (answer !== undefined && "review" in answer && answer.review !== null)
    return <PositionReviewed {...steps} review={answer.review} person={person} />;
  return <PositionChoice {...steps} />;
}
