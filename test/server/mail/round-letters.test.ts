import { describe, expect, test } from "vitest";
import { formatter } from "#app/i18n/format.ts";
import { languages, type Language } from "#app/i18n/language.ts";
import { translator } from "#app/i18n/translate.ts";
import {
  carriesCalendar,
  declineMark,
  liftMark,
  roundLetterOf,
  type RoundAddressee,
  type RoundMatter,
  type RoundNews,
  type RoundTold,
} from "#server/mail/round-letters.ts";

const opening = new Date("2011-03-01T12:00:00Z");
const closing = new Date("2011-03-31T20:00:00Z");
const at = new Date("2011-03-10T15:04:00Z");
const until = new Date("2011-04-20T02:59:59.999Z");

const express: RoundTold = {
  number: 7,
  release: 2,
  roll: "group",
  seats: 9,
  mode: "express",
  opening,
  closing,
};
const silence: RoundTold = { ...express, mode: "silence" };
const officers: RoundTold = { ...express, roll: "officers", seats: 8 };
const consultation: RoundTold = { ...silence, roll: "region", seats: 33 };

const brokenBy = [{ kind: "broken-by", country: "CL", passage: "2", at }] as const;
const lacking = [
  { kind: "not-answered", countries: ["CL"] },
  { kind: "objects", country: "PE", passage: "2" },
] as const;

/** Every letter, by a name of its own. */
const all: Readonly<Record<string, { readonly news: RoundNews; readonly round: RoundTold | null }>> = {
  announced: { news: { kind: "round-announced" }, round: express },
  "announced, silence": { news: { kind: "round-announced" }, round: silence },
  "consultation announced": { news: { kind: "round-announced" }, round: consultation },
  opened: { news: { kind: "round-opened" }, round: express },
  "opened, silence": { news: { kind: "round-opened" }, round: silence },
  "opened among the officers": { news: { kind: "round-opened" }, round: officers },
  "consultation opened": { news: { kind: "round-opened" }, round: consultation },
  reminder: { news: { kind: "round-reminder" }, round: express },
  "reminder, silence": { news: { kind: "round-reminder" }, round: silence },
  "reminder, consultation": { news: { kind: "round-reminder" }, round: consultation },
  extended: { news: { kind: "round-extended", because: "chair" }, round: express },
  "extended by an outage": { news: { kind: "round-extended", because: "outage" }, round: silence },
  broken: { news: { kind: "silence-broken", by: brokenBy, lifts: true }, round: silence },
  withdrawn: { news: { kind: "round-withdrawn", at }, round: express },
  annulled: { news: { kind: "round-annulled", at }, round: express },
  "outcome, consensus": {
    news: { kind: "round-outcome", outcome: "consensus", lacking: [], reservations: [] },
    round: express,
  },
  "outcome, consensus with reservations": {
    news: { kind: "round-outcome", outcome: "consensus", lacking: [], reservations: ["CL", "PE"] },
    round: express,
  },
  "outcome, blocked": {
    news: { kind: "round-outcome", outcome: "blocked", lacking, reservations: [] },
    round: express,
  },
  "outcome, lapsed": {
    news: { kind: "round-outcome", outcome: "lapsed", lacking, reservations: [] },
    round: officers,
  },
  "outcome, broken": {
    news: { kind: "round-outcome", outcome: "broken", lacking: brokenBy, reservations: [] },
    round: silence,
  },
  "outcome, heard": {
    news: { kind: "round-outcome", outcome: "heard", lacking: [], reservations: [] },
    round: consultation,
  },
  "ad referendum": { news: { kind: "ad-referendum", until }, round: express },
  "plan returned": { news: { kind: "plan-returned", byOfficers: true, at }, round: null },
  "plan returned by the group": { news: { kind: "plan-returned", byOfficers: false, at }, round: null },
  "goal returned": { news: { kind: "goal-returned", at }, round: null },
};

const about = { kind: "plan", title: "2011–2013", group: "Access and infrastructure" } as const;
const page = (language: Language) => `https://elac.example/${language}/rounds/7`;

const addressee = (language: Language, more: Partial<RoundAddressee> = {}): RoundAddressee => ({
  name: "Elena Vargas",
  language,
  asked: [{ office: "representative", country: "Brasil" }],
  answered: false,
  told: [],
  ...more,
});

function letter(name: string, language: Language, more: Partial<RoundAddressee> = {}) {
  const known = all[name];
  if (known === undefined) throw new Error(`no letter ${name}`);
  const matter: RoundMatter = {
    ...known,
    about: known.news.kind === "goal-returned" ? { ...about, kind: "goal", title: "Banda ancha" } : about,
    link: page(language),
    countryName: (iso) => (iso === "CL" ? "Chile" : "Perú"),
  };
  return roundLetterOf(matter, addressee(language, more));
}

