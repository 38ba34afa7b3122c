import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { GroupMembers } from "#app/components/group-members.tsx";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  const slug = params["slug"] ?? "";
  return loading(async () => {
    const { actor, services } = context;
    const found = await services.groups.members(actor, slug, language);
    const around = await services.suggestions.of(actor, slug, language);
    const { mayNameCoordinator } = await services.memberships.offers(actor, slug);
    return {
      ...found,
      around: await services.decisions.around(actor, slug, language),
      mayNameCoordinator,
      suggestions: around.suggestions,
      maySuggest: around.maySuggest,
      title: `${translator(language)("groups:members.title")} · ${found.group.name}`,
    };
  });
}

export default function MembersPage() {
  const { group, ...found } = useLoaderData<typeof loader>();
  return <GroupMembers slug={group.slug} {...found} />;
}
