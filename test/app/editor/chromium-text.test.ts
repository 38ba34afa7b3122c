import { describe, expect, test } from "vitest";
import { isHeader } from "#app/document/header-cell.ts";
import { wordsOf } from "#app/document/plan.ts";
import { atEnd, atStart, line, press, theatre } from "./browser.ts";
import { until } from "./writer.ts";

const play = theatre();
const open = play.open.bind(play);
const plan = play.plan.bind(play);
const lines = play.lines.bind(play);
const output = () => plan().content.find(({ type }) => type === "output");

describe("the keyboard", () => {
  test("Tab leaves the text, past every button in it; Alt and F10 go to the tools", async () => {
    const ana = await open("ana");
    await line(ana, "a").click();
    await ana.keyboard.press("Alt+F10");
    expect(await ana.evaluate(() => window.document.activeElement?.getAttribute("data-tool"))).toBe("strong");
    await ana.keyboard.press("ArrowRight");
    expect(await ana.evaluate(() => window.document.activeElement?.getAttribute("data-tool"))).toBe("em");
    await ana.keyboard.press("Escape");
    await ana.keyboard.press("Tab");
    expect(await ana.evaluate(() => window.document.activeElement?.id)).toBe("after");
    await ana.keyboard.press("Shift+Tab");
    expect(await ana.evaluate(() => window.document.activeElement?.closest("#plan-text") !== null)).toBe(
      true,
    );
  });

  test("an output is filled without a mouse", async () => {
    const ana = await open("ana");
    await line(ana, "z").click();
    await ana.keyboard.press("Alt+F10");
    await ana.keyboard.press("End");
    for (let step = 0; step < 3; step++) await ana.keyboard.press("ArrowLeft");
    await ana.keyboard.press("Enter");
    await ana.keyboard.type("A guide");
    await ana.keyboard.press("Tab");
    await ana.keyboard.type("costa rica; ECLAC");
    // Past the list of countries, from which one could be added.
    await press(ana, "Tab", "Tab");
    await ana.keyboard.type("2011-05-13");
    await ana.keyboard.press("Tab");
    await ana.keyboard.press("s");
    for (let step = 0; step < 8; step++) await ana.keyboard.press("Tab");
    await ana.keyboard.type("40x");
    expect(await ana.evaluate(() => window.document.activeElement?.getAttribute("aria-invalid"))).toBe(
      "true",
    );
    await ana.keyboard.press("Backspace");
    await ana.keyboard.press("Escape");
    await ana.keyboard.type("In four languages.");
    await until(() =>
      plan().content.some((node) => node.type === "output" && wordsOf(node) === "In four languages."),
    );
    const made = plan().content.filter(({ type }) => type === "output")[1];
    expect(made?.attrs).toMatchObject({
      title: "A guide",
      responsible: "CR; ECLAC",
      due: "2011-05-13",
      funding: "sought",
      amount: "40",
      status: "planned",
    });
    await expect
      .poll(() => ana.locator(".output").nth(1).getAttribute("aria-label"))
      .toBe("Output 2: A guide");
    await ana.keyboard.press("F2");
    expect(await ana.evaluate(() => (window.document.activeElement as HTMLInputElement | null)?.value)).toBe(
      "A guide",
    );
  });

  test("what a field cannot keep is there again when the output is opened, and the row says so", async () => {
    const ana = await open("ana");
    await ana.click("#o1 .output-title");
    await ana.locator(".f-amount input").fill("about 40");
    await ana.keyboard.press("Escape");
    await expect
      .poll(() => ana.locator("#o1 .c-status").innerText())
      .toContain("1 field still to be corrected");
    expect(output()?.attrs?.amount ?? null).toBeNull();
    await press(ana, "F2");
    expect(await ana.locator(".f-amount input").inputValue()).toBe("about 40");
    await ana.locator(".f-amount input").fill("40.000");
    await until(() => output()?.attrs?.amount === "40000");
    await ana.keyboard.press("Escape");
    await expect.poll(() => ana.locator("#o1 .c-status").innerText()).not.toContain("corrected");
  });

  test("an output moves by keys and by buttons, is told politely, and undo brings it back; nobody's words are lost", async () => {
    const [ana, bruno] = [await open("ana"), await open("bruno")];
    const place = () => plan().content.findIndex(({ type }) => type === "output");
    const before = place();
    await ana.click("#o1 .output-text");
    await press(ana, "Alt+Shift+ArrowUp");
    await until(() => place() === before - 1);
    await expect.poll(() => ana.locator(".speaker [role=status]").innerText()).toContain("output 1 of 1");
    await bruno.waitForFunction(
      (at) => window.document.querySelector(".ProseMirror")?.children[at]?.id === "o1",
      before - 1,
    );
    await bruno.click("#o1 .output-text");
    await bruno.keyboard.press("End");
    await bruno.keyboard.type(" And more.");
    await until(() => JSON.stringify(output()).includes("And more."));
    await press(ana, "Control+z");
    await until(() => place() === before);
    expect(JSON.stringify(output())).toContain("And more.");
    expect(plan().content.filter(({ type }) => type === "output")).toHaveLength(1);
    await press(ana, "Control+Shift+z");
    await until(() => place() === before - 1);
    expect(JSON.stringify(output())).toContain("And more.");
    await press(ana, "Control+z");
    await until(() => place() === before);
    await ana.click("#o1 .output-title");
    await ana.click("[data-move=up]");
    await until(() => place() === before - 1);
    expect(await ana.evaluate(() => window.document.activeElement?.getAttribute("data-move"))).toBe("up");
    await ana.click("[data-move=down]");
    await until(() => place() === before);
  });

  test("an output that is moved without a line takes along what another wrote in it without one", async () => {
    const [ana, bruno] = [await open("ana"), await open("bruno")];
    const place = () => plan().content.findIndex(({ type }) => type === "output");
    const before = place();
    await play.stage.fell();
    for (const page of [ana, bruno]) await page.waitForSelector(".saved.offline");
    await ana.click("#o1 .output-text");
    await press(ana, "Alt+Shift+ArrowUp");
    await bruno.click("#o1 .output-text");
    await bruno.keyboard.press("End");
    await bruno.keyboard.type(" Meanwhile.");
    await bruno.keyboard.press("Enter");
    await bruno.keyboard.type("A second line.");
    play.stage.raise();
    for (const page of [ana, bruno]) await page.waitForSelector(".saved:not(.offline)");
    await until(() => place() === before - 1 && JSON.stringify(output()).includes("A second line."), 15_000);
    const said = JSON.stringify(plan());
    for (const words of ["Meanwhile.", "A second line."]) expect(said.split(words), words).toHaveLength(2);
    for (const page of [ana, bruno]) {
      await expect.poll(() => page.locator("#o1").count()).toBe(1);
      await expect.poll(() => page.locator("#o1 .output-text").innerText()).toContain("A second line.");
    }
  });

  test("an output is drawn again when it changes, not for what is written elsewhere, here or by others", async () => {
    const [ana, bruno] = [await open("ana"), await open("bruno")];
    await ana.locator("#o1").evaluate((output) => {
      const watch = new MutationObserver((changes) => (output.dataset.drawn = String(changes.length)));
      watch.observe(output, { childList: true, characterData: true, subtree: true });
    });
    const drawn = () => ana.locator("#o1").getAttribute("data-drawn");
    await atEnd(ana, "a");
    await ana.keyboard.type("xyz");
    await atEnd(bruno, "z");
    await bruno.keyboard.type("uvw");
    await until(() => lines().some((words) => words.endsWith("uvw")));
    await expect.poll(() => line(ana, "z").innerText()).toContain("uvw");
    expect(await drawn()).toBeNull();
    // A caret that comes and goes draws nothing either: what is pressed is still there when it is let go.
    await ana.click("#o1 .output-text");
    await line(ana, "a").click();
    await press(ana, "Home");
    expect(await drawn()).toBeNull();
    const status = ana.locator("#o1 .c-status span").first();
    const box = await status.boundingBox();
    await ana.mouse.move((box?.x ?? 0) + 5, (box?.y ?? 0) + 5);
    await ana.mouse.down();
    await ana.waitForTimeout(150);
    await ana.mouse.up();
    await ana.waitForSelector("#o1.editing");
    await press(ana, "Escape");
    await ana.locator("#o1").evaluate((output) => delete output.dataset.drawn);
    await bruno.click("#o1 .output-title");
    await bruno.keyboard.type("!");
    await bruno.keyboard.press("Escape");
    await expect.poll(drawn).not.toBeNull();
  });

  test("an output is removed only when that is confirmed, and undo brings it back", async () => {
    const ana = await open("ana");
    await ana.click("#o1 .output-title");
    await ana.click("text=Remove this output");
    await expect.poll(() => ana.evaluate(() => window.document.activeElement?.textContent)).toBe("Keep it");
    await press(ana, "Enter");
    expect(output()).toBeDefined();
    await ana.click("text=Remove this output");
    await ana.click("text=Yes, remove it");
    await until(() => output() === undefined);
    await expect
      .poll(() => ana.locator(".speaker [role=status]").innerText())
      .toContain("Undo brings it back");
    await press(ana, "Control+z");
    await until(() => output() !== undefined);
  });

  test("others' changes to an output reach a field that is open, and leave the one being typed in", async () => {
    const [ana, bruno] = [await open("ana"), await open("bruno")];
    await ana.click("#o1 .output-title");
    await bruno.click("#o1 .output-title");
    await bruno.keyboard.press("Tab");
    await bruno.keyboard.type("Chile");
    await ana.waitForFunction(
      () => window.document.querySelector<HTMLInputElement>(".f-responsible input")?.value === "Chile",
    );
    expect(await ana.evaluate(() => window.document.activeElement?.id)).toContain("title");
    await ana.keyboard.press("End");
    await ana.keyboard.type(" on ducts");
    await until(() => output()?.attrs?.title === "Seminar on ducts" && output()?.attrs?.responsible === "CL");
  });
});

