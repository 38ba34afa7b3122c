/** The plan's text on its page: live and edited together, or read where that is not open to the reader. */
import { TextLink } from "#app/components/button.tsx";
import { Notice } from "#app/components/notice.tsx";
import { OpenPoints } from "#app/components/open-points.tsx";
import { PlanOutline } from "#app/components/plan-outline.tsx";
import { PlanSheet, type Sheet } from "#app/components/plan-sheet.tsx";
import { useLanguage, useLocal, useT } from "#app/components/speech.tsx";
import { textPaths } from "#app/components/text-history.tsx";
import type { PlanPage } from "#server/services/plan-views.ts";
import type { Names } from "./offers.ts";
import { PlanIsland } from "./island.tsx";

export function PlanWorkspace(props: {
  readonly slug: string;
  readonly page: PlanPage;
  readonly live: { readonly sheet: Sheet; readonly epoch: number } | null;
  readonly adopted: Sheet | null;
  readonly person: { readonly id: string; readonly name: string; readonly country: string | null } | null;
  readonly names: Names | null;
}) {
  const { slug, page, live, adopted, person, names } = props;
  const t = useT();
  const language = useLanguage();
  const { plan } = page;
  const local = useLocal();
  const title = t("plan:title", { period: plan.period });
  const { history } = textPaths(slug, page.succeeded === true ? plan.period : null);
  const stands = adopted !== null && (
    <section aria-labelledby="adopted-text" id="adopted">
      <h2 id="adopted-text">{t("plan:text.adopted", { version: plan.state.version })}</h2>
      <PlanSheet sheet={adopted} label={title} />
    </section>
  );
  if (plan.state.stage === "adopted" || live === null)
    return stands || <Notice kind="quiet" title={t("plan:text.not-yours")} />;
  return (
    <>
      <noscript>
        <p className="soft s above">
          {t("plan:no-script")} <TextLink path={`${history}#wrote`}>{t("versions:wrote.changed")}</TextLink>
        </p>
      </noscript>
      {!page.edits && (
        <p className="soft s above">
          {t(page.beside?.comments === true ? "margin:speak-only" : "plan:read-only")}
        </p>
      )}
      <PlanIsland
        documentId={plan.documentId}
        epoch={live.epoch}
        language={language}
        written={live.sheet.language}
        person={person}
        mayEdit={page.edits}
        initialSide={
          <>
            <PlanOutline glance={live.sheet.glance} language={live.sheet.language} />
            <OpenPoints points={live.sheet.glance.points} />
          </>
        }
        title={title}
        countries={page.countries}
        agenda={page.agenda}
        names={names}
        hereId="here"
        margin={{
          address: local(`/groups/${slug}/plan/margin`),
          initial: null,
          discussion: `/groups/${slug}/discussion`,
        }}
      >
        <article
          className="paper"
          lang={live.sheet.language}
          dangerouslySetInnerHTML={{ __html: live.sheet.html }}
        />
      </PlanIsland>
      {stands}
    </>
  );
}
