/** What stands around a plan's words: the goals that its outputs serve lead to their pages, in every language. */
import { expect, it } from "vitest";
import { planWords, sheetOf } from "#app/components/plan-words.ts";
import type { Plan } from "#app/document/plan.ts";
import { languages } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

const serving = (goals: string): Plan => ({
  type: "doc",
  content: [{ type: "output", attrs: { id: "o1", title: "Study", goals } }],
});
const html = (goals: string, cycle?: string) =>
  sheetOf(serving(goals), translator("en"), "en", "en", {}, {}, cycle).html;

it("links each goal that an output serves, of its own agenda and of another", () => {
  expect(html("1 elac2010:12", "elac2015")).toContain(
    'Serves goals <a href="/en/agendas/elac2015/goals/1">1</a> and ' +
      '<a href="/en/agendas/elac2010/goals/12">elac2010:12</a>.',
  );
});

it.each([
  ["what names no goal, or several", "abc 3-5", "elac2015", "Serves goals abc and 3-5."],
  ["a goal of an agenda that is not known", "1", undefined, "Serves goal 1."],
])("leaves %s as words", (_, goals, cycle, said) => {
  expect(html(goals, cycle)).toContain(`<small>${said}</small>`);
});

it.each(languages)("says the sentence as a whole (%s)", (language) => {
  const { goals } = planWords(translator(language), language, (iso) => iso, "elac2015");
  const words = goals(["1", "2"]).map((part) => (typeof part === "string" ? part : part.children.join("")));
  expect(words.join("")).toMatch(/^\p{Lu}\p{L}+ .*1 .* 2\.$/u);
});
