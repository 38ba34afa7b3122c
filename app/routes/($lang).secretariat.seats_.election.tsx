import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { ElectionForm, ElectionReviewed, reviewedIn } from "#app/components/election.tsx";
import { compositionOf } from "#app/forms/election.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { postedWithLetter } from "#app/posted.ts";

export async function loader({ context, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const language = languageOfPath(url.pathname);
  return loading(async () => ({
    title: translator(language)("secretariat:elected.title"),
    electing: await context.services.seats.electing(context.actor, {
      cycleId: url.searchParams.get("cycle"),
      language,
    }),
  }));
}

/** Reviews the composition, leads back to its form, or puts it on record: as the button says. */
export async function action({ context, request }: ActionFunctionArgs) {
  const { actor, services } = context;
  return postedWithLetter({ context, request }, async (values, letterId) => {
    if (values["step"] === "change") return { values };
    const composition = compositionOf(values, letterId);
    if (values["step"] !== "confirm") {
      const review = await services.seats.reviewElection(actor, composition);
      return { values, review, composition };
    }
    await services.seats.elect(actor, composition);
    const language = languageOfPath(new URL(request.url).pathname);
    throw redirect(`/${language}/secretariat/seats?cycle=${composition.cycleId}&done=elected`);
  });
}

export default function Election() {
  const { title, electing } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const reviewed = reviewedIn(answer);
  if (reviewed !== null) return <ElectionReviewed title={title} electing={electing} {...reviewed} />;
  const values = answer !== undefined && "values" in answer ? answer.values : null;
  return <ElectionForm title={title} electing={electing} refused={refusedIn(answer)} values={values} />;
}
