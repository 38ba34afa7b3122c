import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { clientOf, wordsIn, type Client } from "./client.ts";
import { contextOf, pageOf, startProduct, type Product } from "./product.ts";
import { closingIn, roundOf } from "./rounds.ts";

let product: Product;
let browser: Browser;
const clients = new Map<string, Client>();
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

async function as(who: string): Promise<Client> {
  const known = clients.get(who) ?? (await clientOf(product, who));
  clients.set(who, known);
  return known;
}

const words = {
  title: "Telework that reaches small towns",
  text: "Each country names one town where work at a distance is tried.\n\nWhat was learnt is published.",
  rationale: "",
  area: "E",
  language: "en",
};

/** Sends a form of a page and fails where it is not taken. */
async function send(who: string, path: string, form: string, fields: Record<string, string> = {}) {
  const answer = await (await as(who)).submit(path, form, fields);
  if (answer.status >= 400)
    throw new Error(
      `${who} ${path} ${form}: ${answer.status} ${wordsIn(answer.text.slice(answer.text.indexOf("<main"))).slice(0, 900)}`,
    );
  return answer.location ?? path;
}

/** A goal of Colombia's in the group that Argentina chairs and Peru belongs to, in its group's round. */
async function inRound(mode: "express" | "silence"): Promise<{ goal: string; round: string }> {
  const goal = await send("co", "/en/groups/telework/goals/new", "goal", words);
  await send("co", goal, "discuss");
  await send("ar", goal, "open-group-round", { mode, closing: closingIn(10) });
  return { goal, round: await roundOf(product, goal) };
}

const give = (who: string, round: string, fields: Record<string, string>) =>
  send(who, `${round}/position`, "position", { ...fields, step: "confirm" });

const objection = {
  kind: "objects",
  objectionPassage: "1",
  reason: "One town is too few to learn from.",
  lift: "That the words say: at least one town.",
};

/** Waits for as long as a busy machine may need. */
const eventually = <T>(what: () => T) => expect.poll(what, { timeout: 30_000 });
const board = (page: Page) => page.locator("#board").innerText();
const said = (page: Page) => page.locator("[data-live-say]").textContent();

describe("giving a position", () => {
  test("on a phone without script: faults are named, what is reviewed is what stands on record, and it can be changed", async () => {
    const { round } = await inRound("express");
    const page = await pageOf(browser, product, "pe", {
      javaScriptEnabled: false,
      viewport: { width: 360, height: 740 },
    });
    await page.goto(round);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.locator(`main a.btn[href$="${round}/position"]`).click();
    await page.locator('label[for="position-kind-objects"]').click();
    await page.locator('#position button[value="review"]').click();
    await expect.poll(() => page.locator("#position-errors").innerText()).toMatch(/Which passage\?/);
    await page.locator('#position [name="objectionPassage"]').selectOption("1");
    await page.locator('#position [name="reason"]').fill(objection.reason);
    await page.locator('#position [name="lift"]').fill(objection.lift);
    await page.locator('#position button[value="review"]').click();
    const review = await page.locator("#review").innerText();
    for (const shown of ["Peru", "Objects", "paragraph 1", objection.reason, objection.lift])
      expect(review).toContain(shown);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await page.locator('#position-again button[value="change"]').click();
    await expect.poll(() => page.locator('#position [name="reason"]').inputValue()).toBe(objection.reason);
    await page.locator('#position button[value="review"]').click();
    await page.locator('#review button[value="confirm"]').click();
    await page.waitForURL((url) => url.pathname === round);
    await expect.poll(() => page.locator(".needed").innerText()).toContain("Peru objects to paragraph 1");
    await expect.poll(() => page.locator("#on-record").innerText()).toContain(objection.reason);
    await expect.poll(() => page.locator(".frozen li.contested").innerText()).toContain("Peru objects");

    await give("pe", round, { kind: "joins" });
    await page.reload();
    expect(await board(page)).toMatch(/Peru\s*Joins the consensus/);
    const all = page.locator("#all-positions details", { hasText: "Peru" });
    await all.locator("summary").click();
    await expect
      .poll(() => all.innerText(), { message: "every version is kept" })
      .toMatch(/Joins the consensus[\s\S]*it counts[\s\S]*Objects[\s\S]*replaced since/);
    await expect
      .poll(() => page.locator("#timeline").innerText())
      .toMatch(/Peru\s*joins the consensus[\s\S]*Peru\s*objects/);
    await page.context().close();
  });

  test("by two hands of one country: one position, and the other is told and keeps what was typed", async () => {
    const { round } = await inRound("express");
    const page = await pageOf(browser, product, "pe", { javaScriptEnabled: false });
    await page.goto(`${round}/position`);
    await page.locator('label[for="position-kind-joins-with-reservation"]').click();
    await page.locator('#position [name="reservationPassage"]').selectOption("2");
    await page.locator('#position [name="text"]').fill("Peru publishes every second year.");
    await page.locator('#position button[value="review"]').click();
    await give("focal-pe", round, { kind: "dissociates" });
    await page.locator('#review button[value="confirm"]').click();
    const told = page.locator("main");
    await expect.poll(() => told.innerText()).toContain("Peru has another position on record");
    expect(await told.innerText()).toContain("Dissociates");
    await expect
      .poll(() => page.locator('#position [name="text"]').inputValue())
      .toBe("Peru publishes every second year.");
    await page.locator('#position button[value="review"]').click();
    await page.locator('#review button[value="confirm"]').click();
    await page.waitForURL((url) => url.pathname === round);
    expect(await board(page)).toMatch(/Peru\s*Joins with reservation/);
    await expect.poll(() => page.locator("#all-positions").innerText()).toContain("2 on record");
    await page.context().close();
  });
});

