import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { atEnd, line, theatre } from "./browser.ts";
import { Portal } from "./portal.ts";
import { until } from "./writer.ts";

const play = theatre();
const lines = play.lines.bind(play);
const unkept = "text=This browser keeps nothing on this device";
const stores = (page: Page) =>
  page.evaluate(async () =>
    (await indexedDB.databases()).map(({ name }) => name).filter((name) => name?.startsWith("elac:")),
  );
const says = (page: Page, id: string, words: string) =>
  page.waitForFunction(
    ([id, words]) =>
      window.document
        .querySelector(`[id="${id ?? ""}"]`)
        ?.textContent?.replace(/[\u2060\ufeff]/g, "")
        .includes(words ?? ""),
    [id, words],
  );

describe("two windows of one person", () => {
  test("write into one text, and the others see one person, where that person was last", async () => {
    const device = await play.device("ana");
    const [one, two] = [await play.open("ana", {}, device), await play.open("ana", {}, device)];
    const bruno = await play.open("bruno");
    await atEnd(one, "a");
    await one.keyboard.type(" From one.");
    await atEnd(two, "b");
    await two.keyboard.type(" From two.");
    await says(two, "a", "From one.");
    await says(one, "b", "From two.");
    await bruno.waitForSelector(".here >> text=Ana Quispe");
    await expect.poll(() => bruno.locator(".here >> text=Ana Quispe").count()).toBe(1);
    await bruno.waitForSelector("#b .caret");
    await expect.poll(() => bruno.locator(".caret").count()).toBe(1);
    await expect.poll(() => one.locator(".here").innerText()).toContain("Ana Quispe (you)");
    await expect.poll(() => one.locator(".here >> text=Ana Quispe").count()).toBe(1);
    expect(await one.locator(".caret").count()).toBe(0);
    await two.close();
    await bruno.waitForTimeout(300);
    await expect.poll(() => bruno.locator(".here >> text=Ana Quispe").count()).toBe(1);
  });

  test("keep what both wrote without a line in one copy, and all of it is saved on coming back", async () => {
    const device = await play.device("ana");
    const [one, two] = await Promise.all([play.open("ana", {}, device), play.open("ana", {}, device)]);
    expect(await stores(one)).toHaveLength(1);
    await play.stage.fell();
    await one.waitForSelector(".saved.offline");
    await two.waitForSelector(".saved.offline");
    await atEnd(one, "a");
    await one.keyboard.type(" From one.");
    await atEnd(two, "b");
    await two.keyboard.type(" From two.");
    await two.waitForSelector("text=/Not saved: \\d+ changes, kept/");
    // Keys may still be on their way to the page when they have been sent.
    await two.waitForTimeout(200);
    await one.close({ runBeforeUnload: false });
    await two.close({ runBeforeUnload: false });
    play.stage.raise();
    await play.open("ana", {}, device);
    await until(
      () => lines()[1] === "One line of words. From one." && lines()[2] === "Another line. From two.",
    );
  });
});

describe("a network without sockets", () => {
  test("carries the words of both over plain HTTP, and takes a portal's page for nothing", async () => {
    const portal = await Portal.before(play.stage.port);
    try {
      portal.turn("no-sockets");
      const [ana, bruno] = [await (await play.device("ana")).newPage(), await play.open("bruno")];
      await ana.goto(play.stage.url("ana").replace(String(play.stage.port), String(portal.port)));
      await ana.waitForSelector(".saved.saved time", { timeout: 40_000 });
      await atEnd(ana, "a");
      await ana.keyboard.type(" By post.");
      await says(bruno, "a", "By post.");
      await atEnd(bruno, "b");
      await bruno.keyboard.type(" By wire.");
      await says(ana, "b", "By wire.");
      portal.turn("portal");
      await atEnd(ana, "a");
      await ana.keyboard.type(" Behind the portal.");
      await ana.waitForSelector("text=/Not saved: \\d+ changes?, kept/");
      await ana.waitForTimeout(1000);
      await expect.poll(() => ana.locator(".saved").innerText()).toMatch(/^Not saved/);
      expect(lines()[1]).toBe("One line of words. By post.");
      portal.turn("open");
      await until(() => lines()[1] === "One line of words. By post. Behind the portal.", 40_000);
      await ana.waitForSelector(".saved.saved time");
    } finally {
      await portal.close();
    }
  });
});

