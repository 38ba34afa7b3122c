/**
 * Plan JSON → HTML, without a DOM: for pages, letters and exports. First a neutral tree, which React can walk as
 * well, then its text. Nothing but the names and attributes written here ever reaches a page, all of it escaped.
 */
import { attribute } from "./attributes.ts";
import { field, type Plan, type PlanMark, type PlanNode } from "./plan.ts";
import { clausesOf, outputsOf, type Clause, type Output, type Party } from "./reading.ts";

/** An element or its words. Attribute names are HTML's (`class`, `colspan`). */
export type HtmlNode =
  | string
  | {
      readonly tag: string;
      readonly attrs: Readonly<Record<string, string>>;
      readonly children: readonly HtmlNode[];
    };

/** The words around the text, said in the reader's language by whoever asks. */
export interface HtmlWords {
  /** "Paragraph 4". */
  paragraph(number: number): string;
  /** "Outputs of the plan". */
  readonly outputs: string;
  readonly columns: {
    readonly number: string;
    readonly output: string;
    readonly responsible: string;
    readonly due: string;
    readonly funding: string;
    readonly status: string;
  };
  /** Name of a country by its ISO code. */
  country(iso: string): string;
  /** "with Peru, ECLAC", for partners. */
  with(parties: readonly string[]): string;
  /** "Serves goals 1 and 2." */
  goals(goals: readonly string[]): string;
  /** A date as the text has it, said in the language where it is one. */
  date(text: string): string;
  kind(kind: NonNullable<Output["kind"]>): string;
  status(status: NonNullable<Output["status"]>): string;
  /** "Secured", and its small line "USD 40,000, national, public". */
  funding(funding: Output["funding"]): { readonly state: string; readonly detail: string };
  /** For those who cannot see brackets: "held by Chile, Costa Rica". */
  heldBy(countries: readonly string[]): string;
}

export interface HtmlOptions {
  /** Before every anchor, where several plans are on one page. */
  readonly prefix?: string;
  /** A way to comment on a numbered paragraph, for those without script: where it leads, what it says, and of what. */
  readonly comment?: (clause: Clause) => {
    readonly href: string;
    readonly words: string;
    readonly about: string;
  };
}

/** The plan as the inside of `.paper`: numbers hanging, brackets with their holders, outputs as rows of a table. */
export function htmlOf(plan: Plan, words: HtmlWords, options: HtmlOptions = {}): string {
  return treeOf(plan, words, options).map(textOf).join("");
}

/** The same as a tree. */
export function treeOf(plan: Plan, words: HtmlWords, options: HtmlOptions = {}): readonly HtmlNode[] {
  const prefix = options.prefix ?? "";
  const outputs = new Map(outputsOf(plan).map((output) => [output.id, output]));
  const nodes: HtmlNode[] = [];
  let rows: HtmlNode[] = [];
  const flush = () => {
    if (rows.length > 0) nodes.push(outputTable(rows, words));
    rows = [];
  };
  for (const clause of clausesOf(plan)) {
    const output = outputs.get(clause.id);
    if (clause.kind === "output" && output) {
      rows.push(outputRow(clause, output, words, prefix));
      continue;
    }
    flush();
    const numbered = clause.kind === "paragraph" && clause.number !== null;
    const said = numbered ? options.comment?.(clause) : undefined;
    nodes.push(clauseHtml(clause, words, prefix, said === undefined ? [] : [sayLink(said)]));
  }
  flush();
  return nodes;
}

/** One clause by itself, as a round or a comparison quotes it. */
export function clauseTree(clause: Clause, words: HtmlWords, prefix = ""): HtmlNode {
  return clauseHtml(clause, words, prefix);
}

/** The text of a tree, escaped. */
export function textOf(node: HtmlNode): string {
  if (typeof node === "string") return escape(node);
  const attrs = Object.entries(node.attrs)
    .map(([name, value]) => ` ${name}="${escape(value)}"`)
    .join("");
  return `<${node.tag}${attrs}>${node.children.map(textOf).join("")}</${node.tag}>`;
}

