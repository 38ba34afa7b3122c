import { describe, expect, test } from "vitest";
import { amountKept } from "#app/document/fields.ts";
import { noteOf } from "#app/editor/output-notes.ts";
import type { Tongue } from "#app/editor/saying.ts";
import { sayer } from "#app/editor/words.ts";
import editor from "#app/i18n/messages/editor.en.json" with { type: "json" };

const tongue: Tongue = {
  language: "en",
  t: sayer(editor, "en"),
  countries: { CR: "Costa Rica", PE: "Peru" },
  cycle: "elac2015",
  goals: [
    { goal: 1, title: "Broadband" },
    { goal: 2, title: "Quality" },
  ],
};

describe("a sum is kept with a point before cents", () => {
  test.each([
    ["40000", "40000"],
    ["40 000", "40000"],
    ["40.000", "40000"],
    ["40,000", "40000"],
    ["1,234,567", "1234567"],
    ["1.234.567,5", "1234567.5"],
    ["1,234.50", "1234.50"],
    ["12,5", "12.5"],
    ["12.50", "12.50"],
    ["1'234", "1234"],
    ["about 40", "about40"],
    ["1,2,3", "1,2,3"],
    ["", ""],
  ])("%j as %j", (typed, kept) => {
    expect(amountKept(typed)).toBe(kept);
  });
});

describe("beside a field it is said how the words are read", () => {
  const given = (fields: Record<string, string>) => (name: string) => fields[name] ?? "";
  test.each([
    ["due", "mediados de 2012", {}, "read", "1 Apr 2012 – 30 Sept 2012"],
    ["due", "by 2015", {}, "read", "until 31 Dec 2015"],
    ["due", "2011-05-13", {}, "read", "13 May 2011"],
    ["due", "as soon as possible", {}, null, null],
    ["due", "when we can", {}, "doubt", "No day can be read from this; it stays as it is written."],
    ["due", "2011-05", { start: "2011-06" }, "doubt", "This is due before it starts."],
    ["start", "2012", { due: "2011" }, "doubt", "This is due before it starts."],
    ["goals", "1 2", {}, "read", "1 Broadband · 2 Quality"],
    ["goals", "1 99 x", {}, "doubt", "Not in the agenda: x and 99."],
    ["responsible", "CR; PE", {}, null, null],
    ["responsible", "CR; ECLAC", {}, "read", "Read as an institution: ECLAC."],
    ["currency", "USD", {}, "read", "US Dollar"],
    ["currency", "QQQ", {}, "doubt", "No currency has this code."],
    ["amount", "40000", { currency: "USD" }, "read", "40,000"],
    ["amount", "40000", {}, "doubt", "The currency is still missing."],
    ["title", "Anything", {}, null, null],
    ["due", "", {}, null, null],
  ] as const)("%s %j", (name, kept, others, kind, words) => {
    const note = noteOf(tongue, name, kept, given(others));
    expect(note?.kind ?? null).toBe(kind);
    expect(note?.words ?? null).toBe(words);
  });
});
