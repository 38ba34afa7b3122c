/**
 * What is pasted from elsewhere, made ready for the schema. What a plan can hold is kept, in its own form; what it cannot
 * hold is left out and counted, so that it can be told. Begin with `prepared`.
 */
import { DOMParser as Parser } from "prosemirror-model";
import { schema } from "#app/document/schema.ts";
import { dropped, flattened, type Left, type LeftKind } from "./paste-clean.ts";
import { listed } from "./paste-lists.ts";
import { looked } from "./paste-looks.ts";
import { noted } from "./paste-notes.ts";

export type { Left, LeftKind } from "./paste-clean.ts";

/** What is embedded, with all that is in it. One that is never ended has nothing in it: the words behind it are the text's. */
const embedded =
  /<embed\b[^>]*>(?:\s*<\/embed\s*>)?|<(svg|math|iframe|object|video|audio|canvas)\b[^>]*?(?:\/>|>(?:[\s\S]*?<\/\1\s*>)?)/gi;

/** What stands in its place, by the name of the element; `media` for the others. */
const signs: Readonly<Record<string, LeftKind>> = { svg: "image", math: "equation" };

/** An attribute that acts or fetches, behind what may part it from the one before; behind "=" it is a value. */
const acting = /(=\s*)?([\s/"'])(style|on\w+|src|srcset)\s*=/gi;

function renamed(all: string, value: string | undefined, before: string, name: string): string {
  if (value !== undefined) return all;
  return `${before.trim()} data-${name.toLowerCase() === "style" ? "style" : "gone"}=`;
}

/**
 * Foreign HTML without scripts and handlers. Inline styles, which the page's policy would block and report, become
 * data: they are how some programs write bold and italic. Nothing in it is fetched. What is embedded becomes a sign of it.
 */
export function tamed(html: string): string {
  return html
    .replace(/<(script|style|xml)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, "")
    .replace(embedded, (_, name = "embed") => `<i data-left="${signs[name.toLowerCase()] ?? "media"}"></i>`)
    .replace(/<base\b[^>]*>?/gi, "")
    .replace(/<[a-z][^>]*/gi, (tag) => tag.replace(acting, renamed));
}

export interface Prepared {
  readonly html: string;
  readonly left: Left;
}

/** Reads HTML into a document in which nothing runs and nothing is fetched. */
const inert = (html: string): Document => new DOMParser().parseFromString(html, "text/html");

/** HTML from a clipboard as the schema takes it, and what of it was left out or kept as plain words only. */
export function prepared(html: string, parse: (html: string) => Document = inert): Prepared {
  const calm = tamed(html);
  // A copy out of an editor of ours needs no more.
  if (/\sdata-pm-slice=/.test(calm)) return { html: calm, left: {} };
  const { body } = parse(calm.includes("<body") ? calm : `<!doctype html><html><body>${calm}</body></html>`);
  const left: Record<string, number> = {};
  const count = (kind: string, more = 1) => {
    if (more > 0) left[kind] = (left[kind] ?? 0) + more;
  };
  noted(body, count);
  dropped(body, count);
  looked(body, count);
  listed(body);
  flattened(body, count);
  return { html: body.innerHTML, left };
}

/** The schema's own rules, and before them those for what `tamed` left of styles. */
export function pasteParser(): Parser {
  return new Parser(schema, [
    // Some programs put a whole text into a <b> that is not bold.
    {
      tag: "b[data-style]",
      skip: true,
      getAttrs: (dom) => (/font-weight:\s*(normal|400)/i.test(styleOf(dom)) ? null : false),
    },
    {
      tag: "span[data-style]",
      mark: "strong",
      consuming: false,
      getAttrs: (dom) => (/font-weight:\s*(bold|[6-9]00)/i.test(styleOf(dom)) ? null : false),
    },
    {
      tag: "span[data-style]",
      mark: "em",
      consuming: false,
      getAttrs: (dom) => (/font-style:\s*italic/i.test(styleOf(dom)) ? null : false),
    },
    ...Parser.fromSchema(schema).rules,
  ]);
}

function styleOf(dom: HTMLElement): string {
  return dom.getAttribute("data-style") ?? "";
}