/** For text and for attribute values in double quotes alike. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function h(tag: string, attrs: Readonly<Record<string, string>>, ...children: readonly HtmlNode[]): HtmlNode {
  return { tag, attrs, children };
}

function sayLink(said: ReturnType<NonNullable<HtmlOptions["comment"]>>): HtmlNode {
  const about = h("span", { class: "sr" }, ` ${said.about}`);
  return h("p", { class: "say" }, h("a", { href: said.href }, said.words, about));
}

function clauseHtml(
  clause: Clause,
  words: HtmlWords,
  prefix: string,
  after: readonly HtmlNode[] = [],
): HtmlNode {
  const id = prefix + clause.id;
  const { node } = clause;
  switch (clause.kind) {
    case "heading": {
      const level = Math.min(3, Math.max(1, Number(node.attrs?.level ?? 1)));
      return h(`h${level + 1}`, { id }, ...inline(node, words));
    }
    case "paragraph": {
      if (clause.number === null) return h("p", { id }, ...inline(node, words));
      const number = String(clause.number);
      const link = h(
        "a",
        { class: "n", href: `#${id}`, "aria-label": words.paragraph(clause.number) },
        number,
      );
      return h("div", { class: "para", id }, link, h("p", {}, ...inline(node, words)), ...after);
    }
    case "output":
      return h("div", { id }, h("h4", {}, field(node, "title")), ...blocks(node, words));
    default:
      return h("div", { id, class: clause.kind }, block(node, words));
  }
}

function block(node: PlanNode, words: HtmlWords): HtmlNode {
  switch (node.type) {
    case "bullet_list":
      return h("ul", {}, ...blocks(node, words));
    case "ordered_list":
      return h("ol", {}, ...blocks(node, words));
    case "list_item":
      return h("li", {}, ...blocks(node, words));
    case "table":
      return h("table", { class: "table dense" }, h("tbody", {}, ...blocks(node, words)));
    case "table_row":
      return h("tr", {}, ...blocks(node, words));
    case "table_cell":
    case "table_header":
      return h(node.type === "table_cell" ? "td" : "th", spans(node), ...blocks(node, words));
    default:
      return h("p", {}, ...inline(node, words));
  }
}

function blocks(node: PlanNode, words: HtmlWords): HtmlNode[] {
  return (node.content ?? []).map((child) => block(child, words));
}

function spans(node: PlanNode): Record<string, string> {
  const attrs: Record<string, string> = {};
  for (const name of ["colspan", "rowspan"]) {
    const value = attribute(node.type, name, node.attrs?.[name]);
    if (value !== null && value !== 1) attrs[name] = String(value);
  }
  return attrs;
}

/** Words with their marks: brackets outermost, so that a bracket over several runs is opened and closed once. */
function inline(node: PlanNode, words: HtmlWords): HtmlNode[] {
  return nest(node.content ?? [], 0, words);
}

function nest(runs: readonly PlanNode[], depth: number, words: HtmlWords): HtmlNode[] {
  const nodes: HtmlNode[] = [];
  for (let at = 0; at < runs.length;) {
    const run = runs[at];
    if (!run) break;
    const ids = bracketIds(run);
    const id = ids[depth];
    if (id === undefined) {
      nodes.push(plain(run));
      at++;
      continue;
    }
    let end = at + 1;
    for (let next = runs[end]; next && bracketIds(next)[depth] === id; next = runs[end]) end++;
    const inside = runs.slice(at, end);
    const holders = holdersOf(inside, id);
    const label = h("span", { class: "sr" }, ` (${words.heldBy(holders.map(words.country))}) `);
    const codes = h("sup", { "aria-hidden": "true" }, holders.join(" "));
    const body = nest(inside, depth + 1, words);
    const tail = holders.length > 0 ? [codes, label] : [];
    nodes.push(h("span", { class: "hold" }, h("i", {}, "["), ...body, h("i", {}, "]"), ...tail));
    at = end;
  }
  return nodes;
}

/** Ids of a run's brackets, each once. */
function bracketIds(run: PlanNode): readonly string[] {
  const brackets = (run.marks ?? []).filter((mark) => mark.type === "bracket");
  return [...new Set(brackets.map((mark) => String(mark.attrs?.id ?? "")))];
}

function holdersOf(runs: readonly PlanNode[], id: string): readonly string[] {
  const marks = runs
    .flatMap((run) => run.marks ?? [])
    .filter((mark) => mark.type === "bracket" && mark.attrs?.id === id);
  return [...new Set(marks.flatMap((mark) => String(mark.attrs?.holders ?? "").split(" ")))]
    .filter(Boolean)
    .sort();
}

function plain(run: PlanNode): HtmlNode {
  if (run.type === "gap") {
    const note = field(run, "note");
    return h("span", { class: "gapmark", ...(note ? { title: note } : {}) }, "XXX");
  }
  return (run.marks ?? []).reduceRight<HtmlNode>((inner, mark) => marked(inner, mark), run.text ?? "");
}

function marked(inner: HtmlNode, mark: PlanMark): HtmlNode {
  if (mark.type === "strong" || mark.type === "em") return h(mark.type, {}, inner);
  if (mark.type !== "link") return inner;
  const href = attribute("link", "href", mark.attrs?.href);
  return href === null ? inner : h("a", { href: String(href), rel: "noopener noreferrer nofollow" }, inner);
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

function outputRow(clause: Clause, output: Output, words: HtmlWords, prefix: string): HtmlNode {
  const cell = (label: string, ...children: readonly HtmlNode[]) =>
    h("td", { role: "cell", "data-l": label }, h("span", {}, ...children));
  const small = (...children: readonly HtmlNode[]) => h("small", {}, ...children);
  const described = (clause.node.content ?? []).map((paragraph) => small(...inline(paragraph, words)));
  const partners = output.partners.map((party) => nameOf(party, words));
  const funding = words.funding(output.funding);
  return h(
    "tr",
    { role: "row", id: prefix + clause.id },
    h("td", { role: "cell" }, String(output.number)),
    h(
      "th",
      { role: "rowheader", scope: "row" },
      output.title,
      ...(output.kind ? [small(words.kind(output.kind))] : []),
      ...described,
      ...(output.goals.length > 0 ? [small(words.goals(output.goals))] : []),
    ),
    cell(
      words.columns.responsible,
      ...output.responsible.map((party) => who(party, words)),
      ...(partners.length > 0 ? [small(words.with(partners))] : []),
    ),
    cell(words.columns.due, h("span", { class: "num nowrap" }, output.due ? words.date(output.due) : "")),
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
