/** Footnotes of Word, Google Docs, LibreOffice and of our own pages, made footnotes; references of our pages as well. */
import { dropped, words, type Count } from "./paste-clean.ts";
import { looked } from "./paste-looks.ts";

/** How programs name the place of a note's words. */
const names = /^(?:_?ftn|_?edn|ftnt|sdfootnote|sdendnote|fn:|r\d+-fn:)[\w:-]*$/;

/** How much a footnote holds. */
const longest = 2000;

export function noted(body: Element, count: Count): void {
  const gone = new Map<Element, string>();
  for (const anchor of body.querySelectorAll('a[href*="#"]')) {
    const name = /#(.+)$/.exec(anchor.getAttribute("href") ?? "")?.[1] ?? "";
    if (!names.test(name)) continue;
    const place = placeOf(body, name);
    if (place === null || place.contains(anchor)) continue;
    const whole = gone.get(place) ?? textOf(place, name, words(anchor), count);
    if (!gone.has(place) && whole.length > longest) count("ending");
    gone.set(place, whole);
    if (whole === "") continue;
    const note = anchor.ownerDocument.createElement("sup");
    note.setAttribute("data-footnote", "");
    note.setAttribute("data-text", whole.slice(0, longest));
    (anchor.closest("sup") ?? anchor).replaceWith(note);
  }
  for (const place of gone.keys()) place.remove();
  for (const list of body.querySelectorAll('[data-style*="mso-element:footnote-list"], .footnotes')) {
    // Notes to which nothing leads.
    const items = [...list.querySelectorAll('li, [data-style*="mso-element:footnote"]')].filter(
      (item) => words(item) !== "",
    );
    if (words(list) !== "") count("footnote", Math.max(1, items.length));
    list.remove();
  }
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

/** Its words, without the number that leads back, which is that of the reference. What else stands in it is told. */
function textOf(place: Element, name: string, reference: string, count: Count): string {
  const copy = place.cloneNode(true) as Element;
  const number = /\d+/.exec(reference)?.[0] ?? "";
  let numbered = number !== "";
  for (const back of copy.querySelectorAll("a")) {
    const leads = back.getAttribute("href") ?? "";
    if (
      leads.includes("#") &&
      (back.id === name || back.getAttribute("name") === name || /ref|anc/.test(leads))
    ) {
      back.remove();
      numbered = false;
    }
  }
  dropped(copy, count);
  looked(copy, count);
  for (const link of copy.querySelectorAll("a[href]")) if (words(link) !== "") count("link");
  for (const look of copy.querySelectorAll("b, strong, i, em")) if (words(look) !== "") count("note-look");
  // Where a paragraph ends, a word does.
  for (const block of copy.querySelectorAll("p, div, li, br, td, th")) block.after(" ");
  const text = words(copy)
    .replace(/[\u0000-\u001f]+/g, " ")
    .trim();
  return numbered ? text.replace(new RegExp(`^\\[?${number}\\]?\\s+`), "") : text;
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
