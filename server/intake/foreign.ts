/**
 * A page from elsewhere as blocks of a plan: headings, paragraphs, lists, tables; our own tables of outputs as outputs again.
 * Whatever has no place in a plan is told. Begin with `blocksOf`.
 */
import { attribute } from "#app/document/attributes.ts";
import { idOfBookmark } from "#app/document/bookmark.ts";
import { wordsOf, type PlanNode } from "#app/document/plan.ts";
import { headingNumerals } from "#app/document/reading.ts";
import { languages, type Language } from "#app/domain/release.ts";
import { refuse } from "#app/domain/refusal.ts";
import { outputFields, type OutputField } from "#app/i18n/output-fields.ts";
import { translator } from "#app/i18n/translate.ts";
import type { Draft, DraftNode, UntakenKind } from "./draft.ts";
import type { Untold } from "./draft.ts";
import { breakSign, lineOf, plainWords, type LineGround } from "./foreign-line.ts";

export interface ForeignPage {
  readonly body: Element;
  readonly site: string;
  /** Texts of notes by name. */
  readonly notes: ReadonlyMap<string, string>;
  /** What was told before the page was read. */
  readonly untold: Untold;
  /** Ids of clauses that stand below a deleted paragraph (draft.ts). */
  readonly joined: ReadonlySet<string>;
  /** A paper of ours: numbers at the beginning of headings and paragraphs are not words of the text. */
  readonly own: boolean;
  /** Level of a section: 1 for h1, 2 where h1 is the title. */
  readonly top: 1 | 2;
}

/** How much a text may hold. */
const most = { blocks: 4000, letters: 600_000 } as const;

/** The blocks. Refused: more than a plan holds (`draft.too-much`), nothing at all (`draft.empty`). */
export function blocksOf(page: ForeignPage): Draft {
  const { untold } = page;
  let brackets = 0;
  const ground: LineGround = {
    site: page.site,
    note: (name) => page.notes.get(name) ?? null,
    tell: (kind, place) => untold.tell(kind, place),
    bracketId: () => `d${++brackets}`,
  };
  const reader = new Reader(page, ground);
  const content = reader
    .top([...page.body.childNodes])
    .map((node) => (page.joined.has(String(node.attrs?.["id"])) ? { ...node, joined: true as const } : node));
  const letters = content.reduce((sum, node) => sum + wordsOf(node).length, 0);
  if (content.length > most.blocks || letters > most.letters) throw refuse("too-large", "draft.too-much");
  if (content.length === 0) throw refuse("invalid", "draft.empty");
  return { content, untaken: untold.all() };
}

class Reader {
  /** How many lists and tables it is in. */
  private within = 0;
  /** The numbers that headings of ours begin with. */
  private readonly numerals = headingNumerals();

  constructor(
    private readonly page: ForeignPage,
    private readonly ground: LineGround,
  ) {}

  /** Blocks at the top of the text. Words that stand in no paragraph are one. */
  top(nodes: readonly ChildNode[]): readonly DraftNode[] {
    const found: DraftNode[] = [];
    let loose: ChildNode[] = [];
    const flush = () => {
      found.push(...this.paragraph(loose));
      loose = [];
    };
    for (const node of nodes) {
      if (node.nodeType !== 1) {
        loose.push(node);
        continue;
      }
      const element = node as unknown as Element;
      const tag = element.tagName.toLowerCase();
      if (isInline(tag)) {
        loose.push(node);
        continue;
      }
      flush();
      found.push(...this.block(element, tag));
    }
    flush();
    return found;
  }

  private block(element: Element, tag: string): readonly DraftNode[] {
    const heading = /^h([1-6])$/.exec(tag);
    if (heading !== null) return this.heading(element, Number(heading[1]));
    switch (tag) {
      case "p":
        return this.isTitle(element) || isFront(element) ? [] : this.paragraph([...element.childNodes]);
      case "ul":
      case "ol":
        return this.list(element, tag);
      case "table":
        return this.output(element) ?? this.table(element);
      case "hr":
        this.tell("rule", element.previousElementSibling?.textContent ?? "");
        return [];
      case "pre":
      case "blockquote":
        this.tell("code", element.textContent ?? "");
        return this.top([...element.childNodes]);
      default:
        return this.top([...element.childNodes]);
    }
  }

  private isTitle(element: Element): boolean {
    if (!element.classList.contains("title")) return false;
    this.tell("title", element.textContent ?? "");
    return true;
  }

  private heading(element: Element, depth: number): readonly DraftNode[] {
    if (depth < this.page.top) {
      if (!this.page.own) this.tell("title", element.textContent ?? "");
      return [];
    }
    const level = Math.min(3, depth - this.page.top + 1);
    if (this.within === 0 && depth - this.page.top + 1 > 3)
      this.tell("deep-heading", element.textContent ?? "");
    const runs = lineOf([...element.childNodes], this.ground);
    if (runs.length === 0) return [];
    const numeral = this.page.own && this.within === 0 ? this.numerals(level) : null;
    const content = numeral === null ? runs : behead(runs, `${numeral}. `);
    return [{ type: "heading", attrs: { ...idIn(element), level }, content }];
  }

