/** What a plan cannot hold of a pasted page: taken out and counted, or turned into what it can hold. */

export const leftKinds = [
  "image",
  "file",
  "textbox",
  "media",
  "comment",
  "deletion",
  "field",
  "equation",
  "footnote",
  "ending",
  "hidden",
  "table",
  "link",
  "struck",
  "underlined",
  "script",
  "note-look",
  "inner",
  "deep",
] as const;
export type LeftKind = (typeof leftKinds)[number];

/** Of these the words stay: what they were is lost. */
export const plainKinds: ReadonlySet<LeftKind> = new Set<LeftKind>([
  "table",
  "link",
  "struck",
  "underlined",
  "script",
  "note-look",
  "inner",
]);

/** How many of each kind. */
export type Left = Readonly<Partial<Record<LeftKind, number>>>;

export type Count = (kind: LeftKind, more?: number) => void;

export const all = (root: Element, selector: string): Element[] => [...root.querySelectorAll(selector)];
export const styled = (what: string): string => `[data-style*="${what}"]`;

/** The element goes, its content stays. */
export function unwrap(element: Element): void {
  element.replaceWith(...element.childNodes);
}

export function renamed(element: Element, tag: string): Element {
  const made = element.ownerDocument.createElement(tag);
  made.append(...element.childNodes);
  element.replaceWith(made);
  return made;
}

/** Takes out what has no place in a plan. */
export function dropped(body: Element, count: Count): void {
  const take = (kind: LeftKind | null, selector: string) => {
    for (const element of all(body, selector)) {
      // What went with something around it has been counted with it.
      if (!body.contains(element)) continue;
      element.remove();
      if (kind !== null) count(kind);
    }
  };
  comments(body, count);
  // The signs that `tamed` put in; other pages may have such an attribute too, on words of theirs.
  for (const sign of all(body, "i[data-left]:empty")) {
    const kind = sign.getAttribute("data-left");
    count(kind === "image" || kind === "equation" ? kind : "media");
    sign.remove();
  }
  // Word writes a drawing twice: as VML, and as a picture for those who do not know it.
  for (const element of all(body, styled("mso-ignore:vglayout"))) if (words(element) === "") unwrap(element);
  take("textbox", `${styled("mso-ignore:vglayout")}, v\\:textbox, [id^="Frame"]${styled("float")}`);
  take("image", "img, picture, v\\:imagedata, v\\:shape");
  take("equation", "math, m\\:omath, m\\:omathpara");
  take("field", "input, select, textarea, button, meter, progress");
  take("deletion", "del, .msoDel");
  for (const element of all(body, "ins, .msoIns")) unwrap(element);
  take(null, "title, meta, link, hr, o\\:p:empty, wbr");
  // Of ours: what is said beside signs, codes, and the number beside a paragraph, as the text counts by itself.
  take(null, "span.sr, caption.sr, .hold > sup, .by > sup, span.cc, a.n[aria-label]");
  for (const element of all(body, 'template, noscript, [aria-hidden="true"]')) {
    if (!body.contains(element)) continue;
    if (/[\p{L}\p{N}]/u.test(hiddenIn(element))) count("hidden");
    element.remove();
  }
  for (const element of all(body, "o\\:p, font, center, map")) unwrap(element);
}

/** A template keeps what is in it beside the page. */
const hiddenIn = (element: Element): string =>
  ("content" in element && (element.content as DocumentFragment | null)?.textContent) || words(element);

/** Comments of Word stand in a list at the end, those of LibreOffice in the margin; what they are about stays. */
function comments(body: Element, count: Count): void {
  const lists = all(body, styled("mso-element:comment-list"));
  const listed = lists.reduce((sum, list) => sum + all(list, ".msocomtxt").length, 0);
  const anchors = all(body, "a.msocomanchor");
  count("comment", Math.max(lists.length > 0 ? Math.max(1, listed) : 0, anchors.length));
  for (const list of lists) list.remove();
  for (const anchor of anchors) (anchor.closest(".MsoCommentReference") ?? anchor).remove();
  for (const element of all(body, `.MsoCommentReference`)) if (words(element) === "") element.remove();
  for (const element of all(
    body,
    `${styled("mso-comment-reference")}, ${styled("mso-comment-continuation")}`,
  ))
    unwrap(element);
  // Google Docs, in what it writes as a page: [a] in the text, its words at the end.
  const ends = all(body, 'a[id^="cmnt"]').filter(({ id }) => /^cmnt\d+$/.test(id));
  count("comment", ends.length);
  for (const end of ends) (end.closest("div") ?? end.closest("p") ?? end).remove();
  for (const reference of all(body, 'a[id^="cmnt_ref"]')) (reference.closest("sup") ?? reference).remove();
}

