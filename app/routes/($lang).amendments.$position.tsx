import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { AmendmentReview } from "#app/components/amendment-review.tsx";
import { diffWords } from "#app/document/diff.ts";
import { refuse } from "#app/domain/refusal.ts";
import { taking } from "#app/forms/amendment.ts";
import { identity, readFields } from "#app/forms/form.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

/** The second look before an amendment becomes the text of the next round. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => {
    const review = await context.services.amendments.review(
      context.actor,
      idIn(params["position"]),
      language,
    );
    return {
      title: translator(language)("amendments:review.title"),
      review,
      changes: diffWords(review.present, review.words),
    };
  });
}

export function action({ context, params, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    const form = { ...readFields(taking, fields), positionId: idIn(params["position"]) };
    const open = await context.services.amendments.take(context.actor, form);
    return redirect(`/${languageOfPath(new URL(request.url).pathname)}${open}`);
  });
}

function idIn(address: string | undefined): string {
  const id = identity.safeParse(address);
  if (!id.success) throw refuse("unknown", "amendment.unknown");
  return id.data;
}

export default function TakeAmendment() {
  const data = useLoaderData<typeof loader>();
  return <AmendmentReview {...data} refused={refusedIn(useActionData<typeof action>())} />;
}
