/** A text of many screens: what is far from the screen is not drawn, and nobody notices. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Plan } from "#app/document/plan.ts";
import { atEnd, line, press, theatre } from "./browser.ts";
import { para, section } from "./stage.ts";
import { until } from "./writer.ts";

const words = "The countries of the region agree on what they will do together and by when. ";
const many = 120;
const long: Plan = {
  type: "doc",
  content: [
    section("s1", "Purpose"),
    ...Array.from({ length: many }, (_, at) => para(`p${at}`, `${words.repeat(1 + (at % 5))}(${at})`)),
    section("s2", "Outputs"),
    ...Array.from({ length: 30 }, (_, at) => ({
      type: "output",
      attrs: { id: `o${at}`, title: `Seminar ${at}`, status: "planned" },
      content: [para(`o${at}d`, words.repeat(1 + (at % 3)))],
    })),
    para("z", "The end."),
  ],
};
const play = theatre(long);

declare global {
  interface Window {
    passedOver: Set<EventTarget | null>;
  }
}

async function open(name: "ana" | "bruno", more: Readonly<Record<string, string>> = {}): Promise<Page> {
  const context = await play.device(name, () => {
    window.passedOver = new Set();
    const note = (event: Event) => {
      const { target, skipped } = event as ContentVisibilityAutoStateChangeEvent;
      if (skipped) window.passedOver.add(target);
      else window.passedOver.delete(target);
    };
    window.document.addEventListener("contentvisibilityautostatechange", note, true);
  });
  if (name === "ana") await context.addInitScript(tellAsFirefox);
  return play.open(name, more, context);
}

/** What the browser tells of a block comes to that block alone, as in Firefox: there it does not bubble. */
function tellAsFirefox(): void {
  const again = (event: Event) => {
    if (!event.bubbles) return;
    event.stopImmediatePropagation();
    const { type, target, skipped } = event as ContentVisibilityAutoStateChangeEvent;
    target?.dispatchEvent(new ContentVisibilityAutoStateChangeEvent(type, { skipped }));
  };
  window.addEventListener("contentvisibilityautostatechange", again, true);
}

const isDrawn = (page: Page, id: string) => line(page, id).evaluate((one) => !window.passedOver.has(one));
const height = (page: Page) => page.evaluate(() => document.documentElement.scrollHeight);
const settled = async (page: Page) => {
  await expect.poll(() => isDrawn(page, "o29")).toBe(false);
  return page;
};

test("what is far is not drawn, keeps its height, and is drawn when it comes near, or is printed", async () => {
  const ana = await open("ana");
  const before = await height(ana);
  await settled(ana);
  expect(await isDrawn(ana, "p1")).toBe(true);
  expect(await height(ana)).toBe(before);
  await line(ana, "o29").scrollIntoViewIfNeeded();
  await expect.poll(() => isDrawn(ana, "o29")).toBe(true);
  expect(await isDrawn(ana, "p1")).toBe(false);
  expect(await height(ana)).toBe(before);
  await ana.emulateMedia({ media: "print" });
  const shown = () => line(ana, "p1").evaluate((one) => getComputedStyle(one).contentVisibility);
  expect(await shown()).toBe("visible");
  await ana.emulateMedia({ media: "screen" });
  expect(await shown()).toBe("auto");
});

test("the caret goes there at once, and what is typed stands where it is", async () => {
  const ana = await settled(await open("ana"));
  await atEnd(ana, "p0");
  // Faster than any frame.
  await ana.keyboard.press("Control+End");
  await ana.keyboard.type(" Or not.");
  await ana.keyboard.press("Enter");
  await ana.keyboard.type("- last");
  await ana.keyboard.press("Control+Home");
  await ana.keyboard.type("The ");
  await until(
    () => play.lines()[0] === "The Purpose",
    4000,
    () => String(play.lines()[0]),
  );
  expect(play.plan().content.at(-1)?.type).toBe("bullet_list");
  expect(play.lines().slice(-2)).toEqual(["The end. Or not.", "last"]);
});

