import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { CapitalLetterReviewed, LetterChoice, LetterReviewed } from "#app/components/letter-steps.tsx";
import { passagesOf, useRoundTitle } from "#app/components/round-subject.ts";
import { refuse } from "#app/domain/refusal.ts";
import { readFields } from "#app/forms/form.ts";
import { letterConfirmation, letterPosition } from "#app/forms/position.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { postedWithLetter } from "#app/posted.ts";
import { numberOfRound } from "#app/round-address.ts";

/** Entering what a country says by letter. Open to the secretariat while letters are taken; others learn why not. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  const { actor, services } = context;
  return loading(async () => {
    const round = await services.rounds.head(actor, numberOfRound(params), language);
    const until = await services.rounds.takingLetters(actor, round.view.recorded.id);
    const person = actor.kind === "person" ? actor.name : "";
    return { title: translator(language)("by-letter:title"), round, until, person };
  });
}

/** A position is reviewed before it goes on record, and so is the word of a capital. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  return postedWithLetter({ context, request }, async (values, letterId) => {
    const { actor, services } = context;
    const { rounds } = services;
    const number = numberOfRound(params);
    if ((await rounds.idOf(actor, number)) !== values["roundId"]) throw refuse("unknown", "round.unknown");
    if (values["step"] === "change") return { review: null, word: null, values };
    if (values["act"] === "confirm") {
      const { step, ...form } = readFields(letterConfirmation, values);
      if (step !== "confirm")
        return { review: null, word: await rounds.reviewWordByLetter(actor, { ...form, letterId }), values };
      await rounds.confirmByLetter(actor, { ...form, letterId });
    } else {
      const { step, after, ...form } = readFields(letterPosition, values);
      if (step !== "confirm" || after === undefined)
        return { review: await rounds.reviewLetter(actor, { ...form, letterId }), word: null, values };
      await rounds.enterLetter(actor, { ...form, after, letterId });
    }
    return redirect(`/${languageOfPath(new URL(request.url).pathname)}/rounds/${number}`);
  });
}

export default function EnterLetter() {
  const { round, until, person } = useLoaderData<typeof loader>();
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
    until,
    refused: refusedIn(answer),
    values: answer?.values ?? {},
  };
  if (answer !== undefined && "review" in answer && answer.review !== null)
    return <LetterReviewed {...steps} review={answer.review} person={person} />;
  if (answer !== undefined && "word" in answer && answer.word !== null)
    return <CapitalLetterReviewed {...steps} review={answer.word} person={person} />;
  return <LetterChoice {...steps} />;
}
