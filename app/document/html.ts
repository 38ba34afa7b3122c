/**
 * Plan JSON → HTML, without a DOM: for pages, letters and exports. First a neutral tree, which React can walk as
 * well, then its text. Nothing but the names and attributes written here ever reaches a page, all of it escaped.
 */
import { attribute } from "./attributes.ts";
import { isHeader } from "./header-cell.ts";
import { inline, noteAnchor, noteBack } from "./html-line.ts";
import { h, textOf, type HtmlNode } from "./html-tree.ts";
import { outputDetails, type Around, type HtmlWords } from "./html-words.ts";
import { field, type Plan, type PlanNode } from "./plan.ts";
import { clausesOf, outputsOf, type Clause, type Output, type Party } from "./reading.ts";
import { footnotesOf, type Footnote } from "./references.ts";

export { escape, textOf, type HtmlNode } from "./html-tree.ts";
export type { HtmlWords } from "./html-words.ts";

export interface HtmlOptions {
  /** Before every anchor, where several plans are on one page. */
  readonly prefix?: string;
}

/** The plan as the inside of `.paper`: numbers hanging, brackets with their holders, outputs as rows of a table. */
export function htmlOf(plan: Plan, words: HtmlWords, options: HtmlOptions = {}): string {
  return treeOf(plan, words, options).map(textOf).join("");
}

/** The same as a tree. */
export function treeOf(plan: Plan, words: HtmlWords, options: HtmlOptions = {}): readonly HtmlNode[] {
  const prefix = options.prefix ?? "";
  const outputs = new Map(outputsOf(plan).map((output) => [output.id, output]));
  const footnotes = footnotesOf(plan);
  const notes = new Map(footnotes.map((note) => [note.node, note]));
  const around: Around = { words, prefix, notes, anchored: new Set() };
  const nodes: HtmlNode[] = [];
  let rows: HtmlNode[] = [];
  const flush = () => {
    if (rows.length > 0) nodes.push(outputTable(rows, words));
    rows = [];
  };
  for (const clause of clausesOf(plan)) {
    const output = outputs.get(clause.id);
    if (clause.kind === "output" && output) {
      rows.push(outputRow(clause, output, around));
      continue;
    }
    flush();
    nodes.push(clauseHtml(clause, around));
  }
  flush();
  if (footnotes.length > 0) nodes.push(footnoteList(footnotes, around));
  return nodes;
}

/** One clause by itself, as a round or a comparison quotes it: footnotes are said in it, in parentheses. */
export function clauseTree(clause: Clause, words: HtmlWords, prefix = ""): HtmlNode {
  return clauseHtml(clause, { words, prefix, notes: null, anchored: null });
}

/** The number of a clause: its own link, which can be copied and cited. */
function numberLink(id: string, label: string, number: string): HtmlNode {
  return h("a", { class: "n", href: `#${id}`, "aria-label": label }, number);
}

function clauseHtml(clause: Clause, around: Around): HtmlNode {
  const { words, prefix } = around;
  const id = prefix + clause.id;
  const { node, numeral } = clause;
  switch (clause.kind) {
    case "heading": {
      const level = Math.min(3, Math.max(1, Number(node.attrs?.level ?? 1)));
      if (numeral === null) return h(`h${level + 1}`, { id }, ...inline(node, around));
      const link = numberLink(id, words.section(numeral), numeral);
      return h(`h${level + 1}`, { id, class: "numbered" }, link, " ", ...inline(node, around));
    }
    case "paragraph": {
      if (clause.number === null) return h("p", { id }, ...inline(node, around));
      const link = numberLink(id, words.paragraph(clause.number), String(clause.number));
      const text = h("p", {}, ...inline(node, around));
      return h(
        "div",
        { class: "para", id },
        link,
        text,
        ...wrote(clause, words),
        ...commentLink(clause, words),
      );
    }
    case "output":
      return h("div", { id }, h("h4", {}, field(node, "title")), ...blocks(node, around));
    default:
      return h("div", { id, class: clause.kind }, block(node, around), ...wrote(clause, words));
  }
}

function footnoteList(notes: readonly Footnote[], { words, prefix }: Around): HtmlNode {
  const items = notes.map((note) => {
    const label = words.backFrom(note.number);
    const back = { href: `#${noteBack(note, prefix)}`, role: "doc-backlink", "aria-label": label };
    return h("li", { id: noteAnchor(note, prefix) }, h("p", {}, note.text, " ", h("a", back, "↩")));
  });
  const name = { class: "footnotes", role: "doc-endnotes", "aria-label": words.footnotes };
  return h("section", name, h("ol", {}, ...items));
}

