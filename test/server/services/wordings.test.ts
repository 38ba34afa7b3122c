import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { ACT_CLIENT } from "#app/document/ydoc.ts";
import { bracketsOf } from "#app/document/openness.ts";
import { wordsOf } from "#app/document/plan.ts";
import { clausesOf } from "#app/document/reading.ts";
import type { Store } from "#server/store/client.ts";
import { freshStore } from "#test/database.ts";
import { actorOf, refusalFrom } from "#test/factories.ts";
import { fund, marginHouse, plan } from "./margin-house.ts";

let store: Store;
let house: Awaited<ReturnType<typeof marginHouse>>;

beforeAll(async () => {
  store = await freshStore();
  house = await marginHouse(store, "access-and-infrastructure");
});
afterAll(() => store.close());

/** The paragraphs as they read now. */
async function reads(clause = "p1"): Promise<string | undefined> {
  const { live } = await house.look(house.chair);
  return clausesOf(live?.text ?? plan).find(({ id }) => id === clause)?.words;
}

/** Puts the text back. */
async function anew(): Promise<void> {
  await house.write(house.chair, plan);
}

describe("suggesting", () => {
  test("is for everybody with the right to speak; a participating country begins as its own sponsor", async () => {
    const sponsors: Record<string, readonly string[] | string> = {};
    for (const [role, who] of Object.entries(house.people)) {
      const made = house.suggest(who, "fund", `body of ${role}`);
      sponsors[role] = await made.then(
        async (number) => (await house.wording(number)).sponsors,
        async () => (await refusalFrom(house.suggest(who, "fund", "x"))).key,
      );
    }
    expect(sponsors).toEqual({
      stranger: "may-not.plan.read-live",
      chair: ["PE"],
      "vice chair": ["CL"],
      representative: ["BR"],
      observer: [],
      speaker: [],
      agency: [],
      coordinator: ["PE"],
      "focal point inside": ["BR"],
      "focal point outside": [],
      officer: [],
      secretariat: [],
      "of another group": "may-not.plan.read-live",
    });
    expect(await reads()).toBe(fund);
  });

  test("twice by the same form is one suggestion; with somebody else's key it is refused", async () => {
    const form = { ...house.said(""), anchor: house.on("regional"), replacement: "common" };
    const { observer, chair } = house.people;
    const both = await Promise.all([
      house.wordings.suggest(observer, house.slug, form),
      house.wordings.suggest(observer, house.slug, form),
    ]);
    expect(both[0]).toBe(both[1]);
    expect(await refusalFrom(house.wordings.suggest(chair, house.slug, form))).toEqual({
      kind: "invalid",
      key: "post.sent-elsewhere",
    });
  });

  test("is refused where nothing would change, for a clause as a whole, and for words that are not there", async () => {
    const { observer } = house.people;
    const key = async (quote: string, replacement: string, more: object = {}) =>
      (
        await refusalFrom(
          house.wordings.suggest(observer, house.slug, {
            ...house.said(""),
            anchor: { ...house.on(quote), ...more },
            replacement,
          }),
        )
      ).key;
    expect(await key("fund", "fund")).toBe("wording.nothing-changed");
    expect(await key("", "words")).toBe("wording.words-needed");
    expect(await key("fund", "x", { quote: "what Chile never said" })).toBe("margin.passage-changed");
    expect(await key("fund", "x", { quote: "never", clause: "gone" })).toBe("margin.passage-gone");
  });

  test("keeps the anchor as the live text has it, whatever was sent beside it", async () => {
    const anchor = { ...house.on("contributions"), before: "forged", epoch: 7 };
    const { observer } = house.people;
    const form = { ...house.said(""), anchor: { ...anchor, before: house.on("contributions").before } };
    const number = await house.wordings.suggest(observer, house.slug, { ...form, replacement: "money" });
    const made = await house.wording(number);
    expect(made.anchor).toMatchObject({
      epoch: 1,
      quote: "contributions",
      before: "A regional fund receives ",
    });
    expect(made.anchor.start).not.toBeNull();
    expect(made.base).toMatchObject({ epoch: 1, release: null });
  });
});

