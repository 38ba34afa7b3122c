/** A text of the plan as a sheet to print: what it is, then the text with its numbers, outputs and notes. */
import { TextLink } from "./button.tsx";
import { PageHead } from "./page-head.tsx";
import { PlanPaper, type Sheet } from "./plan-sheet.tsx";
import { useT } from "./speech.tsx";

export interface PrintedFront {
  readonly group: string;
  readonly title: string;
  readonly facts: readonly (readonly [term: string, value: string])[];
}

export function PlanPrint(props: {
  readonly slug: string;
  readonly title: string;
  readonly front: PrintedFront;
  readonly sheet: Sheet;
}) {
  const t = useT();
  const { slug, title, front, sheet } = props;
  return (
    <div className="printed">
      <div className="unprinted">
        <PageHead
          title={title}
          crumbs={[{ name: t("plan:title.none"), path: `/groups/${slug}/plan` }]}
          lead={t("paper:print.how")}
        />
      </div>
      <section className="printed-front" lang={sheet.language} aria-labelledby="printed-title">
        <p className="strong">{front.group}</p>
        <h2 id="printed-title">{front.title}</h2>
        <dl>
          {front.facts.map(([term, value]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      {sheet.html === "" ? (
        <p className="soft">{t("plan:empty")}</p>
      ) : (
        <PlanPaper sheet={sheet} labelledBy="printed-title" />
      )}
      <p className="unprinted">
        <TextLink path={`/groups/${slug}/plan`}>{t("paper:print.back")}</TextLink>
      </p>
    </div>
  );
}
