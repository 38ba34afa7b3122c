import AxeBuilder from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { atEnd, line, press, theatre } from "./browser.ts";

const play = theatre();
const beside = { margin: "yes" };

const focused = (page: Page) =>
  page.evaluate(() => {
    const one = window.document.activeElement;
    return one?.id || one?.getAttribute("data-tool") || one?.textContent || "";
  });
const listed = async (page: Page, list: "changes" | "people") =>
  (await page.locator(`#plan-${list} li`).allTextContents()).map((one) => one.replace(/\s+/g, " "));
const told = (page: Page) => page.locator(".told").innerText();
/** Where the caret stands: the words before it in its line. */
const caret = (page: Page) =>
  page.evaluate(() => {
    const { anchorNode, anchorOffset } = getSelection() ?? { anchorNode: null, anchorOffset: 0 };
    return anchorNode?.textContent?.slice(0, anchorOffset) ?? null;
  });

describe("the help", () => {
  test("opens by its key and from the toolbar, keeps the keyboard, and gives it back where it was", async () => {
    const ana = await play.open("ana", beside);
    await atEnd(ana, "b");
    await press(ana, "Alt+Shift+H");
    expect(await focused(ana)).toBe("help-title");
    expect(await ana.locator("dialog.help-sheet:modal").count()).toBe(1);
    expect(await ana.locator("dialog kbd", { hasText: "Ctrl" }).count()).toBeGreaterThan(5);
    for (let step = 0; step < 4; step++) {
      await press(ana, "Tab");
      const outside = await ana.evaluate(() => {
        const one = window.document.activeElement;
        return one !== window.document.body && one?.closest("dialog") === null;
      });
      expect(outside, "the page behind is out of reach").toBe(false);
    }
    await press(ana, "Escape");
    expect(await focused(ana)).toBe("plan-text");
    await ana.keyboard.type(" Back.");
    await expect.poll(() => play.lines()[2]).toBe("Another line. Back.");

    await press(ana, "Alt+F10", "End", "Enter");
    expect(await focused(ana)).toBe("help-title");
    await press(ana, "Tab", "Enter");
    expect(await focused(ana)).toBe("help");
    expect(await ana.locator("dialog").count()).toBe(0);
  });

  test("says ⌘ where that is the key", async () => {
    const context = await play.device("ana");
    await context.addInitScript(() => {
      Object.defineProperty(navigator, "platform", { get: () => "MacIntel" });
    });
    const ana = await play.open("ana", beside, context);
    await line(ana, "a").click();
    await press(ana, "Alt+Shift+H");
    expect(await ana.locator('[data-key="strong"] dt').innerText()).toMatch(/^⌘\s*Command\s*\+ B$/);
    expect(await ana.locator('[data-tool="strong"]').getAttribute("aria-keyshortcuts")).toBe("Meta+B");
  });
});