describe("brackets, links, paste", () => {
  test("words in brackets carry the country; another joins, offers other words and withdraws", async () => {
    const [ana, bruno] = [await open("ana"), await open("bruno")];
    await atStart(ana, "b");
    await press(ana, "Shift+Control+ArrowRight", "Alt+F10");
    await ana.click('[data-tool="bracket"]');
    await until(() => JSON.stringify(plan()).includes('"holders":"PE"'));
    await expect.poll(() => ana.locator("#b .hold").innerText()).toMatch(/^\[Another\s?\]\s?PE/);

    await bruno.click("#b .hold");
    await bruno.click("text=Hold it too, in the name of Brazil");
    await until(() => JSON.stringify(plan()).includes('"holders":"BR PE"'));
    await bruno.click("#b .hold");
    await bruno.click("text=Offer other words");
    await bruno.fill(".caret-note input", "A second");
    await bruno.keyboard.press("Enter");
    await until(() => JSON.stringify(plan()).includes("A second"));
    await ana.waitForSelector(".points >> text=Brackets, Brazil and Peru");
    // An offer and a withdrawal at the same moment both stand: she acts on what she has seen.
    await ana.waitForSelector("#b >> text=A second");
    await ana.click("#b .hold >> nth=0");
    // Not by the pointer: the note moves while words of others come in around it.
    await ana.locator("text=No longer hold it: Peru").dispatchEvent("click");
    await until(() => !JSON.stringify(plan()).includes('"holders":"BR PE"'));
  });

  test("are closed in one step, which undo takes back on both screens; without a connection nothing is closed", async () => {
    const [ana, bruno] = [await open("ana"), await open("bruno")];
    await atStart(ana, "b");
    await press(ana, "Shift+Control+ArrowRight", "Alt+F10");
    await ana.click('[data-tool="bracket"]');
    await bruno.waitForSelector("#b .hold");
    await ana.click("#b .hold");
    await ana.locator(".caret-note button", { hasText: "Offer other words" }).press("Enter");
    await ana.keyboard.type("One more");
    await ana.keyboard.press("Enter");
    await bruno.waitForSelector("#b >> text=One more");
    const before = lines();

    await bruno.locator(".points summary").click();
    await bruno.locator(".points button", { hasText: "Accept “One more”" }).press("Enter");
    await until(() => lines()[2] === "One more line.");
    await bruno.waitForSelector(".told >> text=“One more” stands");
    expect(await bruno.evaluate(() => window.document.activeElement?.id)).toBe("open-points");
    await expect.poll(() => ana.locator("#b .hold").count()).toBe(0);
    await bruno.click("#b");
    await press(bruno, "Control+z");
    await until(() => JSON.stringify(lines()) === JSON.stringify(before));
    await expect.poll(() => ana.locator("#b .hold").count()).toBe(2);

    // The keyboard stays on what it found, where the line drops under it; pressed, it closes nothing, and says why.
    await ana.click("#b .hold >> nth=0");
    await ana.locator(".caret-note button", { hasText: "Accept" }).first().focus();
    await play.stage.fell();
    await ana.waitForSelector(".saved.offline");
    await expect.poll(() => ana.locator(".caret-note").innerText()).toContain("without a connection");
    const held = () =>
      ana.evaluate(() => {
        const here = window.document.activeElement;
        const why = window.document.getElementById(here?.getAttribute("aria-describedby") ?? "");
        return [here?.tagName, here?.getAttribute("aria-disabled"), why?.textContent];
      });
    const why = "Brackets cannot be closed without a connection: others may have changed them.";
    expect(await held()).toEqual(["BUTTON", "true", why]);
    await ana.keyboard.press("Enter");
    await ana.locator(".points summary").press("Enter");
    await ana.locator(".points button", { hasText: "Accept “One more”" }).press("Enter");
    expect(await held()).toEqual(["BUTTON", "true", why]);
    expect(await ana.locator("#b .hold").count()).toBe(2);
  });

  test("a link is http, https or mailto and nothing else, and what is pasted is cleaned", async () => {
    const ana = await open("ana");
    await atEnd(ana, "z");
    await ana.evaluate(() => {
      const data = new DataTransfer();
      data.setData(
        "text/html",
        '<p style="color:red" onclick="x()">Kept <a href="javascript:alert(1)">words</a> <a href="https://example.org/">page</a><img src="x" onerror="x()"><script>x()</script></p><p data-id="a">Copy</p>',
      );
      window.document.activeElement?.dispatchEvent(
        new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }),
      );
    });
    await until(() => JSON.stringify(plan()).includes("Copy"));
    const text = JSON.stringify(plan());
    expect(text).toContain('"href":"https://example.org/"');
    expect(text).not.toMatch(/javascript|onclick|style|img/);
    expect(text.match(/"id":"a"/g)).toHaveLength(1);
    await ana.keyboard.press("Shift+Home");
    await ana.keyboard.press("Control+k");
    await ana.waitForSelector("#link-address:focus");
    await ana.keyboard.type("javascript:alert(1)");
    await ana.keyboard.press("Enter");
    await ana.waitForSelector("text=This is not an address");
    await ana.fill("#link-address", "cepal.org");
    await ana.keyboard.press("Enter");
    await until(() => JSON.stringify(plan()).includes("https://cepal.org"));
  });

  test("typing marks makes headings, lists and gaps", async () => {
    const ana = await open("ana");
    await atEnd(ana, "z");
    await ana.keyboard.press("Enter");
    await ana.keyboard.type("## Below");
    await ana.keyboard.press("Enter");
    await ana.keyboard.type("- first");
    await ana.keyboard.press("Enter");
    await ana.keyboard.type("second");
    await ana.keyboard.press("Control+]");
    await ana.keyboard.press("Enter");
    await ana.keyboard.press("Enter");
    await ana.keyboard.press("Enter");
    await ana.keyboard.type("A sum of XXX a year");
    await until(
      () => lines().at(-1) === "A sum of XXX a year",
      4000,
      () => JSON.stringify(plan().content),
    );
    const shape = plan()
      .content.slice(-3)
      .map(({ type, attrs }) => (type === "heading" ? `${type} ${attrs?.level}` : type));
    expect(shape).toEqual(["heading 2", "bullet_list", "paragraph"]);
    expect(JSON.stringify(plan().content.at(-1))).toContain('"gap"');
  });

  test("a text from which everything was deleted can be written in again, and so can an empty output", async () => {
    const ana = await open("ana");
    await line(ana, "a").click();
    await ana.keyboard.press("Control+a");
    await ana.keyboard.press("Delete");
    await until(() => lines().join("") === "");
    await ana.keyboard.type("Anew.");
    await until(() => lines().join() === "Anew.");
    await ana.keyboard.press("Control+z");
    await until(() => lines().includes("Two days."));
    await ana.click("#o1 .output-text");
    await ana.keyboard.press("Control+a");
    await ana.keyboard.press("ArrowRight");
    await ana.keyboard.press("Control+Enter");
    await ana.keyboard.type("After all.");
    await until(
      () => lines().at(-1) === "After all.",
      4000,
      () => JSON.stringify(lines()),
    );
  });

  test("a table grows and shrinks by its note", async () => {
    const ana = await open("ana");
    await atEnd(ana, "z");
    await ana.click('[data-tool="table"]');
    await ana.keyboard.type("Head");
    await ana.click("text=Add a column");
    await ana.keyboard.type(" one");
    await ana.click("text=Add a row");
    const shape = () =>
      plan()
        .content.find(({ type }) => type === "table")
        ?.content?.map((row) => row.content?.length);
    await until(() => JSON.stringify(shape()) === "[4,4,4]");
    await ana.click("text=Remove this column");
    await until(() => JSON.stringify(shape()) === "[3,3,3]");
    const isHead = () =>
      (plan().content.find(({ type }) => type === "table")?.content?.[0]?.content ?? []).map(isHeader);
    expect(isHead()).toEqual([true, true, true]);
    expect(await ana.locator("th").count()).toBe(3);
    expect(await ana.locator("text=Split the merged cell").count()).toBe(0);
    // Long enough for a step of its own.
    await ana.waitForTimeout(700);
    await ana.click("text=Make the first row an ordinary one");
    await until(() => isHead().join() === "false,false,false");
    expect(await ana.locator("th").count()).toBe(0);
    await ana.keyboard.press("Control+z");
    await until(() => isHead().join() === "true,true,true");
  });
});
