/** A plan's text with its outline beside it, for reading: a release, an adopted text, a text under review. */
import type { ReactNode } from "react";
import type { Language } from "#app/i18n/language.ts";
import { OpenPoints } from "./open-points.tsx";
import { PlanOutline } from "./plan-outline.tsx";
import type { PlanGlance } from "./plan-glance.ts";
import { useT } from "./speech.tsx";

export interface Sheet {
  readonly html: string;
  readonly glance: PlanGlance;
  readonly language: Language;
}

export function PlanSheet({ sheet, label, above }: { sheet: Sheet; label: string; above?: ReactNode }) {
  const t = useT();
  return (
    <div className="plan">
      <div className="plan-side">
        <PlanOutline glance={sheet.glance} language={sheet.language} />
        {sheet.glance.points.length > 0 && <OpenPoints points={sheet.glance.points} />}
      </div>
      <div className="plan-text">
        {above}
        {sheet.html === "" ? (
          <p className="soft">{t("plan:empty")}</p>
        ) : (
          <PlanPaper sheet={sheet} label={label} />
        )}
      </div>
    </div>
  );
}

/** The text alone, set on paper. */
export function PlanPaper(props: {
  readonly sheet: Pick<Sheet, "html" | "language">;
  /** Names it where no heading does. */
  readonly label?: string;
  readonly labelledBy?: string;
}) {
  const { sheet } = props;
  return (
    // The text comes through the schema and is escaped where it is made (document/html.ts).
    <article
      className="paper"
      aria-label={props.label}
      aria-labelledby={props.labelledBy}
      lang={sheet.language}
      dangerouslySetInnerHTML={{ __html: sheet.html }}
    />
  );
}
