/** Suggestions for fields of an output: who may, what is refused, what becomes of them. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { anchorOfField } from "#app/document/anchor.ts";
import { outputsOf } from "#app/document/reading.ts";
import type { Actor } from "#app/domain/roles.ts";
import type { FieldName } from "#app/domain/output-field.ts";
import { readFields } from "#app/forms/form.ts";
import { commentForm, fieldWording, suggestForm } from "#app/forms/margin.ts";
import { marginPages } from "#server/services/margin-pages.ts";
import type { Store } from "#server/store/client.ts";
import { freshStore } from "#test/database.ts";
import { refusalFrom } from "#test/factories.ts";
import { full, h, output, p, planOf } from "../../app/document/plans.ts";
import { marginHouse } from "./margin-house.ts";

const held = { ...full, target: "Ten countries" };
const plan = planOf(
  h("s1", 1, "Purpose"),
  p("p1", "What we do."),
  output("o1", held, p("d1", "Two days, for regulators.")),
  output("o2", { title: "Study" }),
);

let store: Store;
let house: Awaited<ReturnType<typeof marginHouse>>;
let pages: ReturnType<typeof marginPages>;

beforeAll(async () => {
  store = await freshStore();
  house = await marginHouse(store, "access-and-infrastructure");
  pages = marginPages(house.ground, { ...house.limits });
});
beforeEach(() => house.write(house.chair, plan));
afterAll(() => store.close());

const value = (field: FieldName): string => String((held as Readonly<Record<string, string>>)[field] ?? "");
const suggest = (who: Actor, field: FieldName, replacement: string, quote = value(field), clause = "o1") =>
  house.wordings.suggest(who, house.slug, {
    ...house.said(""),
    anchor: anchorOfField(1, clause, field, quote),
    replacement,
  });
const attrs = async (clause = "o1") => {
  const { live } = await house.look(house.chair);
  return live?.text.content.find((node) => node.attrs?.["id"] === clause)?.attrs;
};
const sponsored = async (field: FieldName, replacement: string) => {
  const number = await suggest(house.people.observer, field, replacement);
  await house.wordings.sponsor(house.brazil, house.slug, number);
  return number;
};
const accept = (number: number, told?: readonly number[]) =>
  house.wordings.accept(house.chair, house.slug, number, told);

describe("suggesting", () => {
  test("is for those who may suggest words, a country begins as sponsor, and the text waits", async () => {
    const { observer, stranger } = house.people;
    const number = await suggest(observer, "due", "2012-06");
    expect(await house.wording(number)).toMatchObject({
      anchor: { clause: "o1", field: "due", quote: full.due, start: null, end: null, before: "", after: "" },
      replacement: "2012-06",
      sponsors: [],
      may: { accept: false, sponsor: true, reject: true },
    });
    expect((await house.wording(await suggest(house.brazil, "due", "2013"))).sponsors).toEqual(["BR"]);
    expect((await refusalFrom(suggest(stranger, "due", "2013"))).key).toBe("may-not.plan.read-live");
    expect((await attrs())?.["due"]).toBe(full.due);
  });

  test.each<[FieldName, string, string, object?]>([
    ["due", full.due, "wording.nothing-changed"],
    ["start", "", "wording.nothing-changed"],
    ["title", "x".repeat(301), "field.too-long", { maximum: 300 }],
    ["kind", "party", "wording.field-choice"],
    ["amount", "much", "wording.field-amount"],
    ["currency", "dollars", "wording.field-currency"],
    ["goals", "one & two", "wording.field-goals"],
  ])(
    "for %s is refused where it changes nothing or does not fit (%#)",
    async (field, replacement, key, params = {}) => {
      const before = await store.db.wording.count();
      const sent = suggest(house.people.observer, field, replacement);
      await expect(sent).rejects.toMatchObject({
        refusal: { kind: "invalid", key, fields: { replacement: { key, params } } },
      });
      expect(await store.db.wording.count()).toBe(before);
    },
  );

  test("is refused for a field that says something else, and for what is no output or is gone", async () => {
    const { observer } = house.people;
    const of = async (quote: string, clause: string) =>
      refusalFrom(suggest(observer, "due", "2013", quote, clause));
    expect(await of("2010", "o1")).toEqual({ kind: "conflict", key: "margin.field-changed" });
    expect(await of("", "o1")).toEqual({ kind: "conflict", key: "margin.field-changed" });
    expect(await of("", "p1")).toEqual({ kind: "conflict", key: "margin.passage-gone" });
    expect(await of("", "gone")).toEqual({ kind: "conflict", key: "margin.passage-gone" });
  });

  test("takes each field there is, also to be emptied", async () => {
    const wanted: readonly [FieldName, string][] = [
      ["title", "A workshop"],
      ["responsible", "PE"],
      ["funding", "sought"],
      ["status", ""],
      ["kind", ""],
      ["partners", ""],
      ["goals", "3"],
      ["start", "2011"],
      ["currency", "EUR"],
      ["amount", "10.50"],
      ["fundingScope", "international"],
      ["fundingSector", ""],
      ["indicator", "Countries\nthat stay"],
      ["target", ""],
      ["evidence", "https://example.org"],
    ];
    for (const [field, replacement] of wanted)
      await accept(await suggest(house.brazil, field, replacement, value(field)), []);
    const kept = wanted.filter(([, replacement]) => replacement !== "");
    expect(await attrs()).toEqual({ id: "o1", due: full.due, ...Object.fromEntries(kept) });
  });
});

describe("what is sent", () => {
  const fields = (anchor: object, replacement: string) => ({
    anchor: JSON.stringify(anchor),
    replacement,
    onceKey: randomUUID(),
  });
  const on = (more: object = {}) => ({ ...anchorOfField(1, "o1", "title", "A"), ...more });

  test("names a field that there is, is no longer than words may be, and is cleaned as the field has it", () => {
    expect(readFields(suggestForm, fields(on(), " Two\r\nlines\u0007 "))).toMatchObject({
      anchor: { field: "title" },
      replacement: "Two lines",
    });
    expect(readFields(suggestForm, fields(on({ field: "target" }), " one\r\n\r\ntwo "))).toMatchObject({
      replacement: "one\n\ntwo",
    });
    const words = on({ field: undefined });
    expect(readFields(suggestForm, fields(words, " one\n\ntwo"))).toMatchObject({ replacement: " one\ntwo" });
    for (const field of ["id", "__proto__", "progress", "", 7])
      expect(() => readFields(suggestForm, fields(on({ field }), "x"))).toThrow();
    const long = fields(on({ field: "evidence" }), "x".repeat(2001));
    try {
      readFields(suggestForm, long);
      throw new Error("taken");
    } catch (refused) {
      expect(refused).toMatchObject({
        refusal: { fields: { replacement: { key: "field.too-long", params: { maximum: 2000 } } } },
      });
    }
    const page = { clause: "o1", field: "id", shown: "", wanted: "x", onceKey: randomUUID() };
    expect(() => readFields(fieldWording, page)).toThrow();
  });

  test("makes no comment on a field", () => {
    const sent = { ...fields(on(), ""), text: "Why?" };
    expect(readFields(commentForm, sent).anchor).not.toHaveProperty("field");
  });
});

describe("accepting", () => {
  test("waits for a sponsor; then the field says it, for everybody and once, and nothing else has changed", async () => {
    const number = await suggest(house.people.observer, "due", "2012-06");
    expect(await refusalFrom(accept(number))).toEqual({ kind: "conflict", key: "wording.sponsor-needed" });
    await house.wordings.sponsor(house.brazil, house.slug, number);
    const before = await store.db.documentUpdate.count();
    await Promise.all([accept(number), accept(number)]);
    await accept(number);
    expect(await attrs()).toEqual({ id: "o1", ...held, due: "2012-06" });
    expect(await store.db.documentUpdate.count()).toBe(before + 1);
    expect((await house.wording(number)).state).toBe("accepted");
    expect((await house.kinds()).slice(-3)).toEqual([
      "wording.suggested",
      "wording.sponsored",
      "wording.accepted",
    ]);
    const { live } = await house.look(house.chair);
    expect(live === null ? [] : outputsOf(live.text).map(({ due }) => due)).toEqual(["2012-06", ""]);
  });

  test("is refused where the field says something else by now, and the suggestion stays open", async () => {
    const number = await sponsored("due", "2012-06");
    await accept(await sponsored("due", "2014"));
    expect(await refusalFrom(accept(number))).toEqual({ kind: "conflict", key: "margin.field-changed" });
    expect((await house.wording(number)).state).toBe("open");
    expect((await attrs())?.["due"]).toBe("2014");
    await house.write(house.chair, planOf(h("s1", 1, "Purpose")));
    expect(await refusalFrom(accept(number))).toEqual({ kind: "conflict", key: "margin.passage-gone" });
  });

  test("goes with its output where that is moved", async () => {
    const number = await sponsored("target", "Twelve countries");
    const [first, ...rest] = plan.content;
    const moved = [first, ...rest.slice(0, 1), ...rest.slice(2), ...rest.slice(1, 2)];
    await house.write(house.chair, { type: "doc", content: moved.filter((node) => node !== undefined) });
    await accept(number);
    expect((await attrs())?.["target"]).toBe("Twelve countries");
  });

  test("is refused where what is suggested was redacted and fits no more", async () => {
    const number = await sponsored("amount", "5551234");
    await store.db.wording.updateMany({ where: { number }, data: { replacement: "▮▮▮" } });
    expect(await refusalFrom(accept(number))).toEqual({ kind: "conflict", key: "wording.field-unfit" });
    expect((await attrs())?.["amount"]).toBe(full.amount);
  });

  test("is told of another for the same field; one for another field, or for words of the output, is none", async () => {
    const one = await sponsored("title", "A workshop");
    const other = await suggest(house.people.speaker, "title", "A meeting");
    const apart = await suggest(house.people.speaker, "partners", "CL");
    const rivals = async () => (await pages.list(house.chair, house.slug, "en")).rivals;
    expect(await rivals()).toMatchObject({ [one]: [other], [other]: [one] });
    expect(Object.keys(await rivals())).not.toContain(String(apart));
    expect(await refusalFrom(accept(one, [apart]))).toEqual({
      kind: "conflict",
      key: "wording.rival-untold",
    });
    await accept(one, [other]);
    const page = await pages.list(house.chair, house.slug, "en");
    expect([page.wordings[other], page.wordings[apart]?.id]).toEqual([null, "o1"]);
  });
});

describe("the other acts", () => {
  test("are those of any suggestion: declined with a reason, discussed, taken back, carried over", async () => {
    const { observer } = house.people;
    const declined = await suggest(observer, "due", "2015");
    await house.wordings.reject(house.chair, house.slug, declined, "Too late");
    expect(await house.wording(declined)).toMatchObject({ state: "rejected", ended: { reason: "Too late" } });
    const back = await suggest(observer, "due", "2016");
    await house.comments.discuss(house.brazil, house.slug, { ...house.said("¿Por qué?"), wording: back });
    expect((await house.wording(back)).thread).not.toBeNull();
    await house.wordings.withdraw(observer, house.slug, back);
    expect((await house.wording(back)).state).toBe("withdrawn");
  });
});

describe("the page without script", () => {
  const form = (field: FieldName, wanted: string, shown = value(field)) => {
    const { language, as, onceKey } = house.said("");
    return { language, as, onceKey, clause: "o1", field, shown, wanted };
  };

  test("offers the fields of an output with what they hold, and none of a paragraph", async () => {
    const { observer } = house.people;
    const page = await pages.passage(observer, house.slug, "o1", "es");
    expect(Object.fromEntries(page.fields.map(({ name, value: said }) => [name, said]))).toEqual({
      ...held,
      start: "",
      evidence: "",
    });
    expect((await pages.passage(observer, house.slug, "p1", "es")).fields).toEqual([]);
  });

  test("reads what is typed in the language of the page", async () => {
    const { observer } = house.people;
    for (const [field, wanted, kept] of [
      ["responsible", "perú; CEPAL", "PE; CEPAL"],
      ["amount", "50.000,5", "50000.5"],
      ["goals", "1, 3", "1 3"],
    ] as const) {
      const number = await pages.suggestField(observer, house.slug, form(field, wanted), "es");
      expect((await house.wording(number)).replacement).toBe(kept);
    }
  });

  test("says beside the field what is wrong, and refuses what was shown otherwise", async () => {
    const { observer, stranger } = house.people;
    const refused = async (field: FieldName, wanted: string) => {
      const sent = pages.suggestField(observer, house.slug, form(field, wanted), "es");
      return sent.then(
        () => null,
        (fault: { refusal: { fields?: Record<string, { key: string }> } }) =>
          fault.refusal.fields?.["wanted"]?.key,
      );
    };
    expect(await refused("due", ` ${full.due}\n`)).toBe("wording.nothing-changed");
    expect(await refused("responsible", "Costa Rica")).toBe("wording.nothing-changed");
    expect(await refused("amount", "mucho")).toBe("wording.field-amount");
    expect(await refused("title", "x".repeat(301))).toBe("field.too-long");
    const stale = pages.suggestField(observer, house.slug, form("due", "2013", "2010"), "es");
    expect((await refusalFrom(stale)).key).toBe("margin.field-changed");
    expect((await refusalFrom(pages.suggestField(stranger, house.slug, form("due", "2013"), "es"))).key).toBe(
      "may-not.plan.read-live",
    );
  });
});