describe("every role", () => {
  /** x may; what is refused is said by its key. */
  const acts = ["sponsor", "unsponsor", "accept", "reject", "withdraw"] as const;
  const grid: Readonly<Record<string, string>> = {
    stranger: ". . . . .",
    chair: "x x x x .",
    "vice chair": "x x x x .",
    representative: "x x . . .",
    observer: ". . . . .",
    speaker: ". . . . x",
    agency: ". . . . .",
    coordinator: ". . x x .",
    "focal point inside": "x x . . .",
    "focal point outside": ". . . . .",
    officer: ". . . . .",
    secretariat: ". . . . .",
    "of another group": ". . . . .",
  };

  test.each(Object.entries(grid))(
    "%s: sponsor, unsponsor, accept, reject, withdraw %s",
    async (role, line) => {
      const who = house.people[role as keyof typeof house.people];
      const done: string[] = [];
      for (const act of acts) {
        await anew();
        // A suggestion by the speaker, sponsored by Brazil; of the country itself where its own sponsorship is asked.
        const number = await house.suggest(house.people.speaker, "fund", `body ${randomUUID()}`);
        const rest = act === "sponsor" ? [] : [house.people.chair, house.people["vice chair"], house.brazil];
        for (const sponsor of rest) await house.wordings.sponsor(sponsor, house.slug, number);
        const work =
          act === "reject"
            ? house.wordings.reject(who, house.slug, number, "Ya está dicho")
            : house.wordings[act](who, house.slug, number);
        done.push(await work.then(() => "x").catch(() => "."));
        if (done.at(-1) === ".") {
          const again =
            act === "reject"
              ? house.wordings.reject(who, house.slug, number, "x")
              : house.wordings[act](who, house.slug, number);
          expect((await refusalFrom(again)).kind).toBe("forbidden");
        }
      }
      expect(done.join(" ")).toBe(line);
      await anew();
    },
  );
});

describe("accepting", () => {
  test("an observer's words wait for a sponsoring country; then they stand in the text, once, and on record", async () => {
    const { observer, representative: brazil, chair } = house.people;
    const number = await house.suggest(observer, "regional fund", "common fund of the region");
    expect(await refusalFrom(house.wordings.accept(chair, house.slug, number))).toEqual({
      kind: "conflict",
      key: "wording.sponsor-needed",
    });
    await house.wordings.sponsor(brazil, house.slug, number);
    expect((await house.wording(number)).sponsors).toEqual(["BR"]);
    const before = await store.db.documentUpdate.count();
    await Promise.all([
      house.wordings.accept(chair, house.slug, number),
      house.wordings.accept(chair, house.slug, number),
    ]);
    await house.wordings.accept(chair, house.slug, number);
    expect(await reads()).toBe(fund.replace("regional fund", "common fund of the region"));
    expect(await store.db.documentUpdate.count()).toBe(before + 1);
    const entries = await store.db.journalEntry.findMany({
      where: { kind: { startsWith: "wording." } },
      orderBy: { seq: "desc" },
      take: 3,
    });
    expect(entries.map(({ kind }) => kind)).toEqual([
      "wording.accepted",
      "wording.sponsored",
      "wording.suggested",
    ]);
    expect(house.ground.told.filter(({ kind }) => kind === "text-written").length).toBeGreaterThan(0);
    expect(await house.wording(number)).toMatchObject({
      state: "accepted",
      ended: { by: "Rosa access-and-infrastructure", reason: null },
    });
    await anew();
  });

  test("begins new paragraphs where lines end, and takes out a paragraph of which nothing is left", async () => {
    const { representative: brazil, chair } = house.people;
    const take = async (quote: string, replacement: string, clause?: string) =>
      house.wordings.accept(chair, house.slug, await house.suggest(brazil, quote, replacement, clause));
    const count = plan.content.length;
    await take("every year.", "every year.\nIt meets in Lima.\nIt reports.");
    const after = (await house.look(chair)).live?.text.content ?? [];
    expect(after.slice(1, 4).map(wordsOf)).toEqual([fund, "It meets in Lima.", "It reports."]);
    expect(after[1]?.attrs).toEqual(plan.content[1]?.attrs);
    expect(new Set(after.map(({ attrs }) => attrs?.["id"])).size).toBe(count + 2);
    await take("Every two months.", "", "p3");
    expect((await house.look(chair)).live?.text.content).toHaveLength(count + 1);
    await anew();
  });

  test("a country that has left sponsors no more", async () => {
    const { observer, chair } = house.people;
    const number = await house.suggest(observer, "every year", "each year");
    await house.wordings.sponsor(house.brazil, house.slug, number);
    const left = { groupId: house.groupId, country: "BR" };
    await store.db.membership.updateMany({ where: left, data: { leftAt: house.ground.clock.now() } });
    expect(await refusalFrom(house.wordings.accept(chair, house.slug, number))).toEqual({
      kind: "conflict",
      key: "wording.sponsor-needed",
    });
    await store.db.membership.updateMany({ where: left, data: { leftAt: null } });
    await house.wordings.accept(chair, house.slug, number);
    await anew();
  });

  test("is refused with the passage as it is now where the words are others, and the suggestion stays open", async () => {
    const { chair, observer } = house.people;
    const number = await house.suggest(chair, "regional fund", "fund");
    const other = await house.suggest(observer, "fund receives", "fund gets");
    await house.wordings.sponsor(house.brazil, house.slug, other);
    await house.wordings.accept(chair, house.slug, other);
    // They overlap: what the first lay on is still there letter by letter, so it still fits.
    await house.wordings.accept(chair, house.slug, number);
    expect(await reads()).toMatch(/^A fund gets/);
    await anew();

    const first = await house.suggest(chair, "contributions of the", "money of the");
    const second = await house.suggest(chair, "receives contributions", "is paid");
    await house.wordings.accept(chair, house.slug, first);
    const refused = house.wordings.accept(chair, house.slug, second);
    await expect(refused).rejects.toMatchObject({
      refusal: {
        kind: "conflict",
        key: "margin.passage-changed",
        params: { passage: fund.replace("contributions", "money") },
      },
    });
    expect((await house.wording(second)).state).toBe("open");
    expect(await reads()).toBe(fund.replace("contributions", "money"));
    await anew();
  });

  test("writes under the server's own id, each time", async () => {
    const { chair } = house.people;
    for (const words of ["One", "Two"]) {
      const number = await house.suggest(chair, "Every", words, "p3");
      await house.wordings.accept(chair, house.slug, number);
      await anew();
    }
    const rows = await store.db.documentUpdate.findMany({
      where: { clientUpdateId: { startsWith: "wording-" } },
    });
    const writers = rows.flatMap(({ bytes }) => Y.decodeUpdate(bytes).structs.map(({ id }) => id.client));
    expect(rows.length).toBeGreaterThan(2);
    expect(new Set(writers)).toEqual(new Set([ACT_CLIENT]));
  });

  test("keeps the bracket and its holders", async () => {
    const { chair } = house.people;
    const number = await house.suggest(chair, "by 2012", "before 2013", "p2");
    await house.wordings.accept(chair, house.slug, number);
    const { live } = await house.look(chair);
    expect(bracketsOf(live?.text ?? plan)).toMatchObject([{ words: "before 2013", holders: ["CL"] }]);
    await anew();
  });

  test("and rejecting after the end is refused, with the end", async () => {
    const { chair, observer } = house.people;
    const number = await house.suggest(observer, "Every two", "Every three", "p3");
    expect(await refusalFrom(house.wordings.reject(chair, house.slug, number, " "))).toEqual({
      kind: "invalid",
      key: "wording.reason-needed",
    });
    await house.wordings.reject(chair, house.slug, number, "Se acordó cada dos meses");
    expect(await house.wording(number)).toMatchObject({
      state: "rejected",
      ended: { reason: "Se acordó cada dos meses" },
    });
    expect(await refusalFrom(house.wordings.accept(chair, house.slug, number))).toEqual({
      kind: "conflict",
      key: "wording.ended.rejected",
    });
    expect(await refusalFrom(house.wordings.withdraw(observer, house.slug, number))).toEqual({
      kind: "conflict",
      key: "wording.ended.rejected",
    });
    expect(await refusalFrom(house.wordings.accept(chair, house.slug, 999))).toEqual({
      kind: "unknown",
      key: "wording.unknown",
    });
  });
});

