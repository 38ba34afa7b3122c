import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { ButtonLink, TextLink } from "#app/components/button.tsx";
import { NewsList, Pagination } from "#app/components/list.tsx";
import { newsItem } from "#app/components/group-home.tsx";
import { Empty } from "#app/components/notice.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { Part } from "#app/components/part.tsx";
import { useT } from "#app/components/speech.tsx";
import { pageOf } from "#app/page-of.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

export function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  const slug = params["slug"] ?? "";
  return loading(async () => {
    const news = await context.services.minisites.news(context.actor, slug, language, pageOf(request));
    return { ...news, slug, title: `${translator(language)("groups:news")} · ${news.group.name}` };
  });
}

export default function NewsPage() {
  const { slug, items, page, pages, keeps } = useLoaderData<typeof loader>();
  const t = useT();
  const home = `/groups/${slug}/news`;
  return (
    <>
      <PageHead title={t("groups:news")} lead={t("minisite:news.lead")} />
      <Part
        id="items"
        title={t("groups:news")}
        note={<TextLink path={`${home}.atom`}>{t("groups:news.feed")}</TextLink>}
        first
      >
        {keeps && (
          <p className="row before">
            <ButtonLink path={`${home}/new`}>{t("groups:news.write")}</ButtonLink>
          </p>
        )}
        {items.length === 0 ? (
          <Empty title={t("groups:news.empty")}>{t("groups:news.empty.text")}</Empty>
        ) : (
          <NewsList news={items.map((item) => newsItem(t, slug, item))} />
        )}
        <Pagination page={page} pages={pages} pathOf={(at) => `${home}?page=${at}`} />
      </Part>
    </>
  );
}
