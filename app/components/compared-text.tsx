/** Two texts compared, passage by passage: as one text, or side by side. What a round and the history of a plan both show. */
import type { ReactNode } from "react";
import { goalOf } from "#app/document/atoms.ts";
import type { ComparedPassage } from "#app/document/compare.ts";
import type { FieldChange } from "#app/document/diff.ts";
import { partiesOf } from "#app/document/reading.ts";
import { readFuzzyDate } from "#app/domain/fuzzy-date.ts";
import { sayFuzzyDate } from "#app/i18n/fuzzy-date.ts";
import { ChangedLines, ChangedWords, type Side } from "./compared-words.tsx";
import { useFormat, useLanguage, useT } from "./speech.tsx";

/** A passage that only has another number has not changed. */
export const isChanged = ({ change }: ComparedPassage): boolean => change !== "same";

interface ComparedProps {
  readonly passages: readonly ComparedPassage[];
  /** The language that the texts are written in. */
  readonly language: string;
  /** Names of countries by code. */
  readonly countries?: Readonly<Record<string, string>>;
  /** With the number of each change, and links from one to the next. */
  readonly numbered?: boolean;
}

/** The anchor of a change, counted from 1. */
export const changeAnchor = (nth: number): string => `change-${nth}`;

/** Passages in the order of the newer text; what was removed stands where it stood. */
export function ComparedText(props: ComparedProps) {
  const t = useT();
  const lang = useLangOf(props.language);
  const { passages, countries = {} } = props;
  const total = passages.filter(isChanged).length;
  if (total === 0) return <p>{t("round-page:changes.none")}</p>;
  const nthOf = nthIn(passages);
  return (
    <ol className="paras compared">
      {passages.map((passage, place) => {
        const nth = props.numbered === true ? nthOf(place) : null;
        return (
          <li key={place} className={passage.change} id={nth === null ? undefined : changeAnchor(nth)}>
            {/* A passage that is gone has no number any more. */}
            <span className="n">{passage.change === "removed" ? null : passage.number}</span>
            <div>
              <Said passage={passage} />
              <Words passage={passage} lang={lang} />
              <Fields passage={passage} countries={countries} />
              {passage.markedOtherwise && <p className="s soft">{t("round-page:changes.marked")}</p>}
              {nth !== null && <ChangeLinks nth={nth} total={total} />}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** The older text beside the newer one. */
export function ComparedSides(
  props: ComparedProps & { readonly before: ReactNode; readonly after: ReactNode; readonly caption: string },
) {
  const t = useT();
  const lang = useLangOf(props.language);
  const { passages, countries = {} } = props;
  const total = passages.filter(isChanged).length;
  const nthOf = nthIn(passages);
  return (
    <table className="sides compared" role="table">
      <caption className="sr">{props.caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th scope="col" role="columnheader">
            {props.before}
          </th>
          <th scope="col" role="columnheader">
            {props.after}
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {passages.map((passage, place) => {
          const nth = nthOf(place);
          const number = passage.was ?? passage.number;
          return (
            <tr
              key={place}
              className={passage.change}
              role="row"
              id={nth === null ? undefined : changeAnchor(nth)}
            >
              {/* Roles are said again for phones, where rows stand as blocks. */}
              {/* eslint-disable-next-line jsx-a11y/no-interactive-element-to-noninteractive-role */}
              <td role="cell">
                {passage.change !== "added" && (
                  <>
                    {number !== null && <span className="n">{number}</span>}
                    <Words passage={passage} lang={lang} side="before" />
                  </>
                )}
              </td>
              {/* eslint-disable-next-line jsx-a11y/no-interactive-element-to-noninteractive-role */}
              <td role="cell">
                {passage.change !== "removed" && (
                  <>
                    {passage.number !== null && <span className="n">{passage.number}</span>}
                    <Words passage={passage} lang={lang} side="after" />
                  </>
                )}
                <Said passage={passage} />
                <Fields passage={passage} countries={countries} />
                {passage.markedOtherwise && <p className="s soft">{t("round-page:changes.marked")}</p>}
                {nth !== null && <ChangeLinks nth={nth} total={total} />}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function useLangOf(written: string): string | undefined {
  return written === useLanguage() ? undefined : written;
}

/** The number of the change at a place, counted from 1; null where nothing changed. */
function nthIn(passages: readonly ComparedPassage[]): (place: number) => number | null {
  let count = 0;
  const numbers = passages.map((passage) => (isChanged(passage) ? ++count : null));
  return (place) => numbers[place] ?? null;
}

function Words(props: {
  readonly passage: ComparedPassage;
  readonly lang: string | undefined;
  readonly side?: Side;
}) {
  const { passage, lang, side = "both" } = props;
  if (passage.lines.length > 0) return <ChangedLines lines={passage.lines} lang={lang} side={side} />;
  const words = <ChangedWords words={passage.words} side={side} />;
  return <p lang={lang}>{passage.kind === "heading" ? <b>{words}</b> : words}</p>;
}

/** What happened to the passage, in words. */
function Said({ passage }: { readonly passage: ComparedPassage }) {
  const t = useT();
  const { change, moved, heading } = passage;
  const was = change === "removed" ? passage.number : passage.was;
  const words = [
    ...(heading === null ? [] : [heading]),
    ...(change === "same"
      ? []
      : [t(`round-page:changes.${moved && isOnlyMoved(passage) ? "moved" : change}`)]),
    ...(moved && !isOnlyMoved(passage) ? [t("round-page:changes.moved")] : []),
    ...(was === null ? [] : [t("round-page:changes.number-was", { number: was })]),
  ];
  return words.length === 0 ? null : <p className="para-head">{words.join(" · ")}</p>;
}

export const isOnlyMoved = ({ words, fields, markedOtherwise }: ComparedPassage): boolean =>
  fields.length === 0 && !markedOtherwise && words.every(({ kind }) => kind === "same");

/** From one change to the next, for those who do not want to read all of the text. */
function ChangeLinks({ nth, total }: { readonly nth: number; readonly total: number }) {
  const t = useT();
  return (
    <p className="change-links">
      <span>{t("versions:changes.nth", { number: nth, total })}</span>
      {nth > 1 && <a href={`#${changeAnchor(nth - 1)}`}>{t("versions:changes.previous")}</a>}
      {nth < total && <a href={`#${changeAnchor(nth + 1)}`}>{t("versions:changes.next")}</a>}
    </p>
  );
}

const fieldNames = [
  "kind",
  "responsible",
  "partners",
  "goals",
  "start",
  "due",
  "indicator",
  "target",
  "funding",
  "fundingScope",
  "fundingSector",
  "amount",
  "currency",
  "status",
  "evidence",
];
const choices = ["kind", "funding", "fundingScope", "fundingSector", "status"];

/** Fields of an output by their names in the reader's language, footnotes, and a heading's level; a title is among the words. */
function Fields(props: {
  readonly passage: ComparedPassage;
  readonly countries: Readonly<Record<string, string>>;
}) {
  const t = useT();
  const language = useLanguage();
  const format = useFormat();
  const say = (name: string, value: string): string => {
    if (name === "level")
      return value === "" ? t("versions:level.none") : t("versions:level.value", { level: value });
    if (value === "") return t("editor:output.unset");
    if (choices.includes(name)) return t(`editor:output.${name}.${value}`);
    if (name === "start" || name === "due") return sayFuzzyDate(readFuzzyDate(value), language);
    if (name === "goals")
      return format.list(
        value
          .split(" ")
          .map((goal) => goalOf(goal)?.number ?? goal)
          .filter(Boolean),
      );
    if (name === "responsible" || name === "partners")
      return format.list(
        partiesOf(value).map((party) =>
          "country" in party ? (props.countries[party.country] ?? party.country) : party.name,
        ),
      );
    return value;
  };
  const nameOf = (name: string) =>
    ["footnote", "level"].includes(name) ? t(`versions:${name}`) : t(`editor:output.${name}`);
  const alone = props.passage.change !== "changed";
  const told = props.passage.fields.filter(({ name }) =>
    // What is new, or gone, is seen as what it is.
    name === "level" ? !alone : name === "footnote" || fieldNames.includes(name),
  );
  const line = ({ name, before, after }: FieldChange) =>
    alone
      ? t("round-page:changes.field.alone", { name: nameOf(name), words: say(name, before || after) })
      : t("round-page:changes.field", {
          name: nameOf(name),
          before: say(name, before),
          after: say(name, after),
        });
  return told.length === 0 ? null : (
    <ul className="s">
      {told.map((field, place) => (
        <li key={place}>{line(field)}</li>
      ))}
    </ul>
  );
}
