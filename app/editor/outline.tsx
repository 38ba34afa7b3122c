/** The plan at a glance, kept as it is written: sections, outputs with their status. */
import { useMemo, type ReactNode } from "react";
import type { Node } from "prosemirror-model";
import type { Plan } from "#app/document/plan.ts";
import { clausesOf, outlineOf } from "#app/document/reading.ts";
import type { Language } from "#app/i18n/language.ts";
import type { Tongue } from "./saying.ts";

interface OutlineProps {
  readonly doc: Node;
  /** What the text says. */
  readonly plan: Plan;
  /** Position of the caret. */
  readonly caret: number;
  readonly tongue: Tongue;
  /** The language that the text is written in. */
  readonly written: Language;
}

export function Outline({ doc, plan, caret, tongue, written }: OutlineProps) {
  const { sections, order } = useMemo(() => glance(plan), [plan]);
  const at = order[doc.resolve(Math.min(caret, doc.content.size)).index(0)];
  return useMemo(() => list({ sections, at, tongue, written }), [sections, at, tongue, written]);
}

interface ListProps
  extends Pick<ReturnType<typeof glance>, "sections">, Pick<OutlineProps, "tongue" | "written"> {
  /** The section of the caret. */
  readonly at: string | undefined;
}

function list({ sections, at, tongue: { t }, written }: ListProps): ReactNode {
  return (
    <nav className="outline" aria-labelledby="outline-title">
      <h2 id="outline-title">{t("outline")}</h2>
      {sections.length === 0 && <p className="soft">{t("outline.empty")}</p>}
      <ol>
        {sections.map((section) => (
          <li key={section.id}>
            <a href={`#${section.id}`} aria-current={section.id === at ? "true" : undefined}>
              <span>{section.number}</span>
              <Title words={section.title} written={written} none={t("outline.untitled")} />
            </a>
            {section.outputs.length > 0 && (
              <ol>
                {section.outputs.map((output) => (
                  <li key={output.id}>
                    <a href={`#${output.id}`}>
                      <span>{output.number}</span>
                      <Title words={output.title} written={written} none={t("output.untitled")} />
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

function Title(props: { readonly words: string; readonly written: Language; readonly none: string }) {
  const { words, written, none } = props;
  return words === "" ? <span>{none}</span> : <span lang={written}>{words}</span>;
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
