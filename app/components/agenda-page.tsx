/** The agendas: their cycles, areas, goals and actions; deadlines as the text has them. */
import { sayFuzzyDate } from "#app/i18n/fuzzy-date.ts";
import type { AgendaView } from "#server/services/agendas.ts";
import { TextLink } from "./button.tsx";
import { SelectField } from "./choice-field.tsx";
import { shortHash } from "./frozen-text.tsx";
import { Filter, Tabs } from "./list.tsx";
import { Moment } from "./moment.tsx";
import { Empty } from "./notice.tsx";
import { Facts } from "./page-head.tsx";
import { Part } from "./part.tsx";
import { useFormat, useLanguage, useT } from "./speech.tsx";
import { Table, type Band, type Row } from "./table.tsx";
import { agendaGoalPath } from "#app/domain/goal-address.ts";

type Shown = AgendaView["shown"][number];
type Goal = Shown["goals"][number];

/** Heading and cycles over every agenda. */
export function CycleTabs(props: { readonly cycles: AgendaView["cycles"]; readonly current: string | null }) {
  const t = useT();
  return (
    <>
      <div className="head">
        <h1>{t("agendas:title")}</h1>
        <p className="lead">{t("agendas:lead")}</p>
      </div>
      <Tabs
        label={t("agendas:cycles")}
        tabs={props.cycles.map(({ id, name }) => ({
          name,
          path: `/agendas/${id}`,
          current: id === props.current,
        }))}
      />
    </>
  );
}

export function AgendaPage({ view }: { readonly view: AgendaView }) {
  const t = useT();
  const language = useLanguage();
  const { cycle, cycles, shown, choice } = view;
  const { counts } = cycle;
  return (
    <>
      <CycleTabs cycles={cycles} current={cycle.id} />
      <div className="head">
        <h2 className="round-title">{cycle.name}</h2>
        <Facts
          facts={[
            cycle.instrument,
            ...(counts.goals === 0
              ? []
              : [t("agendas:areas", { count: counts.areas }), t("agendas:goals", { count: counts.goals })]),
            ...(counts.actions === 0 ? [] : [t("agendas:actions", { count: counts.actions })]),
            ...(cycle.held === null
              ? []
              : [t("agendas:held", { place: cycle.place, date: sayFuzzyDate(cycle.held, language) })]),
            ...(cycle.current && counts.goals > 0
              ? [
                  <TextLink key="coverage" path="/coverage">
                    {t("outputs:coverage.title")}
                  </TextLink>,
                ]
              : []),
          ]}
        />
      </div>
      {counts.goals === 0 ? (
        <Part id="goals" first title={t("agendas:goals-heading")}>
          <Empty title={t("agendas:empty")}>{t("agendas:empty-text")}</Empty>
        </Part>
      ) : (
        <>
          <Narrow view={view} />
          {shown.length === 0 && (
            <Part id="goals" first title={t("agendas:goals-heading")}>
              <Empty
                title={t("agendas:nothing")}
                action={<TextLink path={`/agendas/${cycle.id}`}>{t("agendas:show-all")}</TextLink>}
              >
                {t("agendas:nothing-text")}
              </Empty>
            </Part>
          )}
          {shown.map((held, place) => (
            <Area
              key={held.area.id}
              held={held}
              cycle={cycle.id}
              first={place === 0}
              whole={choice.deadline === null}
            />
          ))}
          <Versions view={view} />
        </>
      )}
    </>
  );
}

function Narrow({ view }: { readonly view: AgendaView }) {
  const t = useT();
  const language = useLanguage();
  const { areas, deadlines, choice } = view;
  return (
    <Filter id="narrow">
      <SelectField
        name="area"
        label={t("agendas:filter.area")}
        prompt={t("agendas:filter.all-areas")}
        options={areas.map(({ code, title }) => ({ value: code, label: `${code} · ${title}` }))}
        value={choice.area ?? ""}
      />
      {deadlines.length > 0 && (
        <SelectField
          name="deadline"
          label={t("agendas:filter.deadline")}
          prompt={t("agendas:filter.all-deadlines")}
          options={deadlines.map(({ text, count }) => ({
            value: text,
            label: t("agendas:filter.deadline-count", {
              deadline: sayFuzzyDate({ text }, language),
              count,
            }),
          }))}
          value={choice.deadline ?? ""}
        />
      )}
    </Filter>
  );
}

function Area(props: {
  readonly held: Shown;
  readonly cycle: string;
  readonly first: boolean;
  readonly whole: boolean;
}) {
  const { area, goals, groups } = props.held;
  const range = useRange(goals);
  const acts = goals.some(({ actions }) => actions.length > 0);
  return (
    <Part
      id={`area-${area.code}`}
      first={props.first}
      title={`${area.code} · ${area.title}`}
      note={<AreaNote range={range} groups={groups} />}
    >
      {acts ? <Actions {...props} /> : <Goals {...props} />}
    </Part>
  );
}

