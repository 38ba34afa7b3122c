/** The outputs of one group or of all: which text counts, what can be chosen, a table or a line of time, and what they cost. */
import type { ReactNode } from "react";
import type { OutputsAsked, OutputsView } from "#server/services/outputs.ts";
import { ButtonLink, TextLink } from "./button.tsx";
import { CheckboxField, SelectField } from "./choice-field.tsx";
import { FundingTables } from "./funding-tables.tsx";
import { Filter, Pagination, Tabs } from "./list.tsx";
import { Empty } from "./notice.tsx";
import { OutputTable } from "./output-table.tsx";
import { OutputTimeline } from "./output-timeline.tsx";
import { PageHead } from "./page-head.tsx";
import { Part } from "./part.tsx";
import { useFormat, useT } from "./speech.tsx";

export function OutputsPage({ view }: { readonly view: OutputsView }) {
  const t = useT();
  const { group, plans, counts, asked, found } = view;
  const home = group === null ? "/outputs" : `/groups/${group.slug}/outputs`;
  const narrowed = found < counts.all;
  const title = t(group === null ? "outputs:title.all" : "outputs:title");
  return (
    <>
      <PageHead
        title={title}
        crumbs={group === null ? [] : [{ name: t("outputs:crumb.plan"), path: `/groups/${group.slug}/plan` }]}
        lead={group === null ? t("outputs:lead.all") : undefined}
        facts={useFacts(view)}
      />
      <Counting view={view} />
      {counts.all === 0 ? (
        <Part id="outputs" first wide title={t("outputs:list")}>
          <None view={view} />
        </Part>
      ) : (
        <>
          <Tabs
            label={t("outputs:views")}
            tabs={(["table", "timeline"] as const).map((one) => ({
              name: t(`outputs:view.${one}`),
              path: addressOf(home, { ...asked, view: one, page: 1 }),
              current: asked.view === one,
            }))}
          />
          <section id="outputs" className="outputs" aria-labelledby="outputs-found">
            <Choice view={view} />
            <div className="outputs-found">
              <h2 id="outputs-found">
                <span role="status">
                  {narrowed
                    ? t("outputs:found", { count: found, all: counts.all })
                    : t("outputs:found.all", { count: found })}
                </span>
              </h2>
              <p className="row">
                {narrowed && (
                  <TextLink path={addressOf(home, { ...nothingChosen, view: asked.view })}>
                    {t("outputs:show-all")}
                  </TextLink>
                )}
                <ButtonLink kind="low" path={addressOf(`${home}.csv`, { ...asked, view: "table", page: 1 })}>
                  {t("outputs:csv")}
                </ButtonLink>
              </p>
            </div>
            {found === 0 ? (
              <Empty title={t("outputs:none-found")}>{t("outputs:none-found.text")}</Empty>
            ) : view.schedule === null ? (
              <OutputTable
                caption={title}
                lines={view.lines}
                named={group === null}
                names={view.names}
                goals={view.goals}
              />
            ) : (
              <OutputTimeline schedule={view.schedule} named={group === null} />
            )}
            <Pagination
              page={view.page}
              pages={view.pages}
              pathOf={(page) => addressOf(home, { ...asked, page })}
            />
          </section>
          {found > 0 && <FundingTables funding={view.funding} />}
        </>
      )}
      {plans.length > 0 && group === null && (
        <p className="s">
          <TextLink path="/coverage">{t("outputs:coverage.see")}</TextLink>
        </p>
      )}
    </>
  );
}

const nothingChosen: OutputsAsked = {
  country: null,
  goal: null,
  kind: null,
  status: null,
  late: false,
  group: null,
  view: "table",
  page: 1,
};

/** The address that asks for exactly that. */
function addressOf(home: string, asked: OutputsAsked): string {
  const query = new URLSearchParams();
  if (asked.view === "timeline") query.set("view", "timeline");
  for (const name of ["group", "country", "goal", "kind", "status"] as const)
    if (asked[name] !== null) query.set(name, String(asked[name]));
  if (asked.late) query.set("late", "on");
  if (asked.page > 1) query.set("page", String(asked.page));
  return query.size === 0 ? home : `${home}?${query.toString()}`;
}

