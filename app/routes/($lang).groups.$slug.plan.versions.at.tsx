import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { Actions, ButtonLink, TextLink } from "#app/components/button.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { PlanDownloads } from "#app/components/plan-downloads.tsx";
import { PlanSheet } from "#app/components/plan-sheet.tsx";
import { sheetOf } from "#app/components/plan-words.ts";
import { useFormat, useT } from "#app/components/speech.tsx";
import { authorWords, creditsOf, Legend } from "#app/components/text-authors.tsx";
import { textPaths } from "#app/components/text-history.tsx";
import { sayPoint, sayWriter } from "#app/components/text-point.ts";
import { formatter } from "#app/i18n/format.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

/** The text as it was at a point: a release, a named version, a moment; with the author of every passage where asked for. */
export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  const language = languageOfPath(url.pathname);
  const slug = params["slug"] ?? "";
  const period = url.searchParams.get("period");
  const t = translator(language);
  return loading(async () => {
    const asked = {
      period,
      point: url.searchParams.get("point"),
      authors: url.searchParams.get("authors") === "1",
    };
    const page = await context.services.versions.at(context.actor, slug, language, asked);
    const { text, authored, plan, countries, shown, may } = page;
    const words = authored === null ? {} : authorWords(t, language, authored, countries);
    return {
      slug,
      period,
      plan,
      countries,
      shown,
      may,
      title: sayPoint({ t, format: formatter(language, t, context.now) }, shown),
      authors: asked.authors,
      credits: authored === null ? null : creditsOf(t, authored, countries),
      movesKnown: authored?.movesKnown ?? true,
      sheet: sheetOf(authored?.plan ?? text, t, language, plan.language, countries, words, plan.cycleId),
    };
  });
}

export default function TextAtPoint() {
  const { slug, period, plan, countries, shown, may, title, authors, credits, movesKnown, sheet } =
    useLoaderData<typeof loader>();
  const t = useT();
  const format = useFormat();
  const paths = textPaths(slug, period);
  const { address, kind, at, by, note, sha256 } = shown;
  return (
    <>
      <PageHead
        title={title}
        crumbs={[
          { name: t("plan:title", { period: plan.period }), path: paths.plan },
          { name: t("versions:title"), path: paths.history },
        ]}
        facts={[
          ...(kind === "version" ? [t("versions:named")] : []),
          ...(kind === "release" && at !== null
            ? [t("plan:release.frozen", { date: format.exact(at) })]
            : []),
          ...(kind === "version" && at !== null ? [format.exact(at)] : []),
          ...(by === null ? [] : [t("versions:by", { who: sayWriter({ t }, by, countries) })]),
          ...(sha256 === null
            ? []
            : [
                <span key="hash" className="mono hash">
                  SHA-256 {sha256}
                </span>,
              ]),
        ]}
        {...(note === null ? {} : { lead: note })}
      />
      <Actions close>
        {kind !== "live" && (
          <ButtonLink path={paths.compare(address, "live")}>{t("versions:to-live")}</ButtonLink>
        )}
        {may.authors && (
          <ButtonLink kind="low" path={paths.at(address, authors ? "" : "&authors=1")}>
            {t(authors ? "versions:authors.hide" : "versions:authors.show")}
          </ButtonLink>
        )}
        {may.restore && period === null && (
          <TextLink path={paths.restore(address)}>{t("versions:restore")}</TextLink>
        )}
      </Actions>
      {authors && credits === null && <p className="soft">{t("versions:authors.release")}</p>}
      {credits !== null && <Legend credits={credits} movesKnown={movesKnown} />}
      <PlanSheet sheet={sheet} label={t("plan:text")} />
      <PlanDownloads
        slug={slug}
        period={plan.period}
        of={address}
        since={plan.state.version > 0 ? "adopted" : null}
      />
    </>
  );
}
