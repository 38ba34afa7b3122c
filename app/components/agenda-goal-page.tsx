/** One goal of an agenda: our short title, the official text where it was imported, its actions. */
import { sayFuzzyDate } from "#app/i18n/fuzzy-date.ts";
import type { AgendaGoalView } from "#server/services/agendas.ts";
import type { OutputLine } from "#server/services/outputs.ts";
import { TextLink } from "./button.tsx";
import { Empty } from "./notice.tsx";
import { outputPath } from "./output-table.tsx";
import { PlanText, StandingMark } from "./output-words.tsx";
import { PageHead } from "./page-head.tsx";
import { Part } from "./part.tsx";
import { useLanguage, useT } from "./speech.tsx";

export function AgendaGoalPage(props: {
  readonly view: AgendaGoalView;
  /** Outputs of plans of work that serve it. */
  readonly serving: readonly OutputLine[];
}) {
  const { view, serving } = props;
  const t = useT();
  const { cycle, goal, groups } = view;
  const { area } = goal;
  return (
    <>
      <PageHead
        quiet
        title={t("agendas:goal-title", { number: goal.number, title: goal.title })}
        crumbs={[
          { name: cycle.name, path: `/agendas/${cycle.id}` },
          { name: `${area.code} · ${area.title}`, path: `/agendas/${cycle.id}#area-${area.code}` },
        ]}
      />
      <Part
        id="text"
        first
        title={t("agendas:official")}
        note={t("agendas:official.note", { instrument: cycle.instrument })}
      >
        {goal.text === null && goal.chapeau === null ? (
          <Empty title={t("agendas:official.empty")}>{t("agendas:official.empty-text")}</Empty>
        ) : (
          <>
            <Official text={goal.text} language={goal.language} />
            <Official text={goal.chapeau} language={goal.language} />
          </>
        )}
      </Part>
      {goal.actions.length > 0 && (
        <Part
          id="actions"
          title={t("agendas:actions-heading")}
          note={t("agendas:actions", { count: goal.actions.length })}
        >
          <ol className="stackv">
            {goal.actions.map((action) => (
              <li key={action.number} id={`action-${action.number}`}>
                <p>
                  <b>
                    {action.number} · {action.title}
                  </b>
                </p>
                <Official text={action.text} language={action.language} />
                {action.deadline !== null && <Deadline deadline={action.deadline} />}
              </li>
            ))}
          </ol>
        </Part>
      )}
      {cycle.current && (
        <Part
          id="serving"
          title={t("outputs:serving")}
          note={<TextLink path="/coverage">{t("outputs:coverage.title")}</TextLink>}
        >
          {serving.length === 0 ? <p>{t("outputs:serving.none")}</p> : <Serving lines={serving} />}
        </Part>
      )}
      {groups.length > 0 && (
        <Part id="groups" title={t("agendas:at-work")}>
          <ul className="stackv">
            {groups.map(({ slug, name }) => (
              <li key={slug}>
                <TextLink path={`/groups/${slug}`}>{name}</TextLink>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  );
}

/** Each output with its group, and where it stands. */
function Serving({ lines }: { readonly lines: readonly OutputLine[] }) {
  const t = useT();
  return (
    <ul className="serving">
      {lines.map((line) => (
        <li key={`${line.plan.id}-${line.output.id}`}>
          <p>
            <TextLink look="plain" path={outputPath(line)}>
              {line.output.title === "" ? (
                t("outputs:untitled")
              ) : (
                <PlanText line={line}>{line.output.title}</PlanText>
              )}
            </TextLink>
            <small>
              {line.plan.group.name}
              {line.plan.adopted === null && ` · ${t("outputs:draft")}`}
            </small>
          </p>
          <StandingMark standing={line.standing} />
        </li>
      ))}
    </ul>
  );
}

function Deadline({
  deadline,
}: {
  readonly deadline: NonNullable<AgendaGoalView["goal"]["actions"][number]["deadline"]>;
}) {
  const t = useT();
  const language = useLanguage();
  return (
    <p className="soft s">
      {t("agendas:deadline-said", { deadline: sayFuzzyDate(deadline, language), text: deadline.text })}
    </p>
  );
}

/** Official words keep their language and say which it is. */
function Official({ text, language }: { readonly text: string | null; readonly language: string | null }) {
  const t = useT();
  const reading = useLanguage();
  if (text === null) return null;
  const foreign = language !== null && language !== reading;
  return (
    <>
      <div lang={foreign ? language : undefined}>
        {text.split(/\n{2,}/).map((paragraph, place) => (
          <p key={place}>{paragraph}</p>
        ))}
      </div>
      {foreign && (
        <p className="soft s">{t("languages:written-in", { language: t(`languages:${language}`) })}</p>
      )}
    </>
  );
}
