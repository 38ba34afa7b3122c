/** The difference between two texts of a plan: how many changes, what became of the brackets, the list of changes, the texts. */
import type { ComparedPassage } from "#app/document/compare.ts";
import type { Bracket } from "#app/document/openness.ts";
import type { ComparisonPage } from "#server/services/plan-history.ts";
import { changeAnchor, ComparedSides, ComparedText, isChanged, isOnlyMoved } from "./compared-text.tsx";
import { Fold } from "./part.tsx";
import { useFormat, useT } from "./speech.tsx";
import { sayPoint } from "./text-point.ts";

export const comparisonViews = ["inline", "side", "list"] as const;
export type ComparisonView = (typeof comparisonViews)[number];

export type Compared = Pick<
  ComparisonPage,
  "passages" | "brackets" | "countries" | "before" | "after" | "same"
> & { readonly language: string };

export function TextComparison({ page, view }: { readonly page: Compared; readonly view: ComparisonView }) {
  const t = useT();
  const format = useFormat();
  const changed = page.passages.filter(isChanged);
  const { language, countries } = page;
  if (page.same) return <p>{t("versions:changes.same")}</p>;
  const [before, after] = [page.before, page.after].map((point) => sayPoint({ t, format }, point));
  return (
    <>
      <p>
        <b>{t("versions:changes", { count: changed.length })}</b>{" "}
        <span className="soft">{t("round-page:changes.note")}</span>
      </p>
      <Brackets page={page} />
      <ListOfChanges changed={changed} />
      {view === "side" ? (
        <ComparedSides
          passages={page.passages}
          language={language}
          countries={countries}
          before={before}
          after={after}
          caption={t("versions:compare.between", { before: before ?? "", after: after ?? "" })}
        />
      ) : (
        <ComparedText
          passages={view === "list" ? changed : page.passages}
          language={language}
          countries={countries}
          numbered
        />
      )}
    </>
  );
}

/** One line for each change, each a link to it. */
function ListOfChanges({ changed }: { readonly changed: readonly ComparedPassage[] }) {
  const t = useT();
  if (changed.length < 2) return null;
  const partOf = ({ kind, number }: ComparedPassage): string => {
    if (kind === "paragraph")
      return number === null ? t("versions:part.line") : t("versions:part.paragraph", { number });
    return kind === "output"
      ? t("versions:part.output", { number: number ?? "" })
      : t(`versions:part.${kind}`);
  };
  const wordsOf = (passage: ComparedPassage): string => {
    const said = passage.words.map(({ words }) => words).join("");
    return said.length > 70 ? `${said.slice(0, 69).trimEnd()}…` : said;
  };
  return (
    <div className="change-list">
      <Fold title={t("versions:changes.list")} fact={t("versions:changes", { count: changed.length })}>
        <ol className="list">
          {changed.map((passage, place) => (
            <li key={place}>
              <a href={`#${changeAnchor(place + 1)}`}>{partOf(passage)}</a>{" "}
              <span className="soft s">
                {t(`round-page:changes.${passage.moved && isOnlyMoved(passage) ? "moved" : passage.change}`)}
                {" · "}
                {wordsOf(passage)}
              </span>
            </li>
          ))}
        </ol>
      </Fold>
    </div>
  );
}

function Brackets({ page }: { readonly page: Pick<Compared, "brackets" | "countries"> }) {
  const t = useT();
  const format = useFormat();
  const { opened, closed, held } = page.brackets;
  if (opened.length + closed.length + held.length === 0) return null;
  const names = (holders: readonly string[]) =>
    holders.length === 0
      ? t("versions:brackets.nobody")
      : format.list(holders.map((iso) => page.countries[iso] ?? iso));
  const words = ({ words: said }: Bracket) => t("versions:quoted", { name: said.trim() });
  return (
    <section aria-labelledby="brackets-heading" className="bracket-changes">
      <h2 id="brackets-heading">{t("versions:brackets")}</h2>
      <ul className="list">
        {opened.map((bracket) => (
          <li key={bracket.id}>
            {bracket.holders.length === 0
              ? t("versions:brackets.opened", { words: words(bracket) })
              : t("versions:brackets.opened-by", {
                  countries: names(bracket.holders),
                  words: words(bracket),
                })}
          </li>
        ))}
        {closed.map((bracket) => (
          <li key={bracket.id}>{t("versions:brackets.closed", { words: words(bracket) })}</li>
        ))}
        {held.map(({ bracket, before }) => (
          <li key={bracket.id}>
            {t("versions:brackets.held", {
              countries: names(bracket.holders),
              before: names(before),
              words: words(bracket),
            })}
          </li>
        ))}
      </ul>
    </section>
  );
}