describe("changes by others", () => {
  test("are told when asked for and listed with who, where and what; caret and page stay", async () => {
    const [ana, bruno] = [await play.open("ana"), await play.open("bruno")];
    await atEnd(ana, "b");
    await press(ana, "Alt+Shift+C");
    expect(await told(ana)).toBe("Nobody else has changed the text since you came.");
    await atEnd(bruno, "a");
    await bruno.keyboard.type(" More of them.");
    await expect.poll(() => ana.locator("#plan-changes summary").innerText()).toBe("Changes by others (1)");
    expect([await focused(ana), await caret(ana)]).toEqual(["plan-text", "Another line."]);

    await press(ana, "Alt+Shift+C");
    await expect.poll(() => told(ana)).toContain("Changes to section 1: Bruno Lima (Brazil).");
    expect(await focused(ana), "being told moves nothing").toBe("plan-text");
    await press(ana, "Alt+Shift+C");
    const [first = ""] = await listed(ana, "changes");
    expect(first).toMatch(/^Paragraph 1 Written: “…?.*More of them\.” Bruno Lima \(Brazil\) · \d\d:\d\d$/);
    expect(await focused(ana)).toContain("Paragraph 1");
    expect(await ana.locator("#plan-changes li [lang]").getAttribute("lang")).toBe("es");
    await press(ana, "Enter");
    expect([await focused(ana), await caret(ana)]).toEqual(["plan-text", ""]);
    await atEnd(ana, "b");
    await press(ana, "Alt+Shift+C");
    if ((await focused(ana)) === "plan-text") await press(ana, "Alt+Shift+C");
    await press(ana, "Escape");
    expect([await focused(ana), await caret(ana)]).toEqual(["plan-text", "Another line."]);
  });

  test("name fields, what is gone, and each of two people who write at once", async () => {
    const pages = [await play.open("ana"), await play.open("bruno"), await play.open("marisol")] as const;
    const [ana, bruno, marisol] = pages;
    await Promise.all([atEnd(bruno, "a"), atEnd(marisol, "z")]);
    await Promise.all([
      bruno.keyboard.type(" Bruno was here.", { delay: 10 }),
      marisol.keyboard.type(" Marisol was here.", { delay: 10 }),
    ]);
    await expect
      .poll(async () => [...(await listed(ana, "changes"))].sort())
      .toEqual([
        expect.stringMatching(/^Paragraph 1 .*Bruno was here\.” Bruno Lima \(Brazil\) ·/),
        expect.stringMatching(/^Paragraph 3 .*Marisol was here\.” Marisol Fuentes \(Chile\) ·/),
      ]);
    await bruno.click("#o1 .output-title");
    await bruno.locator(".f-due input").fill("2012");
    await bruno.keyboard.press("Escape");
    await line(marisol, "b").click({ clickCount: 3 });
    await press(marisol, "Backspace", "Backspace");
    await expect.poll(async () => (await listed(ana, "changes")).join("\n")).toContain("Fields: Due");
    await expect
      .poll(async () => (await listed(ana, "changes")).join("\n"))
      .toContain("Removed: “Another line.” Marisol Fuentes");
  });

  test("are told as it was chosen, at once and on the next visit", async () => {
    const [ana, bruno] = [await play.open("ana"), await play.open("bruno")];
    await line(ana, "b").click();
    await press(ana, "Alt+Shift+C");
    await ana.locator("#plan-changes summary").click();
    const setting = ana.getByLabel("Tell screen readers what others change");
    expect(await setting.inputValue()).toBe("10");
    await setting.selectOption("asked");
    await ana.evaluate(() => {
      const heard = ((window as unknown as { heard: string[] }).heard = [] as string[]);
      for (const region of window.document.querySelectorAll(".sr[role=status]"))
        new MutationObserver(() => heard.push(region.textContent ?? "")).observe(region, {
          childList: true,
          characterData: true,
          subtree: true,
        });
    });
    const heard = () => ana.evaluate(() => (window as unknown as { heard: string[] }).heard);
    await atEnd(bruno, "a");
    await bruno.keyboard.type(" More.");
    await expect.poll(() => ana.locator("#plan-changes summary").innerText()).toContain("(1)");
    await ana.waitForTimeout(3000);
    expect(await heard()).toEqual([]);
    await line(ana, "b").click();
    await press(ana, "Alt+Shift+C");
    expect(await told(ana)).toContain("Bruno Lima (Brazil)");

    await setting.selectOption("off");
    await line(ana, "b").click();
    await press(ana, "Alt+Shift+C");
    expect(await focused(ana), "it is not said, so the list is gone to").toContain("Paragraph 1");
    await ana.reload();
    await ana.waitForSelector("#plan-text");
    await ana.locator("#plan-changes summary").click();
    expect(await setting.inputValue()).toBe("off");
  });
});

describe("who is in the text", () => {
  test("is listed with country and place; a key goes there, and a link to where they are", async () => {
    const [ana, bruno] = [await play.open("ana"), await play.open("bruno")];
    play.stage.editors.delete("olga");
    await play.open("olga", { edit: "no" });
    await atEnd(bruno, "z");
    await line(ana, "a").click();
    await press(ana, "Alt+Shift+W");
    await expect
      .poll(() => listed(ana, "people"))
      .toEqual(["BRBruno Lima, Brazil Paragraph 3", "Olga Observer, observer reading"]);
    await press(ana, "Escape", "Alt+Shift+W");
    expect(await focused(ana)).toContain("Bruno Lima");
    await press(ana, "Enter");
    await expect.poll(() => caret(ana)).toBe("The end.");
    expect(await focused(ana)).toBe("plan-text");

    // As Firefox tells of a key on a link: counted as a mouse would be, and without a pointer.
    await line(ana, "a").click();
    await ana.locator("#plan-people a").evaluate((link) => {
      const told = { detail: 1, pointerType: "", bubbles: true, cancelable: true };
      link.dispatchEvent(new PointerEvent("click", told));
    });
    await expect.poll(() => caret(ana)).toBe("The end.");
    expect(await focused(ana)).toBe("plan-text");
  });
});

