import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { TextLink } from "#app/components/button.tsx";
import { GroupList } from "#app/components/group-list.tsx";
import { GroupsOver, ProposedGroups } from "#app/components/proposed-groups.tsx";
import { Empty } from "#app/components/notice.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { Part } from "#app/components/part.tsx";
import { planLine } from "#app/components/plan-status.ts";
import { useFormat, useT } from "#app/components/speech.tsx";
import { isPending } from "#app/domain/group.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

export function loader({ context, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  return loading(async () => ({
    title: translator(language)("groups:title"),
    areas: await context.services.groups.list(language),
    lists: await context.services.groups.proposals(language),
    proposes: context.services.groups.mayPropose(context.actor),
  }));
}

export default function GroupsPage() {
  const { areas, lists, proposes } = useLoaderData<typeof loader>();
  const t = useT();
  const format = useFormat();
  const count = areas.reduce((sum, { groups }) => sum + groups.length, 0);
  return (
    <>
      <PageHead title={t("groups:title")} lead={t("groups:lead", { cycle: areas[0]?.cycle ?? "eLAC" })} />
      <Part
        id="areas"
        title={t("groups:by-area")}
        note={
          <>
            {t("groups:by-area.note", { count })} <TextLink path="/agendas">{t("groups:agenda")}</TextLink>
          </>
        }
        first
      >
        {areas.length === 0 ? (
          <Empty title={t("groups:empty")}>{t("groups:empty.text")}</Empty>
        ) : (
          <GroupList
            areas={areas.map(({ area, earlier, groups }) => ({
              code: area.code,
              title: area.title,
              earlier,
              groups: groups.map((group) => ({
                name: group.name,
                path: `/groups/${group.slug}`,
                chair: group.chair?.name ?? null,
                status: isPending(group.stage)
                  ? t(`chains:group.${group.stage}`)
                  : planLine(t, format, group.plan),
              })),
            }))}
          />
        )}
      </Part>
      <ProposedGroups groups={lists.proposed} proposes={proposes} />
      <GroupsOver groups={lists.over} />
    </>
  );
}
