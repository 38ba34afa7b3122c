/** What is open in a text: the list beside it, and the list that a refusal gives. */
import type { OpenPoint } from "#app/domain/release.ts";
import { pointSentence, type PointLine } from "./open-point-words.ts";
import { useLanguage, useLocal, useT } from "./speech.tsx";

/** Beside the text: each line leads to its place in it. */
export function OpenPoints({ points }: { readonly points: readonly PointLine[] }) {
  const t = useT();
  return (
    <section className="points" aria-labelledby="open-points">
      <h2 id="open-points">{t("plan:open-points", { number: points.length })}</h2>
      {points.length === 0 && <p className="soft">{t("plan:open-points.none")}</p>}
      <ol>
        {points.map(({ anchor, number, words, more }, place) => (
          <li key={place}>
            <a href={`#${anchor}`}>
              <span>{number}</span>
              <span>
                {words}
                {more !== "" && <small> {more}</small>}
              </span>
            </a>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** In words, with the way to where each is closed: `path` is that of the live text, without language. */
export function OpenPointLinks(props: {
  readonly points: readonly OpenPoint[];
  readonly path: string;
  readonly names: Readonly<Record<string, string>>;
}) {
  const { points, path, names } = props;
  const [t, language, local] = [useT(), useLanguage(), useLocal()];
  const saying = { t, language, countryName: (iso: string) => names[iso] ?? iso };
  return (
    <ul>
      {points.map((point, place) => (
        <li key={place}>
          <a href={`${local(path)}#${point.anchor}`}>{pointSentence(saying, point)}</a>
        </li>
      ))}
    </ul>
  );
}
