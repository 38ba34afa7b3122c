/** No words of anybody become markup, script, a header or a formula: everything is said in hostile words, and everything is looked at. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fieldsOf, Sowing } from "#test/hostile/sowing.ts";
import { launchChromium } from "./chromium.ts";
import { lookAtAnswers } from "./hostile/answers.ts";
import { unsown } from "./hostile/columns.ts";
import { lookAtFiles } from "./hostile/files.ts";
import { lookAtLetters } from "./hostile/letters.ts";
import { lookAtText } from "./hostile/live.ts";
import { nowhere, shown, whole } from "./hostile/shown.ts";
import { walkThrough, type Walk, type Walked } from "./hostile/walk.ts";
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
function missing(found: Walked["found"]): readonly string[] {
  const some = Object.entries(shown).flatMap(([route, fields]) => {
    const read = fieldsOf([...(found.get(route) ?? [])]);
    return fields.filter((field) => !read.has(field)).map((field) => `${route} does not say any ${field}`);
  });
  const all = whole.flatMap(([route, field, gone]) =>
    sowing
      .in(field)
      .filter((sown) => found.get(route)?.has(sown) !== true && gone?.(sown) !== true)
      .map(({ text }) => `${route} does not say the ${field} ${text}`),
  );
  return [...some, ...all];
}

describe("hostile words", () => {
  for (const javaScriptEnabled of [true, false])
    test(`are words on every page ${javaScriptEnabled ? "with" : "without"} script, and all of them are there`, async () => {
      const { wrong, found } = await walkThrough(walk(javaScriptEnabled), world.pages);
      if (javaScriptEnabled)
        console.log(
          "FOUND",
          JSON.stringify(
            Object.fromEntries([...found].map(([route, read]) => [route, [...fieldsOf([...read])].sort()])),
          ),
        );
      expect(wrong).toEqual([]);
      expect(missing(found)).toEqual([]);
      const read = fieldsOf([...found.values()].flatMap((sown) => [...sown]));
      expect([...fieldsOf(sowing.sown)].filter((field) => !read.has(field)).sort()).toEqual(nowhere);
    });

  test("are words where they come straight back", async () => {
    const { wrong, found } = await lookAtAnswers(walk(true));
    expect(wrong).toEqual([]);
    const read = fieldsOf([...found.values()].flatMap((sown) => [...sown]));
    const sent = [...fieldsOf(sowing.sown)].filter((field) => field.startsWith("sent "));
    expect(sent.filter((field) => !read.has(field))).toEqual([]);
  });

  test("are words in the live text, its margin, its notes and its lists", async () => {
    const { wrong, found } = await lookAtText(browser, product, sowing);
    console.log(
      "LIVED",
      JSON.stringify(Object.fromEntries([...found].map(([route, fields]) => [route, [...fields].sort()]))),
    );
    expect(wrong).toEqual([]);
  });

  test("are words in every file that is taken away", async () => {
    expect(await lookAtFiles(browser, world)).toEqual([]);
  });

  test("are words in every letter", async () => {
    const { count, wrong, found } = await lookAtLetters(browser, product, sowing);
    console.log(count, [...found]);
    expect(wrong).toEqual([]);
  });

  test("are in every column that can hold somebody's", async () => {
    expect(await unsown(product)).toEqual([]);
  });
});
