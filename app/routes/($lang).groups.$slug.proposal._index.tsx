import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { GroupProposalPage } from "#app/components/group-proposal-page.tsx";
import { proposalOf } from "#app/group-life.ts";
import { readFields } from "#app/forms/form.ts";
import { groupStep } from "#app/forms/group.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { posted } from "#app/posted.ts";

/** What is proposed of a group, or was: that it be created, or that it end. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(() => proposalOf(context, params["slug"] ?? "", language));
}

/** The steps of the group's chain, told apart by the field `act`. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  const slug = params["slug"] ?? "";
  return posted(request, async (fields) => {
    await stepOfGroup(context, fields, slug);
    return redirect(`/${languageOfPath(new URL(request.url).pathname)}/groups/${slug}/proposal`);
  });
}

async function stepOfGroup(
  { actor, services }: ActionFunctionArgs["context"],
  fields: Readonly<Record<string, string>>,
  slug: string,
): Promise<unknown> {
  const form = readFields(groupStep, fields);
  const { groups } = services;
  switch (form.act) {
    case "co-propose":
      return groups.coPropose(actor, { ...form, slug });
    case "leave-proposal":
      return groups.leaveProposal(actor, { ...form, slug });
    case "revise-proposal":
      return groups.reviseProposal(actor, { ...form, slug });
    case "withdraw-proposal":
      return groups.withdrawProposal(actor, { ...form, slug });
    case "open-consultation":
      return groups.openConsultation(actor, { ...form, slug });
    case "open-officers-round":
      return groups.openOfficersRound(actor, { ...form, slug });
    case "withdraw-rounds":
      return groups.withdrawRounds(actor, { ...form, slug });
  }
}

export default function Proposal() {
  const data = useLoaderData<typeof loader>();
  return <GroupProposalPage {...data} refused={refusedIn(useActionData<typeof action>())} />;
}
