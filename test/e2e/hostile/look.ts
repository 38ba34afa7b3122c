/** What a page holds besides words: read in the browser, from the document that it made of the page. */
import type { Page } from "playwright-core";

export interface Look {
  /** Elements of script in order: the path of the source, or "inline"; with "!" where the page's own nonce is not on it. */
  readonly scripts: readonly string[];
  /** What no page of the product has. */
  readonly faults: readonly string[];
  /** All its words: what is read, what fields and tips say, title and description. */
  readonly said: string;
}

/** Looks at a page; `nonce` is that of its own policy. */
export function lookAt(page: Page, nonce: string | null): Promise<Look> {
  return page.evaluate((own) => {
    const addresses = [
      "href",
      "xlink:href",
      "src",
      "action",
      "formaction",
      "data",
      "poster",
      "background",
      "cite",
      "ping",
    ];
    const schemes = ["http:", "https:", "mailto:"];
    const saying = [
      "title",
      "alt",
      "aria-label",
      "aria-description",
      "placeholder",
      "value",
      "content",
      "label",
    ];
    const faults: string[] = [];
    const said: string[] = [];
    const shown = (element: Element) => element.outerHTML.slice(0, 200);
    for (const element of document.querySelectorAll("*")) {
      const name = element.localName;
      if (
        /^(iframe|frame|frameset|object|embed|applet|base|marquee|template|style|math|foreignobject)$/i.test(
          name,
        )
      )
        faults.push(`an element that is none of ours: ${shown(element)}`);
      if (name === "meta" && element.hasAttribute("http-equiv"))
        faults.push(`a header in the page: ${shown(element)}`);
      for (const { name: attribute, value } of element.attributes) {
        if (attribute.startsWith("on")) faults.push(`a handler ${attribute}: ${shown(element)}`);
        // Our own script tells style sheets where things lie, and nothing else.
        const lies = attribute === "style" && /^(?:\s*--[a-z-]+:\s*-?[\d.]+px;)*\s*$/.test(value);
        if (["data-hostile", "srcdoc", "style"].includes(attribute) && !lies)
          faults.push(`${attribute}: ${shown(element)}`);
        if (addresses.includes(attribute) && name !== "data") {
          const address = URL.canParse(value, location.href) ? new URL(value, location.href) : null;
          if (value.startsWith("#")) continue;
          if (address === null || !schemes.includes(address.protocol))
            faults.push(`an address: ${shown(element)}`);
          else if (/^\s*[/\\]{2}/.test(value)) faults.push(`an address of elsewhere: ${shown(element)}`);
        }
        if (saying.includes(attribute)) said.push(value);
      }
      if (element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)
        said.push(element.value);
    }
    const words = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    for (let node = words.nextNode(); node !== null; node = words.nextNode())
      if (node.parentElement?.closest("script, style, noscript, template") === null)
        said.push(node.nodeValue ?? "");
    const scripts = [...document.scripts].map((script) => {
      const from = script.src === "" ? "inline" : new URL(script.src).pathname;
      return script.src !== "" || script.nonce === own ? from : `${from}!`;
    });
    return { scripts, faults, said: said.join("") };
  }, nonce);
}
