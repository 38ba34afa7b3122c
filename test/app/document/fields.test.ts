import { describe, expect, it } from "vitest";
import { checkField, choicesOf, keptOf, takes, typedOf, valueIn } from "#app/document/fields.ts";
import { fieldNames, inField, isLong, type FieldName } from "#app/domain/output-field.ts";
import { refusalOf } from "#app/domain/refusal.ts";
import { attributesOf } from "#app/document/attributes.ts";
import { catalogue } from "#app/i18n/catalogue.ts";
import { languages } from "#app/i18n/language.ts";
import { fieldChange, fieldLabel, hasHint, outputSpeaker } from "#app/i18n/output-fields.ts";
import { translator } from "#app/i18n/translate.ts";

const countries = { PE: "Perú", CR: "Costa Rica" };

describe("the fields of an output", () => {
  it("are all that the text holds of it but its name", () => {
    expect([...fieldNames, "id"].sort()).toEqual(Object.keys(attributesOf("output")).sort());
  });

  it.each(languages)("have a name, and a hint where one is said, in %s", (language) => {
    const t = translator(language);
    for (const name of fieldNames) {
      expect(fieldLabel(t, name)).not.toBe("");
      expect(Object.hasOwn(catalogue[language]["editor"] ?? {}, `output.${name}.hint`)).toBe(hasHint(name));
    }
  });

  it("hold what they take, and nothing else", () => {
    expect(valueIn({ due: "2012", kind: "party", amount: 7 }, "due")).toBe("2012");
    expect(valueIn({ kind: "party" }, "kind")).toBe("");
    expect(valueIn(undefined, "title")).toBe("");
  });
});

describe("what is sent for a field", () => {
  it.each<[FieldName, string, string]>([
    ["title", " Two\r\nlines\tand a\u0000 sign ", "Two lines and a  sign"],
    ["due", "\n\n2012 ", "2012"],
    ["indicator", "one\r\n\r\ntwo ", "one\n\ntwo"],
  ])("%s: %j stands there as %j", (name, sent, held) => {
    expect(inField(name, sent)).toBe(held);
    expect(isLong(name)).toBe(held.includes("\n"));
  });

  it.each<[FieldName, string, string]>([
    ["responsible", "peru; CEPAL ;", "PE; CEPAL"],
    ["partners", "Costa Rica", "CR"],
    ["goals", "1, 2;3", "1 2 3"],
    ["currency", " usd", "USD"],
    ["amount", "40.000,50", "40000.50"],
    ["title", " kept ", " kept "],
  ])("%s: %j is kept as %j", (name, typed, kept) => {
    expect(keptOf(name, typed, countries)).toBe(kept);
    expect(keptOf(name, typedOf(name, kept, countries), countries)).toBe(kept);
  });

  it.each<[FieldName, string, string, object]>([
    ["title", "x".repeat(301), "field.too-long", { maximum: 300 }],
    ["due", "x".repeat(61), "field.too-long", { maximum: 60 }],
    ["partners", "x".repeat(1001), "field.too-long", { maximum: 1000 }],
    ["evidence", "x".repeat(2001), "field.too-long", { maximum: 2000 }],
    ["kind", "party", "wording.field-choice", {}],
    ["status", "late", "wording.field-choice", {}],
    ["goals", "one & two", "wording.field-goals", {}],
    ["amount", "much", "wording.field-amount", {}],
    ["currency", "dollars", "wording.field-currency", {}],
  ])("of %s is refused with what the field takes (%#)", (name, value, key, params) => {
    expect(takes(name, value)).toBe(false);
    let refusal: unknown = null;
    try {
      checkField(name, value, "wanted");
    } catch (caught) {
      refusal = refusalOf(caught);
    }
    expect(refusal).toMatchObject({ kind: "invalid", key, fields: { wanted: { key, params } } });
    for (const language of languages)
      expect(translator(language)(`refusals:${key}`, { maximum: 1 })).not.toBe("");
  });

  it("may be nothing, in every field, and each of what can be chosen", () => {
    for (const name of fieldNames)
      for (const value of ["", ...(choicesOf(name) ?? [])])
        expect(() => checkField(name, value, "wanted")).not.toThrow();
  });
});

describe("what a field says", () => {
  const speaker = outputSpeaker(translator("es"), "es", countries);
  it.each<[FieldName, string, string]>([
    ["title", "Seminario", "Seminario"],
    ["responsible", "PE; CEPAL", "Perú; CEPAL"],
    ["kind", "training", "Capacitación"],
    ["due", "2011-05-13", "13 de mayo de 2011"],
    ["goals", "1 2", "1, 2"],
    ["amount", "40000", "40.000"],
    ["currency", "USD", "USD"],
    ["fundingSector", "public", "público"],
    ["amount", "▮▮▮", "▮▮▮"],
    ["kind", "", ""],
  ])("%s: %j is %j to a reader", (name, value, said) => {
    expect(speaker.value(name, value)).toBe(said);
  });
  it("is said as it is held where both would read alike", () => {
    expect(fieldChange(speaker, "due", "2012-03", "marzo de 2012")).toEqual({
      from: "2012-03",
      to: "marzo de 2012",
    });
    expect(fieldChange(speaker, "due", "2012", "2013")).toEqual({ from: "2012", to: "2013" });
  });
});
