/** Lists as programs write them, made lists: Word's numbered paragraphs, and lists that lie in lists without an item. */
import { renamed, words } from "./paste-clean.ts";

export function listed(body: Element): void {
  wordLists(body);
  loose(body);
}

interface Item {
  readonly element: Element;
  readonly level: number;
  readonly ordered: boolean;
}

/** Word writes an item as a paragraph that says its list and level in its style, with its sign as a text before it. */
function wordLists(body: Element): void {
  for (const marker of body.querySelectorAll(
    '[data-style*="mso-list:Ignore"], [data-style*="mso-list: Ignore"]',
  )) {
    const block = marker.closest("p, h1, h2, h3, h4, h5, h6, div");
    block?.setAttribute("data-sign", words(marker));
    marker.remove();
  }
  const items = new Map<Element, Item>();
  for (const element of body.querySelectorAll("p")) {
    const item = itemOf(element);
    if (item !== null) items.set(element, item);
  }
  for (const [element, item] of items) {
    if (!items.has(element)) continue;
    const run = [item];
    let next = element.nextElementSibling;
    while (next !== null) {
      const follows = items.get(next);
      if (follows === undefined) break;
      run.push(follows);
      next = next.nextElementSibling;
    }
    for (const one of run) items.delete(one.element);
    nest(element, run);
  }
}

function itemOf(element: Element): Item | null {
  const style = element.getAttribute("data-style") ?? "";
  const [, level] = /mso-list:\s*l\d+\s+level(\d+)/i.exec(style) ?? [];
  const sign = element.getAttribute("data-sign");
  if (level === undefined && sign === null) return null;
  return {
    element,
    level: Math.min(9, Math.max(1, Number(level ?? 1))),
    ordered: /^\(?(?:\d{1,3}|[a-z]{1,4})(?:\.\d{1,3})*[.)]/i.test(sign ?? ""),
  };
}

/** Puts a run of items in place as lists in lists. */
function nest(first: Element, run: readonly Item[]): void {
  const { ownerDocument } = first;
  const place = ownerDocument.createElement("div");
  first.before(place);
  let open: { readonly level: number; readonly list: Element; readonly ordered: boolean }[] = [];
  for (const { element, level, ordered } of run) {
    open = open.filter((one) => one.level <= level);
    const last = open.at(-1);
    if (last === undefined || last.level < level || last.ordered !== ordered) {
      if (last !== undefined && last.level === level) open = open.slice(0, -1);
      const list = ownerDocument.createElement(ordered ? "ol" : "ul");
      (open.at(-1)?.list.lastElementChild ?? place).append(list);
      open = [...open, { level, list, ordered }];
    }
    const item = ownerDocument.createElement("li");
    element.before(place);
    item.append(element);
    open.at(-1)?.list.append(item);
  }
  place.replaceWith(...place.childNodes);
}

/** A list that lies in a list belongs to the item before it; what lies in a list without an item becomes one. */
function loose(body: Element): void {
  for (const list of body.querySelectorAll("ul, ol")) {
    for (const child of [...list.children]) {
      if (child.tagName === "LI") continue;
      const before = child.previousElementSibling;
      if ((child.tagName === "UL" || child.tagName === "OL") && before?.tagName === "LI")
        before.append(child);
      else if (child.tagName === "P" || child.tagName === "DIV") renamed(child, "li");
    }
  }
}
