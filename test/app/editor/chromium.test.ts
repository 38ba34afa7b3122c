import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { field } from "#app/document/plan.ts";
import { atEnd, atStart, line, press, theatre } from "./browser.ts";
import { document } from "./stage.ts";
import { until } from "./writer.ts";

const play = theatre();
const open = play.open.bind(play);
const plan = play.plan.bind(play);
const lines = play.lines.bind(play);
const saved = (page: Page) => page.waitForSelector(".saved.saved time");

describe("writing together", () => {
  test("two people typing in one paragraph converge, and nobody's caret moves", async () => {
    const [ana, bruno] = [await open("ana"), await open("bruno")];
    await atEnd(ana, "a");
    await atStart(bruno, "a");
    await Promise.all([
      ana.keyboard.type(" Ana writes at the end.", { delay: 15 }),
      bruno.keyboard.type("Bruno writes at the beginning. ", { delay: 15 }),
    ]);
    const whole = "Bruno writes at the beginning. One line of words. Ana writes at the end.";
    await until(() => lines()[1] === whole);
    for (const page of [ana, bruno]) {
      await page.waitForFunction((text) => {
        const copy = window.document.querySelector('[id="a"]')?.cloneNode(true) as HTMLElement | undefined;
        copy?.querySelectorAll(".caret").forEach((caret) => caret.remove());
        return copy?.textContent === text;
      }, whole);
    }
    await bruno.waitForSelector(".caret >> text=Ana · Peru");
    await expect.poll(() => bruno.locator(".caret").getAttribute("aria-hidden")).toBe("true");
    await saved(ana);
  });

  test("undo takes back one's own words only", async () => {
    const [ana, bruno] = [await open("ana"), await open("bruno")];
    await atEnd(ana, "a");
    await ana.keyboard.type(" Ana.");
    await until(() => lines()[1] === "One line of words. Ana.");
    await atEnd(bruno, "b");
    await bruno.keyboard.type(" Bruno.");
    await until(() => lines()[2] === "Another line. Bruno.");
    await ana.waitForFunction(() =>
      window.document.querySelector('[id="b"]')?.textContent?.includes("Bruno."),
    );
    await ana.keyboard.press("Control+z");
    await until(() => lines()[1] === "One line of words.");
    expect(lines()[2]).toBe("Another line. Bruno.");
    await ana.keyboard.press("Control+y");
    await until(() => lines()[1] === "One line of words. Ana.");
  });

  test("a new paragraph gets an id of its own, and each keeps its words' id", async () => {
    const ana = await open("ana");
    await atStart(ana, "b");
    await press(ana, "Enter", "ArrowUp");
    await ana.keyboard.type("Between.");
    await until(
      () => lines()[2] === "Between.",
      4000,
      () => JSON.stringify(lines()),
    );
    const ids = plan().content.map((node) => field(node, "id"));
    expect(ids[3]).toBe("b");
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every(Boolean)).toBe(true);
    expect(await ana.locator(".clause").evaluateAll((all) => all.map((one) => one.dataset.n))).toEqual([
      "1",
      "2",
      "3",
      "4",
    ]);
  });

  test("what is typed without a line survives closing the page, and is saved on coming back", async () => {
    const ana = await open("ana");
    await play.stage.fell();
    await ana.waitForSelector(".saved.offline");
    await atEnd(ana, "b");
    await ana.keyboard.type(" In the corridor.");
    await ana.waitForSelector("text=/Not saved: \\d+ change/");
    await ana.close({ runBeforeUnload: false });
    play.stage.raise();
    const context = play.contexts[0];
    const again = await context?.newPage();
    await again?.goto(play.stage.url("ana"));
    await until(() => lines()[2] === "Another line. In the corridor.");
  });
});

describe("reading", () => {
  test("who may not write sees the text live and cannot type", async () => {
    const [olga, ana] = [await open("olga", { edit: "no" }), await open("ana")];
    const text = olga.locator("#plan-text");
    await expect.poll(() => text.getAttribute("contenteditable")).toBe("false");
    await expect.poll(() => text.getAttribute("aria-readonly")).toBe("true");
    await line(olga, "a").click();
    await olga.keyboard.type("No");
    await atEnd(ana, "a");
    await ana.keyboard.type(" Live.");
    await until(
      () => lines()[1] === "One line of words. Live.",
      8000,
      () => JSON.stringify(lines()),
    );
    await olga.waitForFunction(() =>
      window.document.querySelector('[id="a"]')?.textContent?.includes("Live."),
    );
    expect(await olga.locator("[role=toolbar] button").allInnerTexts()).toEqual(["Help"]);
  });

  test("when the right ends the text closes, and opens when it is given back", async () => {
    const ana = await open("ana");
    play.stage.editors.delete("ana");
    play.stage.recheck("ana");
    await ana.waitForSelector('#plan-text[aria-readonly="true"]');
    await ana.waitForSelector("text=You may read this text but not change it.");
    play.stage.editors.add("ana");
    play.stage.recheck("ana");
    await ana.waitForSelector('#plan-text[contenteditable="true"]:not([aria-readonly])');
  });

  test("a page from before a restored backup shows what its copy holds, and merges nothing", async () => {
    const ana = await open("ana");
    await play.stage.fell();
    await ana.waitForSelector(".saved.offline");
    await atEnd(ana, "b");
    await ana.keyboard.type(" Only here.");
    await ana.waitForSelector("text=/Not saved: \\d+ change/");
    const kept = play.stage.keeper.documents.get(document);
    if (kept) kept.epoch = 2;
    play.stage.raise();
    await ana.waitForSelector("text=The text was restored from a backup.");
    ana.on("dialog", (dialog) => void dialog.accept());
    await ana.goto(play.stage.url("ana", { epoch: "2" }));
    await ana.waitForSelector("text=An earlier copy on this device holds 1 passage");
    expect(lines()[2]).toBe("Another line.");
    await ana.click("summary");
    await expect.poll(() => ana.locator(".notice .compared").innerText()).toContain("Another line.");
    await expect.poll(() => ana.locator(".notice .compared ins").innerText()).toContain("Only here.");
    await ana.waitForTimeout(300);
    expect(lines()[2]).toBe("Another line.");
    await ana.click("text=Erase this copy");
    await ana.reload();
    await ana.waitForSelector("#plan-text");
    await ana.waitForTimeout(300);
    expect(await ana.locator("text=An earlier copy").count()).toBe(0);
  });
});

describe("for everybody", () => {
  test("the editor has no fault that axe can find, open outputs and notes too", async () => {
    const ana = await open("ana");
    await open("bruno");
    await ana.click("#o1 .output-title");
    const found = await new AxeBuilder({ page: ana }).include(".plan-editor").analyze();
    expect(
      found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`),
    ).toEqual([]);
  });

  test("changes of others are said once they rest, in one sentence", async () => {
    const [ana, bruno] = [await open("ana"), await open("bruno")];
    await atEnd(bruno, "b");
    await bruno.keyboard.type(" More.");
    await ana.waitForSelector("[role=status] >> text=Changes to section 1: Bruno Lima (Brazil).", {
      state: "attached",
    });
  });
});