function block(node: PlanNode, around: Around): HtmlNode {
  switch (node.type) {
    case "bullet_list":
      return h("ul", {}, ...blocks(node, around));
    case "ordered_list":
      return h("ol", {}, ...blocks(node, around));
    case "list_item":
      return h("li", {}, ...blocks(node, around));
    case "table":
      return h("table", { class: "table dense" }, h("tbody", {}, ...blocks(node, around)));
    case "table_row":
      return h("tr", {}, ...blocks(node, around));
    case "table_cell":
    case "table_header":
      return h(isHeader(node) ? "th" : "td", spans(node), ...blocks(node, around));
    default:
      return h("p", {}, ...inline(node, around));
  }
}

function blocks(node: PlanNode, around: Around): HtmlNode[] {
  return (node.content ?? []).map((child) => block(child, around));
}

function spans(node: PlanNode): Record<string, string> {
  const attrs: Record<string, string> = {};
  for (const name of ["colspan", "rowspan"]) {
    const value = attribute(node.type, name, node.attrs?.[name]);
    if (value !== null && value !== 1) attrs[name] = String(value);
  }
  return attrs;
}

/** Who wrote a clause, in a line below it. */
function wrote(clause: Clause, words: HtmlWords): HtmlNode[] {
  const said = words.wrote?.(clause.id) ?? null;
  return said === null ? [] : [h("small", { class: "wrote" }, said)];
}

/** The way to a comment on a paragraph or an output, for those without script. */
function commentLink({ id, kind, number }: Clause, words: HtmlWords): HtmlNode[] {
  if (number === null || (kind !== "paragraph" && kind !== "output")) return [];
  const said = words.comment?.(id, number, kind) ?? null;
  if (said === null) return [];
  const about = h("span", { class: "sr" }, ` ${said.about}`);
  const way = h("a", { href: said.href }, said.words, about);
  return [h(kind === "output" ? "small" : "p", { class: "say" }, way)];
}

function outputTable(rows: readonly HtmlNode[], words: HtmlWords): HtmlNode {
  const { columns } = words;
  const head = (label: string, hidden = false) =>
    h("th", { role: "columnheader", scope: "col" }, hidden ? h("span", { class: "sr" }, label) : label);
  return h(
    "div",
    { class: "outs" },
    h(
      "table",
      { class: "table dense stack numbered", role: "table" },
      h("caption", { class: "sr" }, words.outputs),
      h(
        "thead",
        { role: "rowgroup" },
        h(
          "tr",
          { role: "row" },
          head(columns.number, true),
          head(columns.output),
          head(columns.responsible),
          head(columns.due),
          head(columns.funding),
          head(columns.status),
        ),
      ),
      h("tbody", { role: "rowgroup" }, ...rows),
    ),
  );
}

function outputRow(clause: Clause, output: Output, around: Around): HtmlNode {
  const { words, prefix } = around;
  const id = prefix + clause.id;
  const cell = (label: string, ...children: readonly HtmlNode[]) =>
    h("td", { role: "cell", "data-l": label }, h("span", {}, ...children));
  const small = (...children: readonly HtmlNode[]) => h("small", {}, ...children);
  const described = (clause.node.content ?? []).map((paragraph) => small(...inline(paragraph, around)));
  const partners = output.partners.map((party) => nameOf(party, words));
  const funding = words.funding(output.funding);
  return h(
    "tr",
    { role: "row", id },
    h("td", { role: "cell" }, numberLink(id, words.output(output.number), String(output.number))),
    h(
      "th",
      { role: "rowheader", scope: "row" },
      output.title,
      ...(output.kind ? [small(words.kind(output.kind))] : []),
      ...described,
      ...outputDetails.flatMap((name) => {
        const said = name === "start" && output.start ? words.date(output.start) : output[name];
        return said ? [small(words.detail(name, said))] : [];
      }),
      ...(output.goals.length > 0 ? [small(...words.goals(output.goals))] : []),
      ...wrote(clause, words),
      ...commentLink(clause, words),
    ),
    cell(
      words.columns.responsible,
      ...output.responsible.map((party) => who(party, words)),
      ...(partners.length > 0 ? [small(words.with(partners))] : []),
    ),
    cell(words.columns.due, h("span", { class: "num" }, output.due ? words.date(output.due) : "")),
    cell(words.columns.funding, funding.state, ...(funding.detail ? [small(funding.detail)] : [])),
    cell(words.columns.status, output.status ? words.status(output.status) : ""),
  );
}

function who(party: Party, words: HtmlWords): HtmlNode {
  if ("name" in party) return h("span", { class: "who" }, party.name);
  const code = h("span", { class: "cc", "aria-hidden": "true" }, party.country);
  return h("span", { class: "who" }, code, h("span", {}, words.country(party.country)));
}

function nameOf(party: Party, words: HtmlWords): string {
  return "name" in party ? party.name : words.country(party.country);
}
