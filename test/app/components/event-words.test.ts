import { describe, expect, it } from "vitest";
import { sayEvent } from "#app/components/event-words.ts";
import { formatter } from "#app/i18n/format.ts";
import { languages } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import type { NamedEntry } from "#server/services/records.ts";

const at = new Date("2011-03-01T12:40:00Z");
const later = "2011-03-04T20:00:00Z";
const closing = "2011-03-11T20:00:00Z";

const opened = (facts: Readonly<Record<string, string>>): NamedEntry => ({
  id: "1",
  chainId: "a",
  seq: 1,
  hash: "",
  public: true,
  groupId: null,
  link: "/rounds/1",
  group: null,
  kind: "round.opened",
  at,
  by: { country: "PE", office: "officer", person: null },
  subject: {
    id: "g",
    kind: "goal",
    title: "Un mapa",
    group: { id: "a", slug: "a", name: "A" },
    link: "/goals/p1",
  },
  facts: { mode: "express", opening: at.toISOString(), closing, ...facts },
  words: {},
  title: null,
  persons: [],
  round: null,
  roll: null,
});

describe("the sentence of a round that was opened", () => {
  const t = translator("en");
  const say = (entry: NamedEntry, here = true) =>
    sayEvent({ t, format: formatter("en", t, at), names: { PE: "Peru" } }, entry, here);

  it("names its end, who is asked and how", () => {
    expect(say(opened({ roll: "group" }))).toBe(
      "Peru opened the round, until 11 March 2011, 17:00 Santiago (UTC−3) · Participating countries · Every country answers",
    );
  });

  it("does not say that a round is open which opens later", () => {
    expect(say(opened({ roll: "officers", opening: later }))).toBe(
      "Peru set the round, from 4 March 2011, 17:00 Santiago (UTC−3) to 11 March 2011, 17:00 Santiago (UTC−3) · Presiding Officers · Every country answers",
    );
  });

  it("calls a consultation a consultation", () => {
    expect(say(opened({ roll: "region" }))).toBe(
      "Peru opened the consultation of all countries, until 11 March 2011, 17:00 Santiago (UTC−3)",
    );
    expect(say(opened({ roll: "region", opening: later }), false)).toMatch(
      /^Peru set the consultation .*Un mapa/,
    );
  });

  it.each(languages)("is whole in %s", (language) => {
    const words = translator(language);
    for (const roll of ["group", "officers", "region"])
      for (const opening of [at.toISOString(), later])
        for (const here of [true, false]) {
          const speech = { t: words, format: formatter(language, words, at), names: { PE: "PE" } };
          expect(sayEvent(speech, opened({ roll, opening }), here)).not.toMatch(/\{\{|undefined/);
        }
  });
});
