/** Names kept in four languages. */
import { languages, type Language } from "#app/domain/release.ts";

/** The name in `language`; where it is missing, in the first language that has one. Empty where there is none. */
export function named(names: unknown, language: Language): string {
  if (typeof names !== "object" || names === null) return "";
  const held = names as Readonly<Record<string, unknown>>;
  for (const one of [language, ...languages]) {
    const name = held[one];
    if (typeof name === "string" && name !== "") return name;
  }
  return "";
}
