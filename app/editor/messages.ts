/** The one chunk of messages that a reader of each language needs. */
import type { Language } from "#app/i18n/language.ts";
import type { Messages } from "./words.ts";

const messages: Readonly<Record<Language, () => Promise<{ default: Messages }>>> = {
  es: () => import("#app/i18n/messages/editor.es.json"),
  en: () => import("#app/i18n/messages/editor.en.json"),
  pt: () => import("#app/i18n/messages/editor.pt.json"),
  fr: () => import("#app/i18n/messages/editor.fr.json"),
};

/** The editor's messages in one language only. */
export async function messagesIn(language: Language): Promise<Messages> {
  return (await messages[language]()).default;
}
