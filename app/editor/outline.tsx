/** The plan at a glance, kept as it is written: sections, outputs with their status, and what is to close before a round. */
import { useMemo, type ReactNode } from "react";
import type { Node } from "prosemirror-model";
import { planOfNode } from "#app/document/plan.ts";
import { bracketsOf, clausesOf, gapsOf, outlineOf } from "#app/document/reading.ts";
import type { Language } from "#app/i18n/language.ts";
import { useLagging } from "./lagging.ts";
import { countryName, listOf, type Tongue } from "./saying.ts";

interface OutlineProps {
  readonly doc: Node;
  /** Position of the caret. */
  readonly caret: number;
  readonly tongue: Tongue;
  /** The language that the text is written in. */
  readonly written: Language;
}

/** Milliseconds after which it is drawn again, where the text has changed: it is read in full, however long it is. */
const drawnEvery = 400;

export function Outline({ doc: now, caret, tongue, written }: OutlineProps) {
  const doc = useLagging(now, drawnEvery);
  const { sections, points, order } = useMemo(() => glance(doc, tongue), [doc, tongue]);
  const at = order[doc.resolve(Math.min(caret, doc.content.size)).index(0)];
  return useMemo(
    () => list({ sections, points, at, tongue, written }),
    [sections, points, at, tongue, written],
  );
}

interface ListProps
  extends Pick<ReturnType<typeof glance>, "sections" | "points">, Pick<OutlineProps, "tongue" | "written"> {
  /** The section of the caret. */
  readonly at: string | undefined;
}

function list({ sections, points, at, tongue: { t }, written }: ListProps): ReactNode {
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
      {points.length > 0 && (
        <div className="left">
          <p>{t("outline.left")}</p>
          {points.map((point, index) => (
            <a key={index} href={`#${point.clause}`}>
              <span aria-hidden="true">{point.number}</span>
              <span>{point.words}</span>
            </a>
          ))}
        </div>
      )}
    </nav>
  );
}

function Title(props: { readonly words: string; readonly written: Language; readonly none: string }) {
  const { words, written, none } = props;
  return words === "" ? <span>{none}</span> : <span lang={written}>{words}</span>;
}

/** `order` gives for each block of the text the id of the section it stands in. */
function glance(doc: Node, tongue: Tongue) {
  const plan = planOfNode(doc);
  let section = "";
  const order = clausesOf(plan).map((clause) => {
    if (clause.kind === "heading" && clause.number !== null) section = clause.id;
    return section;
  });
  return { sections: outlineOf(plan), points: pointsOf(plan, tongue), order };
}

/** Brackets and gaps with the clause in which each stands; alternatives of one group are one point. */
function pointsOf(plan: ReturnType<typeof planOfNode>, tongue: Tongue) {
  const groups = new Map<string, { clause: string; number: number | null; holders: Set<string> }>();
  for (const { id, group, holders, clause, number } of bracketsOf(plan)) {
    const point = groups.get(group || id) ?? { clause, number, holders: new Set<string>() };
    for (const holder of holders) point.holders.add(holder);
    groups.set(group || id, point);
  }
  const brackets = [...groups.values()].map(({ clause, number, holders }) => {
    const names = [...holders].map((code) => countryName(tongue, code));
    const words =
      names.length > 0
        ? tongue.t("outline.bracket", { countries: listOf(tongue, names) })
        : tongue.t("outline.bracket.nobody");
    return { clause, number, words };
  });
  const gaps = gapsOf(plan).map(({ clause, number }) => ({ clause, number, words: tongue.t("outline.gap") }));
  const order = clausesOf(plan).map(({ id }) => id);
  return [...brackets, ...gaps].sort((a, b) => order.indexOf(a.clause) - order.indexOf(b.clause));
}