/** "Goals 1 to 4 and 23": those of the conference run on, added ones have numbers of their own. */
function useRange(goals: readonly Goal[]): string {
  const t = useT();
  const format = useFormat();
  const numbers = (added: boolean) =>
    goals.filter((goal) => (goal.added !== null) === added).map(({ number }) => number);
  const own = numbers(false);
  const added = numbers(true);
  const first = own[0] ?? added[0];
  const last = own.at(-1) ?? first;
  if (first === undefined || last === undefined) return t("agendas:no-goals");
  const others = own.length === 0 ? added.slice(1) : added;
  // Two that follow each other are no range.
  if (last === first + 1)
    return t("agendas:goals-numbered", { numbers: format.list([first, last, ...others].map(String)) });
  const range = first === last ? t("agendas:goal", { number: first }) : t("agendas:range", { first, last });
  return others.length === 0
    ? range
    : t("agendas:range-and-added", { range, added: format.list(others.map(String)) });
}

/** Goals of an area without actions. */
function Goals({ held, cycle }: { readonly held: Shown; readonly cycle: string }) {
  const t = useT();
  if (held.goals.length === 0) return <p className="soft">{t("agendas:no-goals-text")}</p>;
  return (
    <Table
      numbered
      look="goals"
      caption={t("agendas:caption", { code: held.area.code, title: held.area.title })}
      columns={[
        { key: "number", head: t("agendas:number"), headHidden: true, look: "g", width: "c1" },
        { key: "title", head: t("agendas:goal-head"), names: true },
      ]}
      rows={held.goals.map((goal): Row => ({
        id: `goal-${goal.number}`,
        cells: { number: goal.number, title: <GoalTitle goal={goal} cycle={cycle} /> },
      }))}
    />
  );
}

/** Which goals an area has and, in the cycle at work, its groups. */
function AreaNote({ range, groups }: { readonly range: string; readonly groups: Shown["groups"] }) {
  const t = useT();
  if (groups.length === 0) return <>{range}</>;
  return (
    <>
      {range}. {t("agendas:at-work-in-area")}{" "}
      {groups.map(({ slug, name }, place) => (
        <span key={slug}>
          {place > 0 && ", "}
          <TextLink path={`/groups/${slug}`}>{name}</TextLink>
        </span>
      ))}
    </>
  );
}

/** Goals with actions: a band each, and the deadline of each action as the text has it beside the day it means at the latest. */
function Actions({
  held,
  cycle,
  whole,
}: {
  readonly held: Shown;
  readonly cycle: string;
  readonly whole: boolean;
}) {
  const t = useT();
  const format = useFormat();
  const language = useLanguage();
  const bands = held.goals.map((goal): Band => ({
    name: (
      <>
        {t("agendas:goal", { number: goal.number })} · <GoalTitle goal={goal} cycle={cycle} />
      </>
    ),
    rows: goal.actions.map(({ number, title, deadline }): Row => ({
      id: `action-${number}`,
      cells: {
        number,
        title,
        deadline:
          deadline === null ? "" : <span title={deadline.text}>{sayFuzzyDate(deadline, language)}</span>,
        to: deadline?.to == null ? "" : format.longDay(new Date(`${deadline.to}T16:00:00Z`)),
      },
    })),
  }));
  return (
    <Table
      numbered
      look="goals deadlines"
      caption={t(whole ? "agendas:caption" : "agendas:caption-narrowed", {
        code: held.area.code,
        title: held.area.title,
      })}
      columns={[
        { key: "number", head: t("agendas:number"), headHidden: true, look: "g", width: "c1" },
        { key: "title", head: t("agendas:action-head"), names: true },
        { key: "deadline", head: t("agendas:deadline"), labelled: true, look: "nowrap", width: "c3" },
        { key: "to", head: t("agendas:latest"), labelled: true, look: "soft num nowrap", width: "c4" },
      ]}
      bands={bands}
    />
  );
}

function GoalTitle({ goal, cycle }: { readonly goal: Goal; readonly cycle: string }) {
  const t = useT();
  const language = useLanguage();
  const foreign =
    goal.added !== null && goal.language !== null && goal.language !== language ? goal.language : undefined;
  return (
    <>
      <span lang={foreign}>
        <TextLink look="plain" path={agendaGoalPath({ cycle, number: goal.number })}>
          {goal.title}
        </TextLink>
      </span>
      {goal.added !== null && <small>{t("agendas:added", { version: goal.added.version })}</small>}
    </>
  );
}

/** How the agenda came to be what it is. */
function Versions({ view }: { readonly view: AgendaView }) {
  const t = useT();
  return (
    <Part id="versions" title={t("agendas:versions")} note={t("agendas:versions.note")}>
      <ol className="line">
        {[...view.versions].reverse().map(({ number, at, reason, sha256 }) => (
          <li key={number}>
            <Moment at={at} as="day" />
            <p>
              <b>{t("agendas:version", { number })}</b> {t(`agendas:version.${reason}`)}{" "}
              <span className="mono s soft" title={sha256}>
                {shortHash(sha256)}
              </span>
            </p>
          </li>
        ))}
      </ol>
      {view.imports.map(({ fileName, at, repairs }) => (
        <p key={fileName} className="soft s">
          {t("agendas:imported", { file: fileName, count: repairs })} <Moment at={at} as="day" />
        </p>
      ))}
    </Part>
  );
}
