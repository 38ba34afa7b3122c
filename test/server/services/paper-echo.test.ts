import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonical, parsePlan, wordsOf, type Plan } from "#app/document/plan.ts";
import { settle } from "#app/document/settling.ts";
import { readMarkdown } from "#server/intake/markdown.ts";
import { markdownOf } from "#server/present/markdown.ts";
import { markdownEcho } from "#server/services/paper-echo.ts";
import { fieldsIn } from "#server/services/paper-fields.ts";
import type { PlanRecord } from "#server/store/plans.ts";
import { paperOf } from "#test/server/present/paper-sample.ts";
import { anyPaper, runs } from "#test/server/present/random-papers.ts";
import { richPaper, richPlan } from "#test/server/present/rich-paper.ts";

const site = "https://elac.example.org";
const record = { groupSlug: "e-business", period: "2011-2013", language: "es" } as PlanRecord;

const readFields = fieldsIn(
  new Map([
    ["en", paperOf({ type: "doc", content: [] }).countries],
    ["es", richPaper().countries],
  ]),
);

/** What a Markdown file makes of the plan that it left. */
function returned(source: string, live: Plan): Plan {
  const { content, untaken } = readMarkdown(new TextEncoder().encode(source), site);
  expect(untaken).toEqual([]);
  const { plan, unread } = settle(
    content,
    live,
    (nth) => `new-${nth}`,
    readFields,
    markdownEcho(record, site),
  );
  expect(unread).toEqual([]);
  return plan;
}

describe("a Markdown file of ours that comes back", () => {
  test("as it went changes nothing, whatever the text", () => {
    fc.assert(
      fc.property(anyPaper, (any) => {
        const plan = parsePlan(any);
        expect(canonical(returned(markdownOf(paperOf(plan)), plan))).toBe(canonical(plan));
      }),
      { numRuns: runs(40) },
    );
  });

  test("changed in a cell changes that table, and no other", () => {
    const source = markdownOf(richPaper());
    const text = returned(source.replace("| marzo de 2011 |", "| abril de 2011 |"), richPlan);
    const others = text.content.filter(
      (node, at) =>
        canonical({ type: "doc", content: [node] }) !==
        canonical({ type: "doc", content: richPlan.content.slice(at, at + 1) }),
    );
    expect(others.map(({ attrs }) => attrs?.["id"])).toEqual(["t1"]);
    expect(wordsOf(others[0] ?? text)).toContain("abril de 2011");
  });
});

test("words of a cell over several columns and rows stand in the first, those beside and below in their own", () => {
  expect(
    markdownOf(richPaper())
      .split("\n")
      .filter((line) => /Reunión|Primera|videoconferencia\[/.test(line)),
  ).toEqual([
    "| Reunión | Lugar y fecha |  | Prepara |",
    "| Primera | San José | marzo de 2011 | [Costa Rica](<https://elac.example.org/es/countries/cr>) |",
    "|  | videoconferencia[^4] | junio de 2011 | Secretaría técnica |",
  ]);
});
