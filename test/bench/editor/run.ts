/**
 * `npm run bench:editor`: a plan of sixty pages with 200 outputs, 400 comments and 20 people, 19 of whom type without a pause.
 * How long until it opens and what a key costs, in Chromium, beside the same text with the same typing in a bare ProseMirror
 * with y-prosemirror. Both take turns in one run: the ratios hold on any machine, the milliseconds on this one.
 *
 *   npm run bench:editor -- --repeats 3 --letters 100
 */
import { parseArgs } from "node:util";
import { cpus } from "node:os";
import type { Browser, Page } from "playwright-core";
import { firstState } from "#app/document/ydoc.ts";
import { launchChromium } from "#test/e2e/chromium.ts";
import { prepareDatabase } from "#test/running/database.ts";
import { startServer } from "#test/running/server.ts";
import { endsOf } from "#test/running/texts.ts";
import { median, short, table, type Figures } from "../figures.ts";
import { Fleet } from "../fleet.ts";
import type { Seat } from "../seat.ts";
import { serveBare } from "./bare.ts";
import { opening, typing, watchOpening } from "./measure.ts";
import { addComments, comments, longPlan } from "./text.ts";

const { values: options } = parseArgs({
  options: { repeats: { type: "string", default: "5" }, letters: { type: "string", default: "120" } },
});
const repeats = Number(options.repeats);
const letters = Number(options.letters);
const people = 20;
const perSecond = 5;
/** The most that ours may cost of the yardstick, and the most that the slowest keys may take, ms. */
const goals = { ratio: 1.5, key: 16 } as const;
/** In the middle of the text; nobody else types there. */
const own = "p105";

const spots = endsOf(longPlan);
const places = Array.from({ length: people - 1 }, (_, index) => 3 + index * 11);

const database = await prepareDatabase({
  kind: process.env["TEST_DATABASE_URL"] === undefined ? "embedded" : "server",
  documents: 1,
  people,
  plan: longPlan,
});
const [live] = database.documents;
if (!live) throw new Error("there is no text");
const store = await database.open();
await addComments(store, live).finally(() => store.close());
const server = await startServer({ env: database.env });
const bare = await serveBare(
  firstState(longPlan),
  places.flatMap((place) => spots[place] ?? []),
);
const fleet = new Fleet(1);
const seats = places.map((place, index): Seat => {
  const spot = spots[place];
  if (!spot) throw new Error(`nothing can be typed at ${place}`);
  const cookie = live.editors[index + 1]?.cookie ?? "";
  const client = 2_000_000 + index;
  return {
    room: 0,
    document: live.documentId,
    cookie,
    client,
    spot,
    paragraph: place,
    role: "light",
  };
});
await fleet.open({ system: "ours", port: server.port }, seats);
const browser = await launchChromium();
const found = { ours: [] as Figures[], bare: [] as Figures[] };
try {
  const ours = `${server.url.replace("127.0.0.1", "localhost")}/en/groups/${live.groupId}/plan`;
  const turn = {
    ours: async () => {
      await fleet.begin(perSecond);
      try {
        return await person(browser, ours, live.editors[0]?.cookie ?? "");
      } finally {
        await fleet.end();
      }
    },
    bare: async () => {
      bare.begin(perSecond);
      try {
        return await person(browser, bare.url, "");
      } finally {
        bare.still();
      }
    },
  };
  for (let repeat = 0; repeat < repeats; repeat++)
    for (const name of repeat % 2 === 0 ? (["ours", "bare"] as const) : (["bare", "ours"] as const)) {
      const figures = await turn[name]();
      found[name].push(figures);
      console.error(`${repeat + 1}/${repeats} ${name}: key p95 ${short(figures["key, p95 ms"] ?? NaN)} ms`);
    }
} finally {
  await browser.close();
  fleet.dismiss();
  bare.stop();
  await server.stop();
  await database.drop();
}
report();

/** Opens the page cold and again with what the browser keeps, then types. */
async function person(chromium: Browser, url: string, cookie: string): Promise<Figures> {
  const context = await chromium.newContext({ viewport: { width: 1280, height: 900 }, locale: "en" });
  try {
    const [name = "", value = ""] = cookie.split("=");
    if (name !== "") await context.addCookies([{ name, value, url: new URL(url).origin }]);
    const page: Page = await context.newPage();
    await watchOpening(page);
    const cold = await opening(page, url);
    await page.waitForTimeout(2000);
    const warm = await opening(page, url);
    await page.waitForTimeout(2000);
    const keys = await typing(page, own, letters);
    if (await page.evaluate(() => window.benchTorn?.() ?? false))
      throw new Error("words of others are missing in the yardstick");
    return {
      "first visit: writable, ms": cold["writable, ms"] ?? NaN,
      "opened again: readable, ms": warm["readable, ms"] ?? NaN,
      "opened again: writable, ms": warm["writable, ms"] ?? NaN,
      ...keys,
    };
  } finally {
    await context.close();
  }
}

function report(): void {
  const names = Object.keys(found.ours[0] ?? {});
  const middle = (system: "ours" | "bare", name: string) =>
    median(found[system].map((figures) => figures[name] ?? NaN));
  const lines = names.map((name) => [
    name,
    short(middle("ours", name)),
    short(middle("bare", name)),
    (middle("ours", name) / middle("bare", name)).toFixed(2),
  ]);
  console.log(`\n${table(["", "the plan's editor", "bare ProseMirror", "ratio"], lines)}`);
  const key = middle("ours", "key, p95 ms");
  const ratio = key / middle("bare", "key, p95 ms");
  const say = (met: boolean) => (met ? "met" : "missed");
  console.log(`\n- key, p95: ${short(key)} ms, goal ≤ ${goals.key} ms: **${say(key <= goals.key)}**`);
  console.log(`- its ratio: ${ratio.toFixed(2)}, goal ≤ ${goals.ratio}: **${say(ratio <= goals.ratio)}**`);
  console.log(
    `\n${cpus().length} × ${cpus()[0]?.model ?? "?"}, Node ${process.version}, Chromium ${browser.version()}; ` +
      `${comments} comments, ${people} people; medians of ${repeats} turns of ${letters} keys.`,
  );
}
