/** Random plans whose clauses have ids from one small pool, so that two of them share some, moved and changed. */
import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { planOfNode, type Plan } from "#app/document/plan.ts";
import { bracket, docOf, gap, h, output, p, strong, table, td, text, ul } from "./plans.ts";

const words = fc
  .array(fc.constantFrom("the", "countries", "write", "a", "plan", "by", "2012", "of", "work", "Peru"), {
    minLength: 1,
    maxLength: 12,
  })
  .map((picked) => picked.join(" "));

const inline = fc.oneof(
  { weight: 4, arbitrary: words.map((said) => [text(said)]) },
  { weight: 1, arbitrary: fc.tuple(words, words).map(([a, b]) => [text(`${a} `), text(b, strong())]) },
  {
    weight: 1,
    arbitrary: fc.tuple(words, words).map(([a, b]) => [text(`${a} `), gap("sum"), text(` ${b}`)]),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(words, words).map(([a, b]) => [text(`${a} `), text(b, bracket("b1", "CL PE"))]),
  },
);

const block = (id: string): fc.Arbitrary<Node> =>
  fc.oneof(
    { weight: 5, arbitrary: inline.map((parts) => p(id, ...parts)) },
    { weight: 1, arbitrary: words.map((said) => h(id, 1, said)) },
    {
      weight: 1,
      arbitrary: fc.tuple(words, words).map(([title, said]) => output(id, { title }, p(`${id}d`, said))),
    },
    {
      weight: 1,
      arbitrary: fc
        .array(words, { minLength: 1, maxLength: 3 })
        .map((all) => ul(...all.map((one) => [p("i", one)]))),
    },
    { weight: 1, arbitrary: fc.tuple(words, words).map(([a, b]) => table([td(p("i", a)), td(p("i", b))])) },
  );

/** A plan of up to eight clauses. */
export const plans: fc.Arbitrary<Plan> = fc
  .uniqueArray(fc.constantFrom("p1", "p2", "p3", "p4", "p5", "p6", "p7", "p8"), { maxLength: 8 })
  .chain((ids) => fc.tuple(...ids.map(block)))
  .map((blocks) => planOfNode(docOf(...blocks)));
