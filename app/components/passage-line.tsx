/** Where something is fastened: the clause it lies in now and its words, or that it lost its place. */
import type { Anchor } from "#app/document/margin.ts";
import type { FieldName } from "#app/domain/output-field.ts";
import { fieldLabel } from "#app/i18n/output-fields.ts";
import type { NamedClause } from "#server/services/margin-pages.ts";
import { TextLink } from "./button.tsx";
import { clauseName } from "./clause-name.ts";
import { useLanguage, useT } from "./speech.tsx";

export function PassageLine(props: {
  readonly id: string;
  readonly clause: NamedClause | null;
  /** The field of the output that it is about, if it is about one. */
  readonly field?: FieldName | undefined;
  readonly slug: string;
}) {
  const t = useT();
  const { id, clause, field, slug } = props;
  const said = (name: string) =>
    field === undefined ? name : t("comments:line", { clause: name, words: fieldLabel(t, field) });
  return (
    <h3 id={id} className="beside-where">
      {clause === null ? (
        said(t("comments:lost"))
      ) : (
        <TextLink path={`/groups/${slug}/plan#${clause.id}`}>{said(clauseName(t, clause))}</TextLink>
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