test("the caret goes to the end also where somebody spoke about it", async () => {
  const ana = await settled(await open("ana", { margin: "yes" }));
  await line(ana, "z").click();
  await press(ana, "Home", "Shift+Control+ArrowRight", "Control+Alt+m");
  await expect.poll(() => ana.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
  await ana.keyboard.type("Which?");
  await ana.keyboard.press("Control+Enter");
  await ana.waitForSelector("#plan-text > .open-notes", { state: "attached" });
  await line(ana, "p0").click();
  await press(ana, "Control+Home");
  await ana.waitForTimeout(300);
  await ana.keyboard.press("Control+End");
  await ana.keyboard.type(" Or not.");
  await until(
    () => play.lines().at(-1) === "The end. Or not.",
    4000,
    () => String(play.lines().at(-1)),
  );
});

test("the outline leads there", async () => {
  const ana = await settled(await open("ana"));
  await ana.locator('.plan-side a[href="#s2"]').click();
  await expect.poll(() => ana.evaluate(() => window.scrollY)).toBeGreaterThan(2000);
  await expect
    .poll(() => line(ana, "s2").evaluate((one) => Math.round(one.getBoundingClientRect().top)))
    .toBeLessThan(250);
});

test("all of it is selected, copied and deleted, also what was never on the screen", async () => {
  const ana = await settled(await open("ana"));
  await line(ana, "p0").click();
  await press(ana, "Control+a");
  const copied = await ana.evaluate(() => {
    const data = new DataTransfer();
    const event = new ClipboardEvent("copy", { clipboardData: data, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
    return data.getData("text/plain");
  });
  for (const said of ["(0)", `(${many - 1})`, "The end."]) expect(copied).toContain(said);
  await press(ana, "Delete");
  await until(() => play.lines().join("") === "");
  await press(ana, "Control+z");
  await until(() => play.lines().at(-1) === "The end." && play.plan().content.length === long.content.length);
});

test("what others write far away moves nothing, and is there when one comes", async () => {
  const [ana, bruno] = [await open("ana"), await open("bruno")];
  await settled(ana);
  await ana.locator('.plan-side a[href="#s2"]').click();
  const top = () => line(ana, "o2").evaluate((one) => Math.round(one.getBoundingClientRect().top));
  await expect.poll(top).toBeLessThan(700);
  const before = await top();
  await atEnd(bruno, "p1");
  await bruno.keyboard.type(` ${"More words. ".repeat(40)}`);
  await bruno.keyboard.press("Enter");
  await bruno.keyboard.type("And a line.");
  await until(() => play.lines().some((said) => said.startsWith("And a line.")), 8000);
  await expect.poll(() => line(ana, "p1").evaluate((one) => one.textContent)).toContain("More words.");
  await ana.waitForTimeout(200);
  expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(1);
  await ana.evaluate(() => window.scrollTo(0, 0));
  await expect.poll(() => isDrawn(ana, "p1")).toBe(true);
  await ana.waitForSelector("#plan-text >> text=And a line.");
});

test("a word without end makes the text no wider than a phone", async () => {
  const ana = await open("ana");
  await ana.setViewportSize({ width: 360, height: 740 });
  await atEnd(ana, "p0");
  await ana.keyboard.insertText(` https://example.org/${"agenda".repeat(30)}`);
  await until(() => play.lines()[1]?.includes("agendaagenda") === true);
  const widest = await ana.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll("#plan-text > *")].map((one) => one.getBoundingClientRect().right),
    ),
  );
  expect(widest).toBeLessThanOrEqual(360);
});

test("the note on a passage far away stands beside its words when one comes there", async () => {
  const [ana, bruno] = [await open("ana", { margin: "yes" }), await open("bruno", { margin: "yes" })];
  await bruno.locator('.plan-side a[href="#s2"]').click();
  await line(bruno, "p118").click();
  await press(bruno, "End", "Shift+Control+ArrowLeft", "Shift+Control+ArrowLeft", "Control+Alt+m");
  await expect.poll(() => bruno.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
  await bruno.keyboard.type("Which?");
  await bruno.keyboard.press("Control+Enter");
  await ana.waitForSelector(".card >> text=Which?", { state: "attached" });
  expect(await isDrawn(ana, "p118")).toBe(false);
  const off = () =>
    ana.evaluate(() => {
      const words = document.querySelector("#p118 mark.noted")?.getBoundingClientRect();
      const block = document.getElementById("p118")?.getBoundingClientRect();
      const card = document.querySelector(".margin .card")?.getBoundingClientRect();
      return {
        words: (card?.top ?? 0) - (words?.top ?? 0),
        block: (card?.top ?? 0) - (block?.top ?? 0),
        high: block?.height ?? 0,
      };
    });
  await expect.poll(async () => Math.round((await off()).block)).toBeGreaterThanOrEqual(0);
  const { block, high, words: about } = await off();
  expect(block).toBeLessThanOrEqual(high);
  expect(Math.abs(about), "it is not laid out to be asked where its words stand").toBeGreaterThan(10);
  await line(ana, "p118").scrollIntoViewIfNeeded();
  await expect.poll(() => isDrawn(ana, "p118")).toBe(true);
  await expect.poll(async () => Math.abs((await off()).words)).toBeLessThanOrEqual(2);
});
