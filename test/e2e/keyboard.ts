/** Somebody at a keyboard: nothing is pressed with a pointer, filled in, or given the focus by script. */
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Milliseconds between keys: the browser tells of a moved caret a moment after the key. */
const pace = 25;

export class Keyboard {
  constructor(readonly page: Page) {}

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      await this.page.waitForTimeout(pace);
    }
  }

  async type(words: string): Promise<void> {
    await this.page.keyboard.type(words);
  }

  /** What has the keyboard, as "BUTTON Accept": its name is what is said of it. "nowhere" where the page lost it. */
  here(): Promise<string> {
    return this.page.evaluate(() => {
      const one = document.activeElement;
      if (one === null || one === document.body) return "nowhere";
      if (one.id === "plan-text") return "the text";
      const label = one.matches("input, select, textarea")
        ? (one as HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement).labels?.[0]
        : one;
      const name = one.getAttribute("aria-label") ?? label?.textContent ?? "";
      const kind = one.matches("[data-note]") ? "NOTE" : one.tagName;
      return `${kind} ${name.replace(/\s+/g, " ").trim()}`;
    });
  }

  /** After an act: the keyboard comes to rest there. */
  async rests(there: RegExp | "the text"): Promise<void> {
    await expect.poll(() => this.here()).toMatch(there);
  }

  /** Presses a key until what has the keyboard is there: a selector, or what `here` says of it. */
  async to(there: RegExp | string, key = "Tab", most = 250): Promise<void> {
    for (let pressed = 0; pressed < most; pressed++) {
      await this.press(key);
      if (await this.isAt(there)) return;
    }
    throw new Error(`${key} does not reach ${there} on ${this.page.url()}; it is at ${await this.here()}`);
  }

  private async isAt(there: RegExp | string): Promise<boolean> {
    if (typeof there !== "string") return there.test(await this.here());
    return this.page.evaluate((selector) => document.activeElement?.matches(selector) === true, there);
  }

  /** The words of the line that the caret is in, and those of it behind the caret. */
  caret(): Promise<{ readonly line: string; readonly behind: string; readonly selected: string }> {
    return this.page.evaluate(() => {
      const selection = getSelection();
      const node = selection?.focusNode ?? null;
      const block = (node instanceof Element ? node : node?.parentElement)?.closest("p, h1, h2, h3, h4, li");
      if (selection === null || node === null || !block) return { line: "", behind: "", selected: "" };
      const rest = document.createRange();
      rest.setStart(node, selection.focusOffset);
      rest.setEnd(block, block.childNodes.length);
      return {
        line: block.textContent ?? "",
        behind: rest.toString(),
        selected: selection.toString(),
      };
    });
  }

  /** From the caret on: down to the line with these words, along it to them, and over them with Shift. */
  async select(words: string): Promise<void> {
    for (let step = 0; !(await this.caret()).line.includes(words) && step < 80; step++)
      await this.press("ArrowDown");
    await this.press("Home");
    for (let step = 0; !(await this.caret()).behind.startsWith(words) && step < 200; step++)
      await this.press("ArrowRight");
    await this.press(...Array.from(words, () => "Shift+ArrowRight"));
    expect((await this.caret()).selected).toBe(words);
  }
}
