/** What can be put in at the caret, as lists to choose from: everything, the goals of all agendas, the countries. Pure. */
import { plain } from "#app/document/fields.ts";
import { countryName, type Tongue } from "./saying.ts";

/** What a text can refer to, as the page hands it over for who writes. */
export interface Names {
  /** The present cycle's first. */
  readonly goals: readonly {
    /** "elac2015:12" */
    readonly goal: string;
    /** In the language of the text: "goal 12 of eLAC2015". */
    readonly label: string;
    /** In the language of the reader. */
    readonly title: string;
  }[];
  /** Names of countries in the language of the text, by code; null where the reader's is the same. */
  readonly countries: Readonly<Record<string, string>> | null;
}

/** What the list of everything holds, in its order. */
export const insertions = [
  "heading",
  "subheading",
  "list",
  "numbered",
  "table",
  "output",
  "footnote",
  "goal",
  "country",
  "gap",
  "bracket",
] as const;
export type Insertion = (typeof insertions)[number];

/** One line of a list. */
export interface Offer {
  readonly key: string;
  readonly words: string;
  readonly detail: string;
  /** An ISO code, shown before the words. */
  readonly code: string | null;
  readonly what:
    | { readonly kind: "insertion"; readonly name: Insertion }
    | { readonly kind: "goal"; readonly goal: string; readonly label: string }
    | { readonly kind: "country"; readonly country: string; readonly label: string };
}

export type ListName = "all" | "goals" | "countries";

/** Lists for what is typed; each finds by all the words of the query, whatever their accents and capitals. */
export interface Offers {
  find(list: ListName, query: string): readonly Offer[];
}

/** So many lines at once: who does not see theirs types on. */
const most = 40;

export function offersIn(tongue: Tongue, names: Names | null): Offers {
  const { t } = tongue;
  const lists: Readonly<Record<ListName, readonly Offer[]>> = {
    all: insertions.map((name) => ({
      key: name,
      words: t(`insert.${name}`),
      detail: t(`insert.${name}.hint`),
      code: null,
      what: { kind: "insertion", name },
    })),
    goals: (names?.goals ?? []).map(({ goal, label, title }) => ({
      key: goal,
      words: label,
      detail: title,
      code: null,
      what: { kind: "goal", goal, label },
    })),
    countries: Object.keys(tongue.countries)
      .map((country): Offer => {
        const words = countryName(tongue, country);
        const label = names?.countries?.[country] ?? words;
        return { key: country, words, detail: "", code: country, what: { kind: "country", country, label } };
      })
      .sort((a, b) => a.words.localeCompare(b.words, tongue.language)),
  };
  const indexed = new Map<ListName, readonly { readonly offer: Offer; readonly text: string }[]>();
  const indexOf = (list: ListName) => {
    const known = indexed.get(list);
    if (known !== undefined) return known;
    const made = lists[list].map((offer) => {
      const { key, words, detail } = offer;
      return { offer, text: ` ${plain(`${key.split(":")[1] ?? key} ${words} ${detail}`)}` };
    });
    indexed.set(list, made);
    return made;
  };
  return {
    find(list, query) {
      const asked = plain(query).split(/\s+/).filter(Boolean);
      const held = indexOf(list).filter(({ text }) => asked.every((word) => text.includes(word)));
      const [first = ""] = asked;
      // A number finds the goal of that number first; a beginning of a word comes before its middle.
      const rank = ({ text }: { readonly text: string }) =>
        text.startsWith(` ${first} `) ? 0 : text.includes(` ${first}`) ? 1 : 2;
      return (first === "" ? held : [...held].sort((a, b) => rank(a) - rank(b)))
        .slice(0, most)
        .map(({ offer }) => offer);
    },
  };
}
