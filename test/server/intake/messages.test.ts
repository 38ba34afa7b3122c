import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { repairReasons } from "#server/intake/agenda.ts";

const languages = ["es", "en", "pt", "fr"] as const;

function messages(namespace: string, language: string): Record<string, string> {
  const file = new URL(`../../../app/i18n/messages/${namespace}.${language}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
}

/** Every key that this room can refuse with, as it stands in its files. */
const refusalKeys = [
  ...[
    "empty",
    "binary",
    "not-utf8",
    "too-large",
    "not-an-agenda",
    "cut-off",
    "row-unreadable",
    "part-missing",
  ],
  ...["text-missing", "deadline-missing", "deadline-unreadable"],
  ...["area", "line", "priority", "goal", "action"].flatMap((level) => [
    `${level}-missing`,
    `${level}-unexpected`,
  ]),
].map((reason) => `import.${reason}`);

describe.each(languages)("in %s", (language) => {
  test("every repair has its reason in words", () => {
    const said = messages("import", language);
    for (const why of repairReasons) expect(said[`repair.${why}`], why).toMatch(/\S/);
  });

  test("every refusal of a document has its sentence, with the file", () => {
    const said = messages("refusals", language);
    for (const key of refusalKeys) expect(said[key], key).toContain("{{file}}");
  });

  test("no sentence is that of another language", () => {
    for (const other of languages.filter((one) => one !== language)) {
      for (const why of repairReasons) {
        const key = `repair.${why}`;
        expect(messages("import", language)[key], key).not.toBe(messages("import", other)[key]);
      }
    }
  });
});
