import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ComparedText } from "#app/components/compared-text.tsx";
import { Speech } from "#app/components/speech.tsx";
import { comparePlans } from "#app/document/compare.ts";
import type { Plan } from "#app/document/plan.ts";
import { languages, type Language } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { wordsIn } from "#test/e2e/client.ts";
import { h, p, planOf } from "#test/app/document/plans.ts";

const said = (before: Plan, after: Plan, language: Language = "en") =>
  wordsIn(
    renderToStaticMarkup(
      <Speech language={language} t={translator(language)} now={new Date(0)}>
        <ComparedText passages={comparePlans(before, after)} language={language} />
      </Speech>,
    ),
  ).replace(/[\u00a0\u202f]/g, " ");

it.each([
  ["en", "Heading: level 2 → level 3"],
  ["es", "Título: nivel 2 → nivel 3"],
  ["pt", "Título: nível 2 → nível 3"],
  ["fr", "Titre : niveau 2 → niveau 3"],
] as const)("a heading whose level alone changed is told so in %s", (language, words) => {
  expect(said(planOf(h("s", 2, "Purpose")), planOf(h("s", 3, "Purpose")), language)).toContain(words);
});

it("a paragraph that became a heading is told so, and a new heading is not told its level", () => {
  expect(said(planOf(p("s", "Purpose")), planOf(h("s", 1, "Purpose")))).toContain("Heading: none → level 1");
  expect(said(planOf(h("s", 1, "Purpose")), planOf(p("s", "Purpose")))).toContain("Heading: level 1 → none");
  expect(said(planOf(), planOf(h("s", 1, "Purpose")))).not.toContain("level");
});

it("no other words change with it", () => {
  for (const language of languages)
    expect(said(planOf(h("s", 2, "Purpose")), planOf(h("s", 2, "Purpose")), language)).toBe(
      translator(language)("round-page:changes.none"),
    );
});
