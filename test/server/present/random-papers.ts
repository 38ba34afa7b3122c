/** Plans of any shape with all that goes on paper: lists in items and cells, further paragraphs, heads, spans, notes, references. */
import fc from "fast-check";
import {
  fundingScopes,
  fundingSectors,
  fundingStates,
  outputKinds,
  outputStatuses,
} from "#app/document/attributes.ts";
import { headerAs } from "#app/document/header-cell.ts";
import type { Attrs, Plan, PlanNode } from "#app/document/plan.ts";

/** How many plans a test tries: more with PAPER_RUNS, which multiplies it. */
export const runs = (few: number): number => few * Math.max(1, Number(process.env["PAPER_RUNS"] ?? 1));

const word = fc.constantFrom("países", "acuerdan", "ductos", "2012", "plan", "de", "y", "red", "é", "50%");
const said = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(" "));
const run = (text: string, ...marks: NonNullable<PlanNode["marks"]>): PlanNode => ({
  type: "text",
  text,
  ...(marks.length > 0 ? { marks } : {}),
});
const bracketed = fc
  .record({ text: said, holders: fc.constantFrom("", "CL", "BR PE") })
  .map(({ text, holders }) =>
    run(text, {
      type: "bracket",
      attrs: { id: `b-${holders.replace(" ", "-")}-${text.length}`, holders, group: "" },
    }),
  );
const atom: fc.Arbitrary<PlanNode> = fc.oneof(
  fc.constant({ type: "gap", attrs: { id: "g" } }),
  said.map((text) => ({ type: "footnote", attrs: { id: "f", text } })),
  fc.integer({ min: 1, max: 30 }).map((number) => ({
    type: "goal_ref",
    attrs: { id: "r", goal: `elac2015:${number}`, label: `meta ${number}` },
  })),
  fc
    .constantFrom("PE", "CL")
    .map((country) => ({ type: "country_ref", attrs: { id: "c", country, label: country } })),
);
const piece: fc.Arbitrary<PlanNode> = fc.oneof(
  { weight: 5, arbitrary: said.map((text) => run(text)) },
  said.map((text) => run(text, { type: "strong" })),
  said.map((text) => run(text, { type: "em" })),
  said.map((text) => run(text, { type: "link", attrs: { href: "https://example.org/a?b=1" } })),
  bracketed,
  atom,
);
/** Words first and last, a space between any two: as people write, and so that two runs of one look are two. */
const line = fc
  .tuple(said, fc.array(piece, { maxLength: 3 }), said)
  .map(([first, inner, last]) => [run(`${first} `), ...inner.flatMap((one) => [one, run(" ")]), run(last)]);
const paragraph = line.map((content): PlanNode => ({ type: "paragraph", content }));

/** A list of so many further levels; items begin with a paragraph. */
function list(depth: number): fc.Arbitrary<PlanNode> {
  const further = depth === 0 ? paragraph : fc.oneof(paragraph, list(depth - 1));
  const item = fc
    .tuple(paragraph, fc.array(further, { maxLength: 2 }))
    .map(([first, rest]): PlanNode => ({ type: "list_item", content: apart([first, ...rest]) }));
  return fc
    .tuple(fc.constantFrom("bullet_list", "ordered_list"), fc.array(item, { minLength: 1, maxLength: 3 }))
    .map(([type, content]) => ({ type, content }));
}

/** No list beside another of its kind: nothing would tell them apart. */
const apart = (nodes: readonly PlanNode[]): readonly PlanNode[] =>
  nodes.filter(({ type }, at) => !type.endsWith("_list") || nodes[at - 1]?.type !== type);

