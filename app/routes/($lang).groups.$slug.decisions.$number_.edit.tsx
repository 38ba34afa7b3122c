import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { DecisionForm, DecisionReviewed } from "#app/components/decision-form.tsx";
import { numberOfDecision } from "#app/decision-address.ts";
import { readEdit } from "#app/forms/decision.ts";
import { entered } from "#app/forms/form.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => {
    const { slug, number } = numberOfDecision(params);
    const view = await context.services.decisions.editing(context.actor, slug, number, language);
    const { decision: edited } = view;
    return {
      title: translator(language)("decisions:edit.title"),
      kind: edited.kind,
      newId: null,
      edited,
      chosen: null,
      view,
    };
  });
}

/** The first sending answers with what the text will be; the second, with the same fields, changes it. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    const { actor, services } = context;
    const at = numberOfDecision(params);
    const language = languageOfPath(new URL(request.url).pathname);
    const values = entered(fields);
    if (fields["step"] === "change") return { review: null, values };
    const { decision } = await services.decisions.editing(actor, at.slug, at.number, language);
    const form = { ...readEdit(decision.kind, fields), ...at };
    if (fields["step"] !== "confirm")
      return { review: await services.decisions.reviewEdit(actor, form), values };
    await services.decisions.edit(actor, form);
    return redirect(`/${language}/groups/${at.slug}/decisions/${at.number}`);
  });
}

export default function EditDecision() {
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const steps = { ...data, refused: refusedIn(answer), values: answer?.values ?? {} };
  if (answer !== undefined && "review" in answer && answer.review !== null)
    return <DecisionReviewed {...steps} {...answer.review} />;
  return <DecisionForm {...steps} />;
}
