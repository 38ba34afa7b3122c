/** A section of a page: a rail with its heading, its matter beside it, one rule above both. */
import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

export function Part(props: {
  /** The section's anchor; its heading has the same with "-heading". */
  readonly id: string;
  readonly title: ReactNode;
  readonly note?: ReactNode;
  /** The first section of a page has the ink rule. */
  readonly first?: boolean;
  /** The heading stands above the matter, which takes the whole width. */
  readonly wide?: boolean;
  /** It is kept up to date on pages that are live. */
  readonly live?: boolean;
  readonly children: ReactNode;
}) {
  const kind = ["part", props.first === true && "first", props.wide === true && "wide"];
  return (
    <section
      id={props.id}
      className={kind.filter(Boolean).join(" ")}
      aria-labelledby={`${props.id}-heading`}
      data-live={props.live === true ? props.id : undefined}
    >
      <header>
        <h2 id={`${props.id}-heading`}>{props.title}</h2>
        {props.note !== undefined && <p>{props.note}</p>}
      </header>
      <div>{props.children}</div>
    </section>
  );
}

/** Two columns: the matter, and what stands beside it. */
export function Duo(props: {
  readonly aside: ReactNode;
  readonly asideLabel: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="duo">
      <div>{props.children}</div>
      <aside className="aside" aria-label={props.asideLabel}>
        {props.aside}
      </aside>
    </div>
  );
}

/** A row that opens: a heading, a short fact at its end, and its matter. */
export function Fold(props: {
  readonly title: ReactNode;
  readonly fact?: ReactNode;
  readonly open?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <details className="fold" open={props.open === true}>
      <summary className="sum">
        <span className="strong">{props.title}</span>
        {props.fact !== undefined && <span className="s">{props.fact}</span>}
        <Icon name="down" />
      </summary>
      {props.children}
    </details>
  );
}
