import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clausesOf } from "#app/document/reading.ts";
import { marginPages } from "#server/services/margin-pages.ts";
import type { Store } from "#server/store/client.ts";
import { freshStore } from "#test/database.ts";
import { refusalFrom } from "#test/factories.ts";
import { fund, marginHouse } from "./margin-house.ts";

let store: Store;
let house: Awaited<ReturnType<typeof marginHouse>>;
let pages: ReturnType<typeof marginPages>;

beforeAll(async () => {
  store = await freshStore();
  house = await marginHouse(store, "access-and-infrastructure");
  pages = marginPages(house.ground);
});
afterAll(() => store.close());

const about = (clause: string) => ({ ...house.said("¿Cuánto?"), clause });
const anew = (wanted: string, shown = fund) => {
  const { language, as, onceKey } = house.said("");
  return { language, as, onceKey, clause: "p1", block: 0, shown, wanted };
};

describe("the forms about a passage", () => {
  test("offer its words, the voices and whom to name, to those who may speak", async () => {
    const page = await pages.passage(house.people.observer, house.slug, "p2", "es");
    expect(page).toMatchObject({
      clause: { id: "p2", kind: "paragraph", number: 2 },
      blocks: ["The secretariat reports on it by 2012."],
      may: { comment: true, suggest: true },
    });
    expect(page.voices).toHaveLength(1);
    for (const [who, key] of [
      [house.people.stranger, "may-not.plan.read-live"],
      [house.people["of another group"], "may-not.plan.read-live"],
    ] as const)
      expect((await refusalFrom(pages.passage(who, house.slug, "p2", "es"))).key).toBe(key);
    expect(await refusalFrom(pages.passage(house.chair, house.slug, "nowhere", "es"))).toEqual({
      kind: "unknown",
      key: "margin.passage-gone",
    });
  });

  test("fasten a comment to the whole passage, or to words that stand there once", async () => {
    const { observer } = house.people;
    const whole = await pages.comment(observer, house.slug, { ...about("p3"), words: " " });
    const part = await pages.comment(observer, house.slug, { ...about("p1"), words: " fund " });
    const { threads } = await house.margin(house.chair);
    expect(threads.find(({ number }) => number === whole)?.anchor).toMatchObject({ clause: "p3", quote: "" });
    expect(threads.find(({ number }) => number === part)?.anchor).toMatchObject({
      clause: "p1",
      quote: "fund",
    });
    const refused = async (words: string) =>
      refusalFrom(pages.comment(observer, house.slug, { ...about("p1"), words }));
    expect(await refused("not there")).toMatchObject({ kind: "invalid" });
    await expect(
      pages.comment(observer, house.slug, { ...about("p1"), words: "not there" }),
    ).rejects.toMatchObject({ refusal: { fields: { words: { key: "margin.words-not-there" } } } });
    await expect(pages.comment(observer, house.slug, { ...about("p1"), words: "e" })).rejects.toMatchObject({
      refusal: { fields: { words: { key: "margin.words-twice" } } },
    });
  });

  test("make a suggestion of what was changed in the words of a block", async () => {
    const { observer } = house.people;
    const wanted = fund.replace("A regional fund", "A common fund");
    const number = await pages.suggest(observer, house.slug, anew(wanted));
    expect(await house.wording(number)).toMatchObject({
      anchor: { quote: "regional", clause: "p1" },
      replacement: "common",
    });
    await house.wordings.sponsor(house.brazil, house.slug, number);
    await house.wordings.accept(house.chair, house.slug, number);
    const { live } = await house.look(house.chair);
    expect(clausesOf(live?.text ?? { type: "doc", content: [] })[1]?.words).toBe(wanted);
    expect(await refusalFrom(pages.suggest(observer, house.slug, anew(`${fund} More.`)))).toEqual({
      kind: "conflict",
      key: "margin.passage-changed",
    });
    await expect(pages.suggest(observer, house.slug, anew(wanted, wanted))).rejects.toMatchObject({
      refusal: { fields: { wanted: { key: "wording.nothing-changed" } } },
    });
    await expect(
      pages.suggest(observer, house.slug, anew(`${"x".repeat(2001)} ${wanted}`, wanted)),
    ).rejects.toMatchObject({ refusal: { fields: { wanted: { key: "field.too-long" } } } });
  });
});

describe("the list", () => {
  test("says which open suggestions compete, and no more once one of them was accepted or taken back", async () => {
    const { observer, speaker } = house.people;
    const rivals = async () => (await pages.list(house.chair, house.slug, "es")).rivals;
    const first = await house.suggest(observer, "The secretariat", "The Chair", "p2");
    const apart = await house.suggest(observer, "by 2012", "by 2013", "p2");
    expect(await rivals()).toEqual({});
    const wider = await house.suggest(house.brazil, "secretariat reports", "country writes", "p2");
    const same = await house.suggest(speaker, "The secretariat", "Everybody", "p2");
    expect(await rivals()).toEqual({
      [first]: [wider, same],
      [wider]: [first, same],
      [same]: [first, wider],
    });
    await house.wordings.withdraw(speaker, house.slug, same);
    expect(await rivals()).toEqual({ [first]: [wider], [wider]: [first] });
    const accept = (told: readonly number[]) => house.wordings.accept(house.chair, house.slug, wider, told);
    expect(await refusalFrom(accept([apart]))).toEqual({ kind: "conflict", key: "wording.rival-untold" });
    expect((await house.wording(wider)).state, "it stays open").toBe("open");
    await accept([first]);
    const page = await pages.list(house.chair, house.slug, "es");
    expect(page.rivals).toEqual({});
    expect([page.wordings[first], page.wordings[apart]?.id]).toEqual([null, "p2"]);
  });

  test("says where each lies now, and which lost their place", async () => {
    const lost = await house.comment(house.people.observer, "Every two months.", "¿Por qué?", "p3");
    const { live } = await house.look(house.chair);
    if (!live) throw new Error("no text");
    await house.write(house.chair, { ...live.text, content: live.text.content.slice(0, 3) });
    const page = await pages.list(house.people.observer, house.slug, "es");
    expect(page.threads[lost]).toBeNull();
    expect(Object.values(page.threads).filter((clause) => clause?.id === "p1").length).toBeGreaterThan(0);
    expect(page.clauses.map(({ id }) => id)).toEqual(["s1", "p1", "p2"]);
    expect((await refusalFrom(pages.list(house.people.stranger, house.slug, "es"))).key).toBe(
      "may-not.plan.read-live",
    );
  });
});
