import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { GroupEndForm, GroupProposalForm } from "#app/components/group-proposal-form.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { readFields } from "#app/forms/form.ts";
import { editingGroup, endingGroup } from "#app/forms/group.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => ({
    title: translator(language)("group-chain:edit.title"),
    view: await context.services.groups.editingProposal(context.actor, params["slug"] ?? "", language),
  }));
}

/** A proposal that a group end has reasons and no names of its own: the form that was sent says which it is. */
export async function action({ context, params, request }: ActionFunctionArgs) {
  const slug = params["slug"] ?? "";
  return posted(request, async (fields) => {
    const { actor, services } = context;
    if (fields["purpose"] === undefined) {
      const { reasons, ...form } = readFields(endingGroup, fields);
      const text = { proposes: "end", names: {}, reasons } as const;
      await services.groups.editProposal(actor, { ...form, text, slug });
    } else await services.groups.editProposal(actor, { ...readFields(editingGroup, fields), slug });
    return redirect(`/${languageOfPath(new URL(request.url).pathname)}/groups/${slug}/proposal`);
  });
}

export default function EditProposal() {
  const { title, view } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  const { existing } = view;
  const back = `/groups/${existing?.slug ?? ""}/proposal`;
  const form = { view, newId: null, refused, back };
  return (
    <>
      <PageHead title={title} crumbs={[{ name: existing?.name ?? "", path: back }]} />
      {existing?.text?.proposes === "end" ? <GroupEndForm {...form} /> : <GroupProposalForm {...form} />}
    </>
  );
}
