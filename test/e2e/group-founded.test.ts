import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { clientOf } from "./client.ts";
import { betweenStarts } from "./database.ts";
import { pageOf, startProduct, type Product } from "./product.ts";
import { as, givePosition, roundOf } from "./rounds.ts";

let product: Product;
let browser: Browser;
beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const name = "Alertes communes en cas de catastrophe";
const home = "/fr/groups/alertes-communes-en-cas-de-catastrophe";

/** Goes on with the tab key until that field has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let pressed = 0; pressed < 80; pressed += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return;
  }
  throw new Error(`the tab key does not lead to ${selector}`);
}

/** Types into the field, or chooses from the list by what its line begins with. */
async function type(page: Page, selector: string, words: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.type(words);
}

/** The consultation was opened a week ago, and ended just after its last answer. */
const pass = (round: string) =>
  betweenStarts(
    product,
    `UPDATE "rounds" AS r SET "opensAt" = now() - interval '7 days', "closesAt" =
       (SELECT max("at") + interval '1 second' FROM "positions" WHERE "roundId" = r."id")
       WHERE "number" = ${/\d+$/.exec(round)?.[0] ?? "0"}`,
  );

const enterOutcome = (round: string) =>
  as(browser, product, "officer-pe", round, async (page) => {
    await page.locator("form#record button").click();
    await page.locator("form#record").waitFor({ state: "detached" });
  });

