import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { GroupEndForm } from "#app/components/group-proposal-form.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { readFields } from "#app/forms/form.ts";
import { endingGroup } from "#app/forms/group.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { posted } from "#app/posted.ts";

/** A focal point proposes for its country that the group end. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  const t = translator(language);
  return loading(async () => {
    const view = await context.services.groups.endingGroup(context.actor, params["slug"] ?? "", language);
    const group = view.existing?.name ?? "";
    return { title: t("group-chain:end.title", { group }), lead: t("group-chain:end.lead"), view };
  });
}

export async function action({ context, params, request }: ActionFunctionArgs) {
  const slug = params["slug"] ?? "";
  return posted(request, async (fields) => {
    await context.services.groups.proposeEnd(context.actor, { ...readFields(endingGroup, fields), slug });
    return redirect(`/${languageOfPath(new URL(request.url).pathname)}/groups/${slug}/proposal`);
  });
}

export default function EndGroup() {
  const { title, lead, view } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  const back = `/groups/${view.existing?.slug ?? ""}`;
  return (
    <>
      <PageHead title={title} lead={lead} />
      <GroupEndForm view={view} newId={null} refused={refused} back={back} />
    </>
  );
}
