/**
 * The work plan as a document: what it is made of, shared by browser and server.
 * May import: domain; prosemirror-model, prosemirror-transform, yjs, y-prosemirror, diff. Begin with `schema`.
 * The schema forgives: every container takes any number of its children in any order, so that two honest
 * editors who each delete something at the same moment never make a third thing disappear (see README).
 *
 * How it changes: the vocabulary only grows. A change adds a node, a mark, a choice of an attribute or an attribute;
 * it renames, narrows and removes nothing, and what is added is unset (null) by default and then not stored. So every
 * text of every earlier version is a text of this one with the same canonical JSON and the same hash
 * (test/app/document/stored holds one of each version), and no text is ever migrated. With each such change
 * `SCHEMA_VERSION` grows by one and `versions` says what came; a client of an older version would delete what it does
 * not know, for everybody, so it is told to reload and may read until then, not write. A word that is no longer
 * wanted stays readable and is only not offered any more.
 */
import { Schema, type AttributeSpec, type MarkSpec, type Node, type NodeSpec } from "prosemirror-model";
import { leafWords } from "./atoms.ts";
import { attribute, attributesOf, type AttributeRules } from "./attributes.ts";
import { isHeader } from "./header-cell.ts";

/** Grows when the vocabulary grows; changes are additive only. A client with an older one may read, not write. */
export const SCHEMA_VERSION = 3;

/** The nodes and marks, and the attributes of earlier nodes, that each version brought. */
export const versions: Readonly<Record<number, readonly string[]>> = {
  1: [
    "doc paragraph heading bullet_list ordered_list list_item table table_row table_cell table_header output text gap",
    "link strong em bracket",
  ],
  2: ["footnote goal_ref country_ref", "bullet_list.id ordered_list.id table.id"],
  3: ["table_cell.id table_cell.header table_header.id table_header.header"],
};

/**
 * Attributes for ProseMirror: each has a default, so that a lost attribute never costs its node, and unset is
 * null, which is not stored, so that an attribute added later is no change to texts written before it.
 */
function specs(
  rules: AttributeRules,
  defaults: Record<string, string | number> = {},
): Record<string, AttributeSpec> {
  return Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => [
      name,
      {
        default: defaults[name] ?? null,
        validate: (value: unknown) => {
          if (value !== null && !rule(value)) throw new RangeError(`Invalid value for attribute ${name}`);
        },
      },
    ]),
  );
}

/** Words a reader meets, in one line. */
const inline = "(text | gap | footnote | goal_ref | country_ref)*";
/** What may stand in a list item or in a cell. */
const flow = "(paragraph | bullet_list | ordered_list)*";

