/** Words of two texts set as one, or as one side of two: what came is underlined, what went is struck through, both said in words. */
import { Fragment, type ReactNode } from "react";
import type { ComparedLine } from "#app/document/line-diff.ts";
import type { WordChange } from "#app/document/word-diff.ts";
import { useLanguage, useT } from "./speech.tsx";

/** `before` and `after` leave out what the other text alone has. */
export type Side = "both" | "before" | "after";

const shows = (side: Side, kind: WordChange["kind"]): boolean =>
  side === "both" || kind === "same" || kind === (side === "before" ? "removed" : "added");

export function ChangedWords({
  words,
  side = "both",
}: {
  readonly words: readonly WordChange[];
  readonly side?: Side;
}) {
  const language = useLanguage();
  return (
    <>
      {words
        .filter(({ kind }) => shows(side, kind))
        .map((word, nth) => (
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

/** A list, a table or an output in its lines. */
export function ChangedLines(props: {
  readonly lines: readonly ComparedLine[];
  readonly lang: string | undefined;
  readonly side?: Side;
}) {
  const { lang, side = "both" } = props;
  const lines = props.lines.filter(({ change }) => change === "changed" || shows(side, change));
  const rows = lines.filter(({ kind }) => kind === "row");
  if (rows.length > 0)
    return (
      <table className="table dense compared-table" lang={lang}>
        <tbody>
          {rows.map(({ cells, change }, nth) => (
            <tr key={nth} className={change}>
              {cells.map((words, place) => (
                <td key={place}>
                  <ChangedWords words={words} side={side} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    );
  if (lines.some(({ kind }) => kind === "item")) return <Items lines={lines} lang={lang} side={side} />;
  return (
    <>
      {lines.map(({ kind, cells }, nth) => {
        const words = <ChangedWords words={cells[0] ?? []} side={side} />;
        return (
          <p key={nth} lang={lang}>
            {kind === "title" ? <b>{words}</b> : words}
          </p>
        );
      })}
    </>
  );
}

/** Items with those that stand below them. */
function Items({
  lines,
  lang,
  side,
}: {
  readonly lines: readonly ComparedLine[];
  readonly lang: string | undefined;
  readonly side: Side;
}): ReactNode {
  const top = Math.min(...lines.map(({ depth }) => depth));
  const groups: ComparedLine[][] = [];
  for (const line of lines)
    if (line.depth === top || groups.length === 0) groups.push([line]);
    else groups.at(-1)?.push(line);
  return (
    <ul className="compared-list" lang={lang}>
      {groups.map(([first, ...below], nth) => (
        <li key={nth}>
          <ChangedWords words={first?.cells[0] ?? []} side={side} />
          {below.length > 0 && <Items lines={below} lang={lang} side={side} />}
        </li>
      ))}
    </ul>
  );
}
