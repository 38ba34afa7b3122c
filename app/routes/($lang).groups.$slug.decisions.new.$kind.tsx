import { randomUUID } from "node:crypto";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { DecisionForm, DecisionReviewed } from "#app/components/decision-form.tsx";
import { decisionKinds, type DecisionKind } from "#app/domain/decision.ts";
import { refuse } from "#app/domain/refusal.ts";
import { readProposal } from "#app/forms/decision.ts";
import { entered } from "#app/forms/form.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

export function loader({ context, params, request }: LoaderFunctionArgs) {
  const { pathname, searchParams } = new URL(request.url);
  const language = languageOfPath(pathname);
  return loading(async () => {
    const kind = kindIn(params["kind"]);
    return {
      title: translator(language)(`decisions:new.${kind}`),
      kind,
      newId: randomUUID(),
      edited: null,
      chosen: searchParams.get("about"),
      view: await context.services.decisions.proposing(context.actor, params["slug"] ?? "", language),
    };
  });
}

/** The first sending answers with what will be proposed; the second, with the same fields, proposes it. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    const { actor, services } = context;
    const slug = params["slug"] ?? "";
    const values = entered(fields);
    if (fields["step"] === "change") return { review: null, values };
    const form = { ...readProposal(kindIn(params["kind"]), fields), slug };
    if (fields["step"] !== "confirm") return { review: await services.decisions.review(actor, form), values };
    const number = await services.decisions.propose(actor, form);
    return redirect(`/${languageOfPath(new URL(request.url).pathname)}/groups/${slug}/decisions/${number}`);
  });
}

function kindIn(address: string | undefined): DecisionKind {
  const kind = decisionKinds.find((known) => known === address);
  if (kind === undefined) throw refuse("unknown", "decision.unknown");
  return kind;
}

export default function NewDecision() {
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const steps = { ...data, refused: refusedIn(answer), values: answer?.values ?? {} };
  if (answer !== undefined && "review" in answer && answer.review !== null)
    return <DecisionReviewed {...steps} {...answer.review} />;
  return <DecisionForm {...steps} />;
}