const flow = fc.oneof(
  { weight: 3, arbitrary: paragraph.map((one) => [one]) },
  fc.tuple(paragraph, paragraph),
  list(1).map((one) => [one]),
  fc.tuple(paragraph, list(1), paragraph),
);
const table = fc
  .record({
    wide: fc.integer({ min: 1, max: 3 }),
    tall: fc.integer({ min: 1, max: 3 }),
    heads: fc.constantFrom("row", "column", "none"),
    joined: fc.boolean(),
    /** Somebody has made its names of ordinary cells, or ordinary cells of names. */
    changed: fc.boolean(),
  })
  .chain(({ wide, tall, heads, joined, changed }) =>
    fc
      .array(fc.array(flow, { minLength: wide, maxLength: wide }), { minLength: tall, maxLength: tall })
      .map((rows): PlanNode => ({
        type: "table",
        content: rows.map((cells, row) => ({
          type: "table_row",
          content: cells.flatMap((content, column): PlanNode[] => {
            const head = (heads === "row" && row === 0) || (heads === "column" && column === 0);
            // Words of a head are paragraphs; the first two cells of the last row may be one.
            const words = head ? content.filter(({ type }) => type === "paragraph") : content;
            const one = joined && row === tall - 1 && tall > 1 && wide > 1 && heads !== "column";
            if (one && column === 1) return [];
            const type = head !== changed ? "table_header" : "table_cell";
            const header = headerAs(type, head);
            return [
              {
                type,
                attrs: { ...(one && column === 0 ? { colspan: 2 } : {}), ...(header ? { header } : {}) },
                content: words.length > 0 ? words : [{ type: "paragraph", content: [run("x")] }],
              },
            ];
          }),
        })),
      })),
  );
/** Words of a field, with signs that a format may take for its own. */
const sign = fc.constantFrom(
  "a|b",
  "*star*",
  "_low_",
  "`tick`",
  "<b>",
  "&amp;",
  "\\",
  "#",
  "1.",
  "[x](y)",
  "«ñ»",
);
const field = fc.array(fc.oneof(word, sign), { minLength: 1, maxLength: 5 }).map((words) => words.join(" "));
const parties = fc
  .uniqueArray(fc.constantFrom("PE", "CL", "CR", "CEPAL", "Red de mujeres"), { minLength: 1, maxLength: 3 })
  .map((all) => all.join("; "));
const date = fc.constantFrom("2012", "2011-05", "2011-05-13", "mediados de 2012", "cuando se pueda");
/** Each field of an output, or none of it. */
const fields: fc.Arbitrary<Attrs> = fc
  .record(
    {
      title: field,
      kind: fc.constantFrom(...outputKinds),
      responsible: parties,
      partners: parties,
      goals: fc.constantFrom("1", "2 15"),
      start: date,
      due: date,
      indicator: field,
      target: field,
      funding: fc.constantFrom(...fundingStates),
      fundingScope: fc.constantFrom(...fundingScopes),
      fundingSector: fc.constantFrom(...fundingSectors),
      amount: fc.constantFrom("0", "950", "40000", "1234567.5", "9999999999999.99"),
      currency: fc.constantFrom("USD", "BRL"),
      status: fc.constantFrom(...outputStatuses),
      evidence: field,
    },
    { requiredKeys: [] },
  )
  .map((attrs): Attrs => ({ ...attrs }));
const output = fields.chain((attrs) =>
  fc
    .array(paragraph, { maxLength: 3 })
    .map((content): PlanNode => ({ type: "output", attrs, ...(content.length > 0 ? { content } : {}) })),
);
const heading = fc
  .tuple(fc.integer({ min: 1, max: 3 }), line)
  .map(([level, content]): PlanNode => ({ type: "heading", attrs: { level }, content }));

/** Such a plan of outputs only. */
export const anyOutputs: fc.Arbitrary<Plan> = fc
  .array(output, { minLength: 1, maxLength: 4 })
  .map((content) => ({
    type: "doc",
    content: content.map((node, at) => ({ ...node, attrs: { ...node.attrs, id: `n${at}` } })),
  }));

/** Any such plan; every clause and everything in a line has an id of its own. */
export const anyPaper: fc.Arbitrary<Plan> = fc
  .array(fc.oneof({ weight: 3, arbitrary: paragraph }, heading, list(2), table, output), {
    minLength: 1,
    maxLength: 7,
  })
  .map((content) => {
    let names = 0;
    const named = (node: PlanNode): PlanNode => ({
      ...node,
      ...(node.attrs?.["id"] === undefined ? {} : { attrs: { ...node.attrs, id: `a${++names}` } }),
      ...(node.content === undefined ? {} : { content: node.content.map(named) }),
    });
    return {
      type: "doc",
      content: content.map((node, at) => ({ ...named(node), attrs: { ...node.attrs, id: `n${at}` } })),
    };
  });
