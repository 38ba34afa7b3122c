/** Footnotes of Word, Google Docs, LibreOffice and of our own pages, made footnotes; references of our pages as well. */
import { attribute } from "#app/document/attributes.ts";
import { stood } from "#app/document/raised.ts";
import { words, type Count } from "./paste-clean.ts";

/** How programs name the place of a note's words. */
const names = /^(?:_?ftn|_?edn|ftnt|sdfootnote|sdendnote|fn:|r\d+-fn:)[\w:-]*$/;

export function noted(body: Element, count: Count): void {
  const gone = new Set<Element>();
  for (const anchor of body.querySelectorAll('a[href*="#"]')) {
    const name = /#(.+)$/.exec(anchor.getAttribute("href") ?? "")?.[1] ?? "";
    if (!names.test(name)) continue;
    const place = placeOf(body, name);
    if (place === null || place.contains(anchor)) continue;
    const text = textOf(place, name, count);
    gone.add(place);
    if (text === "" || attribute("footnote", "text", text) === null) continue;
    const note = anchor.ownerDocument.createElement("sup");
    note.setAttribute("data-footnote", "");
    note.setAttribute("data-text", text);
    (anchor.closest("sup") ?? anchor).replaceWith(note);
  }
  for (const place of gone) place.remove();
  for (const list of body.querySelectorAll('[data-style*="mso-element:footnote-list"], .footnotes'))
    list.remove();
  ours(body);
}

/** The block with a note's words: what is named so, or what the name is written at the beginning of. */
function placeOf(body: Element, name: string): Element | null {
  const own = name.replace(/(?:sym)$/, "");
  for (const element of body.querySelectorAll("[id], a[name]")) {
    const named = [element.id, element.getAttribute("name") ?? ""];
    if (!named.includes(name) && !named.includes(own)) continue;
    if (element.tagName !== "A") return element;
    return element.closest('div[id], [data-style*="mso-element:footnote"], li, p, div');
  }
  return null;
}

/** Its words, without the number that leads back. */
function textOf(place: Element, name: string, count: Count): string {
  const copy = place.cloneNode(true) as Element;
  for (const back of copy.querySelectorAll("a")) {
    const leads = back.getAttribute("href") ?? "";
    if (
      leads.includes("#") &&
      (back.id === name || back.getAttribute("name") === name || /ref|anc/.test(leads))
    )
      back.remove();
  }
  stood(copy, () => count("script"));
  return words(copy)
    .replace(/^\[?\d+\]?\s+/, "")
    .slice(0, 2000);
}

/** What our own pages draw: a goal, a country, a gap. */
function ours(body: Element): void {
  const become = (element: Element, sign: string, values: Readonly<Record<string, string>>) => {
    const made = element.ownerDocument.createElement("span");
    made.setAttribute(sign, "");
    for (const [name, value] of Object.entries(values)) made.setAttribute(name, value);
    element.replaceWith(made);
  };
  for (const link of body.querySelectorAll("a.goal-ref")) {
    const [, cycle, number] =
      /\/agendas\/([\w-]+)\/goals\/(\d+)$/.exec(link.getAttribute("href") ?? "") ?? [];
    if (cycle !== undefined && number !== undefined)
      become(link, "data-goal-ref", { "data-goal": `${cycle}:${number}`, "data-label": words(link) });
  }
  for (const country of body.querySelectorAll("span.country-ref")) {
    const code = country.querySelector(".cc");
    const iso = code === null ? "" : words(code);
    code?.remove();
    if (iso !== "")
      become(country, "data-country-ref", { "data-country": iso, "data-label": words(country) });
  }
  for (const gap of body.querySelectorAll("span.gapmark:not([data-gap])")) gap.setAttribute("data-gap", "");
}
