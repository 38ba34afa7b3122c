import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { clientOf, wordsIn } from "./client.ts";
import { caretAtEnd, openPlan, saved, wordsOf } from "./plan-page.ts";
import { startProduct, type Product } from "./product.ts";

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const plan = "/en/groups/access-and-infrastructure/plan";

describe("the history of a plan's text", () => {
  test("somebody names the text, it changes, the difference is read and the text put back, all but the typing without JavaScript", async () => {
    const brazil = await clientOf(product, "br");
    const named = await brazil.submit(`${plan}/versions`, "name-version", { name: "Before Lima", note: "" });
    const point = /named=(\d+)/.exec(named.location ?? "")?.[1] ?? "";
    const page = await openPlan(browser, product, "br", "access-and-infrastructure");
    await caretAtEnd(page, "Los países vecinos acuerdan");
    await page.keyboard.type(" Lima decide.");
    await saved(page);

    const between = `from=version-${point}&to=live`;
    for (const view of ["inline", "side", "list"]) {
      const { text } = await brazil.get(`${plan}/compare?${between}&view=${view}`);
      expect(text).toContain("<ins>");
      expect(wordsIn(text)).toContain("added: Lima decide.");
      expect(text).not.toContain('<script type="module"');
    }
    const { text: authored } = await brazil.get(`${plan}/versions/at?point=live&authors=1`);
    expect(wordsIn(authored)).toMatch(/Written by Peru \([^)]+\) and Brazil \([^)]+\)/);

    const noScript = /<noscript>[\s\S]*?href="([^"]+)"/.exec((await brazil.get(plan)).text)?.[1];
    expect(noScript, "from the plan to who changed what").toBe(`${plan}/versions#wrote`);
    const { text: wrote } = await brazil.get(`${plan}/versions`);
    const last = /href="([^"]*\/plan\/compare\?from=row-[^"]*)"/.exec(wrote)?.[1] ?? "";
    expect(wordsIn((await brazil.get(last.replaceAll("&amp;", "&"))).text)).toContain("added: Lima decide.");

    const chair = await clientOf(product, "chair");
    const restore = `${plan}/versions/restore?point=version-${point}`;
    expect((await brazil.get(restore)).status, "not by everybody who edits").toBe(403);
    const done = await chair.submit(restore, "restore");
    expect(done.status).toBe(302);
    await expect.poll(() => wordsOf(page)).not.toContain("Lima decide.");
    const { text: after } = await chair.get(done.location ?? "");
    expect(wordsIn(after)).toContain("Put back: “Before Lima”");

    const undo = /restore\?point=(row-[\d.]+)/.exec(after)?.[1] ?? "";
    expect((await chair.submit(`${plan}/versions/restore?point=${undo}`, "restore")).status).toBe(302);
    await expect.poll(() => wordsOf(page)).toContain("Lima decide.");
  });
});
