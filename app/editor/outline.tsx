/** The plan at a glance, kept as it is written: sections, outputs with their status. */
import { useMemo } from "react";
import type { Node } from "prosemirror-model";
import type { Plan } from "#app/document/plan.ts";
import { clausesOf, outlineOf } from "#app/document/reading.ts";
import type { Tongue } from "./saying.ts";

interface OutlineProps {
  readonly doc: Node;
  /** What the text says. */
  readonly plan: Plan;
  /** Position of the caret. */
  readonly caret: number;
  readonly tongue: Tongue;
}

export function Outline({ doc, plan, caret, tongue }: OutlineProps) {
  const { t } = tongue;
  const { sections, order } = useMemo(() => glance(plan), [plan]);
  const at = order[doc.resolve(Math.min(caret, doc.content.size)).index(0)];
  return (
    <nav className="outline" aria-labelledby="outline-title">
      <h2 id="outline-title">{t("outline")}</h2>
      {sections.length === 0 && <p className="soft">{t("outline.empty")}</p>}
      <ol>
        {sections.map((section) => (
          <li key={section.id}>
            <a href={`#${section.id}`} aria-current={section.id === at ? "true" : undefined}>
              <span>{section.number}</span>
              <span>{section.title || t("outline.untitled")}</span>
            </a>
            {section.outputs.length > 0 && (
              <ol>
                {section.outputs.map((output) => (
                  <li key={output.id}>
                    <a href={`#${output.id}`}>
                      <span>{output.number}</span>
                      <span>{output.title || t("output.untitled")}</span>
                      {output.status !== null && <small>{t(`output.status.${output.status}`)}</small>}
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

/** `order` gives for each block of the text the id of the section it stands in. */
function glance(plan: Plan) {
  let section = "";
  const order = clausesOf(plan).map((clause) => {
    if (clause.kind === "heading" && clause.number !== null) section = clause.id;
    return section;
  });
  return { sections: outlineOf(plan), order };
}