describe("a browser that keeps nothing", () => {
  const refusals: Readonly<Record<string, () => void>> = {
    "throws on being asked": () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("not here", "SecurityError");
      };
    },
    "refuses the store": () => {
      const open = IDBFactory.prototype.open;
      // A version that is older than the store's is refused, as a damaged store is.
      IDBFactory.prototype.open = function (name: string) {
        open.call(this, name, 7);
        return open.call(this, name, 3);
      };
    },
    "never answers": () => {
      IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
    },
    "has no local storage": () => {
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new DOMException("not here", "SecurityError");
        },
      });
    },
  };
  for (const [what, script] of Object.entries(refusals)) {
    test(`that ${what} says so once, loses nothing online, and asks before it is left`, async () => {
      const ana = await play.open("ana", {}, await play.device("ana", script));
      await ana.waitForSelector(unkept);
      await expect.poll(() => ana.locator(unkept).count()).toBe(1);
      await atEnd(ana, "b");
      await ana.keyboard.type(" All the same.");
      await until(() => lines()[2] === "Another line. All the same.");
      await ana.waitForSelector(".saved.saved time");
      play.stage.keeper.stall();
      await ana.keyboard.type(" More.");
      const asked = ana.waitForEvent("dialog");
      void ana.close({ runBeforeUnload: true });
      const dialog = await asked;
      expect(dialog.type()).toBe("beforeunload");
      await dialog.dismiss();
      play.stage.keeper.resume();
      await until(() => lines()[2] === "Another line. All the same. More.");
    });
  }

  test("that is full says so when it is, and counts what it does not keep as that", async () => {
    const full = () => {
      const add = IDBObjectStore.prototype.add;
      IDBObjectStore.prototype.add = function (value: unknown) {
        const request = add.call(this, value);
        if ((window as { isFull?: boolean }).isFull === true) this.transaction.abort();
        return request;
      };
    };
    const ana = await play.open("ana", {}, await play.device("ana", full));
    await ana.waitForSelector(".saved.saved time");
    expect(await ana.locator(unkept).count()).toBe(0);
    await ana.evaluate(() => Object.assign(window, { isFull: true }));
    await play.stage.fell();
    await atEnd(ana, "b");
    await ana.keyboard.type(" Without a line.");
    await ana.waitForSelector(unkept);
    await expect.poll(() => ana.locator(".saved").innerText()).toMatch(/^Not saved: \d+ changes$/);
    play.stage.raise();
    await until(() => lines()[2] === "Another line. Without a line.", 20_000);
  });

  test("a copy that is damaged is read as far as it can be, and the text opens", async () => {
    const device = await play.device("ana");
    const ana = await play.open("ana", {}, device);
    await play.stage.fell();
    await ana.waitForSelector(".saved.offline");
    await atEnd(ana, "b");
    await ana.keyboard.type(" Kept.");
    await ana.waitForSelector("text=/Not saved: \\d+ changes, kept/");
    await ana.evaluate(async () => {
      const [found] = await indexedDB.databases();
      await new Promise((resolve) => {
        const request = indexedDB.open(found?.name ?? "");
        request.onsuccess = () => {
          const transaction = request.result.transaction("updates", "readwrite");
          transaction.objectStore("updates").add(new Uint8Array([9, 9, 9]));
          transaction.objectStore("updates").add("no update at all");
          transaction.oncomplete = resolve;
        };
      });
    });
    await ana.close({ runBeforeUnload: false });
    play.stage.raise();
    await play.open("ana", {}, device);
    await until(() => lines()[2] === "Another line. Kept.");
  });
});

