/** A plan leaves as a Word file, comes back from LibreOffice, and is seen before it is put in; a long file is watched and cancelled. */
import { readFileSync } from "node:fs";
import JSZip from "jszip";
import type { Browser, Download, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { docxOf } from "#server/present/docx.ts";
import { linesOf } from "#test/server/present/paper-sample.ts";
import { richPaper } from "#test/server/present/rich-paper.ts";
import { launchChromium } from "./chromium.ts";
import { clientOf } from "./client.ts";
import { Keyboard } from "./keyboard.ts";
import { longPlan } from "./long-plan.ts";
import { openPlan, saved, savedSign, wordsOf } from "./plan-page.ts";
import { pageOf, startProduct, type Product } from "./product.ts";
import { as } from "./rounds.ts";

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const word = (name: string, bytes: Uint8Array) => ({ name, mimeType: docx, buffer: Buffer.from(bytes) });

async function bytesOf(download: Download): Promise<Uint8Array> {
  return new Uint8Array(readFileSync(await download.path()));
}

/** What LibreOffice saved (test/server/intake), as if it had left from this platform: references to it lead here. */
async function fromLibreOffice(name: string): Promise<Uint8Array> {
  const zip = await JSZip.loadAsync(readFileSync(`test/server/intake/${name}`));
  const part = "word/_rels/document.xml.rels";
  const links = (await zip.file(part)?.async("string")) ?? "";
  zip.file(part, links.replaceAll("https://elac.example.org", product.url));
  return zip.generateAsync({ type: "uint8array", compression: "DEFLATE" });
}

async function send(page: Page, file: ReturnType<typeof word>): Promise<void> {
  await page.setInputFiles('#import [name="file"]', file);
  await page.click('#import button[type="submit"]');
  await page.locator("#result").waitFor();
}

describe("a plan on paper", () => {
  const plan = "/en/groups/gender/plan";

  test("begins with a Word file, without script", async () => {
    await (await clientOf(product, "ec")).submit(plan, "begin-plan", { period: "2011-2013", language: "es" });
    await as(browser, product, "do", plan, async (page) => {
      await page.getByRole("link", { name: "Bring in a text from a file" }).click();
      await send(page, word("plan.docx", await docxOf(richPaper({ site: product.url }))));
      expect(await page.locator("main").innerText()).toContain("It would begin with this.");
      expect(await page.locator("main").innerText()).toContain("Everything in the file was taken.");
      await page.click('#take button[type="submit"]');
      expect(new URL(page.url()).pathname).toBe(plan);
      const text = await page.locator("main").innerText();
      expect(text).toContain("véase también el cuadro que sigue.");
      expect(text).toContain("Seminario regional sobre ductos y mástiles compartidos");
    });
  });

  test("is taken away from its page as a Word file", async () => {
    const page = await openPlan(browser, product, "do", "gender");
    const waiting = page.waitForEvent("download");
    await page.locator(".downloads").getByRole("link", { name: "Word", exact: true }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toBe("eLAC-gender-2011-2013-L-es.docx");
    const here = await linesOf(await bytesOf(download));
    expect(here.map(({ text }) => text)).toEqual(
      (await linesOf(await docxOf(richPaper()))).map(({ text }) => text),
    );
    await page.context().close();
  });

  test("comes back from LibreOffice: what changed and what is left behind is seen first, then everybody has it", async () => {
    const [ecuador, page] = await Promise.all([
      openPlan(browser, product, "ec", "gender"),
      pageOf(browser, product, "do"),
    ]);
    await page.goto(`${plan}/import`);
    await send(page, word("plan-tracked.docx", await fromLibreOffice("plan-tracked.docx")));
    const left = await page.locator("#untaken li").allInnerTexts();
    expect(left.map((words) => words.replace(/\s+/g, " "))).toEqual([
      "Comments (1) at “El cuadro siguiente resume las reuniones y quién las…”",
      expect.stringMatching(/^Tracked changes \(taken as accepted\) \(\d+\) at “Un fondo común recibe/),
      "Fields of outputs that could not be read (1) at “Color azul”",
    ]);
    const changes = await page.locator("#changes").innerText();
    for (const words of [
      "tres",
      "Luego se publica.",
      "rota entre los países",
      "Evaluación",
      "15 países",
      "se acordó",
    ])
      expect(changes).toContain(words);
    expect(changes).not.toContain("Redes troncales");
    expect(await wordsOf(ecuador)).toContain("cada dos meses");
    await page.click('#take button[type="submit"]');
    await page.locator(savedSign).waitFor();
    for (const one of [page, ecuador]) {
      await expect.poll(() => wordsOf(one)).toContain("cada tres meses");
      const text = await wordsOf(one);
      for (const words of [
        "Una evaluación externa se entrega en 2013.",
        "Sede",
        "Guía de buenas prácticas",
        "Delivered",
      ])
        expect(text).toContain(words);
      expect(text).not.toContain("Las decisiones se toman por consenso");
    }
    await saved(ecuador);
    await Promise.all([page, ecuador].map((one) => one.context().close()));
  });

  test("that was not what it says is refused at its field, and nothing changes", async () => {
    await as(browser, product, "do", `${plan}/import`, async (page) => {
      await page.setInputFiles('#import [name="file"]', word("plan.docx", Buffer.from("%PDF-1.7\n")));
      await page.click('#import button[type="submit"]');
      await expect.poll(() => page.locator("#import-errors").count()).toBe(1);
    });
  });
});

describe("a file that takes longer", () => {
  const plan = "/en/groups/financing/plan";
  const many = 1500;
  const cancel = '#cancel button[type="submit"]';
  const ready = /^Download eLAC-financing-2011-2013-L-es\.docx/;
  let asked = "";

  beforeAll(async () => {
    asked = await longPlan(product, "financing", "br", many);
  });

  /** Two files of each of these take both threads for a while, so that the next one waits. */
  async function busy(...people: readonly string[]): Promise<void> {
    const clients = await Promise.all(people.map((who) => clientOf(product, who)));
    await Promise.all(clients.flatMap((client) => [client.get(asked), client.get(asked)]));
  }

  /** The page of so long a plan takes its time. */
  const isAt = (page: Page, path: string) =>
    expect.poll(() => new URL(page.url()).pathname, { timeout: 60_000 }).toBe(path);
  const isGone = async (address: string) =>
    expect((await (await clientOf(product, "br")).get(new URL(address).pathname)).status).toBe(404);

  test("without script stays as it is: it is cancelled by keyboard, or looked at again until it is there", async () => {
    await as(browser, product, "br", "/en/desk", async (page) => {
      await page.goto(asked);
      const address = page.url();
      expect(new URL(address).pathname).toMatch(/\/plan\/file\/[0-9a-f-]{36}$/);
      const hands = new Keyboard(page);
      await hands.to(cancel);
      const loads: string[] = [];
      page.on("request", (request) => loads.push(request.url()));
      await page.waitForTimeout(4_500);
      expect(loads, "nothing is loaded under the reader's hands").toEqual([]);
      expect(await page.locator(`${cancel}:focus`).count()).toBe(1);
      await hands.press("Enter");
      await isAt(page, plan);
      await isGone(address);

      await page.goto(asked);
      const link = page.getByRole("link", { name: ready });
      await expect
        .poll(
          async () => {
            const again = page.getByRole("link", { name: "Look again" });
            if ((await again.count()) > 0) await again.click();
            return link.count();
          },
          { timeout: 120_000, interval: 1_000 },
        )
        .toBe(1);
      const waiting = page.waitForEvent("download");
      await link.click();
      const lines = await linesOf(await bytesOf(await waiting));
      expect(lines.filter(({ style }) => style === "OutputTitle")).toHaveLength(2 * many);
    });
  });

  test("with script is followed while the keyboard rests on Cancel, which becomes the way to the file; little is said aloud", async () => {
    await busy("br");
    const page = await pageOf(browser, product, "br");
    let looks = 0;
    await page.goto(asked);
    page.on("request", (request) => (looks += request.resourceType() === "fetch" ? 1 : 0));
    await page.evaluate(() => {
      const voice = document.querySelector("[data-live-say]");
      const said: string[] = [];
      Object.assign(window, { said });
      if (voice !== null)
        new MutationObserver(() => said.push(voice.textContent ?? "")).observe(voice, { childList: true });
    });
    const hands = new Keyboard(page);
    await hands.to(cancel);
    await expect.poll(() => page.getByText("This page follows it by itself.").isVisible()).toBe(true);
    expect(await page.getByRole("link", { name: "Look again" }).count()).toBe(0);
    await expect.poll(() => looks, { timeout: 60_000 }).toBeGreaterThan(3);
    expect(await hands.here()).toBe("BUTTON Cancel");

    await page.getByRole("link", { name: ready }).waitFor({ timeout: 120_000 });
    expect(await hands.here()).toMatch(/^A Download eLAC-financing/);
    expect(await page.title()).toMatch(/^Your file is ready/);
    expect(await page.locator("h1").innerText()).toBe("Your file is ready");
    const said = await page.evaluate(() => (window as unknown as { said: string[] }).said);
    expect(said.at(-1)).toBe("Your file is ready");
    expect(said.length, said.join(" | ")).toBeLessThan(8);
    const waiting = page.waitForEvent("download");
    await hands.press("Enter");
    expect((await waiting).suggestedFilename()).toBe("eLAC-financing-2011-2013-L-es.docx");
    await page.context().close();
  });

  test("with script offers to look again while the line is lost, and is cancelled by keyboard after several looks", async () => {
    await busy("br", "chair");
    const page = await pageOf(browser, product, "br");
    await page.goto(asked);
    const address = page.url();
    const hands = new Keyboard(page);
    await hands.to(cancel);
    // What the page is told is held still: the file itself may be ready before the line is back.
    const body = await page.content();
    let lost = true;
    await page.route(address, (route) =>
      lost ? route.abort() : route.fulfill({ body, contentType: "text/html" }),
    );
    const again = page.getByRole("link", { name: "Look again" });
    await expect.poll(() => again.count()).toBe(1);
    lost = false;
    await expect.poll(() => again.count(), { timeout: 30_000 }).toBe(0);
    expect(await hands.here()).toBe("BUTTON Cancel");
    await page.unroute(address);
    // The answer takes longer to come than the page waits from one look to the next: by then the file is gone.
    await page.route(address, async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      const response = await route.fetch({ maxRedirects: 0 });
      await new Promise((later) => setTimeout(later, 5_000));
      return route.fulfill({ response });
    });
    await hands.press("Enter");
    await isAt(page, plan);
    await isGone(address);
    await page.context().close();
  });
});
