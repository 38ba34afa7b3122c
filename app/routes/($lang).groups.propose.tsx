import { randomUUID } from "node:crypto";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { GroupProposalForm } from "#app/components/group-proposal-form.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { readFields } from "#app/forms/form.ts";
import { proposingGroup } from "#app/forms/group.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

export function loader({ context, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  const t = translator(language);
  return loading(async () => ({
    title: t("group-chain:propose"),
    lead: t("group-chain:propose.lead"),
    groups: t("groups:title"),
    id: randomUUID(),
    view: await context.services.groups.proposing(context.actor, language),
  }));
}

export async function action({ context, request }: ActionFunctionArgs) {
  return posted(request, async (fields) => {
    const slug = await context.services.groups.propose(context.actor, readFields(proposingGroup, fields));
    return redirect(`/${languageOfPath(new URL(request.url).pathname)}/groups/${slug}`);
  });
}

export default function ProposeGroup() {
  const { title, lead, groups, id, view } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  return (
    <>
      <PageHead title={title} lead={lead} crumbs={[{ name: groups, path: "/groups" }]} />
      <GroupProposalForm view={view} newId={id} refused={refused} back="/groups" />
    </>
  );
}
