/** Who wrote which passage of a text: the signs in it, the line below each clause, and the legend. */
import type { HtmlWords } from "#app/document/html.ts";
import { locales, type Language } from "#app/i18n/language.ts";
import type { T } from "#app/i18n/speaker.ts";
import type { Author, AuthoredText } from "#server/services/text-authors.ts";
import { CountryCode } from "./country.tsx";
import { useT } from "./speech.tsx";
import { sayWriter } from "./text-point.ts";
import { listFormat } from "#app/i18n/formatters.ts";

/** An author with the part of the text that is theirs. */
export interface Credit {
  readonly key: string;
  readonly sign: string;
  readonly said: string;
  readonly percent: number;
}

/** The authors of a text, who wrote most first. */
export function creditsOf(
  t: T,
  { authors, clauses }: AuthoredText,
  countries: Readonly<Record<string, string>>,
): readonly Credit[] {
  const letters = new Map<string, number>();
  for (const { author, letters: more } of clauses.flatMap(({ shares }) => shares))
    letters.set(author, (letters.get(author) ?? 0) + more);
  const all = [...letters.values()].reduce((sum, one) => sum + one, 0);
  return [...letters]
    .sort((a, b) => b[1] - a[1])
    .map(([key, own]) => ({
      key,
      sign: signOf(authors[key]),
      said: sayAuthor(t, authors[key], countries),
      percent: Math.max(1, Math.round((own / all) * 100)),
    }));
}

/** What the text itself says of its authors (document/html.ts). */
export function authorWords(
  t: T,
  language: Language,
  authored: AuthoredText,
  countries: Readonly<Record<string, string>>,
): Pick<HtmlWords, "author" | "wrote"> {
  const shares = new Map(authored.clauses.map((clause) => [clause.id, clause.shares]));
  const said = (key: string) => sayAuthor(t, authored.authors[key], countries);
  const list = listFormat(locales[language]);
  return {
    author: (key) => ({
      sign: signOf(authored.authors[key]),
      said: t("versions:authors.passage", { who: said(key) }),
    }),
    wrote: (clause) => {
      const own = (shares.get(clause) ?? []).map(({ author }) => said(author));
      return own.length === 0 ? null : t("versions:authors.clause", { who: list.format(own) });
    },
  };
}

/** The code of the country; a dash where it is nobody's. */
const signOf = (author: Author | undefined): string =>
  author === undefined || author.kind === "act" ? "–" : (author.country ?? "–");

function sayAuthor(t: T, author: Author | undefined, countries: Readonly<Record<string, string>>): string {
  if (author?.kind === "country") {
    const who = countries[author.country] ?? author.country;
    return t(`versions:authors.${author.by}`, { who });
  }
  if (author?.kind === "person") {
    const who = sayWriter({ t }, author, countries);
    return author.by === null ? who : t(`versions:authors.${author.by}`, { who });
  }
  return t(`versions:act.${author?.act ?? "other"}`);
}

export function Legend({
  credits,
  movesKnown,
}: {
  readonly credits: readonly Credit[];
  readonly movesKnown: boolean;
}) {
  const t = useT();
  return (
    <section className="legend" aria-labelledby="authors-heading">
      <h2 id="authors-heading">{t("versions:authors")}</h2>
      <p className="s soft">
        {t("versions:authors.hint")}
        {!movesKnown && <> {t("versions:authors.moves")}</>}
      </p>
      <ul>
        {credits.map(({ key, sign, said, percent }) => (
          <li key={key}>
            <span className="who">
              <CountryCode iso={sign === "–" ? null : sign} />
              <span>{said}</span>
            </span>{" "}
            <span className="soft s">{t("versions:authors.share", { percent })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