/** How many there are, and how they stand. */
function useFacts({ counts, group }: OutputsView): readonly ReactNode[] {
  const t = useT();
  const { byStatus, late } = counts;
  const standing = (["delivered", "under-way", "planned", "dropped"] as const).flatMap((status) =>
    byStatus[status] === 0 ? [] : [t(`outputs:count.${status}`, { count: byStatus[status] })],
  );
  const lateFact =
    late === 0
      ? []
      : [
          <span key="late" className="objects">
            {t("outputs:count.late", { count: late })}
          </span>,
        ];
  const coverage =
    group === null
      ? [
          <TextLink key="coverage" path="/coverage">
            {t("outputs:coverage.title")}
          </TextLink>,
        ]
      : [];
  return [...standing, ...lateFact, ...coverage];
}

/** Which text counts: said on every page, since a draft is no decision. */
function Counting({ view }: { readonly view: OutputsView }) {
  const t = useT();
  const format = useFormat();
  const { group, plans, closed } = view;
  const [plan] = plans;
  const drafts = plans.filter(({ adopted }) => adopted === null).length;
  const sentences =
    group !== null
      ? plan === undefined
        ? []
        : [
            plan.adopted === null
              ? t("outputs:counts.live", { period: plan.period })
              : t("outputs:counts.adopted", { period: plan.period, version: plan.version }),
          ]
      : plans.length === 0
        ? []
        : [
            t("outputs:counts.adopted-plans", { count: plans.length - drafts }),
            ...(drafts === 0 ? [] : [t("outputs:counts.drafts", { count: drafts })]),
          ];
  const hidden =
    closed.length === 0 || group !== null
      ? []
      : [t("outputs:counts.closed", { groups: format.list(closed.map((one) => one.group.name)) })];
  if (sentences.length + hidden.length === 0) return null;
  return (
    <p className="counting soft">
      {[...sentences, ...hidden].join(" ")}{" "}
      {group !== null && plan !== undefined && (
        <TextLink
          path={
            plan.adopted === null
              ? `/groups/${group.slug}/plan`
              : `/groups/${group.slug}/plan/releases/${plan.adopted.number}${periodOf(plan)}`
          }
        >
          {t("outputs:counts.see")}
        </TextLink>
      )}
    </p>
  );
}

/** A plan whose period is over is found by it. */
const periodOf = ({ succeeded, period }: OutputsView["plans"][number]): string =>
  succeeded ? `?period=${encodeURIComponent(period)}` : "";

function None({ view }: { readonly view: OutputsView }) {
  const t = useT();
  const { group, closed } = view;
  if (group !== null && closed.length > 0)
    return <Empty title={t("outputs:closed")}>{t("outputs:closed.text")}</Empty>;
  return (
    <Empty
      title={t("outputs:none")}
      action={
        group === null ? undefined : (
          <TextLink path={`/groups/${group.slug}/plan`}>{t("outputs:none.plan")}</TextLink>
        )
      }
    >
      {t("outputs:none.text")}
    </Empty>
  );
}

function Choice({ view }: { readonly view: OutputsView }) {
  const t = useT();
  const { asked, offers, names, goals, group } = view;
  const titles = new Map(goals.map(({ number, title }) => [number, title]));
  const all = t("outputs:filter.all");
  return (
    <Filter id="narrow" hidden={asked.view === "timeline" ? { view: "timeline" } : {}}>
      {group === null && (
        <SelectField
          name="group"
          label={t("outputs:filter.group")}
          prompt={all}
          options={offers.groups.map(({ slug, name }) => ({ value: slug, label: name }))}
          value={asked.group ?? ""}
        />
      )}
      <SelectField
        name="country"
        label={t("outputs:filter.country")}
        prompt={all}
        options={offers.countries.map((iso) => ({ value: iso, label: names[iso] ?? iso }))}
        value={asked.country ?? ""}
      />
      <SelectField
        name="goal"
        label={t("outputs:filter.goal")}
        prompt={all}
        options={offers.goals.map((number) => ({
          value: String(number),
          label: [String(number), titles.get(number)].filter(Boolean).join(" · "),
        }))}
        value={asked.goal === null ? "" : String(asked.goal)}
      />
      <SelectField
        name="kind"
        label={t("outputs:filter.kind")}
        prompt={all}
        options={offers.kinds.map((kind) => ({ value: kind, label: t(`plan:kind.${kind}`) }))}
        value={asked.kind ?? ""}
      />
      <SelectField
        name="status"
        label={t("plan:output.status")}
        prompt={all}
        options={offers.statuses.map((status) => ({ value: status, label: t(`plan:status.${status}`) }))}
        value={asked.status ?? ""}
      />
      <CheckboxField name="late" label={t("outputs:filter.late")} checked={asked.late} />
    </Filter>
  );
}
