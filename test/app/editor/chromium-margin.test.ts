import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { atStart, line, press, theatre } from "./browser.ts";

const play = theatre();
const beside = { margin: "yes" };
const reader = { ...beside, edit: "no" };

/** Selects the first word of a line. */
async function firstWord(page: Page, id: string): Promise<void> {
  await atStart(page, id);
  await press(page, "Shift+Control+ArrowRight");
}

/** Waits for the field of a new note or answer, then writes into it. */
async function write(page: Page, words: string): Promise<void> {
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
  await page.keyboard.type(words);
}

/** The note that the keyboard is in: "draft" for one that is being written. */
const within = (page: Page) =>
  page.evaluate(() => {
    const note = document.activeElement?.closest<HTMLElement>("[data-note]")?.dataset["note"];
    return note?.replace(/^draft-.*/, "draft");
  });

const card = (page: Page, words: string) => page.locator(".card", { hasText: words });

describe("beside the text", () => {
  test("an observer suggests with the keyboard only, a country sponsors, the Chair accepts, and all see it at once", async () => {
    play.stage.editors.delete("olga");
    const [olga, bruno, ana] = [
      await play.open("olga", reader),
      await play.open("bruno", beside),
      await play.open("ana", beside),
    ];
    expect(await olga.locator("#plan-tools button").allInnerTexts()).toEqual(["Comment", "Suggest", "Help"]);
    await olga.locator("#plan-text").focus();
    await press(olga, "ArrowDown", "Home", "Control+Shift+ArrowRight", "Control+Alt+s");
    await write(olga, "Two ");
    await press(olga, "Enter");
    await olga.keyboard.type("Three ");
    await press(olga, "Control+Enter");
    await expect.poll(() => bruno.locator("#a ins.suggested").innerText()).toContain("Two ¶ Three");
    await expect.poll(() => olga.evaluate(() => document.activeElement?.id)).toBe("plan-text");
    expect(await bruno.locator("#a del.suggested").innerText()).toMatch(/^One/);
    // Words that are only suggested are no passage: nothing begins where the caret was before.
    await bruno.locator("#a ins.suggested").evaluate((ins) => {
      const words = [...ins.childNodes].find((node) => node.nodeType === Node.TEXT_NODE);
      if (words !== undefined) getSelection()?.setBaseAndExtent(words, 0, words, 3);
    });
    await bruno.locator('[data-tool="suggest"]').click();
    await expect
      .poll(() => bruno.locator("[role=alert]").allInnerTexts())
      .toContainEqual(expect.stringContaining("only suggested"));
    expect(await bruno.locator(".margin form").count()).toBe(0);
    expect(play.lines()[1], "the text itself has not changed").toBe("One line of words.");

    await bruno.locator("text=Sponsor for Brazil").click();
    await expect.poll(() => card(ana, "Olga Observer").innerText()).toContain("Sponsored by Brazil");
    await press(ana, "Alt+Shift+N");
    await card(ana, "Olga Observer").locator("text=Accept").click();
    await expect.poll(() => ana.locator(".note-sure").innerText()).toContain("enter the text at once");
    await ana.locator(".note-sure >> text=Accept").click();
    await expect.poll(() => olga.locator("#a ins.suggested").count()).toBe(0);
    await olga.selectOption(".margin select", "closed");
    await expect.poll(() => card(olga, "Olga Observer").innerText()).toContain("Accepted by Ana Quispe");
  });

  test("a comment is answered and resolved; from card to passage and back with keys", async () => {
    const [ana, bruno] = [await play.open("ana", beside), await play.open("bruno", beside)];
    await firstWord(ana, "b");
    await ana.locator('[data-tool="comment"]').click();
    await write(ana, "Could we say **this**?");
    await press(ana, "Control+Enter");
    await expect.poll(() => bruno.locator("#b mark.noted").innerText()).toContain("Another");
    await line(bruno, "z").click();
    await card(bruno, "Ana Quispe").waitFor();
    const gone = await bruno.evaluate(() => {
      const key = { key: "P", code: "KeyP", altKey: true, shiftKey: true, bubbles: true, cancelable: true };
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", key));
      return document.activeElement?.id;
    });
    expect(gone, "the next key is for the note").toBe("note-thread-1");
    await press(bruno, "Escape");
    await expect.poll(() => bruno.evaluate(() => document.activeElement?.id)).toBe("plan-text");
    await expect.poll(() => bruno.evaluate(() => getSelection()?.anchorNode?.textContent)).toBe("Another");
    await card(bruno, "Ana Quispe").locator("text=Reply").click();
    await write(bruno, "Yes.");
    await press(bruno, "Control+Enter");
    await expect.poll(() => card(ana, "Ana Quispe").innerText()).toContain("1 answer");
    await card(ana, "Ana Quispe").locator("text=1 answer").press("Enter");
    await expect.poll(() => card(ana, "Ana Quispe").innerText()).toContain("Yes.");
    expect(await within(ana), "the keyboard stays with the note when its button goes").toBe("thread-1");
    await card(ana, "Ana Quispe").locator("text=Resolve").click();
    await expect.poll(() => bruno.locator("#b mark.noted").count()).toBe(0);
    expect(await bruno.locator(".margin-filters").innerText()).toContain("0 open");
  });

  test("what loses its words is listed with them at the end; writing before them moves no card away", async () => {
    const [ana, bruno] = [await play.open("ana", beside), await play.open("bruno", beside)];
    await firstWord(ana, "b");
    await press(ana, "Control+Alt+m");
    await write(ana, "About this word");
    await press(ana, "Control+Enter");
    await expect.poll(() => ana.locator("#b mark.noted").count()).toBe(1);
    await atStart(bruno, "a");
    await bruno.keyboard.type("Before. ");
    await expect.poll(() => ana.locator("#a").innerText()).toContain("Before.");
    expect(await ana.locator("#b mark.noted").innerText()).toContain("Another");
    await firstWord(bruno, "b");
    await press(bruno, "Delete");
    await expect.poll(() => ana.locator(".margin-lost").innerText()).toContain("About this word");
    expect(await ana.locator(".margin-lost").innerText()).toContain("Another");
    expect(await ana.locator("mark.noted").count()).toBe(0);
  });

  test("what did not get through says so, survives a reload, and is sent once", async () => {
    const device = await play.device("ana");
    const ana = await play.open("ana", beside, device);
    await firstWord(ana, "b");
    await ana.locator('[data-tool="comment"]').click();
    await write(ana, "Kept words");
    play.stage.margin.portals = 1;
    await press(ana, "Control+Enter");
    await expect.poll(() => card(ana, "Kept words").innerText()).toContain("Not sent");
    expect(await within(ana), "the keyboard is with what was not sent").toBe("draft");
    await ana.reload();
    await expect.poll(() => card(ana, "Your comment").locator("textarea").inputValue()).toBe("Kept words");
    await card(ana, "Your comment").locator("button >> text=Comment").click();
    await expect.poll(() => card(ana, "Kept words").innerText()).toContain("Ana Quispe");
    expect(play.stage.margin.threads).toHaveLength(1);
    await ana.reload();
    await expect.poll(() => ana.locator(".card").count()).toBe(1);
  });

  test("who has several voices chooses one in the note; it is kept with it, and shown with what was said", async () => {
    const device = await play.device("ana");
    const plain = await play.open("bruno", beside);
    await firstWord(plain, "b");
    await plain.locator('[data-tool="comment"]').click();
    await write(plain, "One voice");
    expect(await plain.getByLabel("Speak as").count(), "no choice of one").toBe(0);
    await press(plain, "Control+Enter");

    play.stage.margin.voices = [{ key: "observer", voice: { kind: "observer", sector: "civil-society" } }];
    const ana = await play.open("ana", beside, device);
    await firstWord(ana, "b");
    await ana.locator('[data-tool="suggest"]').click();
    await write(ana, "Words of society ");
    const voice = (words: string) => card(ana, words).getByLabel("Speak as");
    expect(await voice("Your suggestion").locator("option").allInnerTexts()).toEqual([
      expect.stringContaining("Peru"),
      "observer, civil society",
    ]);
    await voice("Your suggestion").selectOption("observer");
    await ana.reload();
    await expect.poll(() => voice("Your suggestion").inputValue()).toBe("observer");
    await card(ana, "Your suggestion").locator("button >> text=Suggest").click();
    await expect.poll(() => card(ana, "Ana Quispe").innerText()).toContain("civil society");
    expect(play.stage.margin.wordings).toMatchObject([{ voice: { kind: "observer" } }]);

    await card(ana, "Bruno").locator("text=Reply").click();
    await write(ana, "For Peru.");
    expect(await voice("Bruno").inputValue()).toBe("own");
    await press(ana, "Control+Enter");
    await expect.poll(() => play.stage.margin.threads[0]?.posts[1]?.voice).toMatchObject({ kind: "country" });
  });

  test("on a phone notes stand in a sheet from below, by touch", async () => {
    const device = await play.device("ana");
    const ana = await play.open("ana", beside, device);
    await ana.setViewportSize({ width: 360, height: 740 });
    await firstWord(ana, "b");
    await ana.locator('[data-tool="suggest"]').click();
    await expect.poll(() => ana.locator("dialog.margin-sheet textarea").inputValue()).toMatch(/^Another/);
    expect(await ana.evaluate(() => document.activeElement?.tagName)).toBe("TEXTAREA");
    await ana.keyboard.type("A second ");
    await ana.locator("dialog button >> text=Suggest").click();
    await expect.poll(() => ana.locator("dialog").count()).toBe(0);
    await ana.locator(".open-notes").click();
    await expect.poll(() => ana.locator("dialog .card").innerText()).toContain("A second");
    const small = await ana
      .locator("dialog :is(button, a)")
      .evaluateAll((all) =>
        all.map((one) => one.getBoundingClientRect()).filter(({ height }) => height < 44),
      );
    expect(small).toEqual([]);
    await press(ana, "Escape");
    await expect.poll(() => ana.locator("dialog").count()).toBe(0);
    await ana.locator(".notes-button").click();
    await expect.poll(() => ana.locator("dialog .margin-filters").innerText()).toContain("1 open");
    expect(await ana.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
});
