import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { countryServices } from "#server/services/countries.ts";
import { registerServices } from "#server/services/registers.ts";
import type { Store } from "#server/store/client.ts";
import { freshStore } from "#test/database.ts";
import {
  focalPoint,
  groundOn,
  person,
  populate,
  refusalFrom,
  representative,
  start,
} from "#test/factories.ts";
import { addManyRounds } from "#test/many-rounds.ts";

let store: Store;
const slug = "access-and-infrastructure";
const every = { roll: null, outcome: null, group: null, page: 1 } as const;

beforeAll(async () => {
  store = await freshStore();
  const groupId = await populate(store, slug, ["BR", "CL", "UY"]);
  await person(store, "Ana Brazil", [representative("BR", groupId), focalPoint("BR")]);
  await addManyRounds(store, { slug, count: 25, live: 2, now: start });
});
afterAll(() => store.close());

describe("the register of decisions", () => {
  const register = () => registerServices(groundOn(store));

  it("holds every round that ended, the latest first, in pages", async () => {
    const first = await register().page(every, "en");
    expect(first).toMatchObject({ total: 23, page: 1, pages: 2 });
    expect(first.lines).toHaveLength(12);
    const times = first.lines.map(({ at }) => at.getTime());
    expect(times).toEqual([...times].sort((a, b) => b - a));
    const second = await register().page({ ...every, page: 2 }, "en");
    expect(second.lines).toHaveLength(11);
    const numbers = [...first.lines, ...second.lines].map(({ number }) => number);
    expect(new Set(numbers).size).toBe(23);
  });

  it("says of each the clause, the text, every country's answer, and what was put on record", async () => {
    const [line] = (await register().page(every, "en")).lines;
    expect(line).toMatchObject({
      roll: "group",
      mode: "express",
      outcome: "consensus",
      clause: "II D c iii",
    });
    expect(line?.release.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(line?.answers.flatMap(({ countries }) => countries)).toHaveLength(33);
    expect(line?.answers.map(({ answer }) => answer)).toEqual(["joined", "reservation", "dissociated"]);
    const reserved = line?.answers.find(({ answer }) => answer === "reservation")?.countries ?? [];
    expect(line?.words.map(({ country }) => country).sort()).toEqual([...reserved].sort());
    expect(line?.words[0]).toMatchObject({ kind: "reservation", passage: "1" });
    // Whose hand it was is not the register's matter.
    expect(JSON.stringify(line)).not.toContain("personId");
  });

  it("is narrowed by body, outcome and group", async () => {
    const count = async (choice: Partial<typeof every> | { roll: "officers" } | { outcome: "lapsed" }) =>
      (await register().page({ ...every, ...choice }, "en")).total;
    expect(await count({ roll: "officers" })).toBe(0);
    expect(await count({ outcome: "lapsed" })).toBe(0);
    const of = (group: string) => register().page({ ...every, outcome: "consensus", group }, "en");
    expect((await of(slug)).total).toBe(23);
    expect((await of("gender")).total).toBe(0);
    expect(await refusalFrom(of("nowhere"))).toMatchObject({ key: "group.unknown" });
  });

  it("shows the last page where a later one is asked for", async () => {
    expect((await register().page({ ...every, page: 99 }, "en")).page).toBe(2);
  });
});

describe("the page of a country", () => {
  const countries = () => countryServices(groundOn(store));

  it("shows what waits for it and how it answered", async () => {
    const uruguay = await countries().page("uy", "es");
    expect(uruguay).toMatchObject({ iso: "UY", name: "Uruguay" });
    expect(uruguay.waiting).toHaveLength(2);
    expect(uruguay.answers).toHaveLength(12);
    const chile = await countries().page("CL", "es");
    expect(chile.waiting).toHaveLength(0);
  });

  it("shows who speaks for it, and who is missing", async () => {
    const brazil = await countries().page("br", "en");
    expect(brazil.people.focalPoint.map(({ name }) => name)).toEqual(["Ana Brazil"]);
    expect(brazil.people.groups).toMatchObject([
      { slug, office: "chair", represented: true, persons: [{ name: "Ana Brazil" }] },
    ]);
    const chile = await countries().page("cl", "en");
    expect(chile.people.focalPoint).toEqual([]);
    expect(chile.people.groups).toMatchObject([{ slug, office: null, represented: false, persons: [] }]);
  });

  it("is not there for a code that no State of the region has", async () => {
    expect(await refusalFrom(countries().page("zz", "en"))).toEqual({
      kind: "unknown",
      key: "country.unknown",
    });
  });

  it("stands in a list of all 33 by country group", async () => {
    const { groups } = await countries().list("en");
    const all = groups.flatMap(({ countries: held }) => held);
    expect(all).toHaveLength(33);
    expect(all.find(({ iso }) => iso === "UY")).toMatchObject({
      groups: 1,
      hasFocalPoint: false,
      waiting: 2,
    });
    expect(all.find(({ iso }) => iso === "BR")).toMatchObject({ groups: 1, hasFocalPoint: true, waiting: 0 });
  });
});
