/** The frame of the secretariat's pages: heading, the tables side by side, the table beside its form. */
import type { ReactNode } from "react";
import { Empty, Notice } from "./notice.tsx";
import { PageHead } from "./page-head.tsx";
import { Tabs } from "./list.tsx";
import { useT } from "./speech.tsx";

export const secretariatPages = [
  "seats",
  "focal-points",
  "grants",
  "people",
  "invitations",
  "letters",
  "redactions",
  "terms",
] as const;
export type SecretariatPageName = (typeof secretariatPages)[number];

export function SecretariatPage(props: {
  readonly page: SecretariatPageName;
  readonly title: string;
  readonly crumb?: string;
  readonly facts?: readonly ReactNode[];
  /** What was just done, to be confirmed above the table. */
  readonly done?: string | null;
  /** The form beside the table; the table has the whole width where there is none. */
  readonly form?: ReactNode;
  readonly children: ReactNode;
}) {
  const t = useT();
  const { page, title, crumb, facts, done = null, form } = props;
  const crumbs = [
    { name: t("secretariat:title"), path: "/secretariat" },
    ...(crumb === undefined ? [] : [{ name: crumb }]),
  ];
  return (
    <>
      <PageHead title={title} crumbs={crumbs} facts={facts} />
      <Tabs
        label={t("secretariat:title")}
        tabs={secretariatPages.map((name) => ({
          name: t(`secretariat:tab.${name}`),
          path: `/secretariat/${name}`,
          current: name === page,
        }))}
      />
      {done !== null && (
        <div className="acts">
          <Notice kind="done" title={t(`secretariat:done.${done}`)} />
        </div>
      )}
      {form === undefined ? (
        <div className="acts">{props.children}</div>
      ) : (
        <div className="work acts">
          <div>{props.children}</div>
          <div>{form}</div>
        </div>
      )}
    </>
  );
}

/** A list without entries, in place of its table. */
export function NothingHere({ page }: { readonly page: SecretariatPageName }) {
  const t = useT();
  return (
    <>
      <h2 className="sr">{t(`secretariat:tab.${page}`)}</h2>
      <Empty title={t(`secretariat:empty.${page}`)}>{t(`secretariat:empty.${page}.text`)}</Empty>
    </>
  );
}
