import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { GroupHome } from "#app/components/group-home.tsx";
import { languageOfPath } from "#app/i18n/language.ts";

export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => {
    const slug = params["slug"] ?? "";
    const home = await context.services.minisites.home(context.actor, slug, language);
    const { members, ...rest } = home;
    const { observers, agencies, coordinator } = members;
    return {
      title: home.group.name,
      description: home.mandate?.summary ?? null,
      ...rest,
      coordinator,
      around: await context.services.decisions.around(context.actor, slug, language),
      observers: observers.length,
      agencies: agencies.length,
    };
  });
}

export default function GroupHomePage() {
  return <GroupHome home={useLoaderData<typeof loader>()} />;
}
