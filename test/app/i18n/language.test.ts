import { describe, expect, test } from "vitest";
import {
  chooseLanguage,
  inLanguage,
  languageAccepted,
  languageOf,
  languageOfPath,
} from "#app/i18n/language.ts";
import { speaker } from "#app/i18n/speaker.ts";

const nothing = { account: null, cookie: undefined, acceptLanguage: undefined };

describe("the language of a reader", () => {
  test("is that of the account before any other", () => {
    expect(chooseLanguage({ account: "fr", cookie: "language=pt", acceptLanguage: "en" })).toBe("fr");
  });
  test("is that of the cookie before that of the browser", () => {
    expect(chooseLanguage({ account: null, cookie: "a=b; language=pt", acceptLanguage: "en" })).toBe("pt");
  });
  test("is Spanish where nothing is known", () => {
    expect(chooseLanguage(nothing)).toBe("es");
    expect(chooseLanguage({ ...nothing, cookie: "language=xx", acceptLanguage: "de, *;q=0.1" })).toBe("es");
  });
  test.each([
    ["pt-BR,pt;q=0.9,en;q=0.8", "pt"],
    ["de, fr;q=0.3, en;q=0.7", "en"],
    ["en;q=0, fr", "fr"],
    ["", null],
    ["en;q=x", "en"],
  ])("is read from Accept-Language %j as %j", (header, language) => {
    expect(languageAccepted(header)).toBe(language);
  });
});

describe("an address", () => {
  test("names its language in its first part", () => {
    expect(languageOfPath("/pt/agenda")).toBe("pt");
    expect(languageOfPath("/agenda")).toBe("es");
    expect(languageOf("de")).toBeNull();
  });
  test.each([
    ["/en/groups/a", "/fr/groups/a"],
    ["/en", "/fr"],
    ["/groups", "/fr/groups"],
    ["/", "/fr"],
  ])("%s is %s in French", (from, to) => expect(inLanguage(from, "fr")).toBe(to));
});

describe("a key that has no message", () => {
  test("throws, so that it is found before readers find it", () => {
    expect(() => speaker("en", { a: {} })("a:nothing")).toThrow("No message a:nothing in en");
  });
});

test("values are put in as they are: no markup, no second reading", () => {
  const t = speaker("en", { a: { hello: "Hello {{name}}", other: "secret" } });
  expect(t("a:hello", { name: "<b>{{x}} $t(a:other)" })).toBe("Hello <b>{{x}} $t(a:other)");
});
