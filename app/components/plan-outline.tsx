/** The plan at a glance as the server draws it: sections, outputs with their status. */
import type { Language } from "#app/i18n/language.ts";
import type { PlanGlance } from "./plan-glance.ts";
import { useT } from "./speech.tsx";

export function PlanOutline({
  glance,
  language,
}: {
  readonly glance: PlanGlance;
  /** The language that the plan is written in. */
  readonly language: Language;
}) {
  const t = useT();
  return (
    <nav className="outline" aria-labelledby="contents">
      <h2 id="contents">{t("plan:contents")}</h2>
      {glance.sections.length === 0 && <p className="soft">{t("plan:contents.empty")}</p>}
      <ol>
        {glance.sections.map((section) => (
          <li key={section.id}>
            <a href={`#${section.id}`}>
              <span>{section.number}</span>
              <span lang={language}>{section.title}</span>
            </a>
            {section.outputs.length > 0 && (
              <ol>
                {section.outputs.map((output) => (
                  <li key={output.id}>
                    <a href={`#${output.id}`}>
                      <span>{output.number}</span>
                      <span lang={language}>{output.title}</span>
                      {output.status !== null && <small>{t(`plan:status.${output.status}`)}</small>}
                    </a>
                  </li>
                ))}
              </ol>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