describe("the page", () => {
  test.each([true, false])(
    "stays where it is read while others write above; the browser sees to it: %s",
    async (anchors) => {
      const context = await play.device("ana");
      if (!anchors)
        await context.addInitScript(() => {
          const supports = CSS.supports.bind(CSS);
          CSS.supports = (...asked: readonly string[]) =>
            asked[0] !== "overflow-anchor" && supports(...(asked as [string]));
        });
      const [ana, bruno] = [await play.open("ana", {}, context), await play.open("bruno")];
      await ana.setViewportSize({ width: 700, height: 300 });
      const style = anchors ? "auto" : "none";
      await ana.evaluate(
        (value) => window.document.documentElement.style.setProperty("overflow-anchor", value),
        style,
      );
      await atEnd(ana, "z");
      const top = () => line(ana, "z").evaluate((one) => Math.round(one.getBoundingClientRect().top));
      const before = await top();
      await atEnd(bruno, "a");
      for (let count = 0; count < 4; count++) await press(bruno, "Enter");
      await bruno.keyboard.type("Above.");
      await expect
        .poll(() => line(ana, "s1").evaluate((one) => one.parentElement?.innerText))
        .toContain("Above.");
      // Two frames on: until then nobody has seen where it stands.
      await ana.evaluate(
        () => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(() => seen(null)))),
      );
      expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(1);
      expect([await focused(ana), await caret(ana)]).toEqual(["plan-text", "The end."]);
    },
  );

  test("one of the tools can be reached by Tab, also when there are fewer than there were", async () => {
    const ana = await play.open("ana", beside);
    await line(ana, "a").click();
    await press(ana, "Alt+F10", "End");
    play.stage.editors.delete("ana");
    play.stage.recheck("ana");
    await ana.waitForSelector('#plan-text[aria-readonly="true"]');
    expect(await ana.locator('#plan-tools [tabindex="0"]').count()).toBe(1);
  });

  test("a list item goes in and out by the tools and by keys that every keyboard has", async () => {
    const ana = await play.open("ana");
    await atEnd(ana, "b");
    await press(ana, "Enter");
    await ana.keyboard.type("- One");
    await press(ana, "Enter");
    await ana.keyboard.type("Two");
    await press(ana, "Alt+Shift+ArrowRight");
    await expect.poll(() => ana.locator("#plan-text li li").innerText()).toContain("Two");
    await ana.locator('[data-tool="outdent"]').click();
    await expect.poll(() => ana.locator("#plan-text li li").count()).toBe(0);
  });

  test("the text says in which language it is", async () => {
    const ana = await play.open("ana");
    expect(await ana.locator("#plan-text").getAttribute("lang")).toBe("es");
  });

  test("with every list and the help open has no fault that axe can find, in forced colours either", async () => {
    const [ana, bruno] = [await play.open("ana", beside), await play.open("bruno", beside)];
    await atEnd(bruno, "a");
    await bruno.keyboard.type(" More.");
    await expect.poll(() => ana.locator("#plan-changes summary").innerText()).toContain("(1)");
    await line(ana, "b").click();
    const faults = async () =>
      (await new AxeBuilder({ page: ana }).disableRules("page-has-heading-one").analyze()).violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`,
      );
    for (const id of ["#plan-people", "#plan-changes"]) await ana.locator(`${id} summary`).click();
    for (const width of [1280, 360]) {
      await ana.setViewportSize({ width, height: 800 });
      expect(await faults()).toEqual([]);
      await ana.locator("#plan-text").focus();
      await press(ana, "Alt+Shift+H");
      expect(await faults()).toEqual([]);
      await ana.emulateMedia({ forcedColors: "active" });
      expect(await faults()).toEqual([]);
      await ana.emulateMedia({ forcedColors: "none" });
      await press(ana, "Escape");
    }
  });
});
