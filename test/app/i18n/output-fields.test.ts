/** The fields of an output as paper says them, and as they are read from there again. */
import { describe, expect, test } from "vitest";
import { languages } from "#app/i18n/language.ts";
import { outputFields, outputSpeaker, type OutputAttrs, type OutputField } from "#app/i18n/output-fields.ts";
import { translator } from "#app/i18n/translate.ts";
import {
  fundingScopes,
  fundingSectors,
  fundingStates,
  outputKinds,
  outputStatuses,
} from "#app/document/attributes.ts";

const countries = { BR: "Brasil", PE: "Perú", VC: "San Vicente y las Granadinas" };
const speakerIn = (language: (typeof languages)[number]) =>
  outputSpeaker(translator(language), language, countries);

const amounts = ["0", "7", "950", "40000", "1234567.5", "1234567.05", "9999999999999.99"];
const held: readonly (readonly [field: OutputField, attrs: OutputAttrs])[] = [
  ...outputKinds.map((kind) => ["kind", { kind }] as const),
  ...outputStatuses.map((status) => ["status", { status }] as const),
  ...fundingStates.map((funding) => ["funding", { funding }] as const),
  ...fundingScopes.map((fundingScope) => ["funding", { fundingScope }] as const),
  ...fundingSectors.map((fundingSector) => ["funding", { fundingSector }] as const),
  ...amounts.map((amount) => ["funding", { amount, currency: "USD" }] as const),
  ...amounts.map((amount) => ["funding", { amount }] as const),
  ["funding", { currency: "BRL" }],
  [
    "funding",
    {
      funding: "pledged",
      fundingScope: "national",
      fundingSector: "private",
      amount: "25000",
      currency: "BRL",
    },
  ],
  ["responsible", { responsible: "PE" }],
  ["responsible", { responsible: "PE; VC; CEPAL" }],
  ["partners", { partners: "Red de mujeres, jóvenes y datos; BR" }],
  ["goals", { goals: "1 2 15" }],
  ["indicator", { indicator: "50% of 1,000 schools" }],
  ["target", { target: "12 países" }],
  ["evidence", { evidence: "https://example.org/a?b=1" }],
];

describe.each(languages)("in %s", (language) => {
  const speaker = speakerIn(language);
  test("what every field says is read as what it holds", () => {
    for (const [field, attrs] of held) {
      const said = speaker.say(field, attrs);
      expect(said, JSON.stringify(attrs)).not.toBe("");
      expect(speaker.read(field, said), said).toEqual(attrs);
    }
  });

  test("what no two fields share is their name; a field that holds nothing says nothing, and reads so", () => {
    expect(new Set(outputFields.map((field) => speaker.label(field))).size).toBe(outputFields.length);
    for (const field of outputFields) {
      expect(speaker.say(field, {}), field).toBe("");
      expect(speaker.read(field, " \n "), field).toEqual({});
    }
  });

  test("a date is said in words, and read as words that say the same date", () => {
    for (const due of ["2011-05-13", "2011-05", "2012", "mid-2012"]) {
      const said = speaker.say("due", { due });
      const read = speaker.read("due", said);
      expect(read).toEqual({ due: said });
      expect(speaker.say("due", read ?? {})).toBe(said);
    }
  });
});

describe("what somebody writes on paper", () => {
  const speaker = speakerIn("es");
  test.each<readonly [OutputField, string, OutputAttrs | null]>([
    ["status", "  en  CURSO ", { status: "under-way" }],
    ["status", "casi listo", null],
    ["kind", "Herramienta", { kind: "tool" }],
    ["responsible", "peru; CEPAL ;", { responsible: "PE; CEPAL" }],
    ["goals", "1; 2,3", { goals: "1 2 3" }],
    ["funding", "comprometido; USD 40,000.50", { funding: "pledged", currency: "USD", amount: "40000.50" }],
    ["funding", "40.000,5", { amount: "40000.5" }],
    ["funding", "40 000", { amount: "40000" }],
    ["funding", "unos 40.000 dólares", null],
    ["funding", "1.2.3,4,5.678.901.234.567", null],
    ["indicator", " Países  que\nparticipan ", { indicator: "Países que participan" }],
  ])("in %s as %j is %j", (field, words, read) => expect(speaker.read(field, words)).toEqual(read));
});
