/** First page of a minisite: mandate, who keeps it, where the plan stands, what is discussed, news, pages. */
import { sayFuzzyDate } from "#app/i18n/fuzzy-date.ts";
import { readFuzzyDate } from "#app/domain/fuzzy-date.ts";
import type { T } from "#app/i18n/speaker.ts";
import type { GroupOffices } from "#server/services/group-offices.ts";
import type { MinisiteHome, PlanAtAGlance, PublicText } from "#server/services/minisite-reading.ts";
import { ButtonLink, TextLink } from "./button.tsx";
import { byline } from "./byline.ts";
import { PlanStatus } from "./chain.tsx";
import { Country } from "./country.tsx";
import { Definitions } from "./definitions.tsx";
import { BornIn, Commissions } from "./group-around.tsx";
import { LifeLinks, LifeNotice, type GroupLife } from "./group-life.tsx";
import { Glyph } from "./group-header.tsx";
import { NewsList, type NewsItem } from "./list.tsx";
import { Empty } from "./notice.tsx";
import { Part } from "./part.tsx";
import { planChain, planSentence } from "./plan-status.ts";
import { RichText } from "./rich-text.tsx";
import { useFormat, useLanguage, useT } from "./speech.tsx";
import { ThreadTable } from "./thread-table.tsx";

export interface GroupHomeData extends Omit<MinisiteHome, "members"> {
  readonly coordinator: MinisiteHome["members"]["coordinator"];
  readonly around: GroupOffices;
  readonly life: GroupLife;
  readonly observers: number;
  readonly agencies: number;
}

export function GroupHome({ home }: { readonly home: GroupHomeData }) {
  const t = useT();
  const { group, keeps } = home;
  const base = `/groups/${group.slug}`;
  return (
    <>
      <Top home={home} />
      <LifeNotice stage={group.stage} base={base} />
      {group.kind === "group" && (
        <Part id="plan" title={t("groups:plan")} note={home.plan?.plan.period} first>
          <Plan glance={home.plan} base={base} />
        </Part>
      )}
      <Part
        id="discussion"
        first={group.kind === "commission"}
        title={t("groups:under-discussion")}
        note={<TextLink path={`${base}/discussion`}>{t("groups:under-discussion.all")}</TextLink>}
      >
        {home.threads.length === 0 ? (
          <Empty title={t("threads:empty")}>{t("threads:empty.text")}</Empty>
        ) : (
          <ThreadTable
            slug={group.slug}
            caption={t("groups:under-discussion")}
            threads={home.threads}
            names={home.names}
          />
        )}
      </Part>
      <Commissions around={home.around} />
      <Part id="news" title={t("groups:news")} note={<NewsNote base={base} any={home.news.length > 0} />}>
        {home.news.length === 0 ? (
          <Empty title={t("groups:news.empty")}>{t("groups:news.empty.text")}</Empty>
        ) : (
          <NewsList news={home.news.map((item) => newsItem(t, group.slug, item))} />
        )}
        {keeps && <KeepLink path={`${base}/news/new`} words={t("groups:news.write")} />}
      </Part>
      {(home.pages.length > 0 || keeps) && (
        <Part id="pages" title={t("groups:pages")}>
          <Pages home={home} base={base} />
          {keeps && <KeepLink path={`${base}/pages/new`} words={t("groups:pages.new")} />}
        </Part>
      )}
      <Kept home={home} base={base} />
      <LifeLinks life={home.life} base={base} />
    </>
  );
}

function Top({ home }: { readonly home: GroupHomeData }) {
  const t = useT();
  const { group, mandate, coordinator } = home;
  const area = group.areas[0];
  return (
    <div className="mini">
      <div>
        {area !== undefined && (
          <p className="crumbs g">
            <Glyph letter={area.code} />
            <span>{t("groups:area", { code: area.code, cycle: group.cycle, title: area.title })}</span>
          </p>
        )}
        <h1>{group.name}</h1>
        <BornIn around={home.around} />
        {mandate === null ? (
          <p className="lead">{t("groups:no-mandate")}</p>
        ) : (
          <div className="lead">
            <RichText blocks={mandate.blocks} lang={mandate.language} level={2} />
          </div>
        )}
      </div>
      <Definitions
        small
        rows={[
          { term: t("groups:chair"), value: <Seat country={group.chair} /> },
          ...(group.viceChairs.length === 0
            ? []
            : [
                {
                  term: t("groups:vice-chairs", { count: group.viceChairs.length }),
                  value: group.viceChairs.map((country) => (
                    <span className="block" key={country.iso}>
                      <Country iso={country.iso} name={country.name} />
                    </span>
                  )),
                },
              ]),
          {
            term: t("groups:coordinator"),
            value:
              coordinator === null
                ? t("groups:no-coordinator")
                : [coordinator.name, coordinator.institution, coordinator.country?.name]
                    .filter(Boolean)
                    .join(", "),
          },
          { term: t("groups:countries"), value: <TakePart home={home} /> },
        ]}
      />
    </div>
  );
}