  private paragraph(nodes: readonly ChildNode[]): readonly DraftNode[] {
    const runs = lineOf(nodes, this.ground);
    // On a paper of ours each paragraph of the text itself begins with its number, set strong.
    const number = /^\d+\.$/.exec(runs[0]?.text ?? "")?.[0];
    const numbered = this.page.own && this.within === 0 && runs[0]?.marks?.[0]?.type === "strong";
    const content = number === undefined || !numbered ? runs : behead(runs, `${number} `);
    if (content.length === 0) return [];
    const id = nodes
      .map((node) => (node.nodeType === 1 ? idIn(node as unknown as Element) : {}))
      .find((one) => "id" in one);
    return [{ type: "paragraph", ...(id === undefined ? {} : { attrs: id }), content }];
  }

  /** A list; where an item says that a list of ours begins with it, what comes before is a list of its own. */
  private list(element: Element, tag: "ul" | "ol"): readonly DraftNode[] {
    const type = tag === "ul" ? "bullet_list" : "ordered_list";
    const lists: { id: { readonly id: string } | Record<string, never>; items: PlanNode[] }[] = [];
    for (const item of [...element.children].filter(({ tagName }) => tagName.toLowerCase() === "li")) {
      const id = idIn(item);
      if (lists.length === 0 || "id" in id) lists.push({ id, items: [] });
      const content = this.flow(item);
      if (content.length > 0) lists.at(-1)?.items.push({ type: "list_item", content });
    }
    return lists.flatMap(({ id, items }) => {
      if (items.length === 0) return [];
      const named = "id" in id && attribute(type, "id", id.id) !== null;
      return [{ type, ...(named ? { attrs: id } : {}), content: items }];
    });
  }

  /** What may stand in an item or a cell: paragraphs and lists. */
  private flow(element: Element): readonly PlanNode[] {
    const found: PlanNode[] = [];
    this.within++;
    const nodes = this.top(splitAtBreaks(element));
    this.within--;
    for (const node of nodes) {
      if (node.type === "paragraph") found.push({ type: "paragraph", content: node.content ?? [] });
      else if (node.type.endsWith("_list")) found.push({ type: node.type, content: node.content ?? [] });
      else if (node.type === "heading") {
        this.tell("heading-within", wordsOf(node));
        found.push({ type: "paragraph", content: node.content ?? [] });
      } else {
        this.tell("nested-table", wordsOf(node));
        for (const row of node.content ?? [])
          for (const cell of row.content ?? [])
            found.push(...(cell.type === "paragraph" ? [cell] : (cell.content ?? [])));
      }
    }
    return found;
  }

  private table(element: Element): readonly DraftNode[] {
    const rows = rowsIn(element)
      .map((row): PlanNode => ({
        type: "table_row",
        content: cellsIn(row).map((cell): PlanNode => {
          const spans = Object.fromEntries(
            ["colspan", "rowspan"].flatMap((name) => {
              const count = Number(cell.getAttribute(name) ?? 1);
              return Number.isInteger(count) && count > 1 && count <= 20 ? [[name, count]] : [];
            }),
          );
          return {
            type: isHead(cell) ? "table_header" : "table_cell",
            ...(Object.keys(spans).length > 0 ? { attrs: spans } : {}),
            content: this.flow(cell),
          };
        }),
      }))
      // Markdown has a row of heads before every table, also where there are none.
      .filter(
        (row, at) =>
          at > 0 ||
          !(row.content ?? []).every((cell) => cell.type === "table_header" && wordsOf(cell) === ""),
      )
      .filter((row) => (row.content ?? []).length > 0);
    if (rows.length === 0) return [];
    const id = [...element.querySelectorAll("a[id]")].map(idIn).find((one) => "id" in one);
    const attrs = id !== undefined && attribute("table", "id", id.id) !== null ? { attrs: id } : {};
    return [{ type: "table", ...attrs, content: rows }];
  }

  /** A table that is an output, as our own paper sets it: a head with its number, then names of fields with their words. */
  private output(element: Element): readonly DraftNode[] | null {
    const [head, ...rows] = rowsIn(element).map(cellsIn);
    const [number, name] = head ?? [];
    const spoken = languageOfHead(textOf(number));
    if (spoken === null || name === undefined) return null;
    const title = this.plain(name);
    if (title.length > 300) this.tell("long", title);
    const said: Partial<Record<OutputField, string>> = {};
    let description: readonly PlanNode[] = [];
    for (const cells of rows)
      for (let at = 0; at < cells.length; at += 2) {
        const [label, value] = [cells[at], cells[at + 1]];
        const field = fieldNamed(textOf(label), spoken);
        if (field === null || value === undefined) this.tell("field", `${textOf(label)} ${textOf(value)}`);
        else if (field === "description") description = this.description(value);
        else said[field] = splitAtBreaks(value).length === 0 ? "" : this.plain(value);
      }
    const id = [...element.querySelectorAll("a[id]")].map(idIn).find((one) => "id" in one);
    const attrs = { ...(id ?? {}), ...(title === "" ? {} : { title: title.slice(0, 300) }) };
    return [
      {
        type: "output",
        ...(Object.keys(attrs).length > 0 ? { attrs } : {}),
        ...(description.length > 0 ? { content: description } : {}),
        said,
        spoken,
      },
    ];
  }