describe("what is still open", () => {
  test("goes on beyond a release, which notes its number once and says how many were pending", async () => {
    const fresh = await marginHouse(store, "telework");
    const { chair, observer } = fresh.people;
    const kept = await fresh.suggest(observer, "fund", "body");
    const gone = await fresh.suggest(observer, "regional", "common");
    await fresh.wordings.withdraw(observer, fresh.slug, gone);
    fresh.ground.clock.pass(1000);
    await fresh.move(chair, "submit-to-group");
    fresh.ground.clock.pass(1000);
    const later = await fresh.suggest(observer, "every year", "each year");
    await fresh.write(chair, { ...plan, content: plan.content.slice(0, 3) });
    await fresh.move(chair, "submit-to-officers");
    expect((await fresh.wording(kept)).base.release).toBe(1);
    expect((await fresh.wording(gone)).base.release).toBeNull();
    expect((await fresh.wording(later)).base.release).toBe(2);
    const pending = async (release: number) =>
      (await fresh.plans.release(chair, fresh.slug, release)).pending;
    expect([await pending(1), await pending(2)]).toEqual([1, 2]);
    fresh.ground.clock.pass(1000);
    await fresh.wordings.withdraw(observer, fresh.slug, kept);
    expect([await pending(1), await pending(2)]).toEqual([1, 2]);
  });

  test("stays with the country and the words where its author's account is erased", async () => {
    const { speaker } = house.people;
    const number = await house.suggest(speaker, "every year", "each year");
    await store.db.person.update({
      where: { id: speaker.id },
      data: { name: "–", erasedAt: house.ground.clock.now() },
    });
    expect(await house.wording(number)).toMatchObject({
      author: "",
      voice: { kind: "speaker", country: "UY" },
      replacement: "each year",
    });
    await store.db.person.update({ where: { id: speaker.id }, data: { name: speaker.name, erasedAt: null } });
    expect(await actorOf(store.db, speaker.id)).toMatchObject({ name: speaker.name });
  });
});
