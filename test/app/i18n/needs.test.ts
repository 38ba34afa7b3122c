import { readFileSync, readdirSync } from "node:fs";
import i18next from "i18next";
import { describe, expect, it } from "vitest";
import { goalActs, goalStages } from "#app/domain/goal.ts";
import { groupActs, groupStages } from "#app/domain/group.ts";
import { planActs, planStages } from "#app/domain/plan.ts";
import { countryGroups } from "#app/domain/region.ts";
import { rollKinds } from "#app/domain/roles.ts";
import {
  defaultTerms,
  modes,
  needKinds,
  positionKinds,
  readingStates,
  standings,
  type Need,
} from "#app/domain/round.ts";
import { sayNeeds } from "#app/i18n/needs.ts";

const languages = ["es", "en", "pt", "fr"] as const;
type Language = (typeof languages)[number];

function read(namespace: string, language: Language): Record<string, string> {
  return JSON.parse(readFileSync(`app/i18n/messages/${namespace}.${language}.json`, "utf8")) as Record<
    string,
    string
  >;
}

const at = new Date("2011-03-03T20:00:00Z");
const samples: readonly Need[] = [
  { kind: "opens", at },
  { kind: "not-answered", countries: ["CL"] },
  { kind: "not-answered", countries: ["CU", "UY"] },
  { kind: "objects", country: "PE", passage: "7" },
  { kind: "objects", country: "PE", passage: "the title" },
  { kind: "objects", country: "PE", passage: null },
  { kind: "confirm-by", country: "BR", date: at },
  { kind: "declined", country: "BR" },
  { kind: "unconfirmed", country: "BR", date: at },
  { kind: "nobody-joined" },
  { kind: "nobody-on-roll" },
  { kind: "too-few-seats", occupied: 1, required: 2 },
  { kind: "quorum", group: "caribbean", present: 1, required: 2 },
  { kind: "silence-until", at },
  { kind: "broken-by", country: "PE", passage: "7", at },
  { kind: "not-heard", countries: ["PE"], until: at },
  { kind: "not-heard", countries: ["PE", "CL"], until: at },
  { kind: "ends-at", at },
  { kind: "withdrawn", at },
];

async function say(language: Language, needs: readonly Need[]): Promise<readonly string[]> {
  const said = i18next.createInstance();
  await said.init({
    lng: language,
    resources: { [language]: { consensus: read("consensus", language), format: read("format", language) } },
    keySeparator: false,
    nsSeparator: ":",
    interpolation: { escapeValue: false },
  });
  const names = new Intl.DisplayNames([language], { type: "region" });
  return sayNeeds(
    (key, params) => said.t(key, params),
    language,
    needs,
    (iso) => names.of(iso) ?? iso,
  );
}

