import { readFileSync, readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, clientWith, weigh, wordsIn, type Answer, type Client } from "./client.ts";
import { allPages, type ListedPage } from "./pages.ts";
import { startProduct, type Product } from "./product.ts";

const languages = ["es", "en", "pt", "fr"] as const;
type Spoken = (typeof languages)[number];

let product: Product;
let pages: readonly ListedPage[];
const clients = new Map<string | null, Client>();

beforeAll(async () => {
  product = await startProduct();
  pages = await allPages(product);
  for (const who of new Set(pages.map((page) => page.who))) clients.set(who, await clientOf(product, who));
});
afterAll(async () => {
  await product?.stop();
});

const clientFor = (who: string | null): Client => clients.get(who) ?? clientWith(product, null);

/** What a page is called in the list of what is wrong. */
const named = ({ path, who }: ListedPage, language = "en") => `${who ?? "stranger"} /${language}${path}`;

/** Characters of the one script, its own, that the page of a round ships to follow what is recorded. */
const liveBudget = 15 * 1024;

/** Every page in every language, asked for once: four at a time, as whoever sees it. */
async function readAll(): Promise<ReadonlyMap<ListedPage, Readonly<Record<Spoken, Answer>>>> {
  const read = new Map(pages.map((page) => [page, {} as Record<Spoken, Answer>]));
  const waiting = languages.flatMap((language) => pages.map((page) => ({ language, page })));
  const ask = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { language, page } = next;
      const answer = await clientFor(page.who).get(`/${language}${page.path}`);
      const kept = read.get(page);
      if (kept) kept[language] = answer;
    }
  };
  await Promise.all([ask(), ask(), ask(), ask()]);
  return read;
}

describe("pages for readers", () => {
  let read: Awaited<ReturnType<typeof readAll>>;
  beforeAll(async () => {
    read = await readAll();
  }, 300_000);
  const asked = () =>
    [...read].flatMap(([page, answers]) =>
      languages.map((language) => ({ page, language, answer: answers[language] })),
    );

  test("ship no script but the one of a round, and weigh at most 40 KB with their style sheet", async () => {
    const heavy: string[] = [];
    const weighed = new Map<string, ReturnType<typeof weigh>>();
    const weightOf = (url: string) => {
      const known = weighed.get(url) ?? weigh(url);
      weighed.set(url, known);
      return known;
    };
    for (const { page, language, answer } of asked()) {
      if (!page.reading) continue;
      const address = `${product.url}/${language}${page.path}`;
      const { text } = answer;
      const scripts = [...text.matchAll(/<script[^>]*>/g)].map(([tag]) => /src="([^"]+)"/.exec(tag)?.[1]);
      const own = page.live && scripts.length === 1 ? (scripts[0] ?? "") : "";
      if ((scripts.length > 0 && own === "") || /modulepreload|\son[a-z]+="/i.test(text))
        heavy.push(`${named(page, language)} ships script`);
      if (page.live && own === "") heavy.push(`${named(page, language)} does not follow the record`);
      if (own !== "" && (await (await fetch(product.url + own)).text()).length > liveBudget)
        heavy.push(`${named(page, language)} follows the record with too much script`);
      const sheets = [...text.matchAll(/<link [^>]*rel="stylesheet"[^>]*>/g)].map(
        ([tag]) => /href="([^"]+)"/.exec(tag)?.[1] ?? "",
      );
      expect(sheets.length).toBeGreaterThan(0);
      // A page is weighed as it travels; a sheet is the same for all.
      const parts = await Promise.all([
        weigh(address),
        ...sheets.map((href) => weightOf(product.url + href)),
      ]);
      const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
      if (parts.some(({ encoding }) => encoding === null))
        heavy.push(`${named(page, language)} is not compressed`);
      if (bytes > 40 * 1024) heavy.push(`${named(page, language)} weighs ${Math.round(bytes / 1024)} KB`);
    }
    expect(heavy).toEqual([]);
  });

  test("answer with their own status, in the language of their address, and link only to what is there", async () => {
    const wrong: string[] = [];
    const links = new Map<string, string>();
    for (const { page, language, answer } of asked()) {
      const { status, text, headers } = answer;
      if (status !== page.status) wrong.push(`${named(page, language)}: ${status}`);
      if (!text.includes(`<html lang="${language}"`)) wrong.push(`${named(page, language)}: html lang`);
      if (headers.get("content-language") !== language)
        wrong.push(`${named(page, language)}: Content-Language`);
      if (language !== "en" || page.who !== null) continue;
      for (const [, href = ""] of text.matchAll(/<a [^>]*href="(\/[^"#]*)/g))
        links.set(href.replaceAll("&amp;", "&"), named(page));
    }
    const waiting = [...links];
    const follow = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [href, from] = next;
        const { status } = await clientFor(null).get(href);
        if (status === 404 || status >= 500) wrong.push(`${from} links to ${href}: ${status}`);
      }
    };
    await Promise.all([follow(), follow(), follow(), follow()]);
    expect(wrong).toEqual([]);
  });

  test("speak their language only: no sentence of the English interface stands in a page in another", () => {
    const sentences = englishSentences();
    const found: string[] = [];
    for (const { page, language, answer } of asked()) {
      if (language === "en") continue;
      // What people wrote stands in their own language, and is marked as such.
      const own = answer.text.replace(/<(\w+)[^>]* lang="en"[^>]*>[\s\S]*?<\/\1>/g, " ");
      const words = ` ${wordsIn(own)} `;
      for (const sentence of sentences)
        if (words.includes(sentence)) found.push(`${named(page, language)}: ${sentence}`);
      if (/\b(?:[a-z]+:)?[a-z]+(?:\.[a-z-]+){2,}\b/.test(keysIn(words)))
        found.push(`${named(page, language)}: a message without words`);
    }
    expect(found).toEqual([]);
  });
});