const blockTags =
  "p, h1, h2, h3, h4, h5, h6, ul, ol, table, div, section, article, blockquote, pre, li, td, th";

/** Turns what stands in another form than a plan has it into that form. */
export function flattened(body: Element, count: Count): void {
  for (const table of all(body, "table table")) {
    count("table");
    for (const cell of all(table, "td, th, caption"))
      if (cell.closest("table") === table) renamed(cell, "div");
    for (const part of all(table, "tr, tbody, thead, tfoot"))
      if (part.closest("table") === table) unwrap(part);
    for (const column of all(table, "colgroup, col")) column.remove();
    renamed(table, "div");
  }
  for (const caption of all(body, "caption")) {
    const table = caption.closest("table");
    const line = renamed(caption, "p");
    if (table) table.before(line);
  }
  for (const heading of all(body, ":is(td, th, li) :is(h1, h2, h3, h4, h5, h6)")) {
    if (words(heading) !== "") count("inner");
    const strong = heading.ownerDocument.createElement("strong");
    strong.append(...heading.childNodes);
    heading.append(strong);
    renamed(heading, "p");
  }
  for (const title of all(body, "p.MsoTitle, p.title")) renamed(title, "h1");
  headings(body, count);
  links(body, count);
  lines(body);
  for (const empty of all(body, "p, h1, h2, h3, h4, h5, h6, li"))
    if (words(empty) === "" && empty.querySelector("[data-footnote], [data-gap], table, ul, ol") === null)
      empty.remove();
}

/** The highest level that is used begins sections, the next is below it: whatever a program calls them. */
function headings(body: Element, count: Count): void {
  const found = all(body, "h1, h2, h3, h4, h5, h6").filter((heading) => words(heading) !== "");
  const levels = [...new Set(found.map(({ tagName }) => Number(tagName.slice(1))))].sort();
  for (const heading of found) {
    const level = levels.indexOf(Number(heading.tagName.slice(1)));
    if (level > 2) count("deep");
    renamed(heading, `h${Math.min(2, level) + 2}`);
  }
}

/** Links through a redirect of Google lead where they say; a link to where none may lead is words. */
function links(body: Element, count: Count): void {
  for (const anchor of all(body, "a")) {
    const href = anchor.getAttribute("href") ?? "";
    const through = /^https:\/\/www\.google\.com\/url\?/i.test(href) ? targetOf(href) : href;
    if (/^(https?:\/\/|mailto:)/i.test(through)) anchor.setAttribute("href", through);
    else {
      if (href !== "" && !href.startsWith("#") && words(anchor) !== "") count("link");
      unwrap(anchor);
    }
  }
}

function targetOf(href: string): string {
  try {
    return new URL(href).searchParams.get("q") ?? href;
  } catch {
    return href;
  }
}

/** A line that ends within a paragraph ends the paragraph: a plan has no other ends of lines. */
function lines(body: Element): void {
  for (const end of all(body, "br")) {
    const block = end.parentElement;
    if (block !== null && block.tagName === "P") {
      const rest = block.ownerDocument.createElement("p");
      while (end.nextSibling !== null) rest.append(end.nextSibling);
      end.remove();
      if (words(rest) !== "") block.after(rest);
    } else if (block === null || block.querySelector(blockTags) !== null) end.remove();
    else end.replaceWith(" ");
  }
}

/** The words of an element; signs that only take up room are none. */
export function words(element: Element): string {
  return (element.textContent ?? "").replace(/[\s\u00a0\u200b\ufeff]+/g, " ").trim();
}
