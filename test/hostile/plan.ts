/** A plan's text of nothing but hostile words, in everything that a plan can hold. */
import type { Attrs, PlanMark, PlanNode } from "#app/document/plan.ts";
import type { Sowing } from "./sowing.ts";
import { hostile } from "./words.ts";

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
 * Clauses whose ids begin with `what`, as their fields do: "text paragraph", "text output title". Clean, they could be decided
 * on: no bracket and no gap, and every output says what it has to.
 */
export function hostileText(sowing: Sowing, what: string, clean = false): readonly PlanNode[] {
  const but = clean ? open : undefined;
  const one = (field: string, limit: number, without = but) => sowing.one(`${what} ${field}`, limit, without);
  const line = (field: string, limit = 2000) => text(one(field, limit));
  const id = (kind: string, place: number) => `${what}-${kind}${place}`;

  const furrow = { limit: 1900, between: " · ", ...(but === undefined ? {} : { but }) };
  const paragraphs: PlanNode[] = [];
  for (const end = sowing.next + hostile.length; sowing.next < end;)
    paragraphs.push(paragraph(id("p", paragraphs.length), text(sowing.many(`${what} paragraph`, furrow))));
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
    ...headings.flatMap((heading, at) => [heading, ...paragraphs.slice(at * 2, at * 2 + 2)]),
    ...marked,
    ...lists,
    table,
    ...atoms,
    ...(clean ? [] : openWords(one, id)),
    ...times(6, (place) => output(one, id("o", place), clean)),
  ];
}

/** One item for a field. */
type One = (field: string, limit: number, but?: RegExp) => string;

/** Words in brackets, and gaps with notes. */
function openWords(one: One, id: (kind: string, place: number) => string): readonly PlanNode[] {
  return times(6, (place) => {
    const bracket = { id: id("b", place), holders: "BR CL", group: place % 2 === 0 ? id("bg", place) : "" };
    return paragraph(
      id("x", place),
      text(one("bracket", 300), { type: "bracket", attrs: bracket }),
      text(" "),
      { type: "gap", attrs: { id: id("n", place), note: one("gap", 200) } },
    );
  });
}

function output(field: One, id: string, clean: boolean): PlanNode {
  // A semicolon ends a party.
  const ofParties = clean ? /[;[\]]|\bXXX\b/ : /;/;
  const one = (name: string, limit: number, but?: RegExp) => field(`output ${name}`, limit, but);
  const attrs: Attrs = {
    id,
    title: one("title", 300),
    kind: "seminar",
    responsible: one("responsible", 300, ofParties),
    partners: one("partners", 1000, ofParties),
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