describe("an address without a language", () => {
  const to = async (client: Client, headers: Record<string, string>) => {
    const { status, location } = await client.get("/goals?area=A", headers);
    expect(status).toBe(302);
    return location;
  };

  test("leads to that of the account, else of the cookie, else of the browser, else Spanish", async () => {
    const stranger = clientWith(product, null);
    expect(await to(stranger, {})).toBe("/es/goals?area=A");
    expect(await to(stranger, { "Accept-Language": "de, fr;q=0.8, en;q=0.5" })).toBe("/fr/goals?area=A");
    const cookie = clientWith(product, "language=pt");
    expect(await to(cookie, { "Accept-Language": "fr" })).toBe("/pt/goals?area=A");
    const jamaica = await clientOf(product, "jm");
    const both = clientWith(product, `${jamaica.cookie ?? ""}; language=pt`);
    expect(await to(both, { "Accept-Language": "fr" })).toBe("/en/goals?area=A");
  });

  test("never leads to another site", async () => {
    const stranger = clientWith(product, null);
    for (const path of ["//elsewhere.example/x", "/%2F%2Felsewhere.example", "/\\elsewhere.example"]) {
      const { location } = await stranger.get(path);
      if (location !== null) expect(new URL(location, product.url).origin, path).toBe(product.url);
    }
  });

  test("keeps the choice of the language menu, which works without script", async () => {
    const stranger = clientWith(product, null);
    const { status, location, headers } = await stranger.post("/preferences", {
      language: "fr",
      back: "/goals?area=A",
    });
    expect([status, location]).toEqual([
      expect.toSatisfy((code: number) => code === 302 || code === 303),
      "/fr/goals?area=A",
    ]);
    expect(headers.getSetCookie().join()).toContain("language=fr");
  });
});

/** Sentences of the English catalogues that are long enough to be nothing else, and have no gaps to fill. */
function englishSentences(): readonly string[] {
  const folder = "app/i18n/messages";
  const read = (file: string) =>
    JSON.parse(readFileSync(`${folder}/${file}`, "utf8")) as Record<string, string>;
  const others = new Set(
    readdirSync(folder)
      .filter((file) => !file.endsWith(".en.json"))
      .flatMap((file) => Object.values(read(file))),
  );
  return readdirSync(folder)
    .filter((file) => file.endsWith(".en.json"))
    .flatMap((file) => Object.values(read(file)))
    .flatMap((text) => text.split(/\{\{\w+\}\}/))
    .map((text) => text.replace(/\s+/g, " ").trim())
    .filter((text) => text.split(" ").length >= 3 && text.length >= 14 && !others.has(text));
}

/** Words that look like the key of a message: addresses of mail and pages, hashes and file names are none. */
function keysIn(words: string): string {
  return words
    .split(" ")
    .filter((word) => !/[@/]|\d|www|\.(example|org|pdf|docx?|xlsx?|csv|atom|int)\b/.test(word))
    .join(" ");
}
