/** Outputs that go into a file and come into a plan that knows nothing of them: what each of their fields is then. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical, parsePlan, type Attrs, type Plan } from "#app/document/plan.ts";
import { settle } from "#app/document/settling.ts";
import { readFuzzyDate } from "#app/domain/fuzzy-date.ts";
import { sayFuzzyDate } from "#app/i18n/fuzzy-date.ts";
import type { Draft } from "#server/intake/draft.ts";
import { readMarkdown } from "#server/intake/markdown.ts";
import { readWord } from "#server/intake/word.ts";
import { docxOf } from "#server/present/docx.ts";
import { markdownOf } from "#server/present/markdown.ts";
import { planJson } from "#server/present/plan-json.ts";
import { fieldsIn } from "#server/services/paper-fields.ts";
import { paperOf } from "#test/server/present/paper-sample.ts";
import { anyOutputs, runs } from "#test/server/present/random-papers.ts";

const site = "https://elac.example.org";
const nothing: Plan = { type: "doc", content: [] };

const files: Readonly<Record<string, (plan: Plan) => Promise<Draft>>> = {
  Word: async (plan) => readWord(await docxOf(paperOf(plan)), site),
  Markdown: async (plan) => readMarkdown(new TextEncoder().encode(markdownOf(paperOf(plan))), site),
};

/** A date is said in words, and from words it is not known how it was written. */
const dated = (attrs: Attrs): Attrs => {
  const said = { ...attrs };
  for (const name of ["start", "due"])
    if (attrs[name] !== undefined) said[name] = sayFuzzyDate(readFuzzyDate(String(attrs[name])), "en");
  return said;
};

describe.each(Object.entries(files))("a %s file", (_, comesBack) => {
  test("brings every field of an output into a plan that has none of it", async () => {
    await fc.assert(
      fc.asyncProperty(anyOutputs, async (any) => {
        const plan = parsePlan(any);
        const { content, untaken } = await comesBack(plan);
        expect(untaken).toEqual([]);
        const names = new Map([["en", paperOf(plan).countries] as const]);
        const { plan: made, unread } = settle(content, nothing, (nth) => `new-${nth}`, fieldsIn(names));
        expect(unread).toEqual([]);
        const fields = ({ attrs = {} }: Plan["content"][number]) => dated({ ...attrs, id: "" });
        expect(made.content.map(fields)).toEqual(plan.content.map(fields));
      }),
      { numRuns: runs(20) },
    );
  });
});

test("JSON holds the whole text as it is", () => {
  fc.assert(
    fc.property(anyOutputs, (any) => {
      const plan = parsePlan(any);
      const { text } = JSON.parse(planJson(paperOf(plan))) as { readonly text: unknown };
      expect(canonical(parsePlan(text))).toBe(canonical(plan));
    }),
  );
});