function Seat({ country }: { readonly country: { readonly iso: string; readonly name: string } | null }) {
  const t = useT();
  return country === null ? (
    <Country iso={null} name={t("groups:vacant")} soft />
  ) : (
    <Country iso={country.iso} name={country.name} />
  );
}

function TakePart({ home }: { readonly home: GroupHomeData }) {
  const t = useT();
  const count = home.group.countries.length;
  const words = count === 0 ? t("groups:none-take-part") : t("groups:take-part", { count });
  return (
    <>
      <TextLink path={`/groups/${home.group.slug}/members`}>{words}</TextLink>
      {home.observers > 0 && `, ${t("groups:observers", { count: home.observers })}`}
      {home.agencies > 0 && `, ${t("groups:agencies", { count: home.agencies })}`}
    </>
  );
}

function Plan({ glance, base }: { readonly glance: PlanAtAGlance | null; readonly base: string }) {
  const t = useT();
  const format = useFormat();
  const language = useLanguage();
  if (glance === null)
    return (
      <Empty
        title={t("groups:plan.none")}
        action={<TextLink path={`${base}/plan`}>{t("groups:plan")}</TextLink>}
      >
        {t("groups:plan.none.text")}
      </Empty>
    );
  const { plan, reached, considering, considerationDays, due, overdue } = glance;
  const date = due === null ? null : sayFuzzyDate(readFuzzyDate(due), language);
  return (
    <PlanStatus
      sentence={planSentence(t, format, plan.state, considering)}
      steps={planChain(t, format, plan.state, plan.stageSince, reached, considerationDays)}
      action={
        <span className="row">
          <ButtonLink kind="go" path={`${base}/plan`}>
            {t("groups:plan.open")}
          </ButtonLink>
          <TextLink path={`${base}/outputs`}>{t("outputs:title")}</TextLink>
        </span>
      }
      note={
        date === null || plan.state.version > 0 ? undefined : overdue === "adoption" ? (
          <span className="objects">{t("groups:plan.late", { date })}</span>
        ) : (
          t("groups:plan.due", { date })
        )
      }
    />
  );
}

function NewsNote({ base, any }: { readonly base: string; readonly any: boolean }) {
  const t = useT();
  return (
    <>
      {any && (
        <>
          <TextLink path={`${base}/news`}>{t("groups:news.all")}</TextLink>
          {" · "}
        </>
      )}
      <TextLink path={`${base}/news.atom`}>{t("groups:news.feed")}</TextLink>
    </>
  );
}

function Pages({ home, base }: { readonly home: GroupHomeData; readonly base: string }) {
  const t = useT();
  const language = useLanguage();
  if (home.pages.length === 0)
    return <Empty title={t("groups:pages.empty")}>{t("groups:pages.empty.text")}</Empty>;
  return (
    <ul className="news">
      {home.pages.map((page) => (
        <li key={page.slug}>
          <h3 lang={page.language === language ? undefined : page.language}>
            <TextLink path={`${base}/pages/${page.slug}`} look="plain">
              {page.title}
            </TextLink>
          </h3>
          <p lang={page.language === language ? undefined : page.language}>{page.summary}</p>
          {page.draft && <p className="soft s">{t("minisite:draft.title")}</p>}
        </li>
      ))}
    </ul>
  );
}

function KeepLink({ path, words }: { readonly path: string; readonly words: string }) {
  return (
    <p className="row after">
      <ButtonLink kind="low" path={path}>
        {words}
      </ButtonLink>
    </p>
  );
}

function Kept({ home, base }: { readonly home: GroupHomeData; readonly base: string }) {
  const t = useT();
  const format = useFormat();
  const { kept, keeps, mandate } = home;
  return (
    <p className="soft s kept">
      {kept === null
        ? t("groups:kept.never")
        : t("groups:kept", { date: format.longDay(kept.at), by: byline(t, kept.by) })}
      {keeps && (
        <>
          {" "}
          <TextLink path={`${base}/edit`}>
            {mandate === null ? t("groups:write-mandate") : t("groups:kept.edit")}
          </TextLink>
        </>
      )}
      {mandate !== null && (
        <>
          {" · "}
          <TextLink path={`${base}/history`}>{t("groups:kept.history")}</TextLink>
        </>
      )}
    </p>
  );
}

/** A news item as a row of the list. */
export function newsItem(t: T, slug: string, item: PublicText): NewsItem {
  return {
    id: item.slug,
    title: item.title,
    path: `/groups/${slug}/news/${item.slug}`,
    summary: item.draft ? `${t("minisite:draft.title")} · ${item.summary}` : item.summary,
    at: item.at,
    by: byline(t, item.by),
    lang: item.language,
  };
}
