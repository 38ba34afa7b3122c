import { describe, expect, it, test } from "vitest";
import { attribute } from "#app/document/attributes.ts";
import { diffPlans } from "#app/document/diff.ts";
import { headerAs, isHeader } from "#app/document/header-cell.ts";
import { clauseTree, textOf, type HtmlWords } from "#app/document/html.ts";
import { partOf } from "#app/document/lines.ts";
import { nodeOfPlan, parsePlan, type Plan, type PlanNode } from "#app/document/plan.ts";
import { clausesOf } from "#app/document/reading.ts";
import { schema } from "#app/document/schema.ts";
import { settle } from "#app/document/settling.ts";

type Kind = "table_cell" | "table_header";
const cell = (type: Kind, words: string, header: string | null = null): PlanNode => ({
  type,
  ...(header === null ? {} : { attrs: { header } }),
  content: [{ type: "paragraph", content: [{ type: "text", text: words }] }],
});
const planOf = (...rows: readonly (readonly PlanNode[])[]): Plan =>
  parsePlan({
    type: "doc",
    content: [
      { type: "table", attrs: { id: "t" }, content: rows.map((content) => ({ type: "table_row", content })) },
    ],
  });

test.each([
  ["table_cell", null, false],
  ["table_cell", "yes", true],
  ["table_cell", "no", false],
  ["table_header", null, true],
  ["table_header", "no", false],
  ["table_header", "yes", true],
  ["paragraph", "yes", false],
] as const)("a %s with header %s: %s", (type, header, is) => {
  expect(isHeader({ type, attrs: { header } })).toBe(is);
});

test("an attribute is set only where the kind of the cell says otherwise", () => {
  for (const type of ["table_cell", "table_header"])
    for (const is of [true, false])
      expect(isHeader({ type, attrs: { header: headerAs(type, is) } })).toBe(is);
  expect([headerAs("table_cell", false), headerAs("table_header", true)]).toEqual([null, null]);
  expect(attribute("table_cell", "header", "maybe")).toBeNull();
});

describe("names that were made of ordinary cells, and ordinary cells of names", () => {
  const named = (type: Kind, words: string, header: string | null = null): PlanNode => ({
    ...cell(type, words, header),
    content: [{ type: "paragraph", attrs: { id: `p-${words}` }, content: [{ type: "text", text: words }] }],
  });
  const made = planOf(
    [named("table_cell", "Year", "yes"), named("table_cell", "Place", "yes")],
    [named("table_header", "2011", "no"), named("table_cell", "Lima")],
  );
  const plain = planOf(
    [cell("table_header", "Year"), cell("table_header", "Place")],
    [cell("table_cell", "2011"), cell("table_cell", "Lima")],
  );

  it("are drawn as such, on a page, in the editor and on paper", () => {
    const [clause] = clausesOf(made);
    if (clause === undefined) throw new Error("no table");
    const drawn = textOf(clauseTree(clause, {} as HtmlWords));
    expect(drawn.match(/<t[hd]/g)).toEqual(["<th", "<th", "<td", "<td"]);
    const part = partOf(clause);
    expect(part.kind === "table" && part.rows.map((row) => row.map(({ head }) => head))).toEqual([
      [true, true],
      [false, false],
    ]);
    const tags: unknown[] = [];
    nodeOfPlan(made).descendants((node) => {
      const dom = node.type.spec["tableRole"]?.includes("cell") ? node.type.spec.toDOM?.(node) : undefined;
      if (Array.isArray(dom)) tags.push(dom[0]);
    });
    expect(tags).toEqual(["th", "th", "td", "td"]);
  });

  it("differ in nothing from names and ordinary cells, and ordinary cells from names", () => {
    const [first] = diffPlans(plain, made).clauses;
    expect(first?.kind).toBe("same");
    const ordinary = planOf(
      [cell("table_cell", "Year"), cell("table_header", "Place", "no")],
      [cell("table_cell", "2011"), cell("table_cell", "Lima")],
    );
    expect(diffPlans(made, ordinary).clauses).toMatchObject([{ kind: "changed", markedOtherwise: true }]);
  });

  const back = (words: string) => {
    const { content } = planOf(
      [cell("table_header", "Year"), cell("table_header", "Place")],
      [cell("table_cell", "2011"), cell("table_cell", words)],
    );
    return settle(
      content,
      made,
      (nth) => `new-${nth}`,
      () => ({ attrs: {}, unread: [] }),
    ).plan;
  };

  it("come back from a file as they were", () => {
    expect(back("Lima")).toEqual(made);
  });

  it("come back from a file with other words in cells of the same kinds: they stay cells of the live text", () => {
    const cells = (plan: Plan) =>
      (plan.content[0]?.content ?? []).flatMap(({ content = [] }) =>
        content.map(({ type, attrs }) => [type, attrs?.["header"]]),
      );
    expect(JSON.stringify(back("Quito"))).toContain("Quito");
    expect(cells(back("Quito"))).toEqual(cells(made));
  });
});

test("a pasted cell is what its element says", () => {
  const rule = (name: Kind) => schema.nodes[name]?.spec.parseDOM?.[0]?.tag;
  expect([rule("table_cell"), rule("table_header")]).toEqual(["td", "th"]);
});
