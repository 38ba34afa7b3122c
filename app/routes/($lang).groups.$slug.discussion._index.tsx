import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { ButtonLink } from "#app/components/button.tsx";
import { Pagination } from "#app/components/list.tsx";
import { Empty } from "#app/components/notice.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { Part } from "#app/components/part.tsx";
import { useT } from "#app/components/speech.tsx";
import { ThreadTable } from "#app/components/thread-table.tsx";
import { WhoMaySpeak } from "#app/components/who-may-speak.tsx";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { pageOf } from "#app/page-of.ts";

export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  const slug = params["slug"] ?? "";
  return loading(async () => {
    const view = await context.services.threads.list(context.actor, slug, language, pageOf(request));
    return { ...view, title: `${translator(language)("threads:title")} · ${view.group.name}` };
  });
}

export default function DiscussionPage() {
  const view = useLoaderData<typeof loader>();
  const { group, threads, names, count, page, pages } = view;
  const t = useT();
  const home = `/groups/${group.slug}/discussion`;
  return (
    <>
      <PageHead title={t("threads:title")} lead={t("threads:lead")} />
      <Part
        id="threads"
        title={t("threads:list")}
        note={count > 0 ? t("threads:list.note", { count }) : undefined}
        first
      >
        {view.voices.length > 0 && (
          <p className="row before">
            <ButtonLink path={`${home}/new`}>{t("threads:open")}</ButtonLink>
          </p>
        )}
        {threads.length === 0 ? (
          <Empty title={t("threads:empty")}>{t("threads:empty.text")}</Empty>
        ) : (
          <ThreadTable slug={group.slug} caption={t("threads:list")} threads={threads} names={names} />
        )}
        <Pagination page={page} pages={pages} pathOf={(at) => `${home}?page=${at}`} />
      </Part>
      <Part id="who" title={t("threads:may")}>
        <WhoMaySpeak speaking={view} slug={group.slug} />
      </Part>
    </>
  );
}