describe("what is still needed, in words", () => {
  it("has a sample of every kind", () => {
    expect(new Set(samples.map(({ kind }) => kind))).toEqual(new Set(needKinds));
  });

  it.each([
    [
      "en",
      ["Chile has not answered.", "Cuba and Uruguay have not answered.", "Peru objects to paragraph 7."],
    ],
    ["es", ["Chile no ha respondido.", "Cuba y Uruguay no han respondido.", "Perú objeta el párrafo 7."]],
    ["pt", ["Não respondeu: Chile.", "Não responderam: Cuba e Uruguai.", "Objeção ao parágrafo 7: Peru."]],
    [
      "fr",
      [
        "N’a pas répondu\u202f: Chili.",
        "N’ont pas répondu\u202f: Cuba et Uruguay.",
        "Objection au paragraphe 7\u202f: Pérou.",
      ],
    ],
  ] as const)("is said in %s", async (language, sentences) => {
    expect((await say(language, samples.slice(1, 4))).slice(0, 3)).toEqual(sentences);
  });

  it.each(languages)("says every kind in %s with nothing left open", async (language) => {
    for (const sentence of await say(language, samples)) {
      expect(sentence).toMatch(/\.$/);
      expect(sentence).not.toMatch(/\{\{|need\.|country-group/);
    }
  });

  it.each([
    ["en", "3 March 2011, 17:00 Santiago (UTC−3)."],
    ["es", "3 de marzo de 2011, 17:00 en Santiago (UTC−3)."],
    ["pt", "3 de março de 2011, 17:00 em Santiago (UTC−3)."],
    ["fr", "3 mars 2011, 17:00 à Santiago (UTC−3)."],
  ] as const)("says exact instants in %s as the pages do, with their zone", async (language, instant) => {
    const [sentence = ""] = await say(language, [{ kind: "silence-until", at }]);
    expect(sentence.endsWith(` ${instant}`)).toBe(true);
  });

  it.each([
    ["en", "over paragraph 7", "over “the first line”"],
    ["es", "por el párrafo 7", "por el pasaje «the first line»"],
    ["pt", "quanto ao parágrafo 7", "quanto ao trecho “the first line”"],
    ["fr", "au sujet du paragraphe 7", "au sujet du passage « the first line »"],
  ] as const)("says in %s over which passage a silence was broken", async (language, ...said) => {
    const broken = (passage: string | null) => ({ kind: "broken-by", country: "PE", passage, at }) as const;
    const sentences = await say(language, [broken("7"), broken("the first line"), broken(null)]);
    const plain = sentences.map((sentence) => sentence.replace(/[\u00a0\u202f]/g, " "));
    said.forEach((words, place) => expect(plain[place]).toContain(words));
    expect(plain[2]).not.toMatch(/null|over|por el|quanto|au sujet/);
  });

  it("says that nothing is needed", async () => {
    expect(await say("en", [])).toEqual(["Nothing more is needed."]);
  });
});

describe("the words of the rules", () => {
  const wanted: Readonly<Record<string, readonly string[]>> = {
    chains: [
      ...planStages.map((stage) => `plan.${stage}`),
      ...planActs.map((act) => `plan-act.${act}`),
      ...goalStages.map((stage) => `goal.${stage}`),
      ...goalActs.map((act) => `goal-act.${act}`),
      ...groupStages.map((stage) => `group.${stage}`),
      ...groupActs.map((act) => `group-act.${act}`),
      "plan.overdue-proposal",
      "plan.overdue-adoption",
    ],
    consensus: [
      ...readingStates.map((state) => `state.${state}`),
      ...modes.map((mode) => `mode.${mode}`),
      ...rollKinds.map((roll) => `roll.${roll}`),
      ...positionKinds.flatMap((kind) => [`position.${kind}`, `position.${kind}.hint`]),
      ...standings.map((standing) => `standing.${standing}`),
      ...countryGroups.map((group) => `country-group.${group}`),
      ...Object.values(defaultTerms).map((term: { reason: string }) => term.reason),
    ],
  };
  it.each(languages)("are all said in %s", (language) => {
    for (const [namespace, keys] of Object.entries(wanted)) {
      expect(Object.keys(read(namespace, language))).toEqual(expect.arrayContaining([...keys]));
    }
  });

  it.each(languages)("have a sentence in %s for everything that the domain refuses", (language) => {
    const refusals = Object.keys(read("refusals", language));
    const source = readdirSync("app/domain")
      .map((name) => readFileSync(`app/domain/${name}`, "utf8"))
      .join("\n");
    const thrown = [
      ...source.matchAll(/"((?:thing|thread|post|group|plan|goal|round|position|confirmation)\.[a-z-]+)"/g),
    ];
    const refused = source.match(/refuse(?:Field)?\(\s*"[a-zA-Z-]+",\s*"[a-z.-]+"/g) ?? [];
    const keys = [
      ...refused.flatMap((call) => call.match(/"([a-z]+\.[a-z.-]+)"/)?.[1] ?? []),
      ...thrown.map(([, key]) => key ?? "").filter((key) => key.startsWith("position.")),
    ];
    expect(keys.length).toBeGreaterThan(40);
    for (const key of keys)
      expect(
        refusals.some((name) => name === key || name === `${key}_other`),
        key,
      ).toBe(true);
  });

  it.each(["consensus", "chains", "policy"])(
    "of %s have equal keys and placeholders in four languages",
    (namespace) => {
      const english = read(namespace, "en");
      const holders = (text: string): readonly string[] => (text.match(/\{\{\w+\}\}/g) ?? []).sort();
      for (const language of languages) {
        const there = read(namespace, language);
        const plain = Object.keys(there).filter((key) => !key.endsWith("_many"));
        expect(plain.sort()).toEqual(Object.keys(english).sort());
        for (const key of plain) expect(holders(there[key] ?? "")).toEqual(holders(english[key] ?? ""));
      }
    },
  );
});
