/** Personal data in what stands beside a plan's text: in quotes, in suggested words, and in why they were declined. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anchorOfField, anchorsIn, findInPlan } from "#app/document/anchor.ts";
import { anchorWithout } from "#app/document/redaction.ts";
import type { Anchor } from "#app/document/margin.ts";
import type { FieldName } from "#app/domain/output-field.ts";
import { redactionMark } from "#app/domain/redaction.ts";
import type { Person } from "#app/domain/roles.ts";
import { proofServices } from "#server/services/proofs.ts";
import { redactionServices } from "#server/services/redactions.ts";
import { erasureServices } from "#server/services/erasures.ts";
import type { Store } from "#server/store/client.ts";
import { freshStore } from "#test/database.ts";
import { refusalFrom } from "#test/factories.ts";
import { output, p, planOf } from "../../app/document/plans.ts";
import { fund, marginHouse } from "./margin-house.ts";

const secret = "Ana Pérez";

describe("an anchor without a passage", () => {
  const anchor = (before: string, quote: string, after: string): Anchor => ({
    epoch: 1,
    start: null,
    end: null,
    clause: "p1",
    quote,
    before,
    after,
  });
  test.each([
    [anchor("by ", "Ana Pérez", " and"), anchor("by ", redactionMark, " and"), 1],
    [anchor("by Ana ", "Pérez", " and"), anchor(`by ${redactionMark}`, "", " and"), 1],
    [anchor("érez and", "the", "fund"), anchor(`${redactionMark} and`, "the", "fund"), 0],
    [anchor("a", "the", "fund of Ana"), anchor("a", "the", `fund of ${redactionMark}`), 0],
    [anchor("a", "b", "c"), anchor("a", "b", "c"), 0],
  ])("%j", (held, left, times) => {
    expect(anchorWithout(held, secret)).toEqual({ anchor: left, times });
  });
});

describe("redacting a plan", () => {
  let store: Store;
  let house: Awaited<ReturnType<typeof marginHouse>>;
  let redactions: ReturnType<typeof redactionServices>;
  let staff: Person;

  beforeAll(async () => {
    store = await freshStore();
    house = await marginHouse(store, "gender");
    const dataDir = mkdtempSync(join(tmpdir(), "elac-beside-"));
    redactions = redactionServices({ ...house.ground, env: { ...house.ground.env, dataDir } });
    staff = house.people.secretariat;
  });
  afterAll(() => store.close());

  const address = "/es/groups/gender/plan/comments";
  const reason = "A request of 3 March.";
  const kept = async () =>
    JSON.stringify([
      await store.db.wording.findMany({ select: { anchor: true, replacement: true, endReason: true } }),
      await store.db.thread.findMany({ select: { anchor: true } }),
      await store.db.journalName.findMany({ select: { value: true } }),
    ]);

  test("takes the words out of quotes, suggestions and reasons too, and what is fastened finds its place again", async () => {
    const withName = planOf(
      p("p1", `A fund led by ${secret} receives contributions every year.`),
      p("p2", fund),
    );
    await house.write(house.chair, withName);
    const [on] = anchorsIn(withName, 1, "p1", `by ${secret}`);
    const [beside] = anchorsIn(withName, 1, "p1", "receives contributions");
    if (!on || !beside) throw new Error("no passage");
    const { observer } = house.people;
    const comment = await house.comments.comment(observer, house.slug, {
      ...house.said("¿Quién?"),
      anchor: on,
    });
    const form = { ...house.said(""), anchor: beside, replacement: `pays ${secret} contributions` };
    const wording = await house.wordings.suggest(observer, house.slug, form);
    await house.wordings.reject(house.chair, house.slug, wording, `${secret} no quiere`);
    expect(await kept()).toContain(secret);

    const asked = { address, passage: secret, reason };
    expect((await redactions.review(staff, asked)).times).toBe(1 + 1 + 3);
    await redactions.redact(staff, asked);
    expect(await kept()).not.toContain(secret);
    expect(await kept()).not.toMatch(/Pérez/);
    const { threads, wordings } = await house.margin(house.chair);
    const { live } = await house.look(house.chair);
    const thread = threads.find(({ number }) => number === comment);
    if (!thread || !live) throw new Error("no comment");
    expect(thread.anchor.quote).toBe(`by ${redactionMark}`);
    expect(findInPlan(live.text, thread.anchor)).toMatchObject({ clause: "p1" });
    expect(wordings.at(-1)).toMatchObject({
      replacement: `pays ${redactionMark} contributions`,
      ended: { reason: `${redactionMark} no quiere` },
    });
    expect((await refusalFrom(redactions.redact(staff, asked))).key).toBe("form.check-fields");
    const { chains, untold } = await proofServices(house.ground).database();
    expect([...chains.flatMap(({ flaw }) => flaw ?? []), ...untold]).toEqual([]);
  });

  test("takes them out of what fields of outputs hold and are to hold, and the suggestion is still for that field", async () => {
    const name = "Luz Rey";
    const own = await marginHouse(store, "telework");
    const { chair, slug, wordings } = own;
    const acts = redactionServices({
      ...own.ground,
      env: { ...own.ground.env, dataDir: mkdtempSync(join(tmpdir(), "elac-beside-")) },
    });
    await own.write(
      chair,
      planOf(p("p2", fund), output("o1", { title: `Seminar of ${name}`, kind: "study" })),
    );
    const suggest = (field: FieldName, quote: string, replacement: string) =>
      wordings.suggest(own.brazil, slug, {
        ...own.said(""),
        anchor: anchorOfField(1, "o1", field, quote),
        replacement,
      });
    const title = await suggest("title", `Seminar of ${name}`, `Workshop of ${name}`);
    const amount = await suggest("amount", "", "5551234");
    const at = { address: `/es/groups/${slug}/plan/comments`, reason };
    await acts.redact(own.people.secretariat, { ...at, passage: name });
    await acts.redact(own.people.secretariat, { ...at, passage: "5551234" });
    expect(await kept()).not.toMatch(/Luz|5551234/);
    await wordings.accept(chair, slug, title);
    const { live } = await own.look(chair);
    expect(live?.text.content[1]?.attrs?.["title"]).toBe(`Workshop of ${redactionMark}`);
    expect(await refusalFrom(wordings.accept(chair, slug, amount))).toEqual({
      kind: "conflict",
      key: "wording.field-unfit",
    });
  });

  test("leaves the live text as it is where the words stand beside it alone", async () => {
    const [on] = anchorsIn(planOf(p("p2", fund)), 2, "p2", "contributions");
    if (!on) throw new Error("no passage");
    const form = { ...house.said(""), anchor: on, replacement: "the money of Juan Gómez" };
    await house.wordings.suggest(house.people.observer, house.slug, form);
    const before = (await house.look(house.chair)).reviewed;
    await redactions.redact(staff, { address, passage: "Juan Gómez", reason });
    expect((await house.look(house.chair)).reviewed).toEqual(before);
    expect(await kept()).not.toContain("Juan");
  });

  test("and the erasing of an account counts suggestions that name the person", async () => {
    const { speaker } = house.people;
    const [on] = anchorsIn(planOf(p("p2", fund)), 2, "p2", "every year");
    if (!on) throw new Error("no passage");
    const form = { ...house.said(""), anchor: on, replacement: `whenever ${speaker.name} says so` };
    await house.wordings.suggest(house.people.observer, house.slug, form);
    const { mentions } = await erasureServices(house.ground).erasing(staff, speaker.id);
    expect(mentions.posts).toBe(1);
  });
});
