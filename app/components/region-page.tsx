/** The home of the region: what is open for consensus now, what was decided, the groups, and an entry for newcomers. */
import type { GroupLine, RegionView } from "#server/services/regions.ts";
import { TextLink } from "./button.tsx";
import { GroupList } from "./group-list.tsx";
import { Empty } from "./notice.tsx";
import { EndedRounds, OpenRounds } from "./open-rounds.tsx";
import { Part } from "./part.tsx";
import { ProposedGroups } from "./proposed-groups.tsx";
import { useFormat, useNow, useT } from "./speech.tsx";

export function RegionPage({ view }: { readonly view: RegionView }) {
  const t = useT();
  const format = useFormat();
  const now = useNow();
  const { open, ended, groups, proposed, names } = view;
  const planStatus = usePlanStatus();
  const count = groups.reduce((sum, area) => sum + area.groups.length, 0);
  return (
    <>
      <div className="hero">
        <h1>{open.length === 0 ? t("region:title.none") : t("region:title", { count: open.length })}</h1>
        <p className="lead">
          {t("region:lead", { count })} <a href="#about">{t("region:new-here")}</a>
        </p>
      </div>
      <Part id="open" first title={t("region:open")} note={t("region:open.note", { at: format.full(now) })}>
        {open.length === 0 ? (
          <Empty title={t("region:open.empty")}>{t("region:open.empty-text")}</Empty>
        ) : (
          <OpenRounds rounds={open} names={names} />
        )}
      </Part>
      <Part
        id="outcomes"
        title={t("region:ended")}
        note={<TextLink path="/decisions">{t("region:register")}</TextLink>}
      >
        {ended.length === 0 ? (
          <Empty title={t("region:ended.empty")}>{t("region:ended.empty-text")}</Empty>
        ) : (
          <EndedRounds rounds={ended} names={names} />
        )}
      </Part>
      <Part
        id="groups"
        title={t("region:groups")}
        note={
          <>
            {t("region:groups.note", { count, areas: groups.length })}{" "}
            <TextLink path={view.cycle === null ? "/agendas" : `/agendas/${view.cycle.id}`}>
              {t("region:groups.agenda")}
            </TextLink>
            {" · "}
            <TextLink path="/outputs">{t("outputs:title.all")}</TextLink>
          </>
        }
      >
        <GroupList
          areas={groups.map((area) => ({
            code: area.code,
            title: area.title,
            earlier: area.earlier,
            groups: area.groups.map((group) => ({
              name: group.name,
              path: `/groups/${group.slug}`,
              chair: group.chair?.name ?? null,
              status: planStatus(group),
              late: group.overdue !== null,
            })),
          }))}
        />
      </Part>
      {proposed.length > 0 && <ProposedGroups groups={proposed} proposes={false} />}
      <Part
        id="what"
        title={t("region:what")}
        note={<TextLink path="/about">{t("region:what.more")}</TextLink>}
      >
        <div className="three" id="about">
          <p>{t("region:what.agenda")}</p>
          <p>{t("region:what.groups")}</p>
          <p>{t("region:what.site")}</p>
        </div>
      </Part>
    </>
  );
}

function usePlanStatus(): (group: GroupLine) => string {
  const t = useT();
  const format = useFormat();
  return ({ plan, overdue }) => {
    if (plan === null) {
      const none = t("region:plan.none");
      return overdue === null ? none : t("region:plan.overdue", { status: none });
    }
    const { stage, stageUntil, stageSince, version } = plan;
    const said =
      stage === "adopted"
        ? t("region:plan.adopted", { day: format.day(stageSince), version })
        : stageUntil !== null
          ? t("region:plan.until", { stage: t(`chains:plan.${stage}`), day: format.day(stageUntil) })
          : t(`chains:plan.${stage}`);
    return overdue === null ? said : t("region:plan.overdue", { status: said });
  };
}
