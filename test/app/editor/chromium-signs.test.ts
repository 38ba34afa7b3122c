/** What stands in the text and is no part of it: carets of others, signs of brackets, hidden words at passages. */
import { test } from "vitest";
import { wordsOf } from "#app/document/plan.ts";
import { atStart, line, press, theatre } from "./browser.ts";
import { until } from "./writer.ts";

const play = theatre();
const words = (at: number) => play.plan().content.map(wordsOf)[at];

// Firefox leads the caret into what stands at the edge of a line and is no part of the text.
test("holds no caret: what is typed at it is kept, and stands beside it", async () => {
  const [ana, bruno] = [await play.open("ana", { margin: "yes" }), await play.open("bruno")];
  const into = async (sign: string) => {
    await line(ana, "z").click();
    await ana
      .locator(sign)
      .first()
      .evaluate((one) => getSelection()?.collapse(one, 0));
    await ana.waitForTimeout(100);
    await ana.keyboard.type("Now ");
  };
  await atStart(bruno, "a");
  await ana.waitForSelector("#a .caret");
  await into("#a .caret");
  await until(() => words(1) === "Now One line of words.");

  await atStart(ana, "b");
  await press(ana, "Shift+Control+ArrowRight", "Alt+F10");
  await ana.click('[data-tool="bracket"]');
  await ana.waitForSelector("#b .hold");
  await into("#b .ProseMirror-widget");
  await until(() => words(2) === "Now Another line.");

  await ana.click("#o1 .output-text");
  await press(ana, "Home", "Shift+Control+ArrowRight", "Control+Alt+m");
  await ana.waitForSelector("textarea:focus");
  await ana.keyboard.type("Two?");
  await ana.keyboard.press("Control+Enter");
  await ana.waitForSelector("#o1 .output-text mark.noted");
  await into("#o1 .output-text .sr");
  await until(() => words(4)?.includes("Now ") === true);
});
