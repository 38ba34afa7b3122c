/** The live text in the browser: the words themselves, the margin, the notes at the caret, the lists, and what is pasted. */
import type { Browser, Page } from "playwright-core";
import { fieldsOf, standing, type Sowing, type Sown } from "#test/hostile/sowing.ts";
import { allHostile, markOf } from "#test/hostile/words.ts";
import { openPlan, planText, saved } from "../plan-page.ts";
import type { Product } from "../product.ts";
import { watch } from "../watched.ts";
import { lookAt } from "./look.ts";

export interface Lived {
  readonly wrong: readonly string[];
  /** Of the text, the fields of its outputs and the comments on it, what was not there. */
  readonly absent: readonly Sown[];
  /** What was not yet said when it was opened, by what was opened. */
  readonly notes: Readonly<Record<string, readonly string[]>>;
  readonly pasted: Pasted;
}

export interface Pasted {
  /** How many items were pasted, as HTML and as plain words, and should be in the text. */
  readonly count: number;
  /** Those that are not. */
  readonly lost: readonly string[];
}

/** What each of these says that the text and its margin do not. */
export const said: Lived["notes"] = {
  "closed notes": ["rejection"],
  goal: ["agenda goal"],
  "list after #": ["agenda goal"],
  output: ["agenda goal"],
};

/** What the text and its margin say before anything is opened, each of them. */
const standingThere = [
  "text paragraph",
  "comment",
  ...["start", "indicator", "target", "evidence"].map((field) => `text output ${field}`),
];

const slug = "access-and-infrastructure";

/** What is clicked in the text, and the note about it. */
const places = [
  ["link", `${planText} [data-id="text-l0"] a`],
  ["bracket", `${planText} [data-id="text-x0"] .hold`],
  ["gap", `${planText} [data-id="text-x0"] .gapmark`],
  ["footnote", `${planText} [data-id="text-a0"] sup`],
  ["goal", `${planText} [data-id="text-a0"] .goal-ref`],
  ["country", `${planText} [data-id="text-a0"] .country-ref`],
  ["table", `${planText} [data-id="text-t0"] td p`],
] as const;

export async function lookAtText(browser: Browser, product: Product, sowing: Sowing): Promise<Lived> {
  const wrong: string[] = [];
  const notes: Record<string, readonly string[]> = {};
  const told = new Set<string>();
  const [page, other] = await Promise.all([
    openPlan(browser, product, "br", slug),
    openPlan(browser, product, "chair", slug),
  ]);
  for (const tab of [page, other]) await watch(tab, product.url, wrong);
  const look = async (what: string, tab = page, tries = 50): Promise<string> => {
    const { faults, said: words } = await lookAt(tab, null);
    const news = [...fieldsOf(standing(words, sowing.sown))].filter((field) => !told.has(field));
    // A note is there before the names that it says have come.
    if (tries > 0 && said[what]?.every((field) => news.includes(field)) === false) {
      await tab.waitForTimeout(100);
      return look(what, tab, tries - 1);
    }
    wrong.push(...faults.map((fault) => `${what}: ${fault}`));
    if (told.size > 0 && news.length > 0) notes[what] = news.sort();
    return words;
  };
  await page.locator(".margin .card").first().waitFor();
  const words = await look("text and margin");
  for (const field of fieldsOf(standing(words, sowing.sown))) told.add(field);
  const absent = sowing.in(...standingThere).filter(({ mark }) => !words.includes(mark));
  await page.locator(".margin-filters select").selectOption("all");
  await look("closed notes");

  for (const [name, place] of places) {
    await page.locator(place).first().click();
    await page.locator(".caret-note").waitFor();
    await look(name);
  }
  await caretIn(page, "text-p1");
  for (const sign of ["@", "/", "#"]) {
    await page.keyboard.type(` ${sign}`);
    await page.locator(".suggestions li").first().waitFor();
    await look(`list after ${sign}`);
    for (const key of ["Escape", "Backspace", "Backspace"]) await page.keyboard.press(key);
  }
  await page.locator('[data-tool="insert"]').click();
  await page.locator(".caret-note").waitFor();
  await look("insertions");
  await page.keyboard.press("Escape");

  await page.locator(`${planText} .output-title`).last().click();
  await page.locator(`${planText} .output.editing`).waitFor();
  await look("output");
  await page.keyboard.press("Escape");
  await caretIn(page, "text-p2");
  await page.keyboard.press("Shift+Home");
  await page.locator('[data-tool="comment"]').click();
  await page.locator(".margin form").first().waitFor();
  await look("comment");
  await page.keyboard.press("Escape");

  await caretIn(page, "text-p3");
  const pasted = await pasteAll(page, sowing.next, () => look("pasted"));
  await other.locator(".here .who").first().waitFor();
  await look("somebody else's screen", other);
  await other.setViewportSize({ width: 360, height: 740 });
  await other.locator(".notes-button").click();
  await other.locator("dialog .card").first().waitFor();
  await look("notes on a phone", other);
  for (const tab of [page, other]) await tab.context().close();
  return { wrong, absent, notes, pasted };
}

async function caretIn(page: Page, clause: string): Promise<void> {
  await page.locator(`${planText} [data-id="${clause}"]`).click();
  await page.keyboard.press("End");
}

/** Pastes every item as HTML, each by itself, since some would swallow what follows; then all together as plain words. */
async function pasteAll(page: Page, first: number, look: () => Promise<string>): Promise<Pasted> {
  const rich = allHostile(Number.POSITIVE_INFINITY, first);
  const plain = allHostile(Number.POSITIVE_INFINITY, first + rich.length);
  // In a page of no policy, which has nothing to report.
  const blank = await page.context().newPage();
  const said = await blank.evaluate(saidBy, rich);
  await blank.close();
  for (const html of rich) await paste(page, { "text/html": html });
  await paste(page, { "text/plain": plain.join("\n") });
  await saved(page);
  const words = await look();
  const missing = (item: string, place: number, from: number) =>
    words.includes(markOf(from + place)) ? [] : [item];
  const lost = [
    ...rich.flatMap((html, place) =>
      said[place]?.includes(markOf(first + place)) === true ? missing(html, place, first) : [],
    ),
    ...plain.flatMap((item, place) => missing(item, place, first + rich.length)),
  ];
  const count = plain.length + said.filter((own, place) => own.includes(markOf(first + place))).length;
  return { count, lost };
}

/** In the page: the words that the browser itself finds in each, without those of what is embedded or runs. */
function saidBy(items: readonly string[]): readonly string[] {
  const none = "script, style, template, noscript, svg, math, iframe, object, video, audio, button, title";
  // Between these two is a script, also where a browser takes the first for a part of another tag.
  const script = /<script\b[\s\S]*?<\/script\s*>/gi;
  return items.map((html) => {
    const { body } = new DOMParser().parseFromString(html.replace(script, ""), "text/html");
    for (const element of body.querySelectorAll(none)) element.remove();
    return body.textContent ?? "";
  });
}

function paste(page: Page, kinds: Readonly<Record<string, string>>): Promise<void> {
  return page.locator(planText).evaluate((text, all) => {
    const clipboardData = new DataTransfer();
    for (const [kind, words] of Object.entries(all)) clipboardData.setData(kind, words);
    text.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, kinds);
}
