/** A page or a news item as it is read, and its history. */
import type { Block } from "#app/document/markup.ts";
import { languages, ownNames, type Language } from "#app/i18n/language.ts";
import type { TextKind } from "#app/keeping.ts";
import { TextLink } from "./button.tsx";
import { byline, type Hand } from "./byline.ts";
import { Tabs } from "./list.tsx";
import { Moment } from "./moment.tsx";
import { Empty, Notice } from "./notice.tsx";
import { PageHead, type Crumb } from "./page-head.tsx";
import { Part } from "./part.tsx";
import { RichText } from "./rich-text.tsx";
import { useFormat, useLanguage, useT } from "./speech.tsx";
import { Table } from "./table.tsx";

export interface ReadText {
  readonly title: string;
  readonly blocks: readonly Block[];
  readonly language: Language;
  readonly languages: readonly Language[];
  readonly at: Date;
  readonly by: Hand;
  readonly draft: boolean;
}

export function TextPage(props: {
  readonly text: ReadText;
  readonly crumbs: readonly Crumb[];
  /** Address of the text, without language. */
  readonly path: string;
  readonly keeps: boolean;
}) {
  const t = useT();
  const format = useFormat();
  const language = useLanguage();
  const { text, path } = props;
  const others = text.languages.filter((one) => one !== text.language);
  const date = format.longDay(text.at);
  return (
    <article>
      <PageHead
        title={<span lang={text.language}>{text.title}</span>}
        crumbs={props.crumbs}
        facts={[
          t(text.draft ? "minisite:drafted" : "minisite:published", { date }),
          byline(t, text.by),
          ...(others.length === 0
            ? []
            : [t("minisite:also-in", { languages: format.list(others.map((one) => ownNames[one])) })]),
        ]}
      />
      {text.draft && (
        <Notice kind="quiet" title={t("minisite:draft.title")}>
          {t("minisite:draft.text")}
        </Notice>
      )}
      {!text.draft && text.language !== language && (
        <p className="soft s other-language">
          {t("minisite:other-language", {
            language: t(`languages:${language}`),
            shown: t(`languages:${text.language}`),
          })}
        </p>
      )}
      <RichText blocks={text.blocks} lang={text.language} level={2} />
      <p className="soft s kept">
        <TextLink path={`${path}/history?language=${text.language}`}>{t("groups:kept.history")}</TextLink>
        {props.keeps && (
          <>
            {" · "}
            <TextLink path={`${path}/edit`}>{t("groups:kept.edit")}</TextLink>
          </>
        )}
      </p>
    </article>
  );
}

export interface ReadHistory {
  readonly title: string;
  readonly kind: TextKind;
  readonly language: Language;
  readonly versions: readonly {
    readonly version: number;
    readonly state: "draft" | "published" | "unpublished";
    readonly title: string;
    readonly at: Date;
    readonly by: Hand;
  }[];
  /** Taken down: that versions were there is said, and not what they said. */
  readonly withheld: boolean;
  readonly shown: {
    readonly version: number;
    readonly title: string;
    readonly at: Date;
    readonly by: Hand;
    readonly blocks: readonly Block[];
  } | null;
}

/** Every version of a text; one of them in full. `path`: address of the history, without language. */
export function TextHistory(props: {
  readonly history: ReadHistory;
  readonly path: string;
  readonly back: string;
}) {
  const t = useT();
  const { history, path, back } = props;
  const { language, versions, shown, withheld } = history;
  return (
    <>
      <PageHead
        title={history.title}
        lead={t("minisite:history.lead", {
          language: t(`languages:${language}`),
        })}
        crumbs={[{ name: t("minisite:history.back"), path: back }]}
      />
      <Tabs
        label={t("minisite:languages")}
        tabs={languages.map((one) => ({
          name: ownNames[one],
          path: `${path}?language=${one}`,
          current: one === language,
        }))}
      />
      {withheld && (
        <Notice kind="quiet" title={t("minisite:history.withheld")}>
          {t("minisite:history.withheld.text")}
        </Notice>
      )}
      {shown !== null && (
        <Part
          id="shown"
          title={t("minisite:history.shown", { version: shown.version })}
          note={<Moment at={shown.at} />}
          first
        >
          {shown.title !== "" && (
            <p className="round-title" lang={language}>
              {shown.title}
            </p>
          )}
          <RichText blocks={shown.blocks} lang={language} />
        </Part>
      )}
      <Part id="versions" title={t("minisite:history.versions")} first={shown === null}>
        {versions.length === 0 ? (
          <Empty title={t("minisite:history.empty")} />
        ) : (
          <Table
            caption={history.title}
            columns={[
              { key: "version", head: t("minisite:history.versions"), names: true },
              { key: "state", head: t("minisite:history.state") },
              { key: "at", head: t("minisite:history.when"), look: "s" },
              { key: "by", head: t("minisite:history.by"), look: "s" },
            ]}
            rows={versions.map((version) => ({
              id: `v${version.version}`,
              chosen: version.version === shown?.version,
              cells: {
                version: withheld ? (
                  t("minisite:history.version", { version: version.version })
                ) : (
                  <TextLink path={`${path}?language=${language}&version=${version.version}`} look="plain">
                    {t("minisite:history.version", { version: version.version })}
                  </TextLink>
                ),
                state: t(`minisite:state.${version.state}`),
                at: <Moment at={version.at} />,
                by: withheld ? (version.by.country?.name ?? t("groups:secretariat")) : byline(t, version.by),
              },
            }))}
          />
        )}
      </Part>
    </>
  );
}
