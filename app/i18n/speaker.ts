/** Says keys in one language, from messages it is given; the browser has those of one language only. */
import { createInstance } from "i18next";
import type { Params } from "#app/domain/refusal.ts";
import type { Language } from "./language.ts";

/** Says `namespace:key` with its values. A number named `count` chooses the plural. */
export type T = (key: string, params?: Params) => string;

/** The messages of one language, by namespace. */
export type Messages = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * A missing key is a bug: it throws, so that tests and development find it. In production the key is logged and shown,
 * because a page with one odd word is better than none.
 */
export function speaker(language: Language, messages: Messages): T {
  const instance = createInstance();
  void instance.init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: messages },
    ns: Object.keys(messages),
    keySeparator: false,
    nsSeparator: ":",
    // React escapes what it writes, and letters are plain text.
    interpolation: { escapeValue: false, skipOnVariables: true },
    initAsync: false,
  });
  return (key, params) => {
    const said = instance.t(key, { ...params, defaultValue: "" });
    return said === "" ? missing(language, key) : said;
  };
}

function missing(language: Language, key: string): string {
  const fault = `No message ${key} in ${language}`;
  if (process.env.NODE_ENV !== "production") throw new Error(fault);
  console.error(fault);
  return key;
}
