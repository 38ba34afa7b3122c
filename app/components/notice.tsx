/** A sentence with a glyph: what happened, what was kept, what to do. */
import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon.tsx";

export type NoticeKind = "info" | "bad" | "quiet" | "wait" | "done";

const glyphs: Record<NoticeKind, IconName> = {
  info: "info",
  bad: "alert",
  quiet: "lock",
  wait: "clock",
  done: "joins",
};

export function Notice(props: {
  readonly kind: NoticeKind;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly icon?: IconName;
}) {
  return (
    <div className={`notice ${props.kind}`} role={props.kind === "bad" ? "alert" : "status"}>
      <Icon name={props.icon ?? glyphs[props.kind]} />
      <div>
        <p>
          <b>{props.title}</b>
        </p>
        {typeof props.children === "string" ? <p>{props.children}</p> : props.children}
      </div>
      {props.action !== undefined && <div className="do">{props.action}</div>}
    </div>
  );
}

/** Instead of a list without entries: what will be here, and what to do. */
export function Empty(props: {
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className="empty">
      <p className="empty-title">{props.title}</p>
      {props.children !== undefined && <p>{props.children}</p>}
      {props.action}
    </div>
  );
}

/** The one grey panel of a page: my act, or the form that is open. */
export function Panel(props: {
  readonly id: string;
  readonly title: ReactNode;
  /** It is kept up to date on pages that are live. */
  readonly live?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <section
      className="act panel"
      aria-labelledby={props.id}
      data-live={props.live === true ? props.id : undefined}
    >
      <h2 id={props.id}>{props.title}</h2>
      {props.children}
    </section>
  );
}
