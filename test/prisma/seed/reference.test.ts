import { describe, expect, test } from "vitest";
import { countryGroups } from "#app/domain/region.ts";
import {
  agendaSeeds,
  countryGroupSeeds,
  countrySeeds,
  cycleSeeds,
  groupSeeds2015,
  planDeadlines2015,
  seatSeeds2015,
  type AgendaSeed,
  type Texts,
} from "#prisma/seed/reference/reference.ts";

const languages = ["es", "en", "pt", "fr"] as const;
const titleLimit = 60; // characters, so that a title stands on one line of a card

function seedOf(cycle: string): AgendaSeed {
  const seed = agendaSeeds.find((agenda) => agenda.cycle === cycle);
  if (!seed) throw new Error(`no agenda ${cycle}`);
  return seed;
}

function count<Key extends string>(keys: readonly Key[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const key of keys) counts[key] = (counts[key] ?? 0) + 1;
  return counts;
}

describe("the agendas hold what the documents hold", () => {
  test.each([
    ["elac2007", { areas: 5, lines: 0, priorities: 0, goals: 30, actions: 70 }],
    ["elac2015", { areas: 8, lines: 10, priorities: 7, goals: 22, actions: 0 }],
    ["elac2022", { areas: 9, lines: 0, priorities: 0, goals: 39, actions: 0 }],
  ] as const)("%s", (cycle, size) => {
    const { areas, lines, priorities, goals, actions } = seedOf(cycle);
    expect({
      areas: areas.length,
      lines: lines.length,
      priorities: priorities.length,
      goals: goals.length,
      actions: actions.length,
    }).toEqual(size);
    expect(goals.map(({ number }) => number)).toEqual(goals.map((_goal, index) => index + 1));
    const codes = new Set(areas.map(({ code }) => code));
    for (const { area } of [...goals, ...lines, ...priorities]) expect(codes).toContain(area);
  });

  test("goals stand under the areas of the documents", () => {
    const perArea = (cycle: string) =>
      Object.values(count(seedOf(cycle).goals.map(({ area }) => ` ${area}`)));
    expect(perArea("elac2007")).toEqual([7, 7, 7, 5, 4]);
    expect(perArea("elac2015")).toEqual([4, 4, 2, 2, 5, 2, 3]);
    expect(perArea("elac2022")).toEqual([5, 5, 3, 6, 4, 3, 2, 4, 7]);
  });

  test("every action belongs to a goal, has a number of its own and the deadline of the document", () => {
    const { goals, actions } = seedOf("elac2007");
    expect(new Set(actions.map(({ number }) => number)).size).toBe(70);
    expect(new Set(actions.map(({ goal }) => goal))).toEqual(new Set(goals.map(({ number }) => number)));
    expect(count(actions.map(({ deadline }) => deadline))).toEqual({
      "Mid-2007": 51,
      "Mid-2006": 11,
      "End of 2006": 4,
      "November 2005": 3,
      "End of 2005": 1,
    });
  });
});

describe("the region", () => {
  test("has 33 States with two ISO codes each, all in one of four groups", () => {
    expect(countrySeeds).toHaveLength(33);
    expect(new Set(countrySeeds.map(({ iso }) => iso)).size).toBe(33);
    expect(new Set(countrySeeds.map(({ iso3 }) => iso3)).size).toBe(33);
    for (const { iso, iso3 } of countrySeeds) {
      expect(iso).toMatch(/^[A-Z]{2}$/);
      expect(iso3).toMatch(/^[A-Z]{3}$/);
    }
    expect(countryGroupSeeds.map(({ slug }) => slug)).toEqual([...countryGroups]);
    expect(count(countrySeeds.map(({ group }) => group))).toEqual({
      andean: 5,
      "central-america-mexico": 7,
      "southern-cone": 5,
      caribbean: 16,
    });
  });

  test("names each country as the languages' own data know its code", () => {
    const names = new Intl.DisplayNames("en", { type: "region" });
    const plain = (name: string) =>
      name
        .replace(/ \(.*\)$/, "")
        .replace("Saint ", "St. ")
        .replace("the ", "");
    for (const { iso, name } of countrySeeds) {
      expect(plain(name.en).replace(" and ", " & ")).toBe(names.of(iso)?.replace(" and ", " & "));
    }
  });

  test("marks the placements that are open to question", () => {
    const doubtful = countrySeeds.filter((country) => country.doubtful).map(({ iso }) => iso);
    expect(doubtful.sort()).toEqual(["BZ", "CU", "DO", "GY", "SR", "VE"]);
  });
});

