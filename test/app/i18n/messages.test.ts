import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { catalogue } from "#app/i18n/catalogue.ts";
import { languages, locales, type Language } from "#app/i18n/language.ts";

const folder = join(process.cwd(), "app/i18n/messages");
const files = readdirSync(folder);
const namespaces = [...new Set(files.map((file) => file.split(".")[0] ?? ""))].sort();

function messages(namespace: string, language: Language): Record<string, string> {
  return JSON.parse(readFileSync(join(folder, `${namespace}.${language}.json`), "utf8")) as Record<
    string,
    string
  >;
}

const pluralEnd = /_(zero|one|two|few|many|other)$/;

/** Keys without their plural endings, once each. */
const stems = (said: Record<string, string>) => [
  ...new Set(Object.keys(said).map((key) => key.replace(pluralEnd, ""))),
];

/** Placeholders of a message, once each, in order. */
const placeholders = (message: string) => [...new Set(message.match(/\{\{[^}]+\}\}/g) ?? [])].sort();

/** A plural form may leave the number out ("one country"), so it is not compared. */
const placeholdersOf = (said: Record<string, string>, stem: string) =>
  [
    ...new Set(
      Object.entries(said)
        .filter(([key]) => key === stem || (pluralEnd.test(key) && key.replace(pluralEnd, "") === stem))
        .flatMap(([, message]) => placeholders(message)),
    ),
  ].filter((placeholder) => placeholder !== "{{count}}");

/** What is written alike in two languages: names, loans, signs, and words that the languages share. */
const alike: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync(join(process.cwd(), "test/app/i18n/alike.json"), "utf8"),
) as Record<string, readonly string[]>;

/** Without letters, or with nothing but units and placeholders, there is nothing to translate. */
const hasWords = (message: string) =>
  /\p{L}{2,}/u.test(message.replace(/\{\{[^}]+\}\}/g, "").replace(/\bmin\b/, ""));

describe.each(namespaces)("the namespace %s", (namespace) => {
  const english = messages(namespace, "en");

  test.each(languages)("is listed in the catalogue of %s", (language) => {
    expect(catalogue[language][namespace]).toEqual(messages(namespace, language));
  });

  test.each(languages)("has the same keys in %s as in English", (language) => {
    expect(stems(messages(namespace, language)).sort()).toEqual(stems(english).sort());
  });

  test.each(languages)("has the same placeholders in %s as in English", (language) => {
    const said = messages(namespace, language);
    for (const stem of stems(english))
      expect({ stem, placeholders: placeholdersOf(said, stem).sort() }).toEqual({
        stem,
        placeholders: placeholdersOf(english, stem).sort(),
      });
  });

  test.each(languages)("has every plural that %s needs, and no other", (language) => {
    const said = messages(namespace, language);
    const needed = [...new Intl.PluralRules(locales[language]).resolvedOptions().pluralCategories].sort();
    for (const stem of stems(said)) {
      const endings = Object.keys(said)
        .filter((key) => key.replace(pluralEnd, "") === stem && pluralEnd.test(key))
        .map((key) => pluralEnd.exec(key)?.[1]);
      if (endings.length > 0) expect({ stem, endings: endings.sort() }).toEqual({ stem, endings: needed });
    }
  });

  test.each(["es", "pt", "fr"] as const)("is not left in English in %s", (language) => {
    const left = Object.entries(messages(namespace, language))
      .filter(
        ([key, message]) =>
          message === english[key] && hasWords(message) && !alike[message]?.includes(language),
      )
      .map(([key, message]) => `${namespace}:${key} = ${message}`);
    expect(left).toEqual([]);
  });

  test("parts French signs from their words by a narrow space that does not break", () => {
    const loose = Object.entries(messages(namespace, "fr")).filter(([, message]) =>
      /[ \u00a0][:;?!»]|«[ \u00a0]|«(?!\u202f)|(?<!\u202f)»/.test(message),
    );
    expect(loose).toEqual([]);
  });

  test.each(languages)("has no empty message and no stray space in %s", (language) => {
    const odd = Object.entries(messages(namespace, language)).filter(
      ([, message]) => message.trim() !== message || message === "",
    );
    expect(odd).toEqual([]);
  });
});

test("every file of messages is of one namespace and one language", () => {
  const expected = namespaces.flatMap((namespace) =>
    languages.map((language) => `${namespace}.${language}.json`),
  );
  expect(files.sort()).toEqual(expected.sort());
});

test("every key that is written out in the pages exists", () => {
  const known = new Set(
    namespaces.flatMap((namespace) =>
      Object.keys(messages(namespace, "en")).flatMap((key) =>
        [key, key.replace(pluralEnd, "")].map((k) => `${namespace}:${k}`),
      ),
    ),
  );
  const missing: string[] = [];
  for (const root of ["app", "server"])
    for (const path of readdirSync(join(process.cwd(), root), { recursive: true, encoding: "utf8" })) {
      if (!/\.tsx?$/.test(path) || path.includes("generated")) continue;
      const source = readFileSync(join(process.cwd(), root, path), "utf8");
      for (const [, key] of source.matchAll(/\bt\(\s*["'`]([a-z][a-z-]*:[^"'`$]+)["'`]/g))
        if (key !== undefined && !known.has(key)) missing.push(`${root}/${path}: ${key}`);
    }
  expect(missing).toEqual([]);
});
