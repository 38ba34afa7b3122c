import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { GroupHome } from "#app/components/group-home.tsx";
import { GroupProposalPage } from "#app/components/group-proposal-page.tsx";
import { isWorking } from "#app/domain/group.ts";
import { proposalOf } from "#app/group-life.ts";
import { languageOfPath } from "#app/i18n/language.ts";

/** The home of a group; of one that is not at work yet, what is proposed. */
export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => {
    const slug = params["slug"] ?? "";
    const life = await context.services.groups.life(context.actor, slug);
    const { stage } = life;
    if (!isWorking(stage) && stage !== "discontinued")
      return { kind: "proposal" as const, ...(await proposalOf(context, slug, language)) };
    const home = await context.services.minisites.home(context.actor, slug, language);
    const { members, ...rest } = home;
    const { observers, agencies, coordinator } = members;
    return {
      kind: "home" as const,
      title: home.group.name,
      description: home.mandate?.summary ?? null,
      ...rest,
      coordinator,
      around: await context.services.decisions.around(context.actor, slug, language),
      life,
      observers: observers.length,
      agencies: agencies.length,
    };
  });
}

export default function GroupHomePage() {
  const data = useLoaderData<typeof loader>();
  return data.kind === "home" ? <GroupHome home={data} /> : <GroupProposalPage {...data} refused={null} />;
}
