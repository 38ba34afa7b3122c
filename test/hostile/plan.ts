/** A plan's text of nothing but hostile words, in everything that a plan can hold. */
import type { Attrs, PlanMark, PlanNode } from "#app/document/plan.ts";
import type { Sowing } from "./sowing.ts";

/** Of what is decided on, nothing looks like an open bracket. */
export const open = /[[\]]|\bXXX\b/;

const text = (words: string, ...marks: readonly PlanMark[]): PlanNode =>
  marks.length === 0 ? { type: "text", text: words } : { type: "text", text: words, marks };
const paragraph = (id: string, ...content: readonly PlanNode[]): PlanNode => ({
  type: "paragraph",
  attrs: { id },
  content,
});
const times = <Made>(count: number, make: (place: number) => Made): Made[] =>
  Array.from({ length: count }, (_, place) => make(place));

/** Addresses that are taken, and look as if they ended the attribute they stand in. */
const addresses = [
  "https://evil.example/?a=%22%3E%3Cimg%20data-hostile%20src=x%20onerror=alert(1)%3E",
  "https://evil.example/(x)&#34;onmouseover=alert(1)",
  "https://evil.example/`${alert(1)}`&lt;script&gt;",
  "https://evil.example/|a|[b](javascript:alert(1))",
  "mailto:x@evil.example?subject=%0d%0aBcc:y@evil.example&body=*_~",
];

/**
 * Clauses whose ids begin with `prefix`; the fields are "text paragraph" and so on. Clean, they could be decided on: no bracket
 * and no gap, and every output says what it has to.
 */
export function hostileText(sowing: Sowing, prefix: string, clean = false): readonly PlanNode[] {
  const but = clean ? open : undefined;
  const one = (field: string, limit: number, without = but) => sowing.one(`text ${field}`, limit, without);
  const line = (field: string, limit = 2000) => text(one(field, limit));
  const id = (kind: string, place: number) => `${prefix}-${kind}${place}`;

  const paragraphs = times(70, (place) => {
    const words = times(clean ? 4 : 5, () => line("paragraph"));
    return paragraph(id("p", place), ...words.flatMap((run) => [run, text(" · ")]));
  });
  const headings = times(12, (place) => ({
    type: "heading",
    attrs: { id: id("h", place), level: (place % 3) + 1 },
    content: [line("heading", 300)],
  }));
  const marked = addresses.map((href, place) =>
    paragraph(
      id("l", place),
      text(one("link", 300), { type: "link", attrs: { href } }),
      text(" "),
      text(one("emphasis", 300), { type: "strong" }, { type: "em" }),
    ),
  );
  const lists = (["bullet_list", "ordered_list"] as const).map((type, place) => ({
    type,
    attrs: { id: id("u", place) },
    content: times(10, (item) => ({
      type: "list_item",
      content: [paragraph(id(`i${place}-`, item), line("list"))],
    })),
  }));
  const table = {
    type: "table",
    attrs: { id: id("t", 0) },
    content: times(6, (row) => ({
      type: "table_row",
      content: times(3, (cell) => ({
        type: row === 0 ? "table_header" : "table_cell",
        content: [paragraph(id(`c${row}-`, cell), line("cell"))],
      })),
    })),
  };
  const atoms = times(8, (place) =>
    paragraph(
      id("a", place),
      line("paragraph", 100),
      { type: "footnote", attrs: { id: id("f", place), text: one("footnote", 2000) } },
      { type: "goal_ref", attrs: { id: id("g", place), goal: "elac2007:1", label: one("goal label", 300) } },
      { type: "country_ref", attrs: { id: id("k", place), country: "BR", label: one("country label", 200) } },
    ),
  );
  return [
    ...headings.flatMap((heading, at) => [heading, ...paragraphs.slice(at * 6, at * 6 + 6)]),
    ...marked,
    ...lists,
    table,
    ...atoms,
    ...(clean ? [] : openWords(sowing, id)),
    ...times(6, (place) => output(sowing, id("o", place), but)),
  ];
}

/** Words in brackets, and gaps with notes. */
function openWords(sowing: Sowing, id: (kind: string, place: number) => string): readonly PlanNode[] {
  return times(6, (place) => {
    const bracket = { id: id("b", place), holders: "BR CL", group: place % 2 === 0 ? id("bg", place) : "" };
    return paragraph(
      id("x", place),
      text(sowing.one("text bracket", 300), { type: "bracket", attrs: bracket }),
      text(" "),
      { type: "gap", attrs: { id: id("n", place), note: sowing.one("text gap", 200) } },
    );
  });
}

function output(sowing: Sowing, id: string, but: RegExp | undefined): PlanNode {
  const one = (field: string, limit: number, without = but) => sowing.one(`output ${field}`, limit, without);
  const attrs: Attrs = {
    id,
    title: one("title", 300),
    kind: "seminar",
    responsible: one("responsible", 300, /;/),
    partners: one("partners", 1000, /;/),
    goals: "1 2",
    start: one("start", 60),
    due: one("due", 60),
    indicator: one("indicator", 500),
    target: one("target", 500),
    funding: "sought",
    status: "planned",
    evidence: one("evidence", 2000),
  };
  const description = paragraph(`${id}-p`, text(one("description", 2000)));
  return { type: "output", attrs, content: [description] };
}
