/** Says the namespace `editor` in one language: what the island needs of i18n, without its weight. */
import { locales, type Language } from "#app/i18n/language.ts";

/** A sentence by its key, with values put in; `count` chooses its plural. */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

export type Messages = Readonly<Record<string, string>>;

/** A `Say` over flat messages as i18next writes them: `{{name}}`, `key_one`, `key_many`, `key_other`. */
export function sayer(messages: Messages, language: Language): Say {
  const plural = new Intl.PluralRules(locales[language]);
  const number = new Intl.NumberFormat(locales[language]);
  return (key, values = {}) => {
    const { count } = values;
    const form =
      typeof count === "number"
        ? (messages[`${key}_${plural.select(count)}`] ?? messages[`${key}_other`])
        : undefined;
    const sentence = form ?? messages[key] ?? key;
    return sentence.replace(/\{\{(\w+)\}\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === "number" ? number.format(value) : value;
    });
  };
}
