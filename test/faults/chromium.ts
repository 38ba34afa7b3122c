/** A Chromium that can be killed: on a folder of its own, which it finds again when it is opened next. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import type { Editor } from "#test/running/database.ts";
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
  const executablePath = places.find((place) => place !== undefined && existsSync(place));
  if (executablePath === undefined) throw new Skip("there is no Chromium here");
  const context = await chromium.launchPersistentContext(folder, {
    executablePath,
    args: [
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      "--disable-background-networking",
      "--no-first-run",
    ],
    timeout: 120_000,
  });
  context.setDefaultTimeout(120_000);
  const pid = processOf(folder);
  return {
    context,
    async kill() {
      if (pid !== null)
        try {
          // It leads a group of its own.
          process.kill(-pid, "SIGKILL");
        } catch {
          // It was gone by itself.
        }
      await context.close().catch(() => {});
    },
  };
}

/** The browser among the processes started here, by the folder it was given. */
function processOf(folder: string): number | null {
  const children = readdirSync("/proc/self/task").flatMap((thread) =>
    readFileSync(`/proc/self/task/${thread}/children`, "utf8").split(" ").filter(Boolean),
  );
  const found = children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(folder));
  return found === undefined ? null : Number(found);
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
  await page.locator(".saved time").waitFor();
}
