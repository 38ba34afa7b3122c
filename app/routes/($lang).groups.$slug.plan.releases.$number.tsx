import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { TextLink } from "#app/components/button.tsx";
import { PageHead } from "#app/components/page-head.tsx";
import { PlanDownloads } from "#app/components/plan-downloads.tsx";
import { PlanSheet } from "#app/components/plan-sheet.tsx";
import { sheetOf } from "#app/components/plan-words.ts";
import { useFormat, useT } from "#app/components/speech.tsx";
import { textPaths } from "#app/components/text-history.tsx";
import { refuse } from "#app/domain/refusal.ts";
import { releaseNumber } from "#app/forms/plan.ts";
import { languageOfPath } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

export async function loader({ context, params, request }: LoaderFunctionArgs) {
  const language = languageOfPath(new URL(request.url).pathname);
  const slug = params["slug"] ?? "";
  const t = translator(language);
  return loading(async () => {
    const number = releaseNumber.safeParse(params["number"]);
    if (!number.success) throw refuse("unknown", "release.unknown");
    const period = new URL(request.url).searchParams.get("period");
    const { plan, countries, release, text, ...around } = await context.services.plans.release(
      context.actor,
      slug,
      number.data,
      language,
      period,
    );
    return {
      slug,
      period: plan.period,
      release,
      asked: period,
      ...around,
      title: t("plan:release", { number: number.data }),
      sheet: sheetOf(text, t, language, release.language, countries, {}, plan.cycleId),
    };
  });
}

export default function PlanRelease() {
  const { slug, period, asked, release, title, sheet, pending, before, reads } =
    useLoaderData<typeof loader>();
  const t = useT();
  const format = useFormat();
  const paths = textPaths(slug, asked);
  const address = `release-${release.number}`;
  return (
    <>
      <PageHead
        title={title}
        crumbs={[{ name: t("plan:title", { period }), path: `/groups/${slug}/plan?period=${period}` }]}
        facts={[
          ...(pending > 0 ? [t("comments:pending", { count: pending })] : []),
          t("plan:release.frozen", { date: format.exact(release.at) }),
          <span key="hash" className="mono hash">
            SHA-256 {release.sha256}
          </span>,
          ...(before === null
            ? []
            : [
                <TextLink key="before" path={paths.compare(`release-${before}`, address)}>
                  {t("versions:to-before", { point: t("versions:point.release", { number: before }) })}
                </TextLink>,
              ]),
          ...(reads
            ? [
                <TextLink key="live" path={paths.compare(address, "live")}>
                  {t("versions:to-live")}
                </TextLink>,
              ]
            : []),
          <TextLink key="history" path={paths.history}>
            {t(reads ? "versions:wrote.changed" : "versions:title")}
          </TextLink>,
        ]}
      />
      <PlanSheet sheet={sheet} label={t("plan:text")} />
      <PlanDownloads
        slug={slug}
        period={period}
        of={address}
        since={release.number > 1 ? release.number - 1 : null}
      />
    </>
  );
}
