import { parseHTML } from "linkedom";
import { describe, expect, test } from "vitest";
import { standing, stood } from "#app/document/raised.ts";

describe("raised and lowered words", () => {
  test.each([
    ["2", "sup", "10", "²"],
    ["−6", "sup", "10", "⁻⁶"],
    ["-1", "sup", "s", "⁻¹"],
    ["(n+1)", "sup", "a", "⁽ⁿ⁺¹⁾"],
    ["2", "sub", "CO", "₂"],
    ["i", "sub", "x", "ᵢ"],
    ["a", "sup", "1.", "ª"],
    ["o", "sup", "3", "º"],
    ["o", "sup", "el N.", "º"],
    ["TM", "sup", "Word", "™"],
    ["®", "sup", "Word", "®"],
    [" 2 ", "sup", "10", " ² "],
  ] as const)("%s as %s behind “%s” is %s", (words, how, before, made) => {
    expect(standing(words, how, before)).toBe(made);
  });

  test.each([
    ["a", "sup", "x"],
    ["a", "sub", "1."],
    ["o", "sup", "con"],
    ["er", "sup", "1"],
    ["2x", "sup", "10"],
    ["TM", "sub", "x"],
    ["1,2", "sup", "word"],
  ] as const)("%s as %s behind “%s” has no letters of its own, in whole or in part", (words, how, before) => {
    expect(standing(words, how, before)).toBeNull();
  });

  test("in a page, each text keeps its look, and what stays as it is is told once", () => {
    const page = (html: string) => {
      const { body } = parseHTML(`<!doctype html><html><body>${html}</body></html>`).document;
      let lost = 0;
      stood(body, () => lost++);
      return [body.innerHTML, lost];
    };
    expect(page("<p>10<sup><b>-</b>6</sup> m<sub>2</sub></p>")).toEqual([
      "<p>10<sup><b>⁻</b>⁶</sup> m<sub>₂</sub></p>",
      0,
    ]);
    expect(page("<p>Chapter 1.</p><p><sup>a</sup>b</p>")).toEqual([
      "<p>Chapter 1.</p><p><sup>a</sup>b</p>",
      1,
    ]);
    expect(page("<p><b>1.</b><sup>a</sup></p>")).toEqual(["<p><b>1.</b><sup>ª</sup></p>", 0]);
    expect(page("<p>x<sup><sup>k</sup></sup> 2<sup><sup>2</sup></sup></p>")).toEqual([
      "<p>x<sup><sup>k</sup></sup> 2<sup><sup>²</sup></sup></p>",
      1,
    ]);
    expect(page("<p>x<sup>y<sub>2</sub></sup></p>")).toEqual(["<p>x<sup>y<sub>₂</sub></sup></p>", 1]);
  });
});
