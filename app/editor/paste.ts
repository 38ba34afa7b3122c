/** What is pasted from elsewhere, made ready for the schema, which keeps what a plan can hold and drops the rest. */
import { DOMParser } from "prosemirror-model";
import { schema } from "#app/document/schema.ts";

/**
 * Foreign HTML without scripts and handlers. Inline styles, which the page's policy would block and report, become
 * data: they are how some programs write bold and italic.
 */
export function tamed(html: string): string {
  return html
    .replace(/<(script|style|svg|iframe|object)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) =>
      tag.replace(/\s(?:style|on\w+|src|srcset)\s*=/gi, (name) =>
        /style/i.test(name) ? " data-style=" : " data-gone=",
      ),
    );
}

/** The schema's own rules, and before them those for what `tamed` left of styles. */
export function pasteParser(): DOMParser {
  return new DOMParser(schema, [
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
    ...DOMParser.fromSchema(schema).rules,
  ]);
}

function styleOf(dom: HTMLElement): string {
  return dom.getAttribute("data-style") ?? "";
}
