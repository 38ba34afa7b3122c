import { expect, test } from "vitest";
import { footnotesOf, referencesOf } from "#app/document/references.ts";
import { atEnd, press, theatre } from "./browser.ts";
import { word } from "./clipboards.ts";
import { until } from "./writer.ts";

const play = theatre();
const open = play.open.bind(play);
const plan = play.plan.bind(play);

test("a footnote, a goal and a country are put in by keys alone, and undone by who put them in", async () => {
  const ana = await open("ana");
  await atEnd(ana, "a");
  await ana.keyboard.type(" /foot");
  await ana.waitForSelector('#plan-suggestions [role="option"][aria-selected="true"] >> text=Footnote');
  expect(await ana.getAttribute("#plan-text", "aria-activedescendant")).toBe("plan-suggestions-0");
  await press(ana, "Enter");
  await ana.waitForSelector(".caret-note textarea:focus");
  await ana.keyboard.type("Said in Lima.");
  await press(ana, "Enter");
  await ana.keyboard.type(" as @pe");
  await ana.waitForSelector("#plan-suggestions >> text=Peru");
  await press(ana, "Tab");
  await ana.keyboard.type(" and #schools");
  await ana.waitForSelector("#plan-suggestions >> text=goal 12 of eLAC2015");
  await press(ana, "Enter");
  await ana.keyboard.type(".");
  await until(() => referencesOf(plan()).length === 2 && footnotesOf(plan())[0]?.text === "Said in Lima.");
  await until(() => play.lines()[1] === "One line of words.  as Peru and goal 12 of eLAC2015.");
  expect(await ana.getAttribute("#plan-text .fn", "aria-label")).toBe("Footnote 1: Said in Lima.");

  // Escape closes the list and leaves what was typed.
  await ana.keyboard.type(" @b");
  await ana.waitForSelector("#plan-suggestions");
  await press(ana, "Escape", "Backspace", "Backspace", "Backspace");
  await ana.waitForSelector("#plan-suggestions", { state: "detached" });

  // Another's words are not undone by this one.
  const bruno = await open("bruno");
  await atEnd(bruno, "b");
  await bruno.keyboard.type(" More.");
  await until(() => play.lines().some((words) => words.includes("More.")));
  await ana.click("#plan-text .fn");
  await ana.click("text=Remove this footnote");
  await until(() => footnotesOf(plan()).length === 0);
  await press(ana, "Control+z");
  await until(() => footnotesOf(plan()).length === 1);
  expect(play.lines().some((words) => words.includes("More."))).toBe(true);
});

test("the same by touch from the toolbar; what is pasted from Word is told of", async () => {
  const ana = await open("ana");
  await atEnd(ana, "z");
  await ana.click('[data-tool="insert"]');
  await ana.click('.caret-note [role="option"] >> text=Goal');
  await ana.fill('.caret-note [role="combobox"]', "12");
  await ana.click('.caret-note [role="option"] >> text=Schools in the network');
  await until(() => referencesOf(plan()).length === 1);
  await ana.evaluate((html) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    window.document
      .querySelector("#plan-text")
      ?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, word);
  await until(() => plan().content.some(({ type }) => type === "table"));
  const told = await ana.waitForSelector(".pasted");
  expect(await told.innerText()).toContain(
    "Left out of what was pasted: 1 image, 1 text box, 1 comment and 1 passage marked as deleted.",
  );
  await ana.click(".pasted >> text=Close");
  await ana.waitForSelector(".pasted", { state: "detached" });
  expect(footnotesOf(plan()).map(({ text }) => text)).toEqual(["Según el censo."]);
});

test("the goals that an output serves lead to their pages", async () => {
  const ana = await open("ana");
  await ana.click("#o1 .output-title");
  await ana.fill("#output-o1-goals", "1, elac2007:3 3-5");
  await ana.keyboard.press("Escape");
  const served = ana.locator("#o1 .output-serves");
  await expect.poll(() => served.innerText()).toContain("Serves goals 1, elac2007:3 and 3-5.");
  expect(
    await served.locator("a").evaluateAll((links) => links.map((link) => link.getAttribute("href"))),
  ).toEqual(["/en/agendas/elac2015/goals/1", "/en/agendas/elac2007/goals/3"]);
});
