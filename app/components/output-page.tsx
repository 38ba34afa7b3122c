/** One output: what the text says of it, and everything that was recorded of it since the plan was adopted. */
import type { Refused } from "#app/answers.ts";
import { readFuzzyDate } from "#app/domain/fuzzy-date.ts";
import { agendaGoalPath } from "#app/domain/goal-address.ts";
import type { OutputPage as Page } from "#server/services/outputs.ts";
import { TextLink } from "./button.tsx";
import { Definitions, type Definition } from "./definitions.tsx";
import { Notice } from "./notice.tsx";
import { ProgressForm, type FilesTaken } from "./progress-form.tsx";
import { ProgressHistory } from "./progress-history.tsx";
import { Funding, LateMark, Parties, PlanDate, PlanText, StandingMark, useRange } from "./output-words.tsx";
import { PageHead } from "./page-head.tsx";
import { Part } from "./part.tsx";
import { useT } from "./speech.tsx";

export function OutputPage(props: {
  readonly page: Page;
  readonly files: FilesTaken;
  readonly recorded: boolean;
  readonly refused: Refused | null;
}) {
  const t = useT();
  const { page, files, recorded, refused } = props;
  const { group, line, history, capacities } = page;
  const { plan, output, standing, late } = line;
  const home = `/groups/${group.slug}`;
  const release = plan.adopted?.number ?? null;
  return (
    <>
      <PageHead
        title={output.title === "" ? t("outputs:untitled") : <PlanText line={line}>{output.title}</PlanText>}
        crumbs={[
          { name: t("outputs:title"), path: `${home}/outputs` },
          { name: t("outputs:output.number", { number: output.number }) },
        ]}
        facts={[
          <StandingMark key="standing" standing={standing} />,
          ...(late ? [<LateMark key="late" />] : []),
        ]}
      />
      <p className="counting soft">
        {release === null
          ? t("outputs:counts.live", { period: plan.period })
          : t("outputs:output.adopted", { period: plan.period, version: plan.version })}{" "}
        <TextLink
          path={
            release === null
              ? `${home}/plan#${output.id}`
              : `${home}/plan/releases/${release}${periodOf(plan)}#${output.id}`
          }
        >
          {t("outputs:counts.see")}
        </TextLink>
      </p>
      <Part id="text" first title={t("outputs:output.text")}>
        <Definitions rows={useRows(page)} />
      </Part>
      <Part
        id="progress"
        title={t("outputs:progress")}
        note={release === null ? undefined : t("outputs:progress.note")}
      >
        {recorded && refused === null && <Notice kind="done" title={t("outputs:progress.done")} />}
        {release === null ? (
          <p>{t("outputs:progress.later")}</p>
        ) : (
          <ProgressHistory history={history} slug={group.slug} names={page.names} output={output} />
        )}
        {capacities.length > 0 && <ProgressForm page={page} files={files} refused={refused} />}
      </Part>
    </>
  );
}

/** A plan whose period is over is found by it. */
const periodOf = ({ succeeded, period }: Page["line"]["plan"]): string =>
  succeeded ? `?period=${encodeURIComponent(period)}` : "";

/** What the text says, field by field; what nobody filled is left out. */
function useRows({ line, names, goals }: Page): readonly Definition[] {
  const t = useT();
  const range = useRange();
  const { output, plan, unread } = line;
  const titles = new Map(goals.map(({ number, title }) => [number, title]));
  const own = line.goals.filter(({ cycle }) => cycle === plan.group.cycleId);
  const words = (term: string, value: string): Definition[] =>
    value.trim() === "" ? [] : [{ term, value: <PlanText line={line}>{value}</PlanText> }];
  const date = (term: string, text: string): Definition[] => {
    if (text.trim() === "") return [];
    const days = range(readFuzzyDate(text));
    const said = (
      <>
        <PlanDate line={line} text={text} />
        {days !== "" && <span className="soft s"> · {days}</span>}
      </>
    );
    return [{ term, value: said }];
  };
  return [
    ...words(t("outputs:output.description"), output.description),
    ...(output.kind === null
      ? []
      : [{ term: t("outputs:filter.kind"), value: t(`plan:kind.${output.kind}`) }]),
    ...(output.responsible.length === 0
      ? []
      : [
          {
            term: t("plan:output.responsible"),
            value: <Parties parties={output.responsible} names={names} />,
          },
        ]),
    ...(output.partners.length === 0
      ? []
      : [{ term: t("outputs:output.partners"), value: <Parties parties={output.partners} names={names} /> }]),
    ...(own.length + unread.length === 0
      ? []
      : [
          {
            term: t("outputs:output.goals"),
            value: (
              <>
                {own.map(({ cycle, number }) => (
                  <span className="block" key={number}>
                    <TextLink path={agendaGoalPath({ cycle, number })}>
                      {[String(number), titles.get(number)].filter(Boolean).join(" · ")}
                    </TextLink>
                  </span>
                ))}
                {unread.length > 0 && (
                  <span className="soft">{t("outputs:output.unread", { words: unread.join(" ") })}</span>
                )}
              </>
            ),
          },
        ]),
    ...date(t("outputs:output.start"), output.start),
    ...date(t("plan:output.due"), output.due),
    ...words(t("outputs:output.indicator"), output.indicator),
    ...words(t("outputs:output.target"), output.target),
    ...(output.funding.state === null && output.funding.amount === ""
      ? []
      : [{ term: t("plan:output.funding"), value: <Funding funding={output.funding} /> }]),
    ...(output.status === null
      ? []
      : [{ term: t("outputs:output.status-in-text"), value: t(`plan:status.${output.status}`) }]),
    ...words(t("outputs:output.evidence"), output.evidence),
  ];
}
