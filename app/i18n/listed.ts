/** A sentence that lists things, where each of them is more than its words: a link, say. */
import { listFormat } from "./formatters.ts";
import { locales, type Language } from "./language.ts";

/** The parts of the sentence in order; `say` says it around the list that it is given, `make` makes a part of each name. */
export function listed<Part>(
  language: Language,
  names: readonly string[],
  say: (list: string) => string,
  make: (name: string) => Part,
): readonly (string | Part)[] {
  const parts = listFormat(locales[language]).formatToParts([...names]);
  const [before = "", after = ""] = say("\n").split("\n");
  return [before, ...parts.map(({ type, value }) => (type === "literal" ? value : make(value))), after];
}
