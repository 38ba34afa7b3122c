import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { OpenPointLinks, OpenPoints } from "#app/components/open-points.tsx";
import { pointLine } from "#app/components/open-point-words.ts";
import { Speech } from "#app/components/speech.tsx";
import { openPointsOf } from "#app/document/openness.ts";
import { languages, type Language } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { bracket, gap, output, p, planOf, text } from "#test/app/document/plans.ts";

const points = openPointsOf(
  planOf(
    p(
      "p1",
      text("by 2012", bracket("b1", "CL", "g")),
      " ",
      text("by 2013", bracket("b2", "CR DO", "g")),
      gap("amount"),
    ),
    p("p2", "every [six] months"),
    output("o1", { title: "Seminar XXX" }, p("d", text("soon", bracket("b3", "")))),
  ),
);
const names = { CL: "Chile", CR: "Costa Rica", DO: "DO" };
const plain = (html: string) => html.replace(/[\u00a0\u202f]/g, " ");
const draw = (language: Language, what: React.ReactNode) =>
  plain(
    renderToStaticMarkup(
      <Speech language={language} t={translator(language)} now={new Date(0)}>
        {what}
      </Speech>,
    ),
  );
const words = (html: string) =>
  [...html.matchAll(/<a href="([^"]*)">(.*?)<\/a>/g)].map(([, href = "", said = ""]) => [
    href,
    said.replace(/<[^>]*>/g, ""),
  ]);

describe("what is open", () => {
  test.each([
    [
      "en",
      "Paragraph 1: “by 2012” (Chile) or “by 2013” (Costa Rica and DO)",
      "Paragraph 2: brackets typed as signs, “six”",
      "Gap",
    ],
    [
      "es",
      "Párrafo 1: «by 2012» (Chile) o «by 2013» (Costa Rica y DO)",
      "Párrafo 2: corchetes escritos como signos, «six»",
      "Hueco",
    ],
    [
      "pt",
      "Parágrafo 1: “by 2012” (Chile) ou “by 2013” (Costa Rica e DO)",
      "Parágrafo 2: colchetes digitados como sinais, “six”",
      "Lacuna",
    ],
    [
      "fr",
      "Paragraphe 1 : « by 2012 » (Chile) ou « by 2013 » (Costa Rica et DO)",
      "Paragraphe 2 : crochets saisis comme signes, « six »",
      "Blanc",
    ],
  ] as const)("is named by a refusal in %s, with the way to each place", (language, first, typed, gapped) => {
    const said = words(
      draw(language, <OpenPointLinks points={points} path="/groups/a/plan" names={names} />),
    );
    const at = `/${language}/groups/a/plan`;
    expect(said.map(([href]) => href)).toEqual([
      `${at}#bracket:b1`,
      `${at}#gap:g1`,
      `${at}#p2`,
      `${at}#bracket:b3`,
      `${at}#o1`,
    ]);
    expect(said[0]?.[1]).toBe(first);
    expect(said[1]?.[1]).toMatch(new RegExp(`${gapped} ?: amount$`));
    expect(said[2]?.[1]).toBe(typed);
    expect(said[4]?.[1]).toMatch(new RegExp(`${gapped}$`));
  });

  test.each(languages)("is listed and counted beside the text in %s, each line a link", (language) => {
    const saying = {
      t: translator(language),
      language,
      countryName: (iso: string) => ({ ...names })[iso as "CL"] ?? iso,
    };
    const html = draw(language, <OpenPoints points={points.map((point) => pointLine(saying, point))} />);
    expect(html).toMatch(/<h2[^>]*>[^<]*\(5\)<\/h2>/);
    expect(words(html).map(([href]) => href)).toEqual([
      "#bracket:b1",
      "#gap:g1",
      "#p2",
      "#bracket:b3",
      "#o1",
    ]);
    expect(html).toMatch(/<small> 1 \w+<\/small>/);
  });
});
