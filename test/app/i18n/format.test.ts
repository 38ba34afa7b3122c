import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { formatter } from "#app/i18n/format.ts";
import { languages, type Language } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";

const now = new Date("2011-03-01T12:40:00Z");
const closing = new Date("2011-03-03T20:00:00Z");
const speak = (language: Language) => formatter(language, translator(language), now);
const plain = (said: string) => said.replace(/[\u00a0\u202f]/g, " ");

describe("an instant", () => {
  test.each([
    ["en", "3 March 2011, 17:00 Santiago (UTC−3)"],
    ["es", "3 de marzo de 2011, 17:00 en Santiago (UTC−3)"],
    ["pt", "3 de março de 2011, 17:00 em Santiago (UTC−3)"],
    ["fr", "3 mars 2011, 17:00 à Santiago (UTC−3)"],
  ] as const)("is said exactly, with its zone, in %s", (language, said) => {
    expect(speak(language).exact(closing)).toBe(said);
  });
  test("is said in the zone of the secretariat, also across its change of hour", () => {
    expect(speak("en").full(closing)).toBe("Thursday 3 March 2011, 17:00 Santiago (UTC−3)");
    expect(speak("en").full(new Date("2011-07-01T20:00:00Z"))).toBe(
      "Friday 1 July 2011, 16:00 Santiago (UTC−4)",
    );
  });
  test.each(languages)("names its zone in one way in %s, however it is said", (language) => {
    const { exact, full, both } = speak(language);
    const zone = / \S+ Santiago \(UTC−[34]\)$| Santiago \(UTC−[34]\)$/;
    for (const say of [exact, full, both])
      for (const at of [closing, new Date("2011-07-01T20:00:00Z")]) {
        expect(say(at)).toMatch(zone);
        expect(zone.exec(say(at))?.[0]).toBe(zone.exec(exact(at))?.[0]);
      }
  });
  test("is given its zone by this room alone: no other file asks the machine for one", () => {
    const sources = ["app", "server"].flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: "utf8" })
        .filter((file) => /\.tsx?$/.test(file) && !file.includes("generated"))
        .map((file) => `${room}/${file}`),
    );
    const asking = sources.filter((file) => readFileSync(file, "utf8").includes("timeZoneName"));
    expect(asking).toEqual(["app/i18n/format.ts"]);
  });
  test("of another year says the year", () => {
    expect(speak("en").stamp(new Date("2011-02-23T12:02:00Z"))).toBe("23 Feb, 09:02");
    expect(speak("en").stamp(new Date("2010-11-28T21:05:00Z"))).toBe("28 Nov 2010, 18:05");
  });
  test("on the first of a month is premier in French", () => {
    expect(speak("fr").longDay(now)).toBe("1er mars 2011");
  });
});

describe("a span", () => {
  test.each([
    ["2011-03-03T20:00:00Z", "2 days 7 h"],
    ["2011-03-07T12:40:00Z", "6 days"],
    ["2011-03-02T12:40:00Z", "1 day"],
    ["2011-03-01T20:00:00Z", "7 h 20 min"],
    ["2011-03-01T13:00:00Z", "20 min"],
    ["2011-03-01T12:40:30Z", "less than a minute"],
    ["2011-03-01T12:40:00Z", "closed"],
    ["2011-03-10T07:40:00Z", "8 days 19 h"],
    ["2011-03-20T07:40:00Z", "18 days"],
  ])("until %s is %s", (at, said) => expect(speak("en").left(new Date(at))).toBe(said));

  test.each([
    ["2011-03-03T20:00:00Z", "in 2 days"],
    ["2011-03-01T12:00:00Z", "40 minutes ago"],
    ["2011-02-28T15:00:00Z", "yesterday"],
    ["2011-03-01T15:40:00Z", "in 3 hours"],
    ["2011-03-01T12:40:20Z", "just now"],
    ["2009-03-01T12:40:00Z", "2 years ago"],
  ])("to %s is %s", (at, said) => expect(speak("en").relative(new Date(at))).toBe(said));

  test("is said in every language without a fault, near and far", () => {
    for (const language of languages)
      for (const hours of [-90_000, -2000, -30, -5, -0.5, 0, 0.5, 5, 30, 2000, 90_000]) {
        const at = new Date(now.getTime() + hours * 3_600_000);
        expect(speak(language).both(at)).toMatch(/\S · \S/);
        expect(speak(language).left(at)).not.toBe("");
      }
  });
});

test("sizes, lists and numbers follow the language", () => {
  expect(plain(speak("fr").size(18_400_000))).toBe("18 Mo");
  expect(plain(speak("en").size(240_000))).toBe("240 kB");
  expect(plain(speak("es").size(1_500_000))).toBe("1,5 MB");
  expect(speak("pt").list(["Peru", "Chile", "Cuba"])).toBe("Peru, Chile e Cuba");
  expect(plain(speak("en").money(40_000, "USD"))).toBe("USD 40,000");
});
