/** Raised and lowered words as letters that are so by themselves: a plan has no such look, and "10²" is not "102". */

/** How words stand: above the line, or below it. */
export type Stand = "sup" | "sub";

const plain = [..."0123456789+-–−=()ni"];
const letters: Readonly<Record<Stand, ReadonlyMap<string, string>>> = {
  sup: new Map([..."⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ"].map((letter, at) => [plain[at] ?? "", letter])),
  sub: new Map([..."₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎ₙᵢ"].map((letter, at) => [plain[at] ?? "", letter])),
};

/** What stands so already, and what looks the same wherever it stands. */
const already: Readonly<Record<Stand, RegExp>> = {
  sup: /^[\s⁰¹²³⁴-⁹⁺⁻⁼⁽⁾ⁿⁱªº°™®℠]$/,
  sub: /^[\s₀-₉₊₋₌₍₎ₙᵢ]$/,
};

/**
 * The words with letters that stand so; null where one of them has none, as they must not be half raised. `before`: what stands
 * before them in the line, as the "a" of "1.ª" and the "o" of "N.º" are ordinals only there.
 */
export function standing(words: string, how: Stand, before: string): string | null {
  if (how === "sup") {
    if (words === "TM") return "™";
    if (words === "a" && /\d\.?$/.test(before)) return "ª";
    if (words === "o" && /(?:\d|\b[Nn])\.?$/.test(before)) return "º";
  }
  let made = "";
  for (const letter of words) {
    const other = already[how].test(letter) ? letter : letters[how].get(letter);
    if (other === undefined) return null;
    made += other;
  }
  return made;
}

const blocks = /^(?:p|h[1-6]|li|td|th|div|dd|dt|body)$/i;

/** Writes what is raised or lowered in an element of a page with such letters; `lost` is told of each that stays as it is. */
export function stood(within: Element, lost: (element: Element) => void): void {
  const found = [...within.querySelectorAll("sup:not([data-footnote]), sub")];
  // What lies within another comes first.
  for (const element of found.reverse()) {
    const how = element.tagName.toLowerCase() === "sup" ? "sup" : "sub";
    const made = standing(element.textContent ?? "", how, before(element));
    if (made !== null) rewrite(element, [...made]);
    else if (element.parentElement?.closest("sup, sub") === null) lost(element);
  }
}

/** The last letters before it in its line. */
function before(element: Element): string {
  let words = "";
  for (
    let at: Node | null = element;
    at !== null && words.length < 3 && !blocks.test(at.nodeName);
    at = at.parentNode
  )
    for (let next = at.previousSibling; next !== null && words.length < 3; next = next.previousSibling)
      words = (next.textContent ?? "") + words;
  return words;
}

/** Puts letters in place of those that are there, text by text. */
function rewrite(node: Node, rest: string[]): void {
  if (node.nodeType === 3) node.textContent = rest.splice(0, [...(node.textContent ?? "")].length).join("");
  else for (const child of node.childNodes) rewrite(child, rest);
}
