import { readdirSync, readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axe } from "./axe.ts";
import { launchChromium } from "./chromium.ts";
import { clientOf } from "./client.ts";
import { longPlan } from "./long-plan.ts";
import { allPages, passing, withoutPage, type ListedPage } from "./pages.ts";
import { planText, saved } from "./plan-page.ts";
import { contextOf, startProduct, type Product } from "./product.ts";
import { watch } from "./watched.ts";

const wide = { width: 1280, height: 900 };
const phone = { width: 360, height: 740 };

let product: Product;
let browser: Browser;
let pages: readonly ListedPage[];

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchChromium()]);
  pages = await allPages(product);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

/** Opens each page as who sees it, two at a time, and gathers what `look` finds wrong with it. */
async function sweep(
  language: string,
  listed: readonly ListedPage[],
  look: (page: Page, at: string, listed: ListedPage) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const waiting = [...listed].sort((a, b) => String(a.who).localeCompare(String(b.who)));
  const wrong: string[] = [];
  const visit = async () => {
    let open: { who: string | null; page: Page } | null = null;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (open === null || open.who !== next.who) {
        await open?.page.context().close();
        const context = await contextOf(browser, product, next.who, { viewport: wide });
        open = { who: next.who, page: await context.newPage() };
        await watch(open.page, product.url, wrong);
      }
      const at = `${next.who ?? "stranger"} /${language}${next.path}`;
      await open.page.goto(`${product.url}/${language}${next.path}`);
      if (next.route === "groups.$slug.plan._index") await settled(open.page);
      wrong.push(...(await look(open.page, at, next)));
    }
    await open?.page.context().close();
  };
  await Promise.all([visit(), visit()]);
  return wrong;
}

/** On a phone and in the other languages a page is looked at once, not in every state it can be in. */
function oneOfEachRoute(): readonly ListedPage[] {
  return pages.filter(({ route }, place) => pages.findIndex((other) => other.route === route) === place);
}

/** The page of a plan is looked at as it is once the live text has come. */
async function settled(page: Page): Promise<void> {
  if ((await page.locator(".plan-editor").count()) > 0) await page.locator(planText).waitFor();
}

/** What axe finds, of any impact. */
async function findings(page: Page, at: string, rules?: string[]): Promise<readonly string[]> {
  return (await axe(page, rules)).map((found) => `${at}: ${found}`);
}

/** Rules on words: in another language a page has other names and no other structure. */
const spoken = [
  "aria-allowed-attr",
  "button-name",
  "document-title",
  "empty-heading",
  "form-field-multiple-labels",
  "html-has-lang",
  "html-lang-valid",
  "input-button-name",
  "label",
  "label-content-name-mismatch",
  "link-name",
  "select-name",
  "summary-name",
  "valid-lang",
];

/** How far the page is wider than the screen. */
async function overflow(page: Page, at: string, width: number): Promise<readonly string[]> {
  await page.setViewportSize({ width, height: phone.height });
  const over = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const widest = [...document.body.querySelectorAll("*")].filter((one) => {
      const { right, width } = one.getBoundingClientRect();
      return width > 0 && right > clientWidth + 1;
    });
    const first = widest[0];
    return scrollWidth <= clientWidth
      ? null
      : `${scrollWidth - clientWidth} px, ${first?.tagName ?? ""}.${first?.className ?? ""}`;
  });
  return over === null ? [] : [`${at} at ${width} px: ${over}`];
}

/** Whether the bar at the top of a wide page needs a second row. */
async function crowded(page: Page, at: string): Promise<readonly string[]> {
  const height = await page.evaluate(
    () => document.querySelector(".top-row")?.getBoundingClientRect().height ?? 0,
  );
  return height > 64 ? [`${at}: the bar is ${height} px high`] : [];
}