describe("a working group, in French, from a country's proposal to a minisite that is alive", () => {
  test("is proposed with the keyboard only, and read by everybody at once", async () => {
    const page = await pageOf(browser, product, "focal-uy", { locale: "fr-FR" });
    await page.goto("/fr/groups/propose");
    await type(page, "#group-name-fr", name);
    await type(page, "#group-name-es", "Alertas comunes ante desastres");
    await type(page, "#group-area", "D");
    await type(page, "#group-purpose", "Le groupe convient de messages d’alerte que tous comprennent.");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Il les essaie chaque année avec deux pays voisins.");
    await type(page, "#group-chair", "Uruguay");
    await type(page, "#group-vice-1", "Jama");
    await tabTo(page, '#group button[type="submit"]');
    await page.keyboard.press("Enter");
    // The reasons are missing: the page comes back with what was typed, and the list of faults has the focus.
    await page.locator("#group-errors").waitFor();
    await expect.poll(() => page.locator("#group-errors").innerText()).toContain("Raisons");
    await expect.poll(() => page.locator("#group-name-fr").inputValue()).toBe(name);
    await expect.poll(() => page.locator("#group-chair").inputValue()).toBe("UY");
    await type(page, "#group-reasons", "Les catastrophes ne s’arrêtent pas aux frontières.");
    await tabTo(page, '#group button[type="submit"]');
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${home}`);
    await expect.poll(() => page.locator("h1").innerText()).toBe(name);
    await page.context().close();

    await as(browser, product, null, home, async (stranger) => {
      await expect.poll(() => stranger.locator(".paras").innerText()).toContain("Il les essaie chaque année");
      await expect.poll(() => stranger.locator('[aria-current="step"]').innerText()).toContain("Proposé");
      expect(await stranger.locator(".tabs").count(), "no minisite yet").toBe(0);
    });
    await as(browser, product, null, "/fr/groups", async (stranger) => {
      await expect.poll(() => stranger.locator("#proposed").innerText()).toContain(name);
      expect(await stranger.locator("#areas").innerText()).not.toContain(name);
    });
  });

  test("is joined by another country, and all 33 countries are asked, most of whom are silent", async () => {
    const jamaica = await clientOf(product, "focal-jm");
    await jamaica.submit(home, "co-propose");
    const facts = await (await clientOf(product, null)).get(home);
    expect(facts.text).toContain("Proposé par\u202f: Uruguay et Jamaïque");

    await as(browser, product, "officer-pe", home, async (page) => {
      await page.locator("#open-consultation button").click();
      await page.locator(".round-card").waitFor();
    });
    const consultation = await roundOf(product, home);
    await givePosition(browser, product, "focal-ar", consultation, { kind: "joins" });
    await givePosition(browser, product, "focal-mx", consultation, {
      kind: "objects",
      words: { reason: "Le coût n’est pas dit.", lift: "Dire combien cela coûte." },
      choices: { objectionPassage: "3" },
    });
    await as(browser, product, "officer-pe", home, async (page) => {
      expect(await page.locator("#open-officers-round").count(), "not while the countries are asked").toBe(0);
    });
    await pass(consultation);
    await enterOutcome(consultation);
    await as(browser, product, null, home, async (page) => {
      const told = page.locator("#report");
      const answers = await told.locator("dl > div").allInnerTexts();
      const listed = await told.locator("dd li").count();
      expect(listed, "every country of the region is in the report, once").toBe(33);
      expect(answers.find((line) => line.includes("Argentine"))).toMatch(/^Est d.accord/);
      expect(answers.find((line) => line.includes("Mexique"))).toMatch(/objection/i);
      expect(answers.find((line) => line.includes("Chili"))).toMatch(/silencieux/);
      await expect.poll(() => page.locator("#on-record").innerText()).toContain("Le coût n’est pas dit.");
      await expect
        .poll(() => page.locator("#history").innerText(), { message: "nobody joins a consensus here" })
        .toMatch(/Argentine\s:\sest d’accord/);
    });
  });

  test("is approved by the officers, who alone decide, and comes alive as the release says", async () => {
    await as(browser, product, "officer-pe", home, async (page) => {
      await page.locator('label[for="open-officers-round-mode-express"]').click();
      await page.locator("#open-officers-round button").click();
      await page.locator(".round-card").waitFor();
    });
    const round = await roundOf(product, home);
    for (const seat of ["pe", "ec", "mx", "br", "uy", "cu"])
      await givePosition(browser, product, `officer-${seat}`, round, { kind: "joins" });
    await enterOutcome(round);

    await as(browser, product, null, home, async (page) => {
      await expect.poll(() => page.locator("h1").innerText()).toBe(name);
      await expect.poll(() => page.locator(".tabs").innerText()).toMatch(/Plan de travail/);
      await expect
        .poll(() => page.locator(".mini .lead").innerText())
        .toContain("messages d’alerte que tous comprennent");
      await expect.poll(() => page.locator(".mini .defs").innerText()).toMatch(/Uruguay[\s\S]*Jamaïque/);
    });
    await as(browser, product, null, "/es/groups", async (page) => {
      await expect.poll(() => page.locator("#areas").innerText()).toContain("Alertas comunes ante desastres");
    });
    await as(browser, product, null, `${home}/proposal`, async (page) => {
      await expect
        .poll(() => page.locator("#rounds li").count(), { message: "consultation and round stay to be read" })
        .toBe(2);
    });
  });

  test("asks the country that chairs it for its persons, and its Chair begins to work", async () => {
    await as(browser, product, "focal-uy", "/fr/desk", async (page) => {
      await page.locator(".dues a", { hasText: name }).first().click();
      await page.locator('#nominate-form [name="institution"]').fill("Système national d’urgence");
      await page.locator('#nominate-form [name="name-1"]').fill("Lucía Bentancor");
      await page.locator('#nominate-form [name="email-1"]').fill("lucia@urgence.example");
      await page.locator('#nominate-form [name="reference"]').fill("Nota 7");
      await page.locator("#nominate-form button").click();
      await page.waitForURL(`**${home}/members`);
      await expect.poll(() => page.locator("main").innerText()).toContain("Lucía Bentancor");
    });
  });
});

describe("a group with a new name", () => {
  test("has a new address, to which every page at the one before leads for good", async () => {
    const staff = await clientOf(product, "secretariat");
    const renamed = await staff.submit(`${home}/rename`, "rename", {
      "name-fr": "Alertes précoces",
      "name-es": "Alertas tempranas",
      "name-en": "Early warning",
      "name-pt": "",
      kind: "conference",
      reference: "Décision 4",
      date: "",
    });
    expect(renamed.location).toBe("/fr/groups/early-warning");
    const reader = await clientOf(product, null);
    for (const below of ["", "/members", "/plan", "/proposal", "/news.atom", "/discussion?page=1"]) {
      const answer = await reader.get(home + below);
      expect([answer.status, answer.location]).toEqual([301, `/fr/groups/early-warning${below}`]);
      expect((await reader.get(`/fr/groups/early-warning${below}`)).status).toBe(200);
    }
    const proposal = await reader.get("/fr/groups/early-warning/proposal");
    expect(proposal.text).toContain("a proposé le groupe");
  });
});
