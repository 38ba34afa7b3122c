import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { PositionChoice, PositionReviewed } from "#app/components/position-steps.tsx";
import { paragraphsOf } from "#app/components/plan-words.ts";
import { refuse } from "#app/domain/refusal.ts";
import { entered, readFields } from "#app/forms/form.ts";
import { position } from "#app/forms/position.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

/** Giving a country's position on the plan, in two steps; the second shows what will be on record. */
export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  const slug = params["slug"] ?? "";
  return loading(async () => {
    const { plan, names, view, text } = await context.services.plans.round(context.actor, slug, language);
    const seats = view.part.seats.filter(({ answers }) => answers);
    if (seats.length === 0) throw refuse("forbidden", "may-not.round.position");
    return {
      title: translator(language)("plan:round.title"),
      subject: {
        path: `/groups/${slug}/plan/round`,
        title: translator(language)("plan:title", { period: plan.period }),
        lang: plan.language,
        paragraphs: paragraphsOf(text),
      },
      names,
      view,
      seats,
      person: context.actor.kind === "person" ? context.actor.name : "",
    };
  });
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    const values = entered(fields);
    if (fields["step"] === "change") return { review: null, values };
    const { step, ...form } = readFields(position, fields);
    const { rounds } = context.services;
    await rounds.at(form.roundId, `/groups/${params["slug"] ?? ""}/plan`);
    if (step !== "confirm") return { review: await rounds.review(context.actor, form), values };
    await rounds.give(context.actor, form);
    return redirect(
      `/${languageOfPath(new URL(request.url).pathname)}/groups/${params["slug"] ?? ""}/plan/round`,
    );
  });
}

export default function PlanPosition() {
  const { subject, names, view, seats, person } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refused = refusedIn(answer);
  const values = refused?.values ?? (answer && "values" in answer ? answer.values : {});
  const steps = { subject, names, view, seats, values, refused };
  if (answer && "review" in answer && answer.review)
    return <PositionReviewed {...steps} review={answer.review} person={person} />;
  return <PositionChoice {...steps} />;
}
