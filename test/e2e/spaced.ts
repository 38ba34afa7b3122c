/** Text set apart as far as a reader may set it (WCAG 1.4.12): what is cut off then, or lies over other words. */
import type { Page } from "playwright-core";

/** `regions` are selectors of the parts that are looked at; each by itself, since a sheet may lie over the page. */
export function spacingFaults(page: Page, regions: readonly string[]): Promise<readonly string[]> {
  return page.evaluate(async (selectors) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }",
    );
    const before = [...document.adoptedStyleSheets];
    document.adoptedStyleSheets = [...before, sheet];
    for (let frame = 0; frame < 3; frame++) await new Promise((drawn) => requestAnimationFrame(drawn));
    const faults: string[] = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    const named = (one: Element) =>
      `${one.tagName}.${one.className} “${(one.textContent ?? "").replace(/\s+/g, " ").trim().slice(0, 60)}”`;
    if (scrollWidth > clientWidth) {
      const widest = [...document.body.querySelectorAll("*")].filter(
        (one) => one.getBoundingClientRect().right > clientWidth + 1,
      );
      faults.push(
        `the page is ${scrollWidth - clientWidth} px too wide: ${widest.slice(-3).map(named).join(", ")}`,
      );
    }
    /** What of a box can be seen in the parts of the page that scroll by themselves. */
    const scrolledTo = (own: Element, box: DOMRect): DOMRect => {
      let [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom];
      for (let around = own.parentElement; around !== null; around = around.parentElement) {
        if (!/auto|scroll/.test(getComputedStyle(around).overflow)) continue;
        const edge = around.getBoundingClientRect();
        [left, top] = [Math.max(left, edge.left), Math.max(top, edge.top)];
        [right, bottom] = [Math.min(right, edge.right), Math.min(bottom, edge.bottom)];
      }
      return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
    };
    for (const selector of selectors) {
      const parts = [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
      if (parts.length === 0) faults.push(`there is no ${selector}`);
      for (const part of parts) {
        for (const one of [part, ...part.querySelectorAll("*")]) {
          if (one.closest(".sr, svg") !== null || (one.textContent ?? "").trim() === "") continue;
          const { overflowX, overflowY, overflowClipMargin } = getComputedStyle(one);
          const cuts = (way: string) =>
            way === "hidden" || (way === "clip" && Number.parseFloat(overflowClipMargin) < 1);
          if (
            (cuts(overflowX) && one.scrollWidth > one.clientWidth + 1) ||
            (cuts(overflowY) && one.scrollHeight > one.clientHeight + 1)
          )
            faults.push(`cut: ${named(one)}`);
        }
        const words: { readonly own: Element; readonly box: DOMRect }[] = [];
        const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const own = node.parentElement;
          if (own === null || own.closest(".sr, option") !== null || (node.nodeValue ?? "").trim() === "")
            continue;
          const range = document.createRange();
          range.selectNodeContents(node);
          const button = own.closest("button, .btn")?.getBoundingClientRect();
          for (const whole of range.getClientRects()) {
            const box = scrolledTo(own, whole);
            if (box.width < 2 || box.height < 2) continue;
            if (
              button !== undefined &&
              (box.left < button.left - 1 ||
                box.right > button.right + 1 ||
                box.top < button.top - 1 ||
                box.bottom > button.bottom + 1)
            )
              faults.push(`out of its button: ${named(own)}`);
            words.push({ own, box });
          }
        }
        words.forEach(({ own, box }, at) => {
          for (const other of words.slice(at + 1)) {
            if (other.own === own) continue;
            const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
            const high = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
            if (wide > 2 && high > 3) faults.push(`over each other: ${named(own)} and ${named(other.own)}`);
          }
        });
      }
    }
    document.adoptedStyleSheets = before;
    return faults;
  }, regions);
}
