import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { linkIn } from "./letters.ts";
import { pageOf, startProduct, type Product } from "./product.ts";
import { as, choose } from "./rounds.ts";

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const email = "aurelia.campos@institute.example";
const first = "siete lámparas de papel";
const second = "nueve cometas de junco";

async function signIn(page: Page, password: string): Promise<void> {
  await page.goto("/en/sign-in");
  await page.locator('#sign-in [name="email"]').fill(email);
  await page.locator('#sign-in [name="password"]').fill(password);
  await page.locator('#sign-in button[type="submit"]').click();
}

describe("an account", () => {
  let invitation = "";

  test("begins with a letter: the link, a password, the first page signed in", async () => {
    await as(browser, product, "secretariat", "/en/secretariat/invitations", async (page) => {
      await choose(page, "invite-as", "account");
      await page.locator('#invite [name="name"]').fill("Aurelia Campos");
      await page.locator('#invite [name="email"]').fill(email);
      await page.locator('#invite [name="language"]').selectOption("pt");
      await page.locator('#invite [name="reference"]').fill("Letter 12 of the institute");
      await page.locator('#invite button[type="submit"]').click();
      await expect.poll(() => page.locator("main").innerText()).toContain("Aurelia Campos");
    });
    invitation = await linkIn(product, email, "invitation");

    const page = await pageOf(browser, product, null, { javaScriptEnabled: false });
    await page.goto(invitation);
    await page.locator('#invitation [name="password"]').fill("elac2015elac2015");
    await page.locator('#invitation [name="again"]').fill("elac2015elac2015");
    await page.locator('#invitation button[type="submit"]').click();
    await page.locator("#invitation [aria-invalid=true]").first().waitFor();
    await page.locator('#invitation [name="password"]').fill(first);
    await page.locator('#invitation [name="again"]').fill(first);
    await page.locator('#invitation [name="language"]').selectOption("fr");
    await page.locator('#invitation button[type="submit"]').click();
    expect(new URL(page.url()).pathname).toBe("/fr/desk");
    await page.locator("body > header .me", { hasText: "Aurelia Campos" }).first().waitFor();
    await page.context().close();
  });

  test("its link is good once", async () => {
    await as(browser, product, null, invitation, async (page) => {
      expect(await page.locator("form#invitation").count()).toBe(0);
      expect(await page.locator("main").innerText()).not.toContain("Aurelia");
    });
  });

  test("signs out and in again by its password, and a forgotten one is replaced by letter", async () => {
    const page = await pageOf(browser, product, null, { javaScriptEnabled: false });
    await signIn(page, first);
    expect(new URL(page.url()).pathname).toBe("/fr/desk");

    const away = await pageOf(browser, product, null, { javaScriptEnabled: false });
    await away.goto("/en/forgotten");
    await away.locator('#forgotten [name="email"]').fill(email);
    await away.locator('#forgotten button[type="submit"]').click();
    const answered = await away.locator("main").innerText();
    await away.goto("/en/forgotten");
    await away.locator('#forgotten [name="email"]').fill("nobody@institute.example");
    await away.locator('#forgotten button[type="submit"]').click();
    await expect
      .poll(() => away.locator("main").innerText(), {
        message: "the same answer for an address without account",
      })
      .toBe(answered);

    const link = await linkIn(product, email, "reset");
    await away.goto(link);
    await away.locator('form[id] [name="password"]').fill(second);
    await away.locator('form[id] [name="again"]').fill(second);
    await away.locator('main form[id] button[type="submit"]').click();
    await away.waitForURL((url) => url.pathname.endsWith("/sign-in"));

    await page.goto("/en/desk");
    await expect
      .poll(() => page.locator("main").innerText(), { message: "the other sign-ins have ended" })
      .toMatch(/sign in/i);
    await signIn(away, first);
    expect(new URL(away.url()).pathname, "the old password is worth nothing").toBe("/en/sign-in");
    await signIn(away, second);
    expect(new URL(away.url()).pathname).toBe("/fr/desk");

    const out = away.locator('form[action$="/sign-out"] button');
    await away.locator("details.me summary, details.menu.me summary").first().click();
    await out.first().click();
    await away.goto("/en/account");
    await expect.poll(() => away.locator("main").innerText()).toMatch(/sign in/i);
    await Promise.all([page.context().close(), away.context().close()]);
  });
});