const full = (language: Language, instant: Date) =>
  formatter(language, translator(language), opening).full(instant);

const asks = ["announced", "opened", "reminder", "extended", "consultation"];
const each = languages.flatMap((language) => Object.keys(all).map((name) => [name, language] as const));

describe.each(each)("the letter “%s” in %s", (name, language) => {
  const { subject, text } = letter(name, language);
  const { news, round } = all[name] ?? { news: { kind: "round-opened" }, round: null };

  test("has one link, to the page it is about, and says it plainly", () => {
    expect(text.match(/https?:\/\/\S+/g)).toEqual([page(language)]);
    expect(text).not.toMatch(/undefined|\{\{|\[object/);
    expect(text.includes(declineMark)).toBe(news.kind === "round-reminder");
    expect(text.startsWith(translator(language)("letters:greeting", { name: "Elena Vargas" }))).toBe(true);
    expect(text.trimEnd().endsWith(translator(language)("letters:closing"))).toBe(true);
    expect(text.split("\n").length).toBeLessThan(32);
  });

  test("names what it is about in its subject, which fits a mailbox", () => {
    expect(subject).toContain(news.kind === "goal-returned" ? "Banda ancha" : "2011–2013");
    expect(subject.length).toBeLessThanOrEqual(180);
    expect(subject).not.toMatch(/\{\{|\n/);
  });

  test("says the exact time with its zone, as the page does", () => {
    const said = {
      "round-announced": closing,
      "round-opened": closing,
      "round-reminder": closing,
      "round-extended": closing,
      "silence-broken": null,
      "round-withdrawn": at,
      "round-annulled": at,
      "round-outcome": null,
      "ad-referendum": until,
      "plan-returned": at,
      "goal-returned": at,
    }[news.kind];
    if (said !== null) expect(text).toContain(full(language, said));
    const t = translator(language);
    if (news.kind === "silence-broken") {
      expect(text).toContain(formatter(language, t, at).exact(at));
      expect(text).toContain(`${t("consensus:need.lift")}\n${liftMark}`);
    }
    if (news.kind === "round-announced") expect(text).toContain(full(language, opening));
  });

  test("says in which capacity it comes, and where an answer is asked what silence would mean", () => {
    expect(text).toContain("Brasil, ");
    const t = translator(language);
    const asking = asks.some((word) => name.startsWith(word));
    if (!asking || round === null) return;
    const means = round.roll === "region" ? "consultation" : round.mode;
    expect(text).toContain(t(`round-letters:silence.${means}`));
  });
});

describe("a letter", () => {
  test("about a new end asks nothing of a country that has answered", () => {
    const t = translator("en");
    const { text } = letter("extended", "en", { answered: true });
    expect(text).toContain(t("round-letters:answered"));
    expect(text).not.toContain(t("round-letters:silence.express"));
  });

  test("about consensus names whose reservations it stands with", () => {
    expect(letter("outcome, consensus with reservations", "es").text).toContain("Reservas: Chile y Perú\n");
    expect(letter("outcome, consensus", "es").text).not.toContain("Reservas");
  });

  test("tells those who are not asked why they get it", () => {
    const told = [{ office: "focal-point", country: "Brazil" }] as const;
    const { text } = letter("opened among the officers", "en", { asked: [], told });
    expect(text).toContain("You receive this as: Brazil, national focal point");
    expect(text).not.toContain("You answer as");
  });

  test("names every capacity of one person", () => {
    const asked = [
      { office: "representative", country: "Brazil" },
      { office: "focal-point", country: "Brazil" },
    ] as const;
    const { text } = letter("opened", "en", { asked });
    expect(text.match(/You answer as/g)).toHaveLength(2);
  });

  test("of a very long title has a subject cut at a word", () => {
    const known = all["opened"];
    const long = { ...about, title: "palabra ".repeat(60).trim() };
    const matter = { news: { kind: "round-opened" }, round: known?.round ?? null, about: long } as const;
    const { subject } = roundLetterOf({ ...matter, link: page("es"), countryName: String }, addressee("es"));
    expect(subject).toMatch(/palabra…$/);
  });

  test("carries the calendar file where an end is set, moved or taken back", () => {
    const carrying = Object.entries(all).filter(([, { news }]) => carriesCalendar(news.kind));
    expect([...new Set(carrying.map(([, { news }]) => news.kind))]).toEqual([
      "round-announced",
      "round-opened",
      "round-extended",
      "silence-broken",
      "round-withdrawn",
      "round-annulled",
    ]);
  });
});
