/** What is taken away: files, feeds, calendars and tables, each read by somebody else's reader and then looked at in the browser. */
import mammoth from "mammoth";
import MarkdownIt from "markdown-it";
import type { Browser, Page } from "playwright-core";
import { readCalendar } from "#test/calendar.ts";
import { fieldsOf, standing } from "#test/hostile/sowing.ts";
import { lookAt } from "./look.ts";
import type { Hands } from "./hands.ts";
import type { World } from "./world.ts";

const group = "/en/groups/access-and-infrastructure";
const file = (asked: string) => `${group}/plan/file?${asked}`;

interface Taken {
  readonly who: string | null;
  readonly address: string;
  readonly type: RegExp;
  /** Some item of these fields is in it. */
  readonly holds: readonly string[];
}

const text = [
  "text paragraph",
  "text heading",
  "text cell",
  "text list",
  "text footnote",
  "text output title",
];

const takenOf = ({ round, planRound }: World["made"]): readonly Taken[] => [
  { who: "br", address: file("of=live&format=docx&comments=on"), type: /wordprocessingml/, holds: text },
  {
    who: null,
    address: file("of=release-2&format=docx&since=release-1"),
    type: /wordprocessingml/,
    holds: text,
  },
  { who: null, address: file("of=release-2&format=md"), type: /^text\/markdown/, holds: text },
  { who: null, address: file("of=release-2&format=json"), type: /^application\/json/, holds: text },
  {
    who: null,
    address: `${group}/news.atom`,
    type: /^application\/atom\+xml/,
    holds: ["news title", "news", "group"],
  },
  {
    who: null,
    address: "/en/outputs.csv",
    type: /^text\/csv/,
    holds: ["text output title", "text output evidence", "group"],
  },
  {
    who: null,
    address: `${group}/outputs.csv`,
    type: /^text\/csv/,
    holds: ["text output title", "text output indicator"],
  },
  { who: null, address: `${planRound}/calendar.ics`, type: /^text\/calendar/, holds: ["group"] },
  { who: null, address: `${round}/calendar.ics`, type: /^text\/calendar/, holds: ["goal title"] },
  {
    who: null,
    address: `${round}/certificate.json`,
    type: /^application\/json/,
    holds: ["goal text", "objection"],
  },
  {
    who: null,
    address: "/en/record/export.jsonl",
    type: /jsonl|ndjson|json/,
    holds: ["goal text", "objection"],
  },
];

/** Takes everything away and answers what is wrong with it. */
export async function lookAtFiles(browser: Browser, { hands, made }: World): Promise<readonly string[]> {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  const wrong: string[] = [];
  page.on("request", (request) => wrong.push(`a file asks ${request.url()}`));
  page.on("dialog", (dialog) => wrong.push(`a file opens a dialog: ${dialog.message()}`));
  for (const { who, address, type, holds } of takenOf(made)) {
    const answer = await hands.file(who, address);
    const got = answer.headers.get("content-type") ?? "";
    if (answer.status !== 200 || !type.test(got)) wrong.push(`${address}: ${answer.status} ${got}`);
    if (!/^nosniff\b/.test(answer.headers.get("x-content-type-options") ?? ""))
      wrong.push(`${address} may be taken for a page`);
    const { said, faults } = await readFile(page, got, Buffer.from(await answer.arrayBuffer()));
    wrong.push(...faults.map((fault) => `${address}: ${fault}`));
    const there = fieldsOf(standing(said, hands.sowing.sown));
    wrong.push(
      ...holds.filter((field) => !there.has(field)).map((field) => `${address} does not say any ${field}`),
    );
  }
  wrong.push(...(await documents(hands)));
  await page.context().close();
  return wrong;
}

/** The words of a file, and what a page that is made of it holds besides. */
async function readFile(
  page: Page,
  type: string,
  bytes: Buffer,
): Promise<{ readonly said: string; readonly faults: readonly string[] }> {
  const source = bytes.toString("utf8");
  if (/wordprocessingml/.test(type))
    return shown(page, (await mammoth.convertToHtml({ buffer: bytes })).value);
  if (/markdown/.test(type)) {
    const reader = Object.assign(new MarkdownIt({ html: true, linkify: true }), { validateLink: () => true });
    // GitHub's own makes links of addresses with their scheme, and of those that begin with www.
    reader.linkify.add("//", null);
    return shown(page, reader.render(source));
  }
  if (/calendar/.test(type)) {
    const [event] = readCalendar(source).parts;
    return { said: event?.properties.map(({ text }) => text).join("\n") ?? "", faults: [] };
  }
  if (/xml/.test(type)) return readXml(page, source);
  if (/csv/.test(type)) return { said: source.replaceAll('""', '"'), faults: [] };
  const lines = /jsonl|ndjson/.test(type) ? source.trim().split("\n") : [source];
  return { said: lines.map((line) => wordsOf(JSON.parse(line))).join("\n"), faults: [] };
}

/** All texts of a value; a text that is itself JSON is read too. */
function wordsOf(value: unknown): string {
  if (typeof value === "string") {
    if (!/^[{[]/.test(value)) return value;
    try {
      return wordsOf(JSON.parse(value));
    } catch {
      return value;
    }
  }
  if (typeof value !== "object" || value === null) return "";
  return Object.values(value).map(wordsOf).join("\n");
}

async function shown(page: Page, html: string): ReturnType<typeof readFile> {
  await page.setContent(`<!doctype html><title>File</title>${html}`);
  const { said, faults, scripts } = await lookAt(page, null);
  return { said, faults: [...faults, ...scripts.map((script) => `a script: ${script}`)] };
}

/** Elements of a feed, and nothing else: read by the browser. */
function readXml(page: Page, source: string): ReturnType<typeof readFile> {
  return page.evaluate((xml) => {
    const read = new DOMParser().parseFromString(xml, "application/xml");
    const own = "author content entry feed id link name summary title updated".split(" ");
    const others = [...read.querySelectorAll("*")].filter(({ localName }) => !own.includes(localName));
    const typed = [...read.querySelectorAll("[type]:not(link)")];
    const faults = [...others, ...typed].map(({ outerHTML }) => outerHTML.slice(0, 200));
    return { said: read.documentElement.textContent ?? "", faults };
  }, source);
}

/** A document goes out under its own name, as a file to keep. */
async function documents(hands: Hands): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const page of [`${group}/documents`, "/en/officers"]) {
    const { text: html } = await (await hands.as(null)).get(page);
    for (const [, address = ""] of html.matchAll(/href="(\/files\/[^"]+)"/g)) {
      const { headers, status } = await hands.file(
        null,
        address.replaceAll("&#x27;", "'").replaceAll("&amp;", "&"),
      );
      const disposition = headers.get("content-disposition") ?? "";
      if (
        status !== 200 ||
        !/^attachment; filename="[^"\\]*"; filename\*=UTF-8''[\w.~!$&+^`|%-]+$/.test(disposition)
      )
        wrong.push(`${address}: ${status} ${disposition}`);
    }
  }
  return wrong;
}
