import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { RedactionForm, RedactionList, RedactionReviewed } from "#app/components/redaction-steps.tsx";
import { doneIn } from "#app/components/secretariat-done.ts";
import { SecretariatPage } from "#app/components/secretariat.tsx";
import { redactionLimits } from "#app/domain/redaction.ts";
import { redacting } from "#app/forms/people.ts";
import { entered, readFields } from "#app/forms/form.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

export function loader({ context, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const language = languageOfPath(url.pathname);
  return loading(async () => ({
    title: translator(language)("redaction:title"),
    done: doneIn(url),
    address: (url.searchParams.get("at") ?? "").slice(0, 500),
    passage: (url.searchParams.get("passage") ?? "").slice(0, redactionLimits.passage),
    entries: await context.services.redactions.list(context.actor, language),
  }));
}

/** The first sending answers with what will go; the second, with the same fields, takes it out. */
export async function action({ context, request }: ActionFunctionArgs) {
  const { actor, services } = context;
  return posted(request, async (fields) => {
    const form = readFields(redacting, fields);
    const values = entered(fields);
    if (fields["step"] === "change") return { review: null, values };
    if (fields["step"] !== "confirm")
      return { review: await services.redactions.review(actor, form), values };
    await services.redactions.redact(actor, form);
    return redirect(`/${languageOfPath(new URL(request.url).pathname)}/secretariat/redactions?done=redacted`);
  });
}

export default function Redactions() {
  const { title, done, address, passage, entries } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  if (answer !== undefined && "review" in answer && answer.review !== null)
    return <RedactionReviewed review={answer.review} values={answer.values} />;
  const values = answer?.values ?? { address, passage };
  return (
    <SecretariatPage
      page="redactions"
      title={title}
      done={done}
      form={<RedactionForm refused={refusedIn(answer)} values={values} />}
    >
      <RedactionList entries={entries} />
    </SecretariatPage>
  );
}
