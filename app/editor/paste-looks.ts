/** Looks that a plan has none of: raised and lowered words become letters that are so by themselves, others are told. */
import { stood } from "#app/document/raised.ts";
import { all, styled, words, type Count } from "./paste-clean.ts";

export function looked(body: Element, count: Count): void {
  for (const element of all(body, `s, strike, ${styled("line-through")}`))
    if (
      words(element) !== "" &&
      element.closest("a, s, strike") === (element.matches("s, strike") ? element : null)
    )
      count("struck");
  underlined(body, count);
  scripts(body, count);
}

/** A link is underlined as a link, which it stays. */
function underlined(body: Element, count: Count): void {
  const found = all(body, `u, ${styled("underline")}`).filter(
    (element) =>
      element.matches("u") ||
      /text-decoration(?:-line)?:[^;]*underline/i.test(element.getAttribute("data-style") ?? ""),
  );
  for (const element of found) {
    const linked = all(element, "a[href]").map(words).join("");
    const within = found.some((other) => other !== element && other.contains(element));
    if (!within && element.closest("a[href]") === null && words(element) !== linked) count("underlined");
  }
}

/** Some programs raise words by their style. */
function scripts(body: Element, count: Count): void {
  for (const element of all(body, styled("vertical-align"))) {
    const how = /vertical-align:\s*(sup|sub)(?:er)?\b/i.exec(element.getAttribute("data-style") ?? "")?.[1];
    if (how === undefined || element.matches("sup, sub, td, th, tr")) continue;
    const made = element.ownerDocument.createElement(how.toLowerCase());
    made.append(...element.childNodes);
    element.append(made);
  }
  stood(body, () => count("script"));
}