describe("on a device whose clock is wrong", () => {
  test.each([
    ["a day behind", -1],
    ["a day ahead", 1],
    ["past the end of the round", 30],
  ])("%s, the page says what the server's clock says, and the answer is taken", async (_, days) => {
    const { round } = await inRound("express");
    const right = await pageOf(browser, product, "pe");
    const wrong = await pageOf(browser, product, "pe");
    await wrong.clock.install({ time: Date.now() + days * 86_400_000 });
    for (const page of [right, wrong]) {
      await page.goto(round);
      await page.locator('[data-state="on"]:not([hidden])').waitFor();
    }
    expect(Math.round((await wrong.evaluate(() => Date.now())) / 86_400_000 - Date.now() / 86_400_000)).toBe(
      days,
    );
    expect(await wrong.locator("main").innerText()).toBe(await right.locator("main").innerText());
    await give("co", round, { kind: "joins" });
    for (const page of [right, wrong]) await eventually(() => board(page)).toMatch(/Colombia\s*Joins/);

    await wrong.locator(`main a.btn[href$="${round}/position"]`).first().click();
    await wrong.locator('label[for="position-kind-joins"]').click();
    await wrong.locator('#position button[value="review"]').click();
    await wrong.locator('#review button[value="confirm"]').click();
    await wrong.waitForURL((url) => url.pathname === round);
    for (const page of [right, wrong]) await eventually(() => board(page)).toMatch(/Peru\s*Joins/);
    const timelines = () => Promise.all([wrong, right].map((page) => page.locator("#timeline").innerText()));
    await eventually(async () => new Set(await timelines()).size).toBe(1);
    for (const page of [right, wrong]) await page.context().close();
  });
});

describe("a second round on a changed text", () => {
  test("shows in Spanish what changed, and earlier positions as given on release 1, without counting them", async () => {
    const { goal, round: first } = await inRound("express");
    await give("pe", first, objection);
    await give("co", first, { kind: "joins" });
    await send("ar", first, "withdraw-round", { reason: "The text is to say more." });
    await send("co", `${goal}/edit`, "goal", {
      ...words,
      text: words.text.replace("one town", "at least one town"),
    });
    await send("ar", goal, "open-group-round", { mode: "express", closing: closingIn(10) });
    const second = (await roundOf(product, goal)).replace("/en/", "/es/");
    expect(second).not.toBe(first);

    const page = await pageOf(browser, product, null, { javaScriptEnabled: false });
    await page.goto(second);
    expect(await board(page)).not.toMatch(/Objeta|suma al consenso/i);
    const changes = page.locator("#changes");
    await expect
      .poll(() => changes.innerText())
      .toContain("La versión fijada 2 comparada con la versión fijada 1");
    await expect.poll(() => changes.locator("ins").innerText()).toContain("at least");
    await expect
      .poll(() => page.locator("#others").innerText())
      .toMatch(/Dadas sobre la versión fijada 1.*Perú/s);
    await changes.locator('a[href$="/changes"]').click();
    await page.waitForURL((url) => url.pathname === `${second}/changes`);
    await expect
      .poll(() => page.locator("h1").innerText())
      .toBe("La versión fijada 2 comparada con la versión fijada 1");
    await expect.poll(() => page.locator(".compared li").count()).toBe(2);
    await page.goto(first);
    await expect.poll(() => page.locator("main").innerText()).toContain("The text is to say more.");
    await page.context().close();
  });
});

