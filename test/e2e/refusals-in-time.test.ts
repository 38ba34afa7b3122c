import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Language } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import { clientWith, formIn, wordsIn, type Answer, type Client } from "./client.ts";
import { betweenStarts } from "./database.ts";
import { startProduct, type Product } from "./product.ts";
import { draft, expectRefused, people } from "./refused.ts";

const group = "/en/groups/access-and-infrastructure";

let product: Product;
let as: (who: string) => Client;
beforeAll(async () => {
  product = await startProduct();
  as = await people(product, "stranger", "br", "cl", "chair", "observer", "officer-uy", "officer-cu", "ar");
});
afterAll(() => product?.stop());

describe("at one instant", () => {
  test("a form sent twice is taken once", async () => {
    const { text } = await as("cl").get(`${group}/goals/new`);
    const sent = { ...(formIn(text, "goal")?.hidden ?? {}), ...draft({ title: "Sent twice by one hand" }) };
    const answers = await Promise.all([1, 2, 3].map(() => as("cl").post(`${group}/goals/new`, sent)));
    expect(
      new Set(answers.map(({ location }) => location).filter((location) => location !== null)).size,
    ).toBe(1);
    const list = (await as("cl").get(`${group}/goals`)).text;
    expect(list.split("Sent twice by one hand").length - 1).toBe(1);

    const onceKey =
      formIn((await as("observer").get(`${group}/discussion/2`)).text, "answering")?.hidden["onceKey"] ?? "";
    const post = {
      intent: "answer",
      onceKey,
      replyTo: "",
      text: "Said once and sent thrice.",
      language: "en",
    };
    await Promise.all([1, 2, 3].map(() => as("observer").post(`${group}/discussion/2`, post)));
    const thread = (await as("stranger").get(`${group}/discussion/2`)).text;
    expect(thread.split("Said once and sent thrice.").length - 1).toBe(1);
  });

  test("one seat answers once, and two officers who act on one thing do not both act", async () => {
    const { text } = await as("officer-uy").get("/en/rounds/2/position");
    const position = { ...(formIn(text, "position")?.hidden ?? {}), kind: "joins", step: "confirm" };
    const given = await Promise.all(
      [1, 2, 3].map(() => as("officer-uy").post("/en/rounds/2/position", position)),
    );
    expect(given.filter(({ status }) => status === 302).length).toBeGreaterThanOrEqual(1);
    for (const { status } of given) expect([302, 409]).toContain(status);
    expect(
      formIn((await as("officer-uy").get("/en/rounds/2/position")).text, "position")?.hidden["after"],
      "one is on record",
    ).toBe("1");

    const plan = "/en/groups/telework/plan";
    await as("ar").submit(plan, "begin-plan", { period: "2011-2013", language: "es" });
    await as("ar").submit(`${plan}/step?act=submit-to-group`, "step");
    await as("ar").submit(`${plan}/step?act=submit-to-officers`, "step");
    const step = `${plan}/step?act=return`;
    const forms = await Promise.all(
      ["officer-uy", "officer-cu"].map(
        async (who) => formIn((await as(who).get(step)).text, "step")?.hidden ?? {},
      ),
    );
    const acts = await Promise.all(
      ["officer-uy", "officer-cu"].map((who, place) =>
        as(who).post(step, { ...forms[place], comments: `Returned by ${who}.` }),
      ),
    );
    expect(acts.filter(({ status }) => status === 302).length).toBe(1);
    // Whoever comes second is told so: the text is no longer before the officers.
    for (const { status } of acts) expect([302, 403, 409]).toContain(status);
    const after = wordsIn((await as("ar").get(plan)).text);
    expect(
      ["officer-uy", "officer-cu"].filter((who) => after.includes(`Returned by ${who}.`)),
      "one return stands in the history",
    ).toHaveLength(1);
  });
});

describe("pages of what fails", () => {
  const languages: readonly Language[] = ["es", "en", "pt", "fr"];

  test("say it in the reader's language, with the status it has", async () => {
    for (const language of languages) {
      const t = translator(language);
      const tell = (answer: Answer, status: number) => {
        expect(answer.status).toBe(status);
        expect(answer.text).toContain(`<html lang="${language}"`);
        return wordsIn(answer.text);
      };
      const edit = `/${language}/groups/access-and-infrastructure/edit`;
      expect(tell(await as("br").get(edit), 403)).toContain(t("frame:error.403.title"));
      expect(tell(await as("br").get(`/${language}/goals/p99999`), 404)).toContain(
        t("frame:error.404.title"),
      );
      const plan = `/${language}/groups/access-and-infrastructure/plan`;
      expect(tell(await as("chair").get(`${plan}/open-round`), 409)).toContain(
        t("refusals:plan.illegal-step"),
      );
      const empty = await as("br").post(`/${language}/groups/access-and-infrastructure/goals/new`, {
        title: "",
      });
      expect(tell(empty, 422)).toContain(t("refusals:field.missing"));
    }
  });

  test("after too many tries, 429 says when to come back, for known and unknown accounts alike", async () => {
    for (const email of ["br@demo.example", "nobody@demo.example"]) {
      const stranger = clientWith(product, null);
      const tries: Answer[] = [];
      for (let nth = 0; nth < 12; nth++)
        tries.push(await stranger.post("/fr/sign-in", { email, password: `wrong number ${nth}` }));
      expect(tries[0]?.status).toBe(422);
      const last = tries.at(-1);
      expect(last?.status).toBe(429);
      expect(Number(last?.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(last?.text).toContain('<html lang="fr"');
    }
  });

  test("a position after the deadline is refused by the server's clock", async () => {
    const before =
      formIn((await as("officer-cu").get("/en/rounds/2/position")).text, "position")?.hidden ?? {};
    await betweenStarts(
      product,
      `UPDATE "rounds" SET "closesAt" = now() - interval '1 minute' WHERE "settledAt" IS NULL`,
    );
    const late = await as("officer-cu").post("/es/rounds/2/position", {
      ...before,
      kind: "joins",
      step: "confirm",
    });
    expectRefused(late, 409, "a late position");
    expect(late.text).toContain('<html lang="es"');
    expect(wordsIn((await as("stranger").get("/en/rounds/2")).text)).toMatch(/Cuba/);
  });

  test("a fault of ours is a 500 with an id that is in the log", async () => {
    await betweenStarts(product, 'ALTER TABLE "posts" RENAME TO "posts_away"');
    const answer = await as("stranger").get(`/pt/groups/access-and-infrastructure/discussion/1`);
    expect(answer.status).toBe(500);
    expect(answer.text).toContain('<html lang="pt"');
    expect(wordsIn(answer.text)).toContain(translator("pt")("frame:error.500.title"));
    const id = /class="mono">([0-9a-f]{16})</.exec(answer.text)?.[1] ?? "none";
    await expect.poll(() => product.log()).toContain(id);
    expect(answer.text).not.toMatch(/posts_away|prisma|at .*\.ts:\d/i);
  });
});
