/**
 * How a text is cited on paper: a symbol that says whose it is, of which period, and which copy.
 * May import: this room. Begin with `documentSymbol`.
 */

/** Which copy of a plan's text: what may still change, a named version, a release. */
export type CopyOfText =
  | { readonly kind: "live" }
  | { readonly kind: "version"; readonly number: number }
  | { readonly kind: "release"; readonly number: number };

/**
 * "eLAC/e-business/2011-2013/R2": a release of that number; V for a named version, L for live text, which is cited with its date
 * only. The same in every language.
 */
export function documentSymbol(group: string, period: string, copy: CopyOfText): string {
  return ["eLAC", group, period, copyMark(copy)].join("/");
}

/** A name for the file of such a copy, without its ending: letters, figures and hyphens only. */
export function documentFileName(group: string, period: string, copy: CopyOfText, language: string): string {
  return [documentSymbol(group, period, copy), language]
    .join("-")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

function copyMark(copy: CopyOfText): string {
  switch (copy.kind) {
    case "live":
      return "L";
    case "version":
      return `V${copy.number}`;
    case "release":
      return `R${copy.number}`;
  }
}
