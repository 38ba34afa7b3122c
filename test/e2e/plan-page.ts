/** What the walks do on the page of a plan. */
import type { Browser, Page } from "playwright-core";
import { pageOf, type Product } from "./product.ts";

export const planText = "#plan-text";

/** What says that all is saved: it names the time only then. The class `saved` it has in every state. */
export const savedSign = ".saved time";

/** Opens the plan of a group as this person and waits until the live text is there, to be written where they may. */
export async function openPlan(
  browser: Browser,
  product: Product,
  who: string,
  group: string,
): Promise<Page> {
  const page = await pageOf(browser, product, who);
  await page.goto(`/en/groups/${group}/plan`);
  await page.locator(planText).waitFor();
  await page.locator(`${savedSign}, .saved.read-only`).waitFor();
  return page;
}

/**
 * Waits until the page says that all was saved. Keys may still be on their way to the page when they have been sent, and
 * what they change is drawn with the frame after: on a busy machine the word is asked for only when both are over.
 */
export async function saved(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let turn = 0; turn < 2; turn++) {
      await new Promise((later) => setTimeout(later, 50));
      await new Promise((drawn) => requestAnimationFrame(drawn));
    }
    await new Promise((after) => setTimeout(after, 0));
  });
  await page.locator(savedSign).waitFor({ timeout: 30_000 });
}

/** Puts the caret at the end of the first paragraph or heading that holds these words. */
export async function caretAtEnd(page: Page, words: string): Promise<void> {
  const paragraph = page.locator(`${planText} :is(p, h1, h2, h3, h4)`, { hasText: words }).first();
  await paragraph.click();
  await paragraph.evaluate((element) => getSelection()?.collapse(element, element.childNodes.length));
}

/** The words of the text, without what only this screen shows: the carets of others, and spaces of the layout. */
export function wordsOf(page: Page): Promise<string> {
  return page.locator(planText).evaluate((root) => {
    const copy = root.cloneNode(true) as Element;
    for (const own of copy.querySelectorAll(".caret, .ProseMirror-widget, button")) own.remove();
    return (copy.textContent ?? "")
      .replace(/[\u2060\u200b\ufeff]/g, "")
      .replace(/\s+/g, " ")
      .trim();
  });
}

/** Selects these words, as a finger or a mouse would leave them selected. */
export async function selectWords(page: Page, words: string): Promise<void> {
  await page.locator(`${planText} p`, { hasText: words }).first().click();
  await page.evaluate((wanted) => {
    const walker = document.createTreeWalker(
      document.querySelector("#plan-text") ?? document,
      NodeFilter.SHOW_TEXT,
    );
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const at = (node.textContent ?? "").indexOf(wanted);
      if (at >= 0) getSelection()?.setBaseAndExtent(node, at, node, at + wanted.length);
    }
  }, words);
}
