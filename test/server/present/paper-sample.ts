/** Papers to test with: plans of any shape, the words that have to be on them, and a reader of Word files of our own. */
import fc from "fast-check";
import JSZip from "jszip";
import { parseHTML } from "linkedom";
import type { Plan, PlanMark, PlanNode } from "#app/document/plan.ts";
import { clausesOf } from "#app/document/reading.ts";
import type { Paper } from "#server/present/paper.ts";

export const paperOf = (text: Plan, more: Partial<Paper> = {}): Paper => ({
  symbol: "eLAC/e-business/2011-2013/R2",
  group: "E-business",
  slug: "e-business",
  period: "2011-2013",
  language: "en",
  copy: { kind: "release", number: 2 },
  at: "2011-03-03T15:00:00.000Z",
  sha256: "a".repeat(64),
  text,
  countries: { CR: "Costa Rica", PE: "Peru", CL: "Chile" },
  site: "https://elac.example.org",
  since: null,
  comments: [],
  ...more,
});

/** What would act as a page where it is not escaped, and what XML cannot hold. */
export const hostile = [
  `<script>alert(1)</script>`,
  `"><img src=x onerror=alert(1)>`,
  `]]><w:p/>&amp;&lt;`,
  `{{constructor}}`,
  `__proto__`,
  "a\u0000b\u0008c\ufffe",
  "| pipe | ` tick ` * star * _ low _ [x](javascript:alert(1))",
];

const word = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[a-zñáéç]{1,9}$/) },
  fc.constantFrom(
    "<b>",
    "&amp;",
    "50%",
    "*star*",
    "_low_",
    "`tick`",
    "1.",
    "#",
    "|",
    "a|b",
    "\\",
    "~",
    "$x$",
    "!",
    "<br>",
    "+",
    "-",
    "(2)",
    "«»",
  ),
);
const words = fc.array(word, { minLength: 1, maxLength: 8 }).map((list) => list.join(" "));
const mark = fc.constantFrom<PlanMark>(
  { type: "strong" },
  { type: "em" },
  { type: "link", attrs: { href: "https://example.org/a?b=1&c=(2)" } },
  { type: "bracket", attrs: { id: "b1", holders: "CL CR", group: "" } },
  { type: "bracket", attrs: { id: "b2", holders: "PE", group: "" } },
);
const run: fc.Arbitrary<PlanNode> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({ text: words, marks: fc.uniqueArray(mark, { maxLength: 2, selector: ({ type }) => type }) })
      .map(({ text, marks }) => ({ type: "text", text, ...(marks.length > 0 ? { marks } : {}) })),
  },
  fc.constant({ type: "gap", attrs: { id: "g" } }),
);
/** As editors leave it: between two runs of one look there is a space, so that they are two. */
const inline = fc
  .array(run, { minLength: 1, maxLength: 4 })
  .map((runs) => runs.flatMap((one, at) => (at === 0 ? [one] : [{ type: "text", text: " " }, one])));
const paragraph = inline.map((content): PlanNode => ({ type: "paragraph", content }));
const list = (items: fc.Arbitrary<PlanNode[]>) =>
  fc
    .tuple(fc.constantFrom("bullet_list", "ordered_list"), fc.array(items, { minLength: 1, maxLength: 3 }))
    .map(([type, content]): PlanNode => ({
      type,
      content: content.map((inner) => ({ type: "list_item", content: inner })),
    }));
const nested = list(
  fc.oneof(
    paragraph.map((p) => [p]),
    fc.tuple(paragraph, list(paragraph.map((p) => [p]))).map(([p, l]) => [p, l]),
  ),
);
const table = fc.integer({ min: 1, max: 3 }).chain((wide) =>
  fc
    .array(fc.array(paragraph, { minLength: wide, maxLength: wide }), { minLength: 1, maxLength: 3 })
    .map((rows): PlanNode => ({
      type: "table",
      content: rows.map((cells, at) => ({
        type: "table_row",
        content: cells.map((p) => ({ type: at === 0 ? "table_header" : "table_cell", content: [p] })),
      })),
    })),
);
const output = fc
  .record({
    title: words,
    indicator: words,
    kind: fc.constantFrom("study", "tool"),
    amount: fc.constantFrom("40000", "12.50"),
    currency: fc.constant("USD"),
    due: fc.constantFrom("2012", "2011-05-13", "soon"),
    responsible: fc.constantFrom("CR", "PE; ECLAC"),
  })
  .chain((attrs) =>
    fc
      .array(paragraph, { maxLength: 2 })
      .map((content): PlanNode => ({ type: "output", attrs, ...(content.length > 0 ? { content } : {}) })),
  );
