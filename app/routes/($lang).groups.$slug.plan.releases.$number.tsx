import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { loading } from "#app/answers.ts";
import { PageHead } from "#app/components/page-head.tsx";
import { PlanDownloads } from "#app/components/plan-downloads.tsx";
import { PlanSheet } from "#app/components/plan-sheet.tsx";
import { sheetOf } from "#app/components/plan-words.ts";
import { useFormat, useT } from "#app/components/speech.tsx";
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
    const { plan, countries, release, text, pending } = await context.services.plans.release(
      context.actor,
      slug,
      number.data,
      language,
      new URL(request.url).searchParams.get("period"),
    );
    return {
      slug,
      period: plan.period,
      release,
      pending,
      title: t("plan:release", { number: number.data }),
      sheet: sheetOf(text, t, language, release.language, countries),
    };
  });
}

export default function PlanRelease() {
  const { slug, period, release, title, sheet, pending } = useLoaderData<typeof loader>();
  const t = useT();
  const format = useFormat();
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
        ]}
      />
      <PlanSheet sheet={sheet} label={t("plan:text")} />
      <PlanDownloads
        slug={slug}
        period={period}
        of={`release-${release.number}`}
        since={release.number > 1 ? release.number - 1 : null}
      />
    </>
  );
}
