/** A neutral tree of HTML and its text: all of it escaped, whatever it says. */

/** An element or its words. Attribute names are HTML's (`class`, `colspan`). */
export type HtmlNode =
  | string
  | {
      readonly tag: string;
      readonly attrs: Readonly<Record<string, string>>;
      readonly children: readonly HtmlNode[];
    };

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

/** An element. */
export function h(
  tag: string,
  attrs: Readonly<Record<string, string>>,
  ...children: readonly HtmlNode[]
): HtmlNode {
  return { tag, attrs, children };
}
