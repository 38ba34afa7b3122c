/** Translators with every message of every language: for the server, its letters and its commands. */
import { catalogue } from "./catalogue.ts";
import type { Language } from "./language.ts";
import { speaker, type T } from "./speaker.ts";

export type { T } from "./speaker.ts";

const made = new Map<Language, T>();

/** Says keys in `language`; made once. In components `useT` gives it. */
export function translator(language: Language): T {
  const known = made.get(language);
  if (known !== undefined) return known;
  const t = speaker(language, catalogue[language]);
  made.set(language, t);
  return t;
}
