import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { loading, refusedIn } from "#app/answers.ts";
import { GroupRenameForm } from "#app/components/group-rename-form.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { readFields } from "#app/forms/form.ts";
import { renamingGroup } from "#app/forms/group.ts";
import { actOf } from "#app/forms/people.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { postedWithLetter } from "#app/posted.ts";

/** The secretariat enters new names of a group, with the act they rest on. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  const t = translator(language);
  return loading(async () => {
    const group = await context.services.groups.renaming(context.actor, params["slug"] ?? "", language);
    return {
      title: t("group-chain:rename.title", { group: group.name }),
      lead: t("group-chain:rename.lead"),
      group,
    };
  });
}

export function action({ context, params, request }: ActionFunctionArgs) {
  return postedWithLetter({ context, request }, async (fields, letterId) => {
    const { names, ...form } = readFields(renamingGroup, fields);
    const renamed = { slug: params["slug"] ?? "", names, act: actOf(form, letterId) };
    const slug = await context.services.groups.rename(context.actor, renamed);
    throw redirect(`/${languageOfPath(new URL(request.url).pathname)}/groups/${slug}`);
  });
}

export default function RenameGroup() {
  const { title, lead, group } = useLoaderData<typeof loader>();
  const refused = refusedIn(useActionData<typeof action>());
  return (
    <>
      <PageHead title={title} lead={lead} />
      <GroupRenameForm group={group} refused={refused} />
    </>
  );
}
