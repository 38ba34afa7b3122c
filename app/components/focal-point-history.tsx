/** Who was the focal point of a country, from when until when, by which act. */
import { ActReference } from "./act-reference.tsx";
import { Moment } from "./moment.tsx";
import { useT } from "./speech.tsx";

export function FocalPointHistory(props: {
  readonly points: readonly {
    readonly grantId: string;
    readonly name: string;
    readonly institution: string | null;
    readonly from: Date;
    readonly until: Date | null;
    readonly act: { readonly kind: string; readonly reference: string; readonly letterId: string | null };
    readonly endedBy: string | null;
  }[];
  /** The reader may have the letters. */
  readonly letters?: boolean;
}) {
  const t = useT();
  return (
    <ol className="stackv">
      {props.points.map(({ grantId, name, institution, from, until, act, endedBy }) => (
        <li key={grantId}>
          <b>{name}</b> {institution !== null && <span className="soft">{institution}</span>}
          <br />
          <span className="s">
            <Moment at={from} as="day" />
            {" – "}
            {until === null ? t("people:until-now") : <Moment at={until} as="day" />}
          </span>{" "}
          <span className="soft s">
            {t(`people:act.${act.kind}`)}:{" "}
            <ActReference reference={act.reference} letterId={props.letters === true ? act.letterId : null} />
            {endedBy !== null && <> · {t("people:ended-by", { act: endedBy })}</>}
          </span>
        </li>
      ))}
    </ol>
  );
}
