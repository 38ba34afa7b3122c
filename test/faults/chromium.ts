/** A Chromium that can be killed: a process of its own on a folder of its own, driven from outside. */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import type { Editor } from "#test/running/database.ts";
import { bound } from "#test/running/children.ts";
import { Skip } from "./fault.ts";

const places = [
  process.env["CHROMIUM_PATH"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
];

export interface Device {
  readonly context: BrowserContext;
  /** SIGKILL to the browser and all that belongs to it. */
  kill(): Promise<void>;
}

/** A folder in which a browser keeps what it keeps. */
export function profile(): { readonly folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "elac-browser-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

export async function openDevice(folder: string): Promise<Device> {
  const program = places.find((place) => place !== undefined && existsSync(place));
  if (program === undefined) throw new Skip("there is no Chromium here");
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const quiet = ["--headless=new", "--no-first-run", "--disable-background-networking", "--disable-gpu"];
  const child = spawn(
    program,
    [...sandbox, ...quiet, `--user-data-dir=${folder}`, "--remote-debugging-port=0"],
    {
      stdio: ["ignore", "ignore", "pipe"],
      detached: true,
    },
  );
  const gone = bound(child);
  const address = await new Promise<string>((found, failed) => {
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const address = /ws:\/\/\S+/.exec(said)?.[0];
      if (address) found(address);
    });
    child.once("exit", () => failed(new Error(`Chromium ended: ${said.slice(-2000)}`)));
  });
  const browser = await chromium.connectOverCDP(address, { timeout: 120_000 });
  const [context] = browser.contexts();
  if (!context) throw new Error("the browser has no window");
  context.setDefaultTimeout(120_000);
  return {
    context,
    async kill() {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        process.kill(-child.pid, "SIGKILL");
      await gone;
      await browser.close().catch(() => {});
    },
  };
}

/** Signs somebody in. */
export async function signIn({ context }: Device, { cookie }: Editor, url: string): Promise<void> {
  const [name = "", value = ""] = cookie.split("=");
  await context.addCookies([{ name, value, url }]);
}

/** The page of the plan, with the text in it. */
export async function openPlan({ context }: Device, url: string, slug: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${url}/en/groups/${slug}/plan`);
  await page.locator("#plan-text").waitFor();
  return page;
}

/** Types at the end of the first paragraph, as a person does. */
export async function typeIn(page: Page, words: string): Promise<void> {
  const first = page.locator("#plan-text p").first();
  await first.click();
  await first.evaluate((element) => getSelection()?.collapse(element, element.childNodes.length));
  await page.keyboard.type(words, { delay: 15 });
}

/** Waits until the page says that all was saved; what was typed just now is drawn with the next frame. */
export async function saved(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  await page.locator(".saved.saved").waitFor();
}
