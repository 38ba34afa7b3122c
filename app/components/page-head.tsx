/** Heading of a page: where it hangs, what it is, one line of facts. */
import type { ReactNode } from "react";
import { useLocal, useT } from "./speech.tsx";

export interface Crumb {
  readonly name: string;
  /** Address within the site, without the language; a crumb without one is only said. */
  readonly path?: string;
}

export function PageHead(props: {
  readonly title: ReactNode;
  readonly crumbs?: readonly Crumb[];
  readonly lead?: ReactNode;
  readonly facts?: readonly ReactNode[];
  readonly step?: { readonly step: number; readonly steps: number };
  /** For pages whose headline is a state: the title is set smaller. */
  readonly quiet?: boolean;
  /** It is kept up to date on pages that are live. */
  readonly live?: boolean;
}) {
  const t = useT();
  const { crumbs = [], facts = [], step } = props;
  return (
    <div className="head" data-live={props.live === true ? "head" : undefined}>
      {crumbs.length > 0 && <Crumbs crumbs={crumbs} />}
      {step !== undefined && <p className="step">{t("frame:form.step", { ...step })}</p>}
      <h1 className={props.quiet === true ? "round-title" : undefined}>{props.title}</h1>
      {props.lead !== undefined && <p className="lead">{props.lead}</p>}
      <Facts facts={facts} />
    </div>
  );
}

function Crumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }) {
  const local = useLocal();
  return (
    <p className="crumbs">
      {crumbs.map(({ name, path }, place) => (
        <span key={name}>
          {place > 0 && " · "}
          {path === undefined ? name : <a href={local(path)}>{name}</a>}
        </span>
      ))}
    </p>
  );
}

/** Short facts in one line. */
export function Facts({ facts }: { readonly facts: readonly ReactNode[] }) {
  if (facts.length === 0) return null;
  return (
    <p className="facts">
      {facts.map((fact, place) => (
        <span key={place}>{fact}</span>
      ))}
    </p>
  );
}