const nodes: Record<string, NodeSpec> = {
  doc: { content: "(paragraph | heading | bullet_list | ordered_list | table | output)*", marks: "" },

  /** Numbered where it stands at the top of the document (see reading.ts). */
  paragraph: {
    content: inline,
    attrs: specs(attributesOf("paragraph")),
    parseDOM: [{ tag: "p", getAttrs: (dom) => ({ id: idIn(dom, "paragraph") }) }],
    toDOM: (node) => ["p", { "data-id": node.attrs.id }, 0],
  },

  /** Opens a section; level 1 is a section of the plan, 2 and 3 are below it. The plan's title is not in the text. */
  heading: {
    content: inline,
    defining: true,
    attrs: specs(attributesOf("heading"), { level: 1 }),
    parseDOM: ([1, 2, 3, 4, 5, 6] as const).map((n) => ({
      tag: `h${n}`,
      getAttrs: (dom: HTMLElement) => ({
        id: idIn(dom, "heading"),
        // The page's own h1 is the title of the plan: sections begin at h2. Foreign text pasted with h1 is a section.
        level: Math.min(3, Math.max(1, n - 1)),
      }),
    })),
    toDOM: (node) => [`h${Number(node.attrs.level) + 1}`, { "data-id": node.attrs.id }, 0],
  },

  bullet_list: listing("ul"),
  ordered_list: listing("ol"),
  list_item: { content: flow, defining: true, parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0] },

  table: {
    content: "table_row*",
    tableRole: "table",
    isolating: true,
    attrs: specs(attributesOf("table")),
    parseDOM: [{ tag: "table", getAttrs: (dom) => ({ id: idIn(dom, "table") }) }],
    toDOM: (node) => ["table", { "data-id": node.attrs.id }, ["tbody", 0]],
  },
  table_row: {
    content: "(table_cell | table_header)*",
    tableRole: "row",
    parseDOM: [{ tag: "tr" }],
    toDOM: () => ["tr", 0],
  },
  /** Either is read as the other where its attribute `header` says so (header-cell.ts). */
  table_cell: cell("table_cell", "td", "cell"),
  table_header: cell("table_header", "th", "header_cell"),

  /**
   * One output of the plan (domain §6). Its fields are attributes, so that nothing that is required can be
   * deleted; its description is its content. Anything may be empty: what is missing is asked at release.
   */
  output: {
    content: "paragraph*",
    defining: true,
    isolating: true,
    attrs: specs(attributesOf("output")),
    parseDOM: [{ tag: "section[data-output]", getAttrs: (dom) => readData(dom, attributesOf("output")) }],
    toDOM: (node) => ["section", { "data-output": "", ...writeData(node.attrs) }, 0],
  },

  text: {},

  /** `XXX`: words, a figure or a name still to be found. */
  gap: {
    inline: true,
    atom: true,
    attrs: specs(attributesOf("gap")),
    parseDOM: [
      {
        tag: "span[data-gap]",
        getAttrs: (dom) => ({
          id: idIn(dom, "gap"),
          note: attribute("gap", "note", dom.getAttribute("title")),
        }),
      },
    ],
    toDOM: (node) => [
      "span",
      { "data-gap": "", "data-id": node.attrs.id, title: node.attrs.note, class: "gapmark" },
      "XXX",
    ],
    leafText: (node) => leafWords("gap", node.attrs),
  },

  /** A note to what stands before it; its number is its place among them all. Version 2. */
  footnote: atom("footnote", "sup", (node) => ({ title: node.attrs.text })),
  /** A goal of an agenda, named in the text. Version 2. */
  goal_ref: atom("goal_ref", "span", () => ({ class: "goal-ref" })),
  /** A country, named in the text. Version 2. */
  country_ref: atom("country_ref", "span", () => ({ class: "country-ref" })),
};

const marks: Record<string, MarkSpec> = {
  /** http, https or mailto, and nothing else. */
  link: {
    attrs: { href: { validate: required("link", "href") } },
    inclusive: false,
    parseDOM: [
      {
        tag: "a[href]",
        getAttrs: (dom) => {
          const href = dom.getAttribute("href");
          return attributesOf("link").href?.(href) ? { href } : false;
        },
      },
    ],
    toDOM: (mark) => ["a", { href: mark.attrs.href, rel: "noopener noreferrer nofollow" }, 0],
  },
  strong: {
    parseDOM: [{ tag: "strong" }, { tag: "b" }, { style: "font-weight=bold" }],
    toDOM: () => ["strong", 0],
  },
  em: { parseDOM: [{ tag: "em" }, { tag: "i" }, { style: "font-style=italic" }], toDOM: () => ["em", 0] },

  /**
   * Square brackets: words not agreed (domain §3). A mark and not a node, because wrapping words in a node deletes
   * and retypes them, and takes with it what somebody else types there at that moment. Several may lie on the same
   * words (nested, or put there at once): `excludes: ""`. The same `id` over several runs is one bracket, its
   * holders are those of all runs together; brackets with the same `group` offer alternatives to each other.
   * Attributes are flat texts, because only such compare as equal inside Yjs.
   */
  bracket: {
    attrs: {
      id: { validate: required("bracket", "id") },
      /** ISO codes of the countries that hold it, in order of the alphabet, separated by one space: "CL CR". */
      holders: { default: "", validate: required("bracket", "holders") },
      group: { default: "", validate: required("bracket", "group") },
    },
    excludes: "",
    inclusive: false,
    parseDOM: [
      {
        tag: "span[data-bracket]",
        getAttrs: (dom) => {
          const read = (name: string, sign: string) =>
            attribute("bracket", name, dom.getAttribute(sign) ?? (name === "id" ? null : ""));
          const [id, holders, group] = [
            read("id", "data-bracket"),
            read("holders", "data-holders"),
            read("group", "data-group"),
          ];
          return id === null || holders === null || group === null ? false : { id, holders, group };
        },
      },
    ],
    toDOM: (mark) => [
      "span",
      {
        class: "hold",
        "data-bracket": mark.attrs.id,
        "data-holders": mark.attrs.holders,
        "data-group": mark.attrs.group,
      },
      0,
    ],
  },
};

