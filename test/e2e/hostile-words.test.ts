/** No words of anybody become markup, script, a header or a formula: everything is said in hostile words, and everything is looked at. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fieldsOf, Sowing } from "#test/hostile/sowing.ts";
import { launchChromium } from "./chromium.ts";
import { lookAtAnswers } from "./hostile/answers.ts";
import { unsown } from "./hostile/columns.ts";
import { lookAtFiles } from "./hostile/files.ts";
import { lookAtLetters } from "./hostile/letters.ts";
import { lookAtText, said } from "./hostile/live.ts";
import { linked, nowhere, shown, whole } from "./hostile/shown.ts";
import { walkThrough, type Walk, type Walked, type WalkedThrough } from "./hostile/walk.ts";
import { sowEverything, type World } from "./hostile/world.ts";
import { startProduct, type Product } from "./product.ts";

const sowing = new Sowing();
let product: Product;
let browser: Browser;
let world: World;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchChromium()]);
  world = await sowEverything(product, sowing);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const walk = (javaScriptEnabled: boolean): Walk => {
  const { scripts } = world;
  return { browser, product, sowing, scripts, javaScriptEnabled };
};

/** What the tables say is shown on a route, and was not read there. */
function missing({ found }: Walked): readonly string[] {
  const some = Object.entries(shown).flatMap(([route, fields]) => {
    const read = fieldsOf([...(found.get(route) ?? [])]);
    return ["group", ...fields].filter((field) => !read.has(field)).map((field) => `${route}: no ${field}`);
  });
  const all = whole.flatMap(([route, field]) =>
    sowing
      .in(field)
      .filter((sown) => found.get(route)?.has(sown) !== true && !linked(sown) && !world.gone.includes(sown))
      .map(({ text }) => `${route}: the ${field} ${text}`),
  );
  return [...some, ...all];
}

/** Nothing is wrong, each route shows what the tables say, and whatever was said is shown somewhere. */
function expectAll(walked: Walked): void {
  expect(walked.wrong).toEqual([]);
  expect(missing(walked)).toEqual([]);
  expect([...walked.found.keys()].sort()).toEqual(Object.keys(shown).sort());
  const read = fieldsOf([...walked.found.values()].flatMap((sown) => [...sown]));
  const unread = [...fieldsOf(world.said)].filter((field) => !read.has(field));
  expect(unread.filter((field) => !nowhere.includes(field))).toEqual([]);
}

describe("hostile words", () => {
  let walked: WalkedThrough;
  test("are words on every page with script, and are all there", async () => {
    walked = await walkThrough(walk(true), world.pages);
    expectAll(walked);
  });

  // Where a page brings no script, what the browser made of it above is what it makes without.
  test("are words without script too, and are all there", async () => {
    expect(walked.scripted.map(({ route }) => route)).toContain("groups.$slug.plan._index");
    expectAll(await walkThrough(walk(false), walked.scripted, walked.plain));
  });

  test("are words where they come straight back", async () => {
    const { wrong, found } = await lookAtAnswers(walk(true));
    expect(wrong).toEqual([]);
    const read = fieldsOf([...found.values()].flatMap((sown) => [...sown]));
    const sent = [...fieldsOf(sowing.sown)].filter((field) => field.startsWith("sent "));
    expect(sent.filter((field) => !read.has(field))).toEqual([]);
  });

  test("are words in the live text, its margin, its notes and its lists", async () => {
    const { wrong, absent, notes, pasted } = await lookAtText(browser, product, sowing);
    expect(wrong).toEqual([]);
    expect(absent.filter((sown) => !world.gone.includes(sown))).toEqual([]);
    for (const [where, fields] of Object.entries(said))
      expect(notes[where], where).toEqual(expect.arrayContaining([...fields]));
    expect(pasted.lost).toEqual([]);
    expect(pasted.count).toBeGreaterThan(400);
  });

  test("are words in every file that is taken away", async () => {
    expect(await lookAtFiles(browser, world)).toEqual([]);
  });

  test("are words in every letter", async () => {
    const { count, wrong, found } = await lookAtLetters(browser, world.hands);
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(10);
    expect([...found].sort()).toEqual([
      "act",
      "goal title",
      "group",
      "person",
      "proposed group",
      "would lift",
    ]);
  });

  test("are in every column that can hold somebody's", async () => {
    expect(await unsown(product)).toEqual([]);
  });
});