  /** The words of a field. */
  private plain(cell: Element): string {
    return plainWords(cell, (kind, place) => this.tell(kind, place));
  }

  /** An output is described in paragraphs. */
  private description(cell: Element): readonly PlanNode[] {
    return this.flow(cell).flatMap((node) => {
      if (node.type !== "paragraph") this.tell("list-within", wordsOf(node));
      return paragraphsIn(node);
    });
  }

  private tell(kind: UntakenKind, place: string): void {
    this.page.untold.tell(kind, place);
  }
}

/** The head of our own paper: the group first, then terms with what they say. What somebody wrote among them is no part of it. */
const isFront = (element: Element): boolean =>
  element.classList.contains("front") &&
  (element.previousElementSibling === null || (element.textContent ?? "").includes("\t"));

const inlineTags = new Set([
  "a",
  "abbr",
  "b",
  "br",
  "code",
  "del",
  "em",
  "i",
  "img",
  "s",
  "small",
  "span",
  "strong",
  "sub",
  "sup",
  "u",
]);
const isInline = (tag: string): boolean => inlineTags.has(tag);

/** The runs without these letters at their beginning; as they are where they begin otherwise. */
function behead(runs: readonly PlanNode[], start: string): readonly PlanNode[] {
  const [first, second, ...rest] = runs;
  if (!`${first?.text ?? ""}${second?.text ?? ""}`.startsWith(start) || first === undefined) return runs;
  const inFirst = Math.min(start.length, (first.text ?? "").length);
  const cut = (run: PlanNode | undefined, letters: number): readonly PlanNode[] => {
    const text = (run?.text ?? "").slice(letters);
    return run === undefined || (letters > 0 && text === "")
      ? []
      : letters === 0
        ? [run]
        : [{ ...run, text }];
  };
  return [...cut(first, inFirst), ...cut(second, start.length - inFirst), ...rest];
}

const rowsIn = (table: Element): readonly Element[] =>
  [...table.children].flatMap((one) =>
    one.tagName.toLowerCase() === "tr"
      ? [one]
      : [...one.children].filter(({ tagName }) => tagName.toLowerCase() === "tr"),
  );

const cellsIn = (row: Element): readonly Element[] =>
  [...row.children].filter(({ tagName }) => /^t[dh]$/i.test(tagName));

/** A cell of a head, in a file that says so by the row or, as our own paper, by the style of its words. */
const isHead = (cell: Element): boolean =>
  cell.tagName.toLowerCase() === "th" || [...cell.children].some((child) => child.classList.contains("head"));

const textOf = (element: Element | undefined): string =>
  (element?.textContent ?? "").replaceAll(breakSign, " ").replace(/\s+/g, " ").trim();

/** The id of ours that a bookmark in it says. */
function idIn(element: Element): { readonly id: string } | Record<string, never> {
  const own = [element, ...element.querySelectorAll("a[id]")]
    .map((one) => idOfBookmark(one.getAttribute("id") ?? ""))
    .find((id) => id !== null);
  return own === undefined || own === null ? {} : { id: own };
}

/** In a cell of Markdown lines are set apart by a sign; each part is a paragraph of its own. */
function splitAtBreaks(element: Element): readonly ChildNode[] {
  const document = element.ownerDocument;
  const nodes = [...element.childNodes];
  if (!nodes.some((node) => node.nodeType === 3 && (node.textContent ?? "").includes(breakSign)))
    return nodes;
  const parts: Element[] = [document.createElement("p")];
  for (const node of nodes) {
    if (node.nodeType !== 3) {
      parts.at(-1)?.appendChild(node.cloneNode(true));
      continue;
    }
    (node.textContent ?? "").split(breakSign).forEach((text, at) => {
      if (at > 0) parts.push(document.createElement("p"));
      parts.at(-1)?.appendChild(document.createTextNode(text));
    });
  }
  return parts as unknown as readonly ChildNode[];
}

/** Paragraphs of a flow; of lists those of their items. */
function paragraphsIn(node: PlanNode): readonly PlanNode[] {
  return node.type === "paragraph" ? [node] : (node.content ?? []).flatMap(paragraphsIn);
}

/** The language in which a head says "Output 3"; null for any other words. */
function languageOfHead(head: string): Language | null {
  const number = /\d+/.exec(head)?.[0];
  if (number === undefined) return null;
  return (
    languages.find((language) => translator(language)("paper:output", { number: Number(number) }) === head) ??
    null
  );
}

function fieldNamed(label: string, language: Language): OutputField | "description" | null {
  const t = translator(language);
  return (
    ([...outputFields, "description"] as const).find((field) => t(`paper:field.${field}`) === label) ?? null
  );
}
