/** Above the plan: what it is, where it stands in its chain, and the one next act of whoever reads. */
import { planLadder, type PlanStage } from "#app/domain/plan.ts";
import { readFuzzyDate } from "#app/domain/fuzzy-date.ts";
import { sayFuzzyDate } from "#app/i18n/fuzzy-date.ts";
import type { PlanPage } from "#server/services/plan-views.ts";
import { ButtonLink, TextLink } from "./button.tsx";
import { Chain, NextAct, type Step } from "./chain.tsx";
import { Notice } from "./notice.tsx";
import { Facts } from "./page-head.tsx";
import { RoundCard } from "./round-card.tsx";
import { useFormat, useLanguage, useT } from "./speech.tsx";

export function PlanHead({
  slug,
  page,
  open,
}: {
  slug: string;
  page: PlanPage;
  /** How much of the live text is open; null where the reader does not see it. */
  open: { readonly brackets: number; readonly gaps: number } | null;
}) {
  const t = useT();
  return (
    <div className="plan-head">
      <div className="plan-title">
        <div>
          <h1>{t("plan:title", { period: page.plan.period })}</h1>
          <Facts
            facts={[
              ...useDeadlines(page),
              <TextLink key="outputs" path={`/groups/${slug}/outputs`}>
                {t("outputs:of-the-plan")}
              </TextLink>,
            ]}
          />
        </div>
        {/* The editor says here who else is at the text. */}
        <div id="here" />
      </div>
      <Chain label={t("plan:stages")} steps={useSteps(page)} />
      <Next slug={slug} page={page} open={open} />
      {page.overdue !== undefined && page.overdue !== null && (
        <p className="s objects">
          {t(page.overdue === "adoption" ? "chains:plan.overdue-adoption" : "chains:plan.overdue-proposal")}
        </p>
      )}
      {page.succeeded === true && (
        <Notice kind="quiet" title={t("plan:succeeded")}>
          <p>
            <TextLink path={`/groups/${slug}/plan`}>{t("plan:succeeded.see")}</TextLink>
          </p>
        </Notice>
      )}
      {page.round !== null && (
        <>
          <RoundCard view={page.round} names={page.countries} />
          <Notice
            kind="info"
            title={t("plan:text.live-during-round", { number: page.round.recorded.release.number })}
          />
        </>
      )}
    </div>
  );
}

/** When the cycle's documents ask for the plan, as they say it. */
function useDeadlines({ deadlines, plan }: PlanPage): readonly string[] {
  const t = useT();
  const language = useLanguage();
  if (plan.state.version > 0 || (deadlines.period !== null && deadlines.period !== plan.period)) return [];
  const say = (text: string) => sayFuzzyDate(readFuzzyDate(text), language);
  const { proposedText, adoptedText } = deadlines;
  return [
    ...(proposedText === null ? [] : [t("plan:due.proposed", { date: say(proposedText) })]),
    ...(adoptedText === null ? [] : [t("plan:due.adopted", { date: say(adoptedText) })]),
  ];
}

function useSteps({ plan, steps, considering }: PlanPage): readonly Step[] {
  const t = useT();
  const format = useFormat();
  const here = planLadder.indexOf(plan.state.stage);
  const reached = (stage: PlanStage) => steps.find(({ after }) => after === stage)?.at;
  return planLadder.map((stage, place): Step => {
    const next = planLadder[place + 1];
    const left = next === undefined ? undefined : reached(next);
    const state = place < here || plan.state.stage === "adopted" ? "done" : place === here ? "now" : "ahead";
    const until = stage === "officers" && considering === true ? plan.state.considerationEnds : null;
    const note =
      state === "now"
        ? until === null
          ? t("plan:stage.since", { date: format.day(plan.stageSince) })
          : t("plan:stage.until", { date: format.brief(until) })
        : state === "done" && left !== undefined
          ? format.day(left)
          : undefined;
    return { name: t(`chains:plan.${stage}`), note, state };
  });
}

/** One sentence on what comes next; for who may do it, the button that leads to its review. */
function Next({ slug, page, open }: Parameters<typeof PlanHead>[0]) {
  const t = useT();
  const still = useOpen(open);
  const format = useFormat();
  const { plan, acts } = page;
  const { stage, considerationEnds, version } = plan.state;
  const main = acts.find((act) => act !== "return" && act !== "comment");
  const sentence =
    stage === "officers" && page.considering && considerationEnds !== null
      ? t("plan:next.considering", { date: format.brief(considerationEnds) })
      : t(`plan:next.${stage}`, { version });
  const path = (act: string) =>
    act === "open-round" ? `/groups/${slug}/plan/open-round` : `/groups/${slug}/plan/step?act=${act}`;
  return (
    <NextAct
      action={
        <span className="row">
          {main !== undefined && (
            <ButtonLink kind="go" path={path(main)}>
              {t(`chains:plan-act.${main}`)}
            </ButtonLink>
          )}
          {acts.includes("comment") && (
            <ButtonLink path={path("comment")}>{t("chains:plan-act.comment")}</ButtonLink>
          )}
          {acts.includes("return") && (
            <ButtonLink path={path("return")}>{t("chains:plan-act.return")}</ButtonLink>
          )}
        </span>
      }
    >
      {main !== undefined && <b>{t("plan:next.yours")} </b>}
      {sentence}
      {still !== "" && beforeRelease.includes(stage) && (
        <>
          {" "}
          <a className="soft" href="#open-points">
            {still}
          </a>
        </>
      )}
    </NextAct>
  );
}

/** Stages in which the live text becomes the text of a round. */
const beforeRelease: readonly PlanStage[] = ["drafting", "group", "officers"];

/** "Still open: 2 passages in brackets and 1 gap."; "" where nothing is. */
function useOpen(open: Parameters<typeof PlanHead>[0]["open"]): string {
  const t = useT();
  const format = useFormat();
  const { brackets, gaps } = open ?? { brackets: 0, gaps: 0 };
  const points = [
    ...(brackets === 0 ? [] : [t("plan:open-points.brackets", { count: brackets })]),
    ...(gaps === 0 ? [] : [t("plan:open-points.gaps", { count: gaps })]),
  ];
  return points.length === 0 ? "" : t("plan:next.open", { points: format.list(points) });
}
