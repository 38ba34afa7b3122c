/** What changed between the releases of two rounds: "Release 3 compared with release 2", by clause and by word. */
import { Fragment } from "react";
import type { ComparedPassage } from "#app/document/compare.ts";
import type { FieldChange, WordChange } from "#app/document/diff.ts";
import type { RoundChanges } from "#server/services/round-pages.ts";
import { TextLink } from "./button.tsx";
import { Part } from "./part.tsx";
import { useLanguage, useT } from "./speech.tsx";

/** On the page of the round: what is not the same, and the way to the whole. */
export function ChangesPart({
  number,
  changes,
}: {
  readonly number: number;
  readonly changes: RoundChanges;
}) {
  const t = useT();
  const changed = changes.passages.filter(isChanged);
  const same = changes.passages.length - changed.length;
  return (
    <Part
      id="changes"
      title={t("round-page:changes")}
      note={t("round-page:changes.compared", { before: changes.before, after: changes.after })}
    >
      <ComparedText changes={changes} passages={changed} />
      <p className="soft s further">
        {same > 0 && <>{t("round-page:changes.same", { count: same })}. </>}
        <TextLink path={`/rounds/${number}/changes`}>{t("round-page:changes.whole")}</TextLink>
      </p>
    </Part>
  );
}

/** A passage that only has another number has not changed. */
const isChanged = ({ change }: ComparedPassage): boolean => change !== "same";

/** Passages in the order of the newer text; what was removed stands where it stood. */
export function ComparedText(props: {
  readonly changes: RoundChanges;
  readonly passages: readonly ComparedPassage[];
}) {
  const t = useT();
  const language = useLanguage();
  const { changes, passages } = props;
  if (!changes.passages.some(isChanged)) return <p>{t("round-page:changes.none")}</p>;
  const lang = changes.language === language ? undefined : changes.language;
  return (
    <ol className="paras compared">
      {passages.map((passage, place) => (
        <li key={place} className={passage.change}>
          {/* A passage that is gone has no number any more. */}
          <span className="n">{passage.change === "removed" ? null : passage.number}</span>
          <div>
            <Said passage={passage} />
            <p lang={lang}>
              <ChangedWords words={passage.words} />
            </p>
            {passage.fields.length > 0 && <Fields fields={passage.fields} />}
            {passage.markedOtherwise && <p className="s soft">{t("round-page:changes.marked")}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
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
    ...(was === null ? [] : [t("round-page:changes.number-was", { number: was })]),
  ];
  return words.length === 0 ? null : <p className="para-head">{words.join(" · ")}</p>;
}

const isOnlyMoved = ({ words, fields, markedOtherwise }: ComparedPassage): boolean =>
  fields.length === 0 && !markedOtherwise && words.every(({ kind }) => kind === "same");

/** Words of two texts in one line: what came is marked, what went is struck through. */
export function ChangedWords({ words }: { readonly words: readonly WordChange[] }) {
  const language = useLanguage();
  return (
    <>
      {words.map((word, nth) => (
        <Word key={nth} word={word} lang={language} />
      ))}
    </>
  );
}

function Word({ word, lang }: { readonly word: WordChange; readonly lang: string }) {
  const t = useT();
  const { kind, words } = word;
  if (kind === "same") return <Fragment>{words}</Fragment>;
  const said = (
    <span className="sr" lang={lang}>
      {t(kind === "added" ? "round-page:changes.word-added" : "round-page:changes.word-removed")}{" "}
    </span>
  );
  return kind === "added" ? (
    <ins>
      {said}
      {words}
    </ins>
  ) : (
    <del>
      {said}
      {words}
    </del>
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

/** Fields of an output; its title is among the words. */
function Fields({ fields }: { readonly fields: readonly FieldChange[] }) {
  const t = useT();
  const say = (name: string, value: string) =>
    value === ""
      ? t("editor:output.unset")
      : choices.includes(name)
        ? t(`editor:output.${name}.${value}`)
        : value;
  return (
    <ul className="s">
      {fields
        .filter(({ name }) => fieldNames.includes(name))
        .map(({ name, before, after }) => (
          <li key={name}>
            {t("round-page:changes.field", {
              name: t(`editor:output.${name}`),
              before: say(name, before),
              after: say(name, after),
            })}
          </li>
        ))}
    </ul>
  );
}
