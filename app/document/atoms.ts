/** What stands among words without being words: gaps, footnotes, references to goals and countries. How each reads. */

export const atoms = ["gap", "footnote", "goal_ref", "country_ref"] as const;
export type AtomName = (typeof atoms)[number];

export function isAtom(name: string): name is AtomName {
  return atoms.some((atom) => atom === name);
}

/**
 * The words an atom stands for in the line: a gap XXX, a reference its label, or the goal's number or the country's code
 * where it has none. A footnote says nothing there: its text stands at the end. "" for anything that is no atom.
 */
export function leafWords(name: string, attrs: Readonly<Record<string, unknown>> = {}): string {
  switch (name) {
    case "gap":
      return "XXX";
    case "goal_ref":
      return said(attrs["label"]) || (goalOf(attrs["goal"])?.number ?? "");
    case "country_ref":
      return said(attrs["label"]) || said(attrs["country"]);
    default:
      return "";
  }
}

/** "elac2015:12" as its cycle and number; null where it is no such name. */
export function goalOf(value: unknown): { readonly cycle: string; readonly number: string } | null {
  const [, cycle, number] = /^([A-Za-z0-9_-]{1,40}):([1-9]\d{0,3})$/.exec(said(value)) ?? [];
  return cycle === undefined || number === undefined ? null : { cycle, number };
}

function said(value: unknown): string {
  return typeof value === "string" ? value : "";
}
