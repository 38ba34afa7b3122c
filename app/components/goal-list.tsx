/** Proposed goals by where they stand, of the region or of one group. */
import type { GoalStage } from "#app/domain/goal.ts";
import type { ListedGoal } from "#server/services/goal-views.ts";
import { ButtonLink, TextLink } from "./button.tsx";
import { Moment } from "./moment.tsx";
import { Empty } from "./notice.tsx";
import { PageHead } from "./page-head.tsx";
import { Part } from "./part.tsx";
import { useLanguage, useT } from "./speech.tsx";

/** Those nearest to a decision first; what is over, last. */
const stages: readonly GoalStage[] = [
  "officers-round",
  "tabled",
  "agreed",
  "group-round",
  "discussed",
  "draft",
  "returned",
  "adopted",
  "withdrawn",
];

export function GoalList(props: {
  readonly goals: readonly ListedGoal[];
  readonly group: { readonly slug: string; readonly name: string; readonly drafts: boolean } | null;
}) {
  const t = useT();
  const { goals, group } = props;
  const held = stages
    .map((stage) => ({ stage, goals: goals.filter(({ proposal }) => proposal.stage === stage) }))
    .filter((one) => one.goals.length > 0);
  const open = goals.filter(
    ({ proposal }) => proposal.stage !== "adopted" && proposal.stage !== "withdrawn",
  ).length;
  return (
    <>
      <PageHead
        title={group === null ? t("goals:title") : t("goals:title-group")}
        lead={t("goals:lead")}
        facts={[
          open === 0 ? t("goals:count.none") : t("goals:count", { count: open }),
          <TextLink key="agendas" path="/agendas">
            {t("goals:agendas")}
          </TextLink>,
        ]}
      />
      {group?.drafts === true && (
        <div className="row">
          <ButtonLink kind="go" path={`/groups/${group.slug}/goals/new`}>
            {t("goals:new")}
          </ButtonLink>
        </div>
      )}
      {held.length === 0 && (
        <Part id="goals" first title={t("goals:list")}>
          <Empty title={t("goals:empty")}>{t("goals:empty-text")}</Empty>
        </Part>
      )}
      {held.map(({ stage, goals: own }, place) => (
        <Part
          key={stage}
          id={stage}
          first={place === 0}
          title={t(`chains:goal.${stage}`)}
          note={t(`goals:stage-note.${stage}`)}
        >
          <ol className="line">
            {own.map((goal) => (
              <GoalRow key={goal.proposal.id} goal={goal} named={group === null} />
            ))}
          </ol>
        </Part>
      ))}
    </>
  );
}

function GoalRow({ goal, named }: { readonly goal: ListedGoal; readonly named: boolean }) {
  const t = useT();
  const language = useLanguage();
  const { proposal, group, sponsor } = goal;
  const { number, text, stageSince, adopted, language: written } = proposal;
  const facts = [
    t("goals:proposed-by", { country: sponsor }),
    ...(named ? [group.name] : []),
    ...(adopted === null
      ? []
      : [t("goals:adopted-as", { number: adopted.number, version: adopted.version })]),
  ];
  return (
    <li>
      <Moment at={stageSince} as="day" />
      <div>
        <p className="strong" lang={written === language ? undefined : written}>
          <TextLink look="plain" path={`/goals/p${number}`}>
            {text.title}
          </TextLink>
        </p>
        <p className="soft s">{facts.join(" · ")}</p>
      </div>
    </li>
  );
}
