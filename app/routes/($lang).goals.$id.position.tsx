import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { PositionChoice, PositionReviewed } from "#app/components/position-steps.tsx";
import { refuse } from "#app/domain/refusal.ts";
import { entered, readFields } from "#app/forms/form.ts";
import { proposalNumber } from "#app/domain/goal-address.ts";
import { position } from "#app/forms/position.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

/** Giving a position on a goal. Open to those who answer for a seat of the round now; others learn why not. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  const { actor, services } = context;
  return loading(async () => {
    const number = proposalNumber(params["id"]);
    if (number === null) throw refuse("unknown", "goal.unknown");
    const { round, text, proposal, names } = await services.goals.page(actor, number, language);
    if (round === null || round.recorded.settledAt !== null) throw refuse("conflict", "round.none-open");
    if (actor.kind === "stranger" || round.part.seats.length === 0)
      throw refuse("forbidden", "may-not.round.position");
    const seats = round.part.seats.filter(({ answers }) => answers);
    if (seats.length === 0)
      throw refuse("conflict", "round.closed", { at: round.recorded.round.closing.toISOString() });
    const paragraphs = text.paragraphs.map((content, place) => ({ number: String(place + 1), content }));
    const subject = { path: `/goals/p${number}`, title: text.title, lang: proposal.language, paragraphs };
    return {
      title: translator(language)("rounds:position.page"),
      subject,
      view: round,
      names,
      seats,
      person: actor.name,
    };
  });
}

/** The first sending answers with what will be on record; the second, with the same fields, puts it there. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    const { actor, services } = context;
    const values = entered(fields);
    if (fields["step"] === "change") return { review: null, values };
    const { step, ...form } = readFields(position, fields);
    await services.rounds.at(form.roundId, `/goals/p${proposalNumber(params["id"]) ?? ""}`);
    if (step !== "confirm") return { review: await services.rounds.review(actor, form), values };
    await services.rounds.give(actor, form);
    return redirect(`/${languageOfPath(new URL(request.url).pathname)}/goals/${params["id"] ?? ""}`);
  });
}

export default function GivePosition() {
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refused = refusedIn(answer);
  const steps = { ...data, refused, values: answer?.values ?? {} };
  if (answer !== undefined && "review" in answer && answer.review !== null)
    return <PositionReviewed {...steps} review={answer.review} />;
  return <PositionChoice {...steps} />;
}
