/** What a person at the keys meets: how long until they may write, and what a key costs. */
import type { CDPSession, Page } from "playwright-core";
import { median, quantile, type Figures } from "../figures.ts";

interface Key {
  readonly at: number;
  /** Until the key's own work was over, with the layout that it asks for. */
  done: number;
  /** Until the frame that shows it was made. */
  drawn: number;
}

declare global {
  interface Window {
    benchKeys: Key[];
    benchReadable: number;
    benchWritable: number;
    /** Of the yardstick alone: whether something that others typed did not come. */
    benchTorn?: () => boolean;
  }
}

/** Watches, from the start of each page on, when text is there and when it can be written in. */
export async function watchOpening(page: Page): Promise<void> {
  // Named functions are wrapped in this on the way here; the page does not know it.
  await page.addInitScript("globalThis.__name = (named) => named");
  await page.addInitScript(() => {
    window.benchReadable = 0;
    window.benchWritable = 0;
    const look = () => {
      if (window.benchReadable === 0 && document.querySelector("p[data-id='p0'], #p0, [id$='p0']"))
        window.benchReadable = performance.now();
      if (document.querySelector(".ProseMirror[contenteditable='true'] p")) {
        window.benchWritable = performance.now();
        if (window.benchReadable === 0) window.benchReadable = window.benchWritable;
      } else requestAnimationFrame(look);
    };
    look();
  });
}

/** Opens the page and waits until it can be written in: milliseconds since the navigation began. */
export async function opening(page: Page, url: string): Promise<Figures> {
  await page.goto(url);
  await page.waitForFunction(() => window.benchWritable > 0, null, { timeout: 120_000 });
  const { readable, writable } = await page.evaluate(() => ({
    readable: window.benchReadable,
    writable: window.benchWritable,
  }));
  return { "readable, ms": readable, "writable, ms": writable };
}

/** Types so many letters at the end of a paragraph, at a brisk hand's pace. */
export async function typing(page: Page, paragraph: string, letters: number): Promise<Figures> {
  const place = page.locator(`.ProseMirror p[data-id='${paragraph}']`);
  await place.scrollIntoViewIfNeeded();
  await place.click();
  await place.evaluate((element) => getSelection()?.collapse(element, element.childNodes.length));
  await page.evaluate(() => {
    window.benchKeys = [];
    const after = (work: () => void) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = work;
      channel.port2.postMessage(0);
    };
    let pressed = 0;
    addEventListener("keydown", ({ timeStamp }) => (pressed = timeStamp), { capture: true });
    addEventListener(
      "input",
      () => {
        const key: Key = { at: pressed, done: 0, drawn: 0 };
        window.benchKeys.push(key);
        after(() => {
          document.body.getBoundingClientRect();
          key.done = performance.now();
        });
        requestAnimationFrame(() => after(() => (key.drawn = performance.now())));
      },
      { capture: true },
    );
  });
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const before = await busy(session);
  const began = performance.now();
  await page.keyboard.type("a small step ".repeat(Math.ceil(letters / 13)).slice(0, letters), { delay: 120 });
  const lasted = (performance.now() - began) / 1000;
  const after = await busy(session);
  await session.detach();
  const keys = await page.evaluate(() => window.benchKeys);
  if (keys.length < letters) throw new Error(`only ${keys.length} of ${letters} keys came to the text`);
  const done = keys.map(({ at, done: end }) => end - at);
  const drawn = keys.map(({ at, drawn: end }) => end - at);
  return {
    "key, p50 ms": median(done),
    "key, p95 ms": quantile(done, 0.95),
    "key to frame, p50 ms": median(drawn),
    "key to frame, p95 ms": quantile(drawn, 0.95),
    "busy, share of the time": (after - before) / lasted,
  };
}

/** Seconds that the page's main thread has worked. */
async function busy(session: CDPSession): Promise<number> {
  const { metrics } = await session.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN;
}