/** The plan's schema. Node names are Yjs element names, mark names are Yjs format keys. */
export const schema = new Schema({ nodes, marks });

/** For each node, the names it may hold. As content is always a set, a child is valid by its parent's name alone. */
const children: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.values(schema.nodes).map((type) => [
    type.name,
    new Set(
      Object.values(schema.nodes).flatMap((child) =>
        type.contentMatch.matchType(child) ? [child.name] : [],
      ),
    ),
  ]),
);

/** Whether a node of the name `parent` may hold one of the name `child` ("text" for words). Unknown names: no. */
export function mayHold(parent: string, child: string): boolean {
  return children.get(parent)?.has(child) ?? false;
}

/** Whether the schema knows a node of this name, text and the document itself left out. */
export function isElement(name: string): boolean {
  return name !== "doc" && name !== "text" && children.has(name);
}

/** Whether the schema knows a mark of this name. */
export function isMark(name: string): boolean {
  return Object.hasOwn(schema.marks, name);
}

function listing(tag: "ul" | "ol"): NodeSpec {
  const name = tag === "ul" ? "bullet_list" : "ordered_list";
  return {
    content: "list_item*",
    attrs: specs(attributesOf(name)),
    parseDOM: [{ tag, getAttrs: (dom) => ({ id: idIn(dom, name) }) }],
    toDOM: (node) => [tag, { "data-id": node.attrs.id }, 0],
  };
}

/** Something in a line that is one piece. Its values travel in data attributes; marks do not reach it (see identity.ts). */
function atom(
  name: "footnote" | "goal_ref" | "country_ref",
  tag: "sup" | "span",
  more: (node: Node) => Readonly<Record<string, string | null>>,
): NodeSpec {
  const rules = attributesOf(name);
  const sign = `data-${name.replace("_", "-")}`;
  return {
    inline: true,
    atom: true,
    attrs: specs(rules),
    parseDOM: [{ tag: `${tag}[${sign}]`, getAttrs: (dom) => readData(dom, rules) }],
    toDOM: (node) => {
      const words = leafWords(name, node.attrs);
      return [tag, { [sign]: "", ...writeData(node.attrs), ...more(node) }, ...(words === "" ? [] : [words])];
    },
    leafText: (node) => leafWords(name, node.attrs),
  };
}

/** The id that an element of the clipboard carries, where it may be one. */
function idIn(dom: HTMLElement, name: string): string | number | null {
  return attribute(name, "id", dom.getAttribute("data-id"));
}

function cell(name: "table_cell" | "table_header", tag: "td" | "th", tableRole: string): NodeSpec {
  return {
    content: flow,
    tableRole,
    isolating: true,
    attrs: specs(attributesOf(name), { colspan: 1, rowspan: 1 }),
    parseDOM: [
      {
        tag,
        getAttrs: (dom) => ({
          id: idIn(dom, name),
          colspan: span(dom.getAttribute("colspan")),
          rowspan: span(dom.getAttribute("rowspan")),
        }),
      },
    ],
    toDOM: (node) => [
      isHeader({ type: name, attrs: node.attrs }) ? "th" : "td",
      {
        "data-id": node.attrs.id,
        colspan: node.attrs.colspan === 1 ? null : node.attrs.colspan,
        rowspan: node.attrs.rowspan === 1 ? null : node.attrs.rowspan,
      },
      0,
    ],
  };
}

function span(text: string | null): number {
  const n = Number(text ?? 1);
  return Number.isInteger(n) && n >= 1 && n <= 20 ? n : 1;
}

function required(owner: string, name: string): (value: unknown) => void {
  return (value) => {
    if (!attributesOf(owner)[name]?.(value))
      throw new RangeError(`Invalid value for attribute ${name} of ${owner}`);
  };
}

function readData(dom: HTMLElement, rules: AttributeRules): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(rules).map(([name, rule]) => {
      const value = dom.getAttribute(`data-${name.toLowerCase()}`);
      return [name, rule(value) ? value : null];
    }),
  );
}

function writeData(attrs: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attrs).flatMap(([name, value]) =>
      typeof value === "string" ? [[`data-${name.toLowerCase()}`, value]] : [],
    ),
  );
}