describe("every page", () => {
  test("of the product is listed once with who sees it", () => {
    const routes = readdirSync("app/routes")
      .filter((file) => /^\(\$lang\)\..*\.tsx$/.test(file))
      .filter((file) => readFileSync(`app/routes/${file}`, "utf8").includes("export default"))
      .map((file) => file.slice("($lang).".length, -".tsx".length));
    const listed = new Set([...pages.map(({ route }) => route), ...withoutPage, ...passing]);
    expect(routes.filter((route) => !listed.has(route))).toEqual([]);
    expect(
      [...listed].filter(
        (route) => !readdirSync("app/routes").some((file) => file.startsWith(`($lang).${route}.ts`)),
      ),
    ).toEqual([]);
  });

  test("has nothing that axe finds, wide and on a phone, light and dark, is never wider than the screen, loads nothing from elsewhere and breaks no rule of the browser", async () => {
    const onPhone = new Set(oneOfEachRoute());
    const wrong = await sweep("en", pages, async (page, at, listed) => {
      const found = [...(await findings(page, `${at} (wide)`)), ...(await crowded(page, at))];
      // What a page has on a phone and not on a desk is the same in each of its states.
      if (onPhone.has(listed)) {
        await page.setViewportSize(phone);
        found.push(...(await findings(page, `${at} (phone)`)));
      }
      // The dark theme changes colours and nothing else, and no colour depends on the width.
      await page.emulateMedia({ colorScheme: "dark" });
      found.push(...(await findings(page, `${at} (dark)`, ["color-contrast", "link-in-text-block"])));
      await page.emulateMedia({ colorScheme: "light" });
      found.push(...(await overflow(page, at, 360)), ...(await overflow(page, at, 320)));
      await page.setViewportSize(wide);
      return found;
    });
    expect(wrong).toEqual([]);
  }, 900_000);

  for (const language of ["es", "pt", "fr"]) {
    test(`has nothing that axe finds in ${language}, and its longer words fit the screen`, async () => {
      const wrong = await sweep(language, oneOfEachRoute(), async (page, at) => {
        const found = [...(await crowded(page, at)), ...(await findings(page, at, spoken))];
        found.push(...(await overflow(page, at, 320)));
        await page.setViewportSize(wide);
        return found;
      });
      expect(wrong).toEqual([]);
    }, 600_000);
  }
});

