/** The letters in the outbox, as a mail program shows them. */
import { simpleParser } from "mailparser";
import type { Browser } from "playwright-core";
import { expect } from "vitest";
import { readCalendar } from "#test/calendar.ts";
import { fieldsOf, standing } from "#test/hostile/sowing.ts";
import type { Hands } from "./hands.ts";
import { lookAt } from "./look.ts";

/** The headers that a letter may have. */
const own =
  /^(from|to|subject|message-id|auto-submitted|content-language|list-unsubscribe(-post)?|date|mime-version|content-type)$/;

export interface Lettered {
  readonly count: number;
  readonly wrong: readonly string[];
  readonly found: ReadonlySet<string>;
}

/** Looks at every letter, once none is waiting any more. */
export async function lookAtLetters(browser: Browser, hands: Hands): Promise<Lettered> {
  const { product, sowing } = hands;
  const staff = await hands.as("secretariat");
  await expect
    .poll(async () => (await staff.get("/en/secretariat/letters?state=queued")).text)
    .not.toContain("<tbody");
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  const wrong: string[] = [];
  const found = new Set<string>();
  page.on("request", (request) => wrong.push(`a letter asks ${request.url()}`));
  const letters = product.letters();
  for (const raw of letters) {
    const head = raw.slice(0, raw.indexOf("\r\n\r\n")).replace(/\r\n[ \t]+/g, " ");
    const names = head.split("\r\n").map((line) => line.slice(0, line.indexOf(":")).toLowerCase());
    wrong.push(...names.filter((name) => !own.test(name)).map((name) => `a letter has a header ${name}`));
    if (new Set(names).size < names.length) wrong.push(`a header is there twice: ${head}`);
    const letter = await simpleParser(raw);
    const to = [letter.to].flat().flatMap((receiver) => receiver?.value ?? []);
    if (to.length !== 1 || !/@(?:demo|institute)\.example$/.test(to[0]?.address ?? ""))
      wrong.push(`a letter goes to ${to.map(({ address }) => address).join()}`);
    for (const { content, contentType } of letter.attachments) {
      if (contentType !== "text/calendar") wrong.push(`a letter carries ${contentType}`);
      else readCalendar(content.toString("utf8"));
    }
    await page.setContent(typeof letter.html === "string" ? letter.html : "");
    const { faults, said, scripts } = await lookAt(page, null);
    wrong.push(...[...faults, ...scripts].map((fault) => `${letter.subject ?? ""}: ${fault}`));
    const subject = letter.subject ?? "";
    for (const field of fieldsOf(standing(`${said}\n${subject}`, sowing.sown))) found.add(field);
  }
  await page.context().close();
  return { count: letters.length, wrong, found };
}
