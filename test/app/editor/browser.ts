/** Real browsers on a stage: one Chromium for a test file, one stage and its pages for a test. */
import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContext, type Locator, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { planOfUpdates } from "#app/document/ydoc.ts";
import { wordsOf, type Plan } from "#app/document/plan.ts";
import { document, para, section, Stage, type Name } from "./stage.ts";

const executable = [
  process.env.CHROMIUM_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
].find((path) => path !== undefined && existsSync(path));

export const text: Plan = {
  type: "doc",
  content: [
    section("s1", "Purpose"),
    para("a", "One line of words."),
    para("b", "Another line."),
    section("s2", "Outputs"),
    {
      type: "output",
      attrs: { id: "o1", title: "Seminar", status: "planned" },
      content: [para("o1d", "Two days.")],
    },
    para("z", "The end."),
  ],
};

export class Theatre {
  constructor(private readonly begun: Plan) {}

  private browser: Browser | null = null;
  private built: Stage | null = null;
  contexts: BrowserContext[] = [];
  /** What the pages complained of: errors, and breaches of the policy. */
  readonly faults: string[] = [];

  get stage(): Stage {
    if (this.built === null) throw new Error("no stage yet");
    return this.built;
  }

  async raise(): Promise<void> {
    this.browser = await chromium.launch({
      executablePath: executable,
      args: ["--no-sandbox", "--disable-background-networking"],
    });
  }

  async build(): Promise<void> {
    this.contexts = [];
    this.faults.length = 0;
    this.built = await Stage.open(this.begun, true);
  }

  async strike(): Promise<void> {
    await Promise.all(this.contexts.map((context) => context.close()));
    await this.stage.close();
    expect(this.faults).toEqual([]);
  }

  async close(): Promise<void> {
    await this.browser?.close();
  }

  /** A device of that person: what its windows keep is their own. `script` runs first in each. */
  async device(person: Name, script?: () => void): Promise<BrowserContext> {
    if (this.browser === null) throw new Error("no browser yet");
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 800 } });
    this.contexts.push(context);
    await context.addCookies([{ name: "person", value: person, url: `http://127.0.0.1:${this.stage.port}` }]);
    if (script) await context.addInitScript(script);
    return context;
  }

  /** A window of that person, on a device of its own or on the one given. */
  async open(
    person: Name,
    more: Readonly<Record<string, string>> = {},
    device?: BrowserContext,
  ): Promise<Page> {
    const context = device ?? (await this.device(person));
    const page = await context.newPage();
    page.on("pageerror", (fault) => this.faults.push(String(fault.stack)));
    page.on("console", (message) => {
      if (/Content Security Policy|Warning:/.test(message.text())) this.faults.push(message.text());
    });
    await page.goto(this.stage.url(person, more));
    await page.waitForSelector("#plan-text");
    return page;
  }

  /** What the database says. */
  plan(): Plan {
    return planOfUpdates((this.stage.keeper.documents.get(document)?.rows ?? []).map(({ bytes }) => bytes))
      .plan;
  }

  lines(): readonly string[] {
    return this.plan().content.map(wordsOf);
  }
}

/** A theatre that opens and closes with the tests of a file. */
export function theatre(begun: Plan = text): Theatre {
  const made = new Theatre(begun);
  beforeAll(() => made.raise());
  afterAll(() => made.close());
  beforeEach(() => made.build());
  afterEach(() => made.strike());
  return made;
}

export function line(page: Page, id: string): Locator {
  return page.locator(`[id="${id}"]`);
}

/** Keys at a human's pace: the browser tells of a moved caret a moment after the key. */
export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(40);
  }
}

export async function atEnd(page: Page, id: string): Promise<void> {
  await line(page, id).click();
  await press(page, "End");
}

export async function atStart(page: Page, id: string): Promise<void> {
  await line(page, id).click();
  await press(page, "Home");
}