const heading = fc
  .tuple(fc.integer({ min: 1, max: 3 }), inline)
  .map(([level, content]): PlanNode => ({ type: "heading", attrs: { level }, content }));

/** Any plan, its nodes with ids where the schema has them. */
export const anyPlan: fc.Arbitrary<Plan> = fc
  .array(fc.oneof({ weight: 4, arbitrary: paragraph }, heading, nested, table, output), {
    minLength: 1,
    maxLength: 9,
  })
  .map((content) => ({
    type: "doc",
    content: content.map((node, at) => ({ ...node, attrs: { ...node.attrs, id: `n${at}` } })),
  }));

/** A plan and another one made of it: some clauses gone, some come, some with other words, some elsewhere. */
export const twoPlans: fc.Arbitrary<readonly [Plan, Plan]> = fc
  .tuple(anyPlan, anyPlan, fc.array(fc.nat(9), { maxLength: 4 }), fc.boolean())
  .map(([older, other, picked, turned]) => {
    const content = older.content.flatMap((node, at) => {
      const instead = other.content[at];
      if (!picked.includes(at)) return [node];
      if (instead === undefined) return [];
      return instead.type === node.type
        ? [instead]
        : [{ ...instead, attrs: { ...instead.attrs, id: `m${at}` } }, node];
    });
    const fit = content.map((node) =>
      node.type === "table" || node.type.endsWith("_list")
        ? { type: node.type, content: node.content ?? [] }
        : node,
    );
    return [older, { type: "doc", content: turned ? [...fit.slice(1), ...fit.slice(0, 1)] : fit }] as const;
  });

/** All words of a text, signs of brackets and spaces left out. */
export const bareWords = (plan: Plan): string =>
  bare(
    clausesOf(plan)
      .map(({ words }) => words)
      .join(" "),
  );

export const bare = (text: string): string => text.replace(/[\s[\]]+/g, "");

/** A line of a Word file. */
export interface WordLine {
  readonly style: string;
  readonly text: string;
}

/** The lines of a Word file with all changes taken, or all refused. Empty ones are left out. */
export async function linesOf(bytes: Uint8Array, take: "all" | "none" = "all"): Promise<readonly WordLine[]> {
  const xml = await partOf(bytes, "word/document.xml");
  const { document } = parseHTML(`<html><body>${xml.replace(/<\?xml[^>]*\?>/, "")}</body></html>`);
  const gone = take === "all" ? "w:del" : "w:ins";
  const lines: WordLine[] = [];
  const named = (element: Element, name: string) => element.tagName.toLowerCase() === name.toLowerCase();
  const child = (element: Element, ...path: string[]): Element | null =>
    path.reduce<Element | null>(
      (at, name) => [...(at?.children ?? [])].find((one) => named(one, name)) ?? null,
      element,
    );
  const textIn = (element: Element): string =>
    named(element, gone)
      ? ""
      : named(element, "w:t") || named(element, "w:delText")
        ? (element.textContent ?? "")
        : [...element.children].map(textIn).join("");
  const walk = (element: Element) => {
    if (named(element, "w:tr") && child(element, "w:trPr", gone) !== null) return;
    if (named(element, "w:p")) {
      const style = child(element, "w:pPr", "w:pStyle")?.getAttribute("w:val") ?? "";
      const text = textIn(element);
      const marked = child(element, "w:pPr", "w:rPr", gone) !== null;
      if (marked && text !== "") throw new Error(`words stay of a line that is gone: ${text}`);
      if (text.trim() !== "") lines.push({ style, text });
      return;
    }
    for (const one of element.children) walk(one);
  };
  walk(document.body);
  return lines.filter(({ style }) => !style.startsWith("Front"));
}

/** One part of a Word file as text. */
export async function partOf(bytes: Uint8Array, name: string): Promise<string> {
  const zip = await JSZip.loadAsync(bytes);
  return (await zip.file(name)?.async("string")) ?? "";
}
