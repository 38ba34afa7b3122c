/** Plans to test with, built in few words. */
import type { Mark, Node } from "prosemirror-model";
import { planOfNode, type Plan } from "#app/document/plan.ts";
import { schema } from "#app/document/schema.ts";

type Inline = string | Node;

const marksOf = (marks: readonly Mark[]) => marks;

export const text = (words: string, ...marks: readonly Mark[]): Node => schema.text(words, marksOf(marks));
export const bracket = (id: string, holders: string, group = ""): Mark =>
  schema.mark("bracket", { id, holders, group });
export const strong = (): Mark => schema.mark("strong");
export const link = (href: string): Mark => schema.mark("link", { href });
export const gap = (note: string | null = null): Node => schema.node("gap", { id: "g1", note });
export const note = (id: string, words: string | null): Node => schema.node("footnote", { id, text: words });
export const goal = (id: string, named: string | null, label: string | null = null): Node =>
  schema.node("goal_ref", { id, goal: named, label });
export const country = (id: string, iso: string | null, label: string | null = null): Node =>
  schema.node("country_ref", { id, country: iso, label });

const inline = (parts: readonly Inline[]) =>
  parts.map((part) => (typeof part === "string" ? schema.text(part) : part));

export const p = (id: string, ...parts: readonly Inline[]): Node =>
  schema.node("paragraph", { id }, inline(parts));
export const h = (id: string, level: number, ...parts: readonly Inline[]): Node =>
  schema.node("heading", { id, level }, inline(parts));
export const output = (
  id: string,
  attrs: Readonly<Record<string, string>>,
  ...content: readonly Node[]
): Node => schema.node("output", { id, ...attrs }, content);
export const ul = (...items: readonly Node[][]): Node =>
  schema.node(
    "bullet_list",
    null,
    items.map((item) => schema.node("list_item", null, item)),
  );
export const table = (...rows: readonly (readonly Node[])[]): Node =>
  schema.node(
    "table",
    null,
    rows.map((row) => schema.node("table_row", null, row)),
  );
export const td = (...content: readonly Node[]): Node => schema.node("table_cell", null, content);

export const docOf = (...content: readonly Node[]): Node => schema.node("doc", null, content);
export const planOf = (...content: readonly Node[]): Plan => planOfNode(docOf(...content));

export const full = {
  title: "Seminar on shared ducts",
  kind: "seminar",
  responsible: "CR",
  partners: "PE; ECLAC",
  goals: "1 2",
  due: "2011-05-13",
  indicator: "Countries that take part",
  funding: "secured",
  fundingScope: "national",
  fundingSector: "public",
  amount: "40000",
  currency: "USD",
  status: "under-way",
} as const;

/** A plan with one of everything. */
export const whole: Plan = planOf(
  h("s1", 1, "Purpose"),
  p(
    "p1",
    "This plan says what we do ",
    text("by 2012", bracket("b1", "CL", "when")),
    " ",
    text("by 2013", bracket("b2", "CR", "when")),
    ".",
  ),
  p(
    "p2",
    "A fund receives ",
    gap("amount"),
    " a year, see ",
    text("the site", link("https://example.org/a?b=1&c=2")),
    ".",
  ),
  ul([p("l1", "first")], [p("l2", "second", text(" strong", strong()))]),
  h("s2", 1, "Outputs"),
  output("o1", full, p("d1", "Two days, for regulators.")),
  output("o2", { title: "Study" }),
  h("s3", 1, "How we work"),
  h("s3a", 2, "Meetings"),
  p("p3", "Every two months."),
  table([td(p("c1", "a")), td(p("c2", "b"))]),
);