describe("the page of a file in the making", () => {
  test("has nothing that axe finds while it is made and once it is there, and fits the screen, in four languages", async () => {
    const asked = await longPlan(product, "education", "ec", 1500);
    const client = await clientOf(product, "ec");
    // Two files take both threads for a while, so that the third waits.
    const [file] = await Promise.all([client.get(asked), client.get(asked)]);
    const last = (await client.get(asked)).location ?? "";
    expect(file.location).toMatch(/\/plan\/file\//);
    const context = await contextOf(browser, product, "ec", { viewport: wide });
    const wrong: string[] = [];
    const look = async (page: Page, at: string) => {
      wrong.push(...(await findings(page, `${at} (wide)`)));
      await page.emulateMedia({ colorScheme: "dark" });
      wrong.push(...(await findings(page, `${at} (dark)`, ["color-contrast", "link-in-text-block"])));
      await page.emulateMedia({ colorScheme: "light" });
      wrong.push(...(await overflow(page, at, 360)), ...(await overflow(page, at, 320)));
      await page.setViewportSize(wide);
    };
    const tabs = await Promise.all(
      ["en", "es", "pt", "fr"].map(async (language) => {
        const page = await context.newPage();
        const at = `${product.url}${last.replace(/^\/en/, `/${language}`)}`;
        // The page goes on following it, and hears nothing until it has been looked at.
        let answer = () => {};
        const looked = new Promise<void>((done) => (answer = done));
        await watch(page, product.url, wrong);
        await page.goto(at);
        await page.route(at, (route) => looked.then(() => route.continue()));
        return { page, at, answer };
      }),
    );
    for (const { page, at, answer } of tabs) {
      await page.locator('progress, [data-state="on"]:not([hidden])').first().waitFor();
      await look(page, `${at} in the making`);
      answer();
    }
    for (const { page, at } of tabs) {
      await page.locator('main a[href$="/take"]').waitFor({ timeout: 120_000 });
      await look(page, `${at}, ready`);
    }
    expect(wrong).toEqual([]);
    await context.close();
  }, 300_000);
});

describe("the main job by keyboard alone", () => {
  /** Presses Tab until the focus is where `there` says, at most so often. */
  async function tabTo(page: Page, there: string, most = 120): Promise<void> {
    for (let pressed = 0; pressed < most; pressed++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate((selector) => document.activeElement?.matches(selector) === true, there))
        return;
    }
    throw new Error(`Tab does not reach ${there} on ${page.url()}`);
  }

  test("signs in, opens the plan, writes, and leaves the text by Tab", async () => {
    const context = await browser.newContext({ locale: "en-GB", baseURL: product.url, viewport: wide });
    const page = await context.newPage();
    await page.goto("/en/sign-in");
    await page.keyboard.press("Tab");
    expect(
      await page.evaluate(() => document.activeElement?.getAttribute("href")),
      "the skip link comes first",
    ).toBe("#content");
    await page.keyboard.press("Enter");
    await tabTo(page, 'button[name="as"][value="uy@demo.example"]');
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname.endsWith("/desk"));

    await page.goto("/en/groups/access-and-infrastructure");
    await tabTo(page, 'nav a[href$="/access-and-infrastructure/plan"]');
    await page.keyboard.press("Enter");
    await page.locator(`${planText}[contenteditable="true"]`).waitFor();
    await tabTo(page, planText);
    await page.keyboard.press("Control+End");
    await page.keyboard.type(" Uruguay escribe sin ratón.");
    await saved(page);
    await expect.poll(() => page.locator(planText).textContent()).toContain("Uruguay escribe sin ratón.");

    await page.keyboard.press("Tab");
    const left = await page.evaluate(
      (selector) => document.querySelector(selector)?.contains(document.activeElement),
      planText,
    );
    expect(left, "Tab leaves the text").toBe(false);
    await page.keyboard.press("Shift+Tab");
    await page.locator(planText).focus();
    await page.keyboard.press("Alt+F10");
    expect(
      await page.evaluate(() => document.activeElement?.closest("#plan-tools") !== null),
      "Alt+F10 goes to the tools",
    ).toBe(true);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Escape");
    expect(
      await page.evaluate((selector) => document.activeElement?.matches(selector), planText),
      "Escape comes back",
    ).toBe(true);
    await context.close();
  });

  test("gives a position in its two steps", async () => {
    const context = await contextOf(browser, product, "officer-uy", { baseURL: product.url, viewport: wide });
    const page = await context.newPage();
    await page.goto("/en/rounds/2");
    await tabTo(page, 'main a.btn[href$="/rounds/2/position"]');
    await page.keyboard.press("Enter");
    await page.locator("#position").waitFor();
    await tabTo(page, '#position input[name="kind"]');
    await page.keyboard.press("Space");
    await tabTo(page, '#position button[value="review"]');
    await page.keyboard.press("Enter");
    await page.locator("#review").waitFor();
    await tabTo(page, '#review button[value="confirm"]');
    await page.keyboard.press("Enter");
    await page.locator("#board").waitFor();
    await expect.poll(() => page.locator("#board").innerText()).toMatch(/Uruguay[\s\S]{0,80}joins/i);
    await context.close();
  });

  test("shows where the focus is", async () => {
    const context = await browser.newContext({ baseURL: product.url, viewport: wide });
    const page = await context.newPage();
    await page.goto("/en/sign-in");
    for (let pressed = 0; pressed < 12; pressed++) {
      await page.keyboard.press("Tab");
      const ring = await page.evaluate(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body);
        return outlineStyle === "none" ? 0 : Number.parseFloat(outlineWidth);
      });
      expect(ring, `stop ${pressed + 1}`).toBeGreaterThanOrEqual(2);
    }
    await context.close();
  });
});
