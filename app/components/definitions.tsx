/** Rows of a term and what it is: summaries, facts, and the review before a formal act. */
import type { ReactNode } from "react";
import { useT } from "./speech.tsx";

export interface Definition {
  readonly term: string;
  readonly value: ReactNode;
  /** Where to change it; `about` says to whom the word alone is not enough what is changed. */
  readonly change?: { readonly href: string; readonly about: string; readonly word?: string };
}

export function Definitions(props: { readonly rows: readonly Definition[]; readonly small?: boolean }) {
  const t = useT();
  const changes = props.rows.some(({ change }) => change !== undefined);
  return (
    <dl className={props.small === true ? "defs small" : "defs"}>
      {props.rows.map(({ term, value, change }) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
          {changes && (
            <dd className="change">
              {change !== undefined && (
                <a href={change.href}>
                  {change.word ?? t("frame:form.change")}
                  <span className="sr"> {change.about}</span>
                </a>
              )}
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