describe("signing out", () => {
  test("ends the text in every window and erases what this device kept", async () => {
    const device = await play.device("ana");
    const [one, two] = [await play.open("ana", {}, device), await play.open("ana", {}, device)];
    await two.waitForSelector(".saved.saved time");
    expect(await stores(two)).toHaveLength(1);
    await one.click("text=Sign out");
    await two.waitForSelector(".saved.read-only");
    await two.waitForSelector('#plan-text[aria-readonly="true"]');
    await two.waitForSelector("text=You are signed out.");
    await expect.poll(() => stores(two)).toEqual([]);
    // Words of others come no more, and nothing is kept of what was on the screen.
    const bruno = await play.open("bruno");
    await atEnd(bruno, "b");
    await bruno.keyboard.type(" Later.");
    await until(() => lines()[2] === "Another line. Later.");
    await two.waitForTimeout(300);
    expect(await line(two, "b").innerText()).not.toContain("Later.");
    expect(await stores(two)).toEqual([]);
  });

  test("that is thought better of, as something is not saved, ends and erases nothing", async () => {
    const device = await play.device("ana");
    const [one, two] = [await play.open("ana", {}, device), await play.open("ana", {}, device)];
    play.stage.keeper.stall();
    await atEnd(one, "b");
    await one.keyboard.type(" Not yet.");
    const asked = one.waitForEvent("dialog");
    void one.click("text=Sign out", { noWaitAfter: true }).catch(() => {});
    await (await asked).dismiss();
    play.stage.keeper.resume();
    await until(() => lines()[2] === "Another line. Not yet.");
    await one.waitForSelector(".saved.saved time");
    await two.waitForSelector(".saved.saved time");
    expect(await stores(two)).toHaveLength(1);
    await one.click("text=Sign out");
    await two.waitForSelector(".saved.read-only");
    await expect.poll(() => stores(two)).toEqual([]);
  });

  test("another person's copies are erased where somebody opens a text; a stranger erases none", async () => {
    const device = await play.device("ana");
    const ana = await play.open("ana", {}, device);
    await ana.waitForSelector(".saved.saved time");
    await ana.close();
    const stranger = await play.open("ana", { person: "" }, device);
    expect(await stores(stranger)).toHaveLength(1);
    const bruno = await play.open("bruno", {}, device);
    await expect.poll(() => stores(bruno)).toEqual(["elac:copies:plan-1:1:bruno:0"]);
  });
});

describe("a copy that was set aside", () => {
  /** A page that wrote without a line and met a restored text; and the page after it. */
  async function restored(language = "en"): Promise<Page> {
    const device = await play.device("ana");
    const ana = await play.open("ana", {}, device);
    await play.stage.fell();
    await ana.waitForSelector(".saved.offline");
    await atEnd(ana, "a");
    await ana.keyboard.type(" Only here.");
    await ana.keyboard.press("Enter");
    await ana.keyboard.type("A passage of its own.");
    await ana.waitForSelector("text=/Not saved: \\d+ changes, kept/");
    const kept = play.stage.keeper.documents.get("plan-1");
    if (kept) kept.epoch = 2;
    play.stage.raise();
    await ana.waitForSelector("text=The text was restored from a backup.");
    await ana.close({ runBeforeUnload: false });
    return play.open("ana", { epoch: "2", language }, device);
  }

  test("is shown by passage and word, and goes back into the text one by one, by the person's own act", async () => {
    const ana = await restored();
    await ana.waitForSelector("text=An earlier copy on this device holds 2 passages");
    await ana.click("summary");
    await expect
      .poll(() => ana.locator(".compared ins").allInnerTexts())
      .toEqual([expect.stringContaining("Only here."), expect.stringContaining("A passage of its own.")]);
    expect(lines()).toHaveLength(6);
    await ana.click("text=Put it into the text");
    await until(() => lines()[2] === "A passage of its own.");
    await ana.waitForSelector(".compared >> text=Now in the text");
    await ana.click("text=Put it in after the present one");
    await until(() => lines()[2] === "One line of words. Only here.");
    expect(lines().slice(1, 5)).toEqual([
      "One line of words.",
      "One line of words. Only here.",
      "A passage of its own.",
      "Another line.",
    ]);
    await ana.waitForSelector(".saved.saved time");
    // All of it is in the text now: the copy has served.
    await ana.reload();
    await ana.waitForSelector(".saved.saved time");
    await expect.poll(() => stores(ana)).toHaveLength(1);
    expect(await ana.locator(".compared").count()).toBe(0);
  });

  test("goes back as a whole, is copied, and is forgotten", async () => {
    const ana = await restored("es");
    await ana.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await ana.click("text=Copiar todo");
    await ana.waitForSelector("text=Copiado");
    expect(await ana.evaluate(() => navigator.clipboard.readText())).toBe(
      "One line of words. Only here.\n\nA passage of its own.",
    );
    await ana.click("text=Incorporar todo al texto");
    await until(
      () => lines().includes("A passage of its own.") && lines().includes("One line of words. Only here."),
    );
    await ana.click("text=Borrar esta copia");
    await expect.poll(() => stores(ana)).toHaveLength(1);
    expect(await ana.locator(".notice").count()).toBe(0);
  });
});
