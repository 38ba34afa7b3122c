/** Where something is fastened: the clause it lies in now and its words, or that it lost its place. */
import type { Anchor } from "#app/document/margin.ts";
import type { NamedClause } from "#server/services/margin-pages.ts";
import { TextLink } from "./button.tsx";
import { clauseName } from "./clause-name.ts";
import { useLanguage, useT } from "./speech.tsx";

export function PassageLine(props: {
  readonly id: string;
  readonly clause: NamedClause | null;
  readonly slug: string;
}) {
  const t = useT();
  const { id, clause, slug } = props;
  return (
    <h3 id={id} className="beside-where">
      {clause === null ? (
        t("comments:lost")
      ) : (
        <TextLink path={`/groups/${slug}/plan#${clause.id}`}>{clauseName(t, clause)}</TextLink>
      )}
    </h3>
  );
}

/** The words it lies on, as they were. */
export function Quoted(props: {
  readonly anchor: Anchor;
  readonly language: string;
  readonly lost: boolean;
}) {
  const t = useT();
  const language = useLanguage();
  const { anchor, lost } = props;
  if (anchor.quote === "") return lost ? <p className="soft s">{t("comments:lost.clause")}</p> : null;
  return (
    <blockquote className="quote" lang={props.language === language ? undefined : props.language}>
      <p>{anchor.quote}</p>
    </blockquote>
  );
}