describe("an open page of a round", () => {
  test("changes when something is on record, says so politely, and leaves alone what somebody is doing", async () => {
    const { round } = await inRound("express");
    await give("co", round, { kind: "joins" });
    const context = await contextOf(browser, product, "co", { baseURL: product.url });
    const page = await context.newPage();
    const failures: string[] = [];
    page.on("console", (message) => message.type() === "error" && failures.push(message.text()));
    page.on("pageerror", (error) => failures.push(error.message));
    await page.goto(round);
    await page.locator('[data-state="on"]:not([hidden])').waitFor();
    const fold = page.locator("#all-positions details", { hasText: "Colombia" });
    await fold.locator("summary").click();
    await page.locator("details.fold", { hasText: "Explain Colombia" }).locator("summary").click();
    const typed = page.locator('form[id^="explain-"] [name="text"]');
    await typed.fill("Colombia reads it so");
    const before = await page.locator(".needed .sentence").innerText();

    await give("pe", round, objection);
    await eventually(() => board(page)).toMatch(/Peru\s*Objects/);
    await eventually(() => said(page)).toMatch(/Peru objects to paragraph 1/);
    expect(await said(page)).toContain("Peru objects to paragraph 1.");
    expect(await page.locator(".needed .sentence").innerText()).not.toBe(before);
    await expect
      .poll(() => page.locator("#on-record").innerText(), { message: "a part that was not there" })
      .toContain(objection.reason);
    await expect.poll(() => page.locator("#timeline li").first().innerText()).toContain("Peru");
    expect(await fold.getAttribute("open"), "open rows stay open").not.toBeNull();
    await expect.poll(() => typed.inputValue()).toBe("Colombia reads it so");
    expect(
      await typed.evaluate((field) => document.activeElement === field),
      "the focus stays in the field",
    ).toBe(true);

    // A link of the board that has the focus keeps it when the board is replaced.
    const own = page.locator('#board a[href$="/position"]');
    await own.focus();
    await give("ar", round, { kind: "joins" });
    await eventually(() => board(page)).toMatch(/Argentina Chair\s*Joins/);
    expect(await own.evaluate((link) => document.activeElement === link)).toBe(true);
    expect(failures).toEqual([]);
    await context.close();

    const plain = await pageOf(browser, product, null, { javaScriptEnabled: false });
    await plain.goto(round);
    expect(await board(plain), "without script the page is right on reload").toMatch(/Peru\s*Objects/);
    expect(await plain.locator("[data-state]:not([hidden])").count()).toBe(0);
    await plain.context().close();
  });

  test("says who broke the silence, and offers no answer any more", async () => {
    const { round } = await inRound("silence");
    const page = await pageOf(browser, product, "co");
    await page.goto(round);
    await page.locator('[data-state="on"]:not([hidden])').waitFor();
    await expect.poll(() => page.locator('#board a[href$="/position"]').count()).toBe(1);
    await expect.poll(() => page.locator(".act").innerText()).toContain("silence is consent");
    await give("pe", round, objection);
    await eventually(() => said(page)).toMatch(/Peru broke the silence/);
    await expect.poll(() => page.locator(".needed").innerText()).toContain("Silence was broken");
    expect(await page.locator('#board a[href$="/position"]').count()).toBe(0);
    await page.context().close();
  });

  test("finds its way back when the server was away, and shows what came meanwhile", async () => {
    const { round } = await inRound("express");
    const page = await pageOf(browser, product, null);
    await page.goto(round);
    await page.locator('[data-state="on"]:not([hidden])').waitFor();
    await product.kill();
    await product.restart();
    await give("pe", round, { kind: "joins" });
    await eventually(() => board(page)).toMatch(/Peru\s*Joins the consensus/);
    await page.context().close();
  });

  test("is told a number over a plain line: no names, no cookie, nothing gathered on the way", async () => {
    const { round } = await inRound("express");
    const number = round.split("/").at(-1) ?? "";
    const stop = new AbortController();
    const answer = await fetch(`${product.url}/live/rounds/${number}`, { signal: stop.signal });
    expect(answer.headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(answer.headers.get("content-encoding")).toBeNull();
    expect(answer.headers.getSetCookie()).toEqual([]);
    let heard = "";
    const reading = (async () => {
      const reader = answer.body?.getReader();
      for (let part = await reader?.read(); part?.done === false; part = await reader?.read())
        heard += Buffer.from(part.value).toString();
    })().catch(() => undefined);
    await eventually(() => heard).toBe("event: changed\ndata: 1\n\n");
    await give("pe", round, { kind: "joins" });
    await eventually(() => heard).toBe("event: changed\ndata: 1\n\nevent: changed\ndata: 2\n\n");
    stop.abort();
    await reading;
    expect((await fetch(`${product.url}/live/rounds/99999`)).status).toBe(404);
  });
});
