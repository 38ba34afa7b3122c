/** What stands around lists: filters, pages, tabs, and rows of files and news. */
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { Form } from "./form.tsx";
import { PositionMark } from "./country.tsx";
import { Moment } from "./moment.tsx";
import { useFormat, useLocal, useT } from "./speech.tsx";

/** Fields in one line that narrow a list; sent by GET, so that the address can be kept. */
export function Filter(props: {
  readonly id: string;
  readonly label?: string;
  /** What else the address asks for. */
  readonly hidden?: Readonly<Record<string, string>>;
  readonly children: ReactNode;
}) {
  const t = useT();
  const label = props.label ?? t("frame:form.filter");
  return (
    <Form id={props.id} method="get" look="filter" label={label} hidden={props.hidden}>
      {props.children}
      <Button kind="low">{t("frame:form.show")}</Button>
    </Form>
  );
}

export function Pagination(props: {
  readonly page: number;
  readonly pages: number;
  /** The address of a page of the list, without the language. */
  readonly pathOf: (page: number) => string;
}) {
  const t = useT();
  const local = useLocal();
  const { page, pages, pathOf } = props;
  if (pages <= 1) return null;
  return (
    <nav className="pages" aria-label={t("frame:pages")}>
      {page > 1 && (
        <a href={local(pathOf(page - 1))} rel="prev">
          {t("frame:pages.previous")}
        </a>
      )}
      <span className="soft">{t("frame:pages.at", { page, pages })}</span>
      {page < pages && (
        <a href={local(pathOf(page + 1))} rel="next">
          {t("frame:pages.next")}
        </a>
      )}
    </nav>
  );
}

export interface Tab {
  readonly name: string;
  readonly path: string;
  readonly current?: boolean;
}

/** Pages of one kind side by side: the cycles of the agenda, the tables of the secretariat. */
export function Tabs(props: { readonly label: string; readonly tabs: readonly Tab[] }) {
  const local = useLocal();
  return (
    <nav aria-label={props.label}>
      <ul className="cycles">
        {props.tabs.map(({ name, path, current }) => (
          <li key={path}>
            <a href={local(path)} aria-current={current === true ? "page" : undefined}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** One file: its name leads to it. */
export function FileRow(props: {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly note?: ReactNode;
  readonly acts?: ReactNode;
}) {
  const format = useFormat();
  return (
    <div className="up">
      <div>
        <span>
          <a className="strong" href={props.path}>
            {props.name}
          </a>{" "}
          <small>
            {format.size(props.bytes)}
            {props.note !== undefined && <> · {props.note}</>}
          </small>
        </span>
        {props.acts}
      </div>
    </div>
  );
}

/** A file on its way. */
export function Sending(props: {
  readonly name: string;
  readonly bytes: number;
  readonly sent: number;
  readonly state: "sending" | "sent" | "not-sent";
  readonly why?: ReactNode;
  readonly onStop?: () => void;
}) {
  const t = useT();
  const format = useFormat();
  const { name, bytes, sent, state } = props;
  const words = t("frame:file.progress", { sent: format.size(sent), size: format.size(bytes) });
  return (
    <div className="up">
      <div>
        <span>
          <b>{name}</b> <small>{state === "sending" ? words : (props.why ?? format.size(bytes))}</small>
        </span>
        {state === "sending" && (
          <button
            className="btn low"
            type="button"
            onClick={props.onStop}
            aria-label={t("frame:file.stop-which", { name })}
          >
            {t("frame:file.stop")}
          </button>
        )}
        {state === "sent" && <PositionMark tone="joins">{t("frame:file.sent")}</PositionMark>}
        {state === "not-sent" && <PositionMark tone="objects">{t("frame:file.not-sent")}</PositionMark>}
      </div>
      {state === "sending" && (
        <progress className="bar" max={bytes} value={sent} aria-label={name}>
          {words}
        </progress>
      )}
    </div>
  );
}

export interface NewsItem {
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly summary?: ReactNode;
  readonly at: Date;
  readonly by?: string;
  readonly lang?: string;
}

export function NewsList({ news }: { readonly news: readonly NewsItem[] }) {
  const local = useLocal();
  return (
    <ol className="news">
      {news.map(({ id, title, path, summary, at, by, lang }) => (
        <li key={id} lang={lang}>
          <h3>
            <a className="plain" href={local(path)}>
              {title}
            </a>
          </h3>
          {summary !== undefined && <p>{summary}</p>}
          <p className="soft s">
            <Moment at={at} as="longDay" />
            {by !== undefined && ` · ${by}`}
          </p>
        </li>
      ))}
    </ol>
  );
}
