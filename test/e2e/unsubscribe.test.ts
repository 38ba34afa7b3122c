/** Declining reminders by the link in a letter, and taking the end of a round home: over HTTP, without an account. */
import { createHmac } from "node:crypto";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { eventIn, one } from "#test/calendar.ts";
import { startProduct, type Product } from "./product.ts";

let product: Product;
let token: string;

/** The link is signed with a secret that never leaves the database, so the test puts one there. */
async function tokenOf(email: string): Promise<string> {
  const database = await PGlite.create(join(product.dataDir, "database"));
  await database.query(
    `INSERT INTO settings (key, value) VALUES ('letters.secret', to_jsonb('a secret of the tests'::text))
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  );
  const { rows } = await database.query<{ id: string }>("SELECT id FROM persons WHERE email = $1", [email]);
  await database.close();
  const id = rows[0]?.id ?? "";
  const signed = createHmac("sha256", "a secret of the tests").update(`decline:reminders:${id}`);
  return `reminders-${id}-${signed.digest("base64url")}`;
}

const page = (language = "en") => fetch(`${product.url}/${language}/letters/unsubscribe/${token}`);
const send = (path: string, fields: Record<string, string>) =>
  fetch(`${product.url}${path}`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams(fields),
  });

beforeAll(async () => {
  product = await startProduct();
  await product.kill();
  token = await tokenOf("br@demo.example");
  await product.restart();
}, 240_000);
afterAll(() => product.stop());

describe("the link of a reminder", () => {
  test("shows a page and changes nothing, however often it is opened", async () => {
    for (let n = 0; n < 3; n += 1) {
      const shown = await page();
      expect(shown.status).toBe(200);
      expect(shown.headers.get("cache-control")).toBe("no-store");
      expect(shown.headers.get("referrer-policy")).toBe("same-origin");
      expect(await shown.text()).toContain("Send me no reminders");
    }
  });

  test("without a language leads to the reader's", async () => {
    const answer = await fetch(`${product.url}/letters/unsubscribe/${token}`, {
      redirect: "manual",
      headers: { "Accept-Language": "pt" },
    });
    expect(answer.headers.get("location")).toBe(`/pt/letters/unsubscribe/${token}`);
  });

  test("takes the one press of a mail program, without leading it anywhere", async () => {
    const answer = await send(`/letters/unsubscribe/${token}`, { "List-Unsubscribe": "One-Click" });
    expect(answer.status).toBe(200);
    expect(await (await page()).text()).toContain("You get no more reminders");
  });

  test("takes it back by the form, and declines again by it", async () => {
    for (const [wanted, said] of [
      ["yes", "You get reminders again"],
      ["no", "You get no more reminders"],
    ] as const) {
      const answer = await send(`/en/letters/unsubscribe/${token}`, { wanted });
      expect(answer.status).toBe(302);
      const shown = await fetch(new URL(answer.headers.get("location") ?? "", product.url));
      expect(await shown.text()).toContain(said);
    }
  });

  test("that is not right opens nothing and takes nothing", async () => {
    const wrong = `/en/letters/unsubscribe/${token.slice(0, -1)}`;
    expect((await fetch(`${product.url}${wrong}`)).status).toBe(404);
    expect((await send(wrong, { "List-Unsubscribe": "One-Click" })).status).toBe(404);
    expect((await send(`/en/letters/unsubscribe/${token}`, { wanted: "perhaps" })).status).toBe(422);
  });

  test("is not written to the log", () => expect(product.log()).not.toContain(token));
});

describe("the calendar file of a round", () => {
  test.each(["", "/es", "/en", "/pt", "/fr"])("is there at %s/rounds/1/calendar.ics", async (language) => {
    const answer = await fetch(`${product.url}${language}/rounds/1/calendar.ics`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^text\/calendar; charset=utf-8/);
    const event = eventIn(await answer.text());
    expect(one(event, "URL").raw).toBe(`${product.url}${language === "" ? "/es" : language}/rounds/1`);
  });

  test.each(["999", "0", "x", "1.5"])("is not there for a round %s", async (number) => {
    expect((await fetch(`${product.url}/en/rounds/${number}/calendar.ics`)).status).toBe(404);
  });
});