describe("the mechanism of eLAC2015", () => {
  test("has eight seats, two per country group, six held and two vacant, Peru in the Chair", () => {
    expect(count(seatSeeds2015.map(({ group }) => group))).toEqual(
      Object.fromEntries(countryGroups.map((group) => [group, 2])),
    );
    const held = seatSeeds2015.flatMap(({ country }) => (country === null ? [] : [country]));
    expect(held.sort()).toEqual(["BR", "CU", "EC", "MX", "PE", "UY"]);
    expect(seatSeeds2015.filter(({ chair }) => chair).map(({ country }) => country)).toEqual(["PE"]);
  });

  test("seats go to countries of their own group", () => {
    for (const { country, group } of seatSeeds2015) {
      if (country !== null) expect(countrySeeds.find(({ iso }) => iso === country)?.group).toBe(group);
    }
  });

  test("has 14 groups with slugs of their own, each under its area", () => {
    expect(groupSeeds2015).toHaveLength(14);
    expect(new Set(groupSeeds2015.map(({ slug }) => slug)).size).toBe(14);
    for (const { slug } of groupSeeds2015) expect(slug).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(count(groupSeeds2015.flatMap(({ areas }) => areas))).toEqual({
      A: 1,
      B: 1,
      C: 1,
      D: 1,
      E: 4,
      F: 5,
      G: 1,
    });
  });

  test("gives every group a mandate of two sentences in each language", () => {
    for (const { mandate } of groupSeeds2015) {
      for (const language of languages) expect(mandate[language].match(/\.(?= |$)/g)).toHaveLength(2);
    }
  });

  test("has plans proposed by January and adopted by 31 March 2011, for 2011 to 2013", () => {
    expect(planDeadlines2015.proposed.to).toBe("2011-01-31");
    expect(planDeadlines2015.adopted.to).toBe("2011-03-31");
    expect(planDeadlines2015.period).toMatchObject({ from: "2011-01-01", to: "2013-12-31" });
  });
});

test("the cycles run from 2003 to 2022 in the order of their conferences", () => {
  expect(cycleSeeds.map(({ slug }) => slug)).toEqual([
    "bavaro2003",
    "elac2007",
    "elac2010",
    "elac2015",
    "montevideo2013",
    "elac2018",
    "elac2020",
    "elac2022",
  ]);
  expect(cycleSeeds.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  const held = cycleSeeds.map((cycle) => cycle.held?.from ?? "");
  expect(held).toEqual([...held].sort());
  expect(held).not.toContain("");
  expect(cycleSeeds.filter(({ detailed }) => detailed).map(({ slug }) => slug)).toEqual(
    agendaSeeds.map(({ cycle }) => cycle),
  );
  const isos = countrySeeds.map(({ iso }) => iso);
  for (const { host } of cycleSeeds) if (host !== null) expect(isos).toContain(host);
});

describe("every text is there in four languages", () => {
  const titles: [where: string, title: Texts][] = agendaSeeds.flatMap((seed) => [
    ...seed.areas.map((a): [string, Texts] => [`${seed.cycle} area ${a.code}`, a.title]),
    ...[...seed.lines, ...seed.priorities].map((h): [string, Texts] => [
      `${seed.cycle} ${h.area}.${h.number}`,
      h.title,
    ]),
    ...seed.goals.map((g): [string, Texts] => [`${seed.cycle} goal ${g.number}`, g.title]),
    ...seed.actions.map((a): [string, Texts] => [`${seed.cycle} action ${a.number}`, a.title]),
  ]);
  const names: [where: string, name: Texts][] = [
    ...countrySeeds.map((c): [string, Texts] => [c.iso, c.name]),
    ...countryGroupSeeds.map((g): [string, Texts] => [g.slug, g.name]),
    ...cycleSeeds.flatMap((c): [string, Texts][] => [
      [c.slug, c.instrument],
      [c.slug, c.place],
    ]),
    ...groupSeeds2015.flatMap((g): [string, Texts][] => [
      [g.slug, g.name],
      [g.slug, g.mandate],
    ]),
  ];

  test("none is empty, padded or the key of something", () => {
    for (const [where, texts] of [...titles, ...names]) {
      for (const language of languages) {
        expect(texts[language], `${where} ${language}`).toMatch(/^\S.*\S$/);
        expect(texts[language], `${where} ${language}`).not.toBe(where);
        expect(texts[language], `${where} ${language}`).not.toMatch(/ {2}|[.:]\S*\.[a-z]+$/);
      }
    }
  });

  test("titles fit on one line", () => {
    for (const [where, title] of titles) {
      for (const language of languages) {
        expect(title[language].length, `${where} ${language}: ${title[language]}`).toBeLessThanOrEqual(
          titleLimit,
        );
      }
    }
  });

  test("no title is English in another language", () => {
    for (const [where, title] of titles) {
      for (const language of ["es", "pt", "fr"] as const) {
        expect(title[language], `${where} ${language}`).not.toBe(title.en);
      }
    }
  });

  test("titles of goals are told apart within their agenda", () => {
    for (const { goals, actions } of agendaSeeds) {
      for (const language of languages) {
        expect(new Set(goals.map(({ title }) => title[language])).size).toBe(goals.length);
        expect(new Set(actions.map(({ title }) => title[language])).size).toBe(actions.length);
      }
    }
  });
});
