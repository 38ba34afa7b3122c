/** The goals of the agenda at work, area by area, with the outputs that serve each; those that nobody serves come first. */
import type { Coverage, CoveredGoal } from "#server/services/outputs.ts";
import { TextLink } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { Empty } from "./notice.tsx";
import { outputPath } from "./output-table.tsx";
import { PlanText, StandingMark } from "./output-words.tsx";
import { PageHead } from "./page-head.tsx";
import { Part } from "./part.tsx";
import { useFormat, useT } from "./speech.tsx";
import { agendaGoalPath } from "#app/domain/goal-address.ts";

export function CoveragePage({ coverage }: { readonly coverage: Coverage | null }) {
  const t = useT();
  const format = useFormat();
  if (coverage === null)
    return (
      <>
        <PageHead title={t("outputs:coverage.title")} />
        <Empty title={t("outputs:coverage.none")}>{t("outputs:coverage.none.text")}</Empty>
      </>
    );
  const { cycle, areas, goals, uncovered, unknown, closed } = coverage;
  return (
    <>
      <PageHead
        title={t("outputs:coverage.title")}
        crumbs={[{ name: cycle.name, path: `/agendas/${cycle.id}` }]}
        lead={
          uncovered === 0
            ? t("outputs:coverage.lead.all", { count: goals })
            : t("outputs:coverage.lead", { count: uncovered, goals })
        }
        facts={[
          <TextLink key="outputs" path="/outputs">
            {t("outputs:title.all")}
          </TextLink>,
        ]}
      />
      <p className="counting soft">
        {t("outputs:coverage.counting")}
        {closed.length > 0 &&
          ` ${t("outputs:counts.closed", { groups: format.list(closed.map(({ group }) => group.name)) })}`}
      </p>
      {areas.map(({ area, goals: own }, place) => (
        <Part
          key={area.id}
          id={`area-${area.code}`}
          first={place === 0}
          title={
            <>
              {area.code} · {area.title}
            </>
          }
          note={t("outputs:coverage.area", {
            count: own.length,
            covered: own.filter(({ outputs }) => outputs > 0).length,
          })}
        >
          <ul className="covered">
            {own.map((goal) => (
              <Goal key={goal.number} goal={goal} cycle={cycle.id} />
            ))}
          </ul>
        </Part>
      ))}
      {unknown.length > 0 && (
        <Part id="unknown" title={t("outputs:coverage.unknown")} note={t("outputs:coverage.unknown.note")}>
          <ul className="stackv">
            {unknown.map(({ line, words }) => (
              <li key={`${line.plan.id}-${line.output.id}`}>
                <TextLink path={outputPath(line)}>
                  <PlanText line={line}>{line.output.title || t("outputs:untitled")}</PlanText>
                </TextLink>{" "}
                <span className="soft">
                  {line.plan.group.name} · {words.join(", ")}
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}

function Goal({ goal, cycle }: { readonly goal: CoveredGoal; readonly cycle: string }) {
  const t = useT();
  const { number, title, groups, outputs, delivered } = goal;
  const path = agendaGoalPath({ cycle, number });
  return (
    <li className={outputs === 0 ? "nobody" : undefined}>
      <p className="covered-goal">
        <TextLink look="plain" path={path}>
          <span className="g">{number}</span> {title}
        </TextLink>
        {outputs === 0 ? (
          <span className="pos objects">
            <Icon name="alert" />
            {t("outputs:coverage.nobody")}
          </span>
        ) : (
          <span className="soft s">
            {t("outputs:coverage.count", { count: outputs })}
            {delivered > 0 && ` · ${t("outputs:count.delivered", { count: delivered })}`}
          </span>
        )}
      </p>
      {groups.map((group) => (
        <div key={group.slug} className="covered-group">
          <p>
            <TextLink path={`/groups/${group.slug}/outputs?goal=${number}`}>{group.name}</TextLink>
          </p>
          <ul>
            {group.lines.map((line) => (
              <li key={line.output.id}>
                <TextLink look="plain" path={outputPath(line)}>
                  <PlanText line={line}>{line.output.title || t("outputs:untitled")}</PlanText>
                </TextLink>{" "}
                <StandingMark standing={line.standing} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </li>
  );
}
